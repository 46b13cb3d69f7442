"""Whether the bot works: the database takes writes, Telegram answers, timers run, nothing is stuck."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.backlog import Backlog
from domain.errors import DomainError
from services.ports import Clock, Database, Transaction

_log = logging.getLogger(__name__)

POLL_LIMIT = timedelta(minutes=3)
"""A long poll answers within a minute, updates or none."""
TICK_LIMIT = timedelta(seconds=60)
INBOX_LIMIT = timedelta(minutes=5)
OUTBOX_LIMIT = timedelta(minutes=15)
_WRITE_TIMEOUT_S = 8
"""Longer than the database waits for another process to end its write."""
_FRESH = timedelta(seconds=5)
_PROBE = "health_probed_at"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: how it is, in a few English words, for whoever runs the bot."""

    name: str
    ok: bool
    told: str


class Health:
    """What is known of the running parts. `polls`: updates are asked for, so that an answer is expected."""

    def __init__(self, database: Database, clock: Clock, *, polls: bool) -> None:
        self._database = database
        self._clock = clock
        self._polls = polls
        self._started_at = self._ticked_at = clock()
        self._checks: tuple[Check, ...] = ()
        self._checked_at: datetime | None = None
        self.polled_at: datetime | None = None

    def note_poll(self) -> None:
        """Telegram has answered a poll."""
        self.polled_at = self._clock()

    def note_tick(self) -> None:
        """The scheduler has run a job."""
        self._ticked_at = self._clock()

    async def check(self) -> tuple[Check, ...]:
        """Look at everything; what was looked at within five seconds is told again."""
        now = self._clock()
        if self._checked_at is None or not timedelta() <= now - self._checked_at < _FRESH:
            self._checks = await self._look(now)
            self._checked_at = now
        return self._checks

    async def _look(self, now: datetime) -> tuple[Check, ...]:
        database, backlog = await self._probe(now)
        checks = [database, _within("scheduler", "last tick", self._ticked_at, now, TICK_LIMIT)]
        if self._polls:
            polled_at = self.polled_at or self._started_at
            checks.append(_within("poll", "last answer of Telegram", polled_at, now, POLL_LIMIT))
        if backlog is not None:
            checks.append(_within("inbox", "oldest update", backlog.inbox_since, now, INBOX_LIMIT))
            checks.append(_within("outbox", "oldest message", backlog.outbox_since, now, OUTBOX_LIMIT))
        return tuple(checks)

    async def _probe(self, now: datetime) -> tuple[Check, Backlog | None]:
        """A real write, for a full disk and a read-only one can still be read."""

        def work(tx: Transaction) -> Backlog:
            tx.meta.put(_PROBE, now.isoformat())
            return tx.backlog.read(now)

        try:
            async with asyncio.timeout(_WRITE_TIMEOUT_S):
                return Check("database", ok=True, told="writable"), await self._database.write(work)
        except DomainError as error:
            _log.warning("the database takes no writes: %s", error)
            return Check("database", ok=False, told="takes no writes"), None
        except TimeoutError:
            return Check("database", ok=False, told=f"no write within {_WRITE_TIMEOUT_S} s"), None


def _within(name: str, what: str, since: datetime | None, now: datetime, limit: timedelta) -> Check:
    if since is None:
        return Check(name, ok=True, told="nothing waits")
    age = now - since
    return Check(name, ok=age <= limit, told=f"{what} {age.total_seconds():.0f} s ago")


def is_well(checks: Sequence[Check]) -> bool:
    """Whether every check passes."""
    return all(one.ok for one in checks)
