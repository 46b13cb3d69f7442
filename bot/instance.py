"""One bot on a database: the lock of the running process, and how a successor gets it.

Two processes over one inbox and one outbox would both answer. Telegram notices two of one token that poll,
but not a second one with another token, nor one that sends what the first one sends.
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

Pause = Callable[[asyncio.Event, float], Awaitable[None]]


class InstanceHeldError(DomainError):
    """Another process runs the bot on this database."""

    def __init__(self, holder: Holder, *, lost: bool = False) -> None:
        what = "has taken this database over" if lost else "runs on this database"
        where = f"process {holder.pid} on {holder.host.partition(' ')[0]}"
        since = f"{holder.since:%Y-%m-%d %H:%M:%S} UTC"
        super().__init__(f"another bot {what}, since {since}: {where}; stop it first")
        self.holder = holder


@dataclass(frozen=True, slots=True)
class _Look:
    """What was found: `taken`, or the `holder` who may still be there; `sure`: who certainly is."""

    taken: bool = False
    holder: Holder | None = None
    sure: bool = False


class InstanceLock:
    """The lock on one database: to `take` before anything is sent or answered, and `kept` while running."""

    def __init__(self, database: SqlDatabase, clock: Clock, pause: Pause | None = None) -> None:
        self._database = database
        self._clock = clock
        self._pause = pause or _wait_at_most
        now = clock()
        self._me = Holder(token_hex(8), this_host(), os.getpid(), now, now)

    async def take(self, stop: asyncio.Event) -> bool:
        """Become the holder; InstanceHeldError while another is. False when `stop` came first.

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
                raise InstanceHeldError(holder)
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

    def _look(self, tx: SqlTransaction, *, gone: bool) -> _Look:
        now, holder = self._clock(), tx.instance.find()
        if holder is not None and not gone and holder_runs(holder, now):
            near = holder.host == self._me.host
            return _Look(holder=holder, sure=near and now - holder.beat_at <= _SURE_FOR)
        tx.instance.put(self._me)
        return _Look(taken=True)

    def _beat(self, tx: SqlTransaction, now: datetime) -> Holder | None:
        """Who has the lock now, if another has; a row that is gone (a database restored) is written anew."""
        if tx.instance.beat(self._me.id, now):
            return None
        holder = tx.instance.find()
        if holder is None:
            tx.instance.put(self._me)
        return holder


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
