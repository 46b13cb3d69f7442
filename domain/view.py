"""What a message shows of the figures, so that a button under it can ask for something near it."""

from dataclasses import dataclass
from datetime import timedelta
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


PICTURES = frozenset({Face.MAP, Face.BARS, Face.HOURS})
"""Faces that are drawn. Telegram cannot turn a picture into a text in its place."""


@dataclass(frozen=True, slots=True)
class View:
    """One answer about figures. `region` is a region key, None for the country; `page` counts from 1.

    `language` stays that of the first asker: a tap of somebody else does not change a group's message.
    """

    face: Face
    period: Period
    language: str
    region: str | None = None
    strict: bool = False
    page: int = 1

    @property
    def days(self) -> int:
        """How many days the period has."""
        return (self.period.last_on - self.period.first_on).days + 1


def days_to(period: Period, days: int) -> Period:
    """So many days that end with a period."""
    return Period(period.last_on - timedelta(days=days - 1), period.last_on)
