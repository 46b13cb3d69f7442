"""Alerts: a region that appears on a day for the first time."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from domain.totals import TotalsRow


class Badge(StrEnum):
    """Why a region is new, strongest first."""

    FIRST_EVER = "first_ever"
    FIRST_IN_DAYS = "first_in_days"
    NEW_TODAY = "new_today"

    @property
    def rank(self) -> int:
        """0 is the strongest."""
        return list(Badge).index(self)


class AlertScope(StrEnum):
    """Which badges are announced: every new region of a day, after a gap, or only the first ever."""

    TODAY = "today"
    GAP = "gap"
    EVER = "ever"


class AlertState(StrEnum):
    """`seen`: marked without sending (imports, old posts). `withdrawn`: nothing supports it any more."""

    ACTIVE = "active"
    SEEN = "seen"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class AlertPolicy:
    """When a new region is announced, and where. `gap_days` is N of "first in N days".

    Regions that come within `group_s` seconds of a message join it; beyond `burst` regions in `burst_s`
    seconds all that come go into one message. From `quiet_from` to `quiet_to`, clock times in the counting
    zone, alerts are held; None: never.
    """

    chat_ids: tuple[int, ...]
    thread_id: int | None = None
    scope: AlertScope = AlertScope.TODAY
    gap_days: int = 30
    fresh_hours: int = 12
    language: str = "ru"
    muted: frozenset[str] = frozenset()
    group_s: int = 60
    burst: int = 8
    burst_s: int = 600
    quiet_from: time | None = None
    quiet_to: time | None = None

    def is_quiet(self, local: datetime) -> bool:
        """Whether alerts are held at this moment, given in the counting zone."""
        if self.quiet_from is None or self.quiet_to is None:
            return False
        clock = local.time()
        if self.quiet_from <= self.quiet_to:
            return self.quiet_from <= clock < self.quiet_to
        return clock >= self.quiet_from or clock < self.quiet_to


@dataclass(frozen=True, slots=True)
class Alert:
    """One region announced on one day; `key` is new_region:{day}:{region}:{generation}, unique."""

    day: date
    region: str
    generation: int
    post_id: int
    badge: Badge
    state: AlertState
    message_key: str

    @property
    def key(self) -> str:
        return f"new_region:{self.day.isoformat()}:{self.region}:{self.generation}"


@dataclass(frozen=True, slots=True)
class AlertLine:
    """One region as the alert's message shows it; `others` are further originators with their figures.

    `whole`: the day's figure reconciled over all claims, where there are others than those of `row`.

    `editor_reason`: it was an editor who withdrew it, and why ("" where he did not say); None: the source.
    """

    region: str
    badge: Badge
    state: AlertState
    gap_days: int
    row: TotalsRow
    others: tuple[tuple[str, TotalsRow], ...] = ()
    withdrawn_at: datetime | None = None
    day: date | None = None
    editor_reason: str | None = None
    whole: TotalsRow | None = None


@dataclass(frozen=True, slots=True)
class AlertView:
    """What one post brought to an alert message. Regions of several posts may stand in one message."""

    day: date
    originator: str
    source_title: str
    link: str | None
    lines: tuple[AlertLine, ...]
