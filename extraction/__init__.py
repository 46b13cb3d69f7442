"""Reading: text + source + time of posting → Report. Pure: no I/O beyond loading its data once, no clock."""

from collections.abc import Callable
from datetime import datetime
from functools import cache

from domain.report import Report
from domain.source import Source
from extraction.doubts import mark_doubts

RULES_VERSION = "2026.4"
"""Changes whenever the rules or their data do: stored reports of another version are read again."""


def read_post(text: str, *, source: Source, posted_at: datetime) -> Report:
    """All that the rules understand of one text; never raises, nothing found is a report with a reason.

    `posted_at` is aware. The data of the rules is loaded at the first call, not at import.
    """
    return mark_doubts(_reader()(text, source, posted_at))


@cache
def _reader() -> Callable[[str, Source, datetime], Report]:
    """What reads; imported once, for an import statement takes as long as the cutting of a sentence."""
    from extraction.reading import read  # noqa: PLC0415  the gazetteer loads on use, so that --help stays quick

    return read


__all__ = ["RULES_VERSION", "read_post"]
