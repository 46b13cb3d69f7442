"""The text that goes with an export: what the files are and what each column means."""

from collections.abc import Iterator
from textwrap import wrap

from services.export_columns import FILES, meanings_of

_WIDTH = 110
_ABOUT = {
    "claims": "One row for each claim: who says how many of what, where and when, with the words it was "
    "read from. Rows of texts no longer in force are there too, with `live` false.",
    "totals": "Figures of the claims exported, reconciled anew for each row. They must not be added up: "
    "claims of two days or regions may speak of the same drones.",
    "posts": "One row for each text of each post, also of posts that claim nothing.",
    "decisions": "One row for each thing that an editor decided or undid.",
}
_HEAD = """\
Dozor counts what officials publish. Every figure here is somebody's claim, the claim of a party to a war, and
the column `originator` says whose. An empty cell is unknown or unlimited and never nought.

Nothing in these files says who handed a post in, or in which chat.

Instants are ISO 8601 with their offset; days are dates in the counting zone. CSV is UTF-8 with a mark at its
start (so that spreadsheets and pandas read Cyrillic), comma-separated; several values in a cell are joined
by semicolons, or are JSON where the cell begins with a bracket. A cell that a spreadsheet could run as a
formula, or that begins with an apostrophe, has one apostrophe put in front.

`python -m bot import` with these files, in any order, brings everything back: posts, texts, claims as they
are here, and decisions. Totals are not read: they are counted anew."""


def render_guide(scope: str) -> str:
    """The README of an export; `scope` is one line on what was exported."""
    return "\n".join(_lines(scope)) + "\n"


def _lines(scope: str) -> Iterator[str]:
    yield "Export of Dozor"
    yield ""
    yield from wrap(scope, _WIDTH)
    yield ""
    yield _HEAD
    for name, row in FILES.items():
        yield ""
        yield ""
        yield name.upper()
        yield from wrap(_ABOUT[name], _WIDTH)
        yield ""
        for column, meaning in meanings_of(row).items():
            yield from wrap(f"{column:14} {meaning}", _WIDTH, subsequent_indent=" " * 15)
