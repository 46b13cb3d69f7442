"""What waits in the inbox, the outbox and the review queue: how much, and since when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from domain.outbox import OutboxState


@dataclass(frozen=True, slots=True)
class Backlog:
    """What waits at an instant; the others are aware UTC, None where nothing waits.

    `outbox` counts rows by state: of the finished ones the dead alone. `outbox_since`: when the oldest row
    was added that is due or was tried in vain; a row held back on purpose is neither. `inbox_since`: when
    the oldest open update came.
    """

    outbox: Mapping[OutboxState, int] = field(default_factory=dict)
    outbox_since: datetime | None = None
    inbox_open: int = 0
    inbox_set_aside: int = 0
    inbox_since: datetime | None = None
    doubts_open: int = 0
