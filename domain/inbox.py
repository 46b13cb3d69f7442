"""Updates that could not be handled, kept for another try."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class InboxState(StrEnum):
    """`set_aside`: it could not be read, or its handler failed."""

    OPEN = "open"
    CLOSED = "closed"
    SET_ASIDE = "set_aside"


@dataclass(frozen=True, slots=True)
class SetAside:
    """One update set aside. `kept`: its content is still there, so that it can be tried again."""

    update_id: int
    incident_id: str
    error: str
    at: datetime
    kept: bool = True


@dataclass(frozen=True, slots=True)
class InboxStanding:
    """How many updates are in each state, and the newest of those set aside."""

    counts: Mapping[InboxState, int]
    set_aside: tuple[SetAside, ...]
