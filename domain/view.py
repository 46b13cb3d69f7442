"""What a message shows of the figures, so that a button under it can ask for something near it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.totals import Period


class Face(StrEnum):
    """Which answer. The values go into buttons, where each byte counts."""

    DAY = "d"
    WEEK = "w"
    REGION = "r"
    WHY = "y"
    POSTS = "p"
    MAP = "m"
    BARS = "b"
    HOURS = "h"
    CALENDAR = "k"
    COMPARISON = "c"
    DISPUTES = "x"
    SENTENCE = "s"
    LOG = "l"


PICTURES = frozenset({Face.MAP, Face.BARS, Face.HOURS, Face.CALENDAR})
"""Faces that are drawn. Telegram cannot turn a picture into a text in its place."""

SIDE_BY_SIDE = frozenset({Face.COMPARISON, Face.DISPUTES, Face.SENTENCE, Face.LOG})
"""Faces about the claims behind a figure, each of a day or of several."""

AS_KNOWN = PICTURES | {Face.DAY, Face.WEEK}
"""Faces that can be told as they were known at an instant."""

YEARS = range(2000, 2101)
"""Years of which a question can be meant."""

_WEEK, _MONTH = 7, 31
_MONTHS_BEFORE = timedelta(days=62)


@dataclass(frozen=True, slots=True)
class View:
    """One answer about figures. `region` is a region key, None for the country; `page` counts from 1.

    `language` stays that of the first asker: a tap of somebody else does not change a group's message.
    `as_of`: as it was known at that instant, a whole second; None: as it is known.
    """

    face: Face
    period: Period
    language: str
    region: str | None = None
    strict: bool = False
    page: int = 1
    as_of: datetime | None = None

    @property
    def days(self) -> int:
        """How many days the period has."""
        return days_of(self.period)

    @property
    def drawn(self) -> Period:
        """The days that its picture draws.

        A chart or a calendar of a day needs others beside it; the view is of its own period nevertheless.
        """
        if self.face is Face.BARS and self.days < _WEEK:
            return days_to(self.period, _MONTH)
        if self.face is Face.CALENDAR:
            first = min(self.period.first_on, self.period.last_on - _MONTHS_BEFORE)
            return Period(first.replace(day=1), self.period.last_on)
        return self.period


def days_of(period: Period) -> int:
    """How many days a period has."""
    return (period.last_on - period.first_on).days + 1


def days_to(period: Period, days: int) -> Period:
    """So many days that end with a period."""
    return Period(period.last_on - timedelta(days=days - 1), period.last_on)
