"""Lanes: an aiosqlite connection with its thread, on which a unit of work runs whole.

SQLAlchemy's own async driver crosses to that thread and back for every statement, which costs more than the
statements; here one crossing carries the whole function (docs/adr/0002).
"""

import sqlite3
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Self, TypeVar

import aiosqlite
from sqlalchemy import Connection, Engine

from storage.engines import plain_errors
from storage.transaction import SqlTransaction
from storage.units import TOGETHER, Unit, run_units

T = TypeVar("T")

_CHUNK = 64
"""Rows aiosqlite would fetch at a time, had it anything to fetch: it wants the number."""


class Lane:
    """Runs units of work one after another on one connection. Made by `Lane.open`.

    A caller that is cancelled while its work runs does not stop it: the work ends, and commits, whole.
    """

    def __init__(self, engine: Engine, path: Path, clock: Callable[[], datetime], *, reading: bool) -> None:
        self._engine = engine
        self._path = path
        self._clock = clock
        self._reading = reading
        self._waiting: deque[Unit] = deque()
        self._held: Connection | None = None
        self._connection = aiosqlite.Connection(self._connect, _CHUNK)

    @classmethod
    async def open(
        cls, engine: Engine, path: Path, clock: Callable[[], datetime], *, reading: bool = False
    ) -> Self:
        """A lane over the one connection of an engine's pool, connected on the lane's own thread."""
        lane = cls(engine, path, clock, reading=reading)
        await lane._connection
        return lane

    async def run(self, work: Callable[[SqlTransaction], T]) -> T:
        """Run `work` in one transaction; any exception rolls it back.

        What waits at the same time is committed as one, each unit behind a savepoint of its own: a caller is
        answered only after the commit, and the failure of one takes back nothing of the others.
        """
        unit = Unit(work)
        self._waiting.append(unit)
        # aiosqlite has no public way to run a function on its thread; SQLAlchemy leans on the same one.
        run: Callable[..., Any] = self._connection._execute  # noqa: SLF001  as said above
        try:
            await run(self._run_waiting)
        except ValueError:  # the lane is closed
            self._waiting.remove(unit)
            raise
        result: T = unit.outcome()
        return result

    async def close(self) -> None:
        """Let the work under way end, then close the connection and its thread."""
        run: Callable[..., Any] = self._connection._execute  # noqa: SLF001  as said above
        try:
            with suppress(ValueError):  # it is closed already
                await run(self._let_go)
            await self._connection.close()
        finally:
            self._engine.dispose()

    def _connect(self) -> sqlite3.Connection:
        with plain_errors(self._path), self._engine.connect() as pooled:
            connection = pooled.connection.driver_connection
        if not isinstance(connection, sqlite3.Connection):
            raise TypeError(f"a lane needs SQLite, not {type(connection).__name__}")
        return connection

    def _run_waiting(self) -> None:
        """Run the units that wait, on the thread. Each caller asks for it, so the last may find none left."""
        most = 1 if self._reading else TOGETHER
        units = [self._waiting.popleft() for _ in range(min(most, len(self._waiting)))]
        if not units:
            return
        try:
            with plain_errors(self._path, reading=self._reading), self._transaction() as connection:
                run_units(connection, units, self._clock, partial(plain_errors, self._path), _lives)
        except BaseException as error:  # noqa: BLE001  every caller is told why nothing of this was kept
            for unit in units:
                unit.error = unit.error or error

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        """The one connection in a transaction; it goes back to the pool only after an error, for a reset."""
        if self._held is None:
            self._held = self._engine.connect()
        try:
            with self._held.begin():
                yield self._held
        except BaseException:
            self._let_go()
            raise

    def _let_go(self) -> None:
        held, self._held = self._held, None
        if held is not None:
            held.close()


def _lives(connection: Connection) -> bool:
    """After a full disk and the like SQLite has taken back the whole transaction."""
    driver = connection.connection.driver_connection
    return driver is not None and bool(driver.in_transaction)
