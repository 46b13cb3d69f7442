"""When a claim's drones were downed: the time the words allow and the time they certainly cover."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


class Precision(StrEnum):
    """How sharply the words give the hours: to the minute, roughly, or not at all."""

    MINUTE = "minute"
    APPROX = "approx"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time between two aware instants, start ≤ end."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.start.tzinfo is None or self.end.tzinfo is None or self.start > self.end:
            raise ValueError(f"not a span of aware instants: {self.start} … {self.end}")


@dataclass(frozen=True, slots=True)
class Window:
    """`outer`: all the time the words allow. `inner`: the time they certainly cover, if any."""

    outer: Span
    inner: Span | None
    precision: Precision


def day_of(end: datetime, zone: ZoneInfo) -> date:
    """The day a window belongs to: the date on which it ends; midnight belongs to the day that ends."""
    return (end - timedelta(microseconds=1)).astimezone(zone).date()
