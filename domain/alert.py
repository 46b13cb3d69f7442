"""Alerts: a region that appears on a day for the first time."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.totals import TotalsRow


class Badge(StrEnum):
    """Why a region is new, strongest first."""

    FIRST_EVER = "first_ever"
    FIRST_IN_DAYS = "first_in_days"
    NEW_TODAY = "new_today"


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
    """When a new region is announced, and where. `gap_days` is N of "first in N days"."""

    chat_ids: tuple[int, ...]
    thread_id: int | None = None
    scope: AlertScope = AlertScope.TODAY
    gap_days: int = 30
    fresh_hours: int = 12
    language: str = "ru"
    muted: frozenset[str] = frozenset()


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
    """One region as the alert's message shows it; `others` are further originators with their figures."""

    region: str
    badge: Badge
    state: AlertState
    gap_days: int
    row: TotalsRow
    others: tuple[tuple[str, TotalsRow], ...] = ()
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class AlertView:
    """What one alert message says."""

    day: date
    originator: str
    source_title: str
    link: str | None
    lines: tuple[AlertLine, ...]
