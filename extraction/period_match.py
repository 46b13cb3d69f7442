"""What the reading of time hands on."""

from dataclasses import dataclass
from typing import Literal

from domain.window import Window

PeriodKind = Literal[
    "range",
    "point",
    "start_only",
    "night",
    "morning",
    "day",
    "evening",
    "today",
    "past_24h",
    "date",
    "date_span",
    "running",
    "status",
    "duration",
]


@dataclass(slots=True)
class PeriodMatch:
    """Words of time over the half-open tokens `first:last`.

    `window` is None where the words give none: `status` («по состоянию на 01:15», "by 10 a.m."), `duration`
    («за шесть часов»), and a `running` total since an unnamed hour («с начала налёта»). `date_span` is
    several days: a digest. `running` is «с начала суток»: the time of a running total, not of the post's own
    news. `background`: the words name another time than the post's own. `dated`: a date or a day of the week
    is named.
    """

    first: int
    last: int
    window: Window | None
    kind: PeriodKind
    background: bool
    dated: bool
