"""A database that waits through trouble instead of failing: what was asked is done once that is over."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TypeVar

from domain.errors import StorageUnavailableError
from storage.database import SqlDatabase
from storage.transaction import SqlTransaction

T = TypeVar("T")
Work = Callable[[SqlTransaction], T]
Pause = Callable[[asyncio.Event, float], Awaitable[None]]
"""Waits until the event is set, at most so many seconds."""

_log = logging.getLogger(__name__)

_AGAIN_S = 1.0


async def _wait_at_most(event: asyncio.Event, seconds: float) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(event.wait(), seconds)


class PatientDatabase:
    """Meets services.ports.Database. Each unit of work is tried until the database takes it.

    A lock held by another process or a full disk is nothing that the caller could do better about, and
    nothing of a failed unit was kept. After `stop` StorageUnavailableError is raised instead.
    """

    def __init__(self, database: SqlDatabase, stop: asyncio.Event, pause: Pause = _wait_at_most) -> None:
        self._database = database
        self._stop = stop
        self._pause = pause
        self._troubled_since: float | None = None

    async def write(self, work: Work[T]) -> T:
        """Run `work` in one transaction and commit it; `work` may run more than once."""
        return await self._insist(self._database.write, work)

    async def write_beside(self, work: Work[T]) -> T:
        """The same while others write: see SqlDatabase."""
        return await self._insist(self._database.write_beside, work)

    async def read(self, work: Work[T]) -> T:
        """Run `work` on one snapshot; it may run more than once."""
        return await self._insist(self._database.read, work)

    async def _insist(self, run: Callable[[Work[T]], Awaitable[T]], work: Work[T]) -> T:
        while True:
            try:
                result = await run(work)
            except StorageUnavailableError as error:
                if self._stop.is_set():
                    raise
                self._note_trouble(error)
                await self._pause(self._stop, _AGAIN_S)
            else:
                self._note_recovery()
                return result

    def _note_trouble(self, error: StorageUnavailableError) -> None:
        """One line when it begins, however much waits."""
        if self._troubled_since is None:
            self._troubled_since = asyncio.get_running_loop().time()
            _log.warning("the database cannot be used: %s; all work waits for it", error)

    def _note_recovery(self) -> None:
        if self._troubled_since is not None:
            lasted_s = asyncio.get_running_loop().time() - self._troubled_since
            self._troubled_since = None
            _log.warning("the database can be used again, after %.0f s; the work goes on", lasted_s)
