"""A bot that notes the paths it opens for writing, makes, moves or removes: recorded_bot.py NOTES CONFIG."""

import os
import runpy
import sys
from typing import Any

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_CHANGING = {"os.mkdir": 1, "os.rename": 2, "os.remove": 1, "os.rmdir": 1, "os.symlink": 2, "os.link": 2}

notes = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_APPEND)


def note(event: str, given: tuple[Any, ...]) -> None:
    for path in given[: paths_changed(event, given)]:
        if isinstance(path, str | bytes):
            os.write(notes, os.path.abspath(os.fsencode(path)) + b"\n")  # noqa: PTH100  links stay as they are


def paths_changed(event: str, given: tuple[Any, ...]) -> int:
    """How many of the first arguments of an event are paths that it changes."""
    if event == "open":
        return int(isinstance(given[2], int) and bool(given[2] & _WRITING))
    if event == "sqlite3.connect":
        return int("mode=ro" not in str(given[0]))
    return _CHANGING.get(event, 0)


sys.addaudithook(note)
sys.argv = ["bot", "run", "--config", sys.argv[2]]
runpy.run_module("bot", run_name="__main__")
