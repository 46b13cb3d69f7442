"""Which processes run the bot on a database: one alone, or several that share the work."""

from dataclasses import dataclass
from datetime import datetime, timedelta

BEAT_EVERY_S = 15
STALE_AFTER = timedelta(seconds=60)
"""A holder that has not been heard of for so long is gone."""


@dataclass(frozen=True, slots=True)
class Holder:
    """The process that has the database. `id` is random; instants are aware UTC by its own clock.

    `host`: the machine, and the container on it where there is one, by which `pid` is known. `shares`: others
    that share too may have the database as well.
    """

    id: str
    host: str
    pid: int
    since: datetime
    beat_at: datetime
    shares: bool = False

    def is_stale(self, now: datetime) -> bool:
        """Whether it has been silent for too long."""
        return now - self.beat_at > STALE_AFTER
