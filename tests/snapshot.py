"""Screens compared with how they looked before: one text file each, exactly.

`UPDATE_SNAPSHOTS=1` writes them anew; the difference is then read in the commit.
"""

import os
from pathlib import Path

from sandbox.world import SentMessage

FOLDER = Path(__file__).parent / "snapshots"


def picture_of(shown: SentMessage) -> str:
    """A message as its chat shows it: markup as written, then the buttons row by row."""
    kind = "[picture]\n" if shown.photo else "[file]\n" if shown.document else ""
    rows = (shown.markup or {}).get("inline_keyboard", [])
    buttons = "\n".join(" ".join(f"[{one['text']}]" for one in row) for row in rows)
    return f"{kind}{shown.text}\n{buttons}".rstrip("\n") + "\n"


def assert_looks_as_before(name: str, shown: str) -> None:
    """Compare with tests/snapshots/NAME.txt; a screen without a file fails until it is written."""
    path = FOLDER / f"{name}.txt"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.write_text(shown, encoding="utf-8")
    assert path.is_file(), f"{path} is missing: run with UPDATE_SNAPSHOTS=1 and read what was written"
    assert shown == path.read_text(encoding="utf-8"), name
