"""Lines from a file or from standard input, and JSON lines to standard output."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from bot.config_errors import ConfigError


@contextmanager
def opened(path: Path) -> Iterator[TextIO]:
    """A UTF-8 text file, or standard input for "-"; a file that is not there is a usage error."""
    if str(path) == "-":
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # a real stdin has it
        yield sys.stdin
        return
    try:
        file = path.open(encoding="utf-8", errors="replace")
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from None
    with file:
        yield file


def print_json(value: Any) -> None:
    """One JSON value as one line."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
