"""Who runs on a database: one bot alone, or several that share the work; and how a dead one is followed.

Two processes over one inbox and one outbox would both answer, unless they know of each other. Telegram
notices two of one token that poll, but not a second one with another token, nor one that sends what the first
one sends.
"""

import asyncio
import logging
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from secrets import token_hex

from domain.errors import DomainError, StorageUnavailableError
from domain.instance import BEAT_EVERY_S, STALE_AFTER, Holder
from services.ports import Clock
from storage.database import SqlDatabase, open_database
from storage.errors import DatabaseInUseError
from storage.holders import holder_runs, this_host
from storage.transaction import SqlTransaction

_log = logging.getLogger(__name__)

_LOOK_EVERY_S = 5.0
_SURE_FOR = timedelta(seconds=2 * BEAT_EVERY_S)
"""A process of this machine that was heard of so lately is the holder; later its number may be another's."""
_HOW_TO_SHARE = '; several bots share a PostgreSQL database only if each has mode = "webhook"'

Pause = Callable[[asyncio.Event, float], Awaitable[None]]


class InstanceHeldError(DomainError):
    """Another process runs the bot on this database."""

    def __init__(self, holder: Holder, *, lost: bool = False, sharing: bool = False) -> None:
        what = "has taken this database over" if lost else "runs on this database"
        where = f"process {holder.pid} on {holder.host.partition(' ')[0]}"
        since = f"{holder.since:%Y-%m-%d %H:%M:%S} UTC"
        hint = _HOW_TO_SHARE if sharing or holder.shares else ""
        super().__init__(f"another bot {what}, since {since}: {where}; stop it first{hint}")
        self.holder = holder


@dataclass(frozen=True, slots=True)
class _Look:
    """What was found: `taken`, or the `holder` who may still be there; `sure`: who certainly is."""

    taken: bool = False
    holder: Holder | None = None
    sure: bool = False


class InstanceLock:
    """The right to one database: to `take` before anything is sent or answered, and `kept` while running.

    `shares`: along with others that share. Who does not is alone, and neither goes beside the other.
    """

    def __init__(
        self, database: SqlDatabase, clock: Clock, pause: Pause | None = None, *, shares: bool = False
    ) -> None:
        self._database = database
        self._clock = clock
        self._pause = pause or _wait_at_most
        now = clock()
        self._me = Holder(token_hex(8), this_host(), os.getpid(), now, now, shares=shares)

    @property
    def name(self) -> str:
        """What no other process is called."""
        return self._me.id

    async def take(self, stop: asyncio.Event) -> bool:
        """Become a holder; InstanceHeldError while another is in the way. False when `stop` came first.

        A holder that was killed on this machine is followed at once; of one elsewhere only its silence tells,
        so that is waited for, up to a minute.
        """
        first, waited_s = None, 0.0
        while not stop.is_set():
            gone = waited_s > STALE_AFTER.total_seconds()
            found = await self._database.write(partial(self._look, gone=gone))
            if found.taken:
                return True
            holder, first = found.holder, first or found.holder
            if holder is not None and (found.sure or holder != first):
                raise InstanceHeldError(holder, sharing=self._me.shares)
            if not waited_s and holder is not None:
                _log.warning(
                    "process %d on %s held the database %.0f s ago: waiting whether it is still there",
                    holder.pid,
                    holder.host.partition(" ")[0],
                    (self._clock() - holder.beat_at).total_seconds(),
                )
            await self._pause(stop, _LOOK_EVERY_S)
            waited_s += _LOOK_EVERY_S
        return False

    @asynccontextmanager
    async def kept(self) -> AsyncIterator[None]:
        """Hold on to the lock until the block ends, then let the next one start at once."""
        ended = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            group.create_task(self.keep(ended))
            try:
                yield
            finally:
                ended.set()
        try:
            await self._database.write(lambda tx: tx.instance.release(self._me.id))
        except StorageUnavailableError as error:
            _log.warning("the lock could not be given back, the next start finds it dead: %s", error)

    async def keep(self, stop: asyncio.Event) -> None:
        """Give signs of life until `stop`; InstanceHeldError when another has taken the lock meanwhile."""
        while not stop.is_set():
            await self._pause(stop, BEAT_EVERY_S)
            if stop.is_set():
                return
            now = self._clock()
            try:
                usurper = await self._database.write(partial(self._beat, now=now))
            except StorageUnavailableError as error:
                # Nobody else can take the lock while the database takes no writes.
                _log.warning("no sign of life could be written: %s", error)
                continue
            if usurper is not None:
                raise InstanceHeldError(usurper, lost=True)

    async def leads(self) -> bool:
        """Whether this one does what only one is to do: of those that share, who has been there longest."""
        if not self._me.shares:
            return True
        holders = await self._database.read(lambda tx: tx.instance.read_all())
        return bool(holders) and holders[0].id == self._me.id

    def _look(self, tx: SqlTransaction, *, gone: bool) -> _Look:
        now = self._clock()
        for holder in self._in_the_way(tx):
            if not gone and holder_runs(holder, now):
                near = holder.host == self._me.host
                return _Look(holder=holder, sure=near and now - holder.beat_at <= _SURE_FOR)
            bury(tx, holder)
        self._bury_the_dead(tx, now)
        tx.instance.put(self._me)
        return _Look(taken=True)

    def _in_the_way(self, tx: SqlTransaction) -> list[Holder]:
        """Those beside whom this one cannot be."""
        holders = tx.instance.read_all()
        return [one for one in holders if one.id != self._me.id and not (self._me.shares and one.shares)]

    def _beat(self, tx: SqlTransaction, now: datetime) -> Holder | None:
        """Who is in the way now, if anybody; a row that is gone (a database restored) is written anew."""
        self._bury_the_dead(tx, now)
        if tx.instance.beat(self._me.id, now):
            return None
        for holder in self._in_the_way(tx):
            return holder
        tx.instance.put(self._me)
        return None

    def _bury_the_dead(self, tx: SqlTransaction, now: datetime) -> None:
        """Others that shared and are gone hold nothing back any more."""
        for holder in tx.instance.read_all():
            if holder.shares and holder.id != self._me.id and not holder_runs(holder, now):
                _log.warning(
                    "process %d on %s is gone: its work goes on here",
                    holder.pid,
                    holder.host.partition(" ")[0],
                )
                bury(tx, holder)


def bury(tx: SqlTransaction, holder: Holder) -> None:
    """A holder is no more, and what it held is free."""
    tx.instance.release(holder.id)
    if holder.shares:
        tx.inbox.let_go(holder.id)


async def open_alone(
    url: str, clock: Clock, stop: asyncio.Event, pause: Pause | None = None
) -> SqlDatabase | None:
    """Open the database, migrated where it is older; None when `stop` came first.

    DatabaseInUseError while a bot of an older version runs on it. Of one elsewhere only its silence tells
    that it was killed, so that is waited for, up to a minute.
    """
    waited_s = 0.0
    while not stop.is_set():
        try:
            return await open_database(url, clock=clock)
        except DatabaseInUseError as error:
            if error.holder.host == this_host() or waited_s > STALE_AFTER.total_seconds():
                raise
            if not waited_s:
                _log.warning("%s; waiting whether it is still there", error)
        await (pause or _wait_at_most)(stop, _LOOK_EVERY_S)
        waited_s += _LOOK_EVERY_S
    return None


async def _wait_at_most(event: asyncio.Event, seconds: float) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(event.wait(), seconds)
