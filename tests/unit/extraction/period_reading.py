"""How the tests of periods read a text and look at what was read."""

from datetime import datetime

from extraction.periods import PeriodMatch, find_periods
from extraction.tokens import tokenize

MOSCOW = "Europe/Moscow"
POST = "2025-03-14T09:40+03:00"


def at(instant: str) -> datetime:
    """ "13.03 22:00" of 2025 (or with a year) by Moscow's clock."""
    day, clock = instant.split()
    parts = day.split(".")
    year = parts[2] if len(parts) > 2 else "2025"
    return datetime.fromisoformat(f"{year}-{parts[1]}-{parts[0]}T{clock}+03:00")


def read(text: str, post: str = POST, zone: str = MOSCOW, *, ministry: bool = False) -> list[PeriodMatch]:
    return find_periods(tokenize(text), datetime.fromisoformat(post), zone, ministry)


def only(text: str, post: str = POST, zone: str = MOSCOW, *, ministry: bool = False) -> PeriodMatch:
    (match,) = read(text, post, zone, ministry=ministry)
    return match


def outer(match: PeriodMatch) -> tuple[datetime, datetime]:
    assert match.window is not None
    return match.window.outer.start, match.window.outer.end


def inner(match: PeriodMatch) -> tuple[datetime, datetime] | None:
    assert match.window is not None
    span = match.window.inner
    return None if span is None else (span.start, span.end)
