"""Lanes to PostgreSQL: units of work run whole on one thread that has an event loop of its own.

The stores are synchronous; SQLAlchemy runs them in a greenlet over asyncpg. The thread keeps the arithmetic
of a unit away from the bot's loop, and is the same for who has no loop: the command line.
"""

import asyncio
import threading
from collections import deque
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import Future
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.server import Server
from storage.server_engine import TAKE_TURN, server_engine
from storage.server_errors import plain_server_errors
from storage.server_schema import prepare_server
from storage.transaction import SqlTransaction
from storage.units import TOGETHER, Unit, run_units

T = TypeVar("T")
Work = Callable[[SqlTransaction], T]


class LoopThread:
    """A thread that runs an event loop until it is closed."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="postgresql", daemon=True)
        self._thread.start()

    def start(self, job: Coroutine[Any, Any, T]) -> "Future[T]":
        """Run a coroutine there; RuntimeError on the thread itself, which would wait for its own end."""
        if threading.current_thread() is self._thread or not self._thread.is_alive():
            job.close()
            raise RuntimeError("a unit of work cannot wait for another, nor run after the end")
        return asyncio.run_coroutine_threadsafe(job, self._loop)

    def close(self) -> None:
        """End the thread; what still runs there is left where it is."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
            self._loop.close()


class ServerLanes:
    """Three lanes over one server: units that write facts, units that write beside them, units that read.

    Each answers with a future of the thread's. A caller that gives up does not stop its unit: it ends whole.
    """

    def __init__(
        self, server: Server, clock: Callable[[], datetime], *, busy_timeout_s: float, readers: int
    ) -> None:
        self._server = server
        self._plain_errors = partial(plain_server_errors, server)
        self._clock = clock
        # One connection for those who take their turn, one for those who do not wait for them.
        self._writers = server_engine(server, "writing", size=2, busy_timeout_s=busy_timeout_s)
        self._readers = server_engine(server, "reading", size=readers, busy_timeout_s=busy_timeout_s)
        self._waiting: deque[Unit] = deque()
        self._turn, self._beside = asyncio.Lock(), asyncio.Lock()
        self._reading = asyncio.Semaphore(readers)
        self._readers_at_once = readers
        self._thread = LoopThread()

    def prepare(self, *, migrate: bool) -> "Future[None]":
        """Bring the database to the newest migration; the DatabaseError says what is in the way."""
        return self._thread.start(self._prepare(migrate=migrate))

    def write(self, work: Work[T]) -> "Future[T]":
        """Run `work` alone among all that write facts, here and in other processes.

        What waits at the same time is committed as one.
        """
        unit = Unit(work)
        self._waiting.append(unit)
        try:
            return self._thread.start(self._write(unit))
        except RuntimeError:
            self._waiting.remove(unit)
            raise

    def write_beside(self, work: Work[T]) -> "Future[T]":
        """Run `work` while others may write: only for what locks the rows it decides by."""
        return self._thread.start(self._run_alone(self._writers, self._beside, Unit(work)))

    def read(self, work: Work[T]) -> "Future[T]":
        """Run `work` on one snapshot, over a connection that cannot write."""
        return self._thread.start(self._run_alone(self._readers, self._reading, Unit(work)))

    def close(self) -> None:
        """Let the work under way end, then close every connection and the thread."""
        self._thread.start(self._close()).result()
        self._thread.close()

    async def _prepare(self, *, migrate: bool) -> None:
        with self._plain_errors():
            async with self._writers.connect() as connection:
                work = partial(prepare_server, migrate=migrate, clock=self._clock)
                await connection.run_sync(work, self._server)

    async def _write(self, unit: Unit) -> Any:
        """Each caller takes what waits when its turn comes, so the last may find its unit done."""
        async with self._turn:
            units = [self._waiting.popleft() for _ in range(min(TOGETHER, len(self._waiting)))]
            if units:
                await self._run(self._writers, units, TAKE_TURN)
        return unit.outcome()

    async def _run_alone(
        self, engine: AsyncEngine, room: AbstractAsyncContextManager[Any], unit: Unit
    ) -> Any:
        async with room:
            await self._run(engine, [unit], None)
        return unit.outcome()

    async def _run(self, engine: AsyncEngine, units: Sequence[Unit], first: str | None) -> None:
        reading = engine is self._readers
        try:
            with self._plain_errors(reading=reading):
                async with engine.connect() as connection:
                    await connection.run_sync(self._run_in_transaction, units, first)
        except BaseException as error:  # noqa: BLE001  every caller is told why nothing of this was kept
            for unit in units:
                unit.error = unit.error or error

    def _run_in_transaction(self, connection: Connection, units: Sequence[Unit], first: str | None) -> None:
        with connection.begin():
            if first is not None:
                connection.exec_driver_sql(first)
            run_units(connection, units, self._clock, self._plain_errors, _lives)

    async def _close(self) -> None:
        async with self._turn, self._beside:
            for _ in range(self._readers_at_once):
                await self._reading.acquire()
            await self._writers.dispose()
            await self._readers.dispose()


def _lives(connection: Connection) -> bool:
    return not connection.invalidated
