"""The verb `import` as it is typed, with what it prints on both sides."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from bot.__main__ import make_cli
from bot.clock import system_clock
from storage.sync_writer import SyncWriter, open_sync


@dataclass(frozen=True, slots=True)
class Said:
    """How a verb ended: `counts` of its standard output, `notes` of its standard error."""

    code: int
    counts: dict[str, Any]
    notes: str


class ImportTerminal:
    """A folder with a database, a configuration where one was written, and files to import."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder = folder
        self.url = url
        self._cli = CliRunner()

    def configure(self, text: str) -> None:
        (self.folder / "config.toml").write_text(text, encoding="utf-8")

    def write(self, name: str, content: str | bytes | Iterable[str]) -> str:
        """A file of this content, or of these lines; its path."""
        path = self.folder / name
        if not isinstance(content, str | bytes):
            content = "".join(f"{line}\n" for line in content)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    def bring(self, *words: str, typed: str | None = None) -> Said:
        """`import` with these words; an error that only the last door explains is raised."""
        done = self._cli.invoke(make_cli("import"), ["import", *words, "--database", self.url], input=typed)
        if isinstance(done.exception, Exception):
            raise done.exception
        counts = json.loads(done.stdout) if done.stdout else {}
        return Said(done.exit_code, counts, " ".join(done.stderr.split()))

    def records(self) -> SyncWriter:
        return open_sync(self.url, clock=system_clock)
