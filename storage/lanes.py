"""Lanes: an aiosqlite connection with its thread, on which a unit of work runs whole.

SQLAlchemy's own async driver crosses to that thread and back for every statement, which costs more than the
statements; here one crossing carries the whole function (docs/adr/0002).
"""

import contextvars
import sqlite3
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Self, TypeVar

import aiosqlite
from sqlalchemy import Connection, Engine

from storage.engines import plain_errors
from storage.transaction import SqlTransaction

T = TypeVar("T")

_CHUNK = 64
"""Rows aiosqlite would fetch at a time, had it anything to fetch: it wants the number."""


_TOGETHER = 16
"""Units of work that wait at the same time and are committed as one."""


@dataclass(slots=True, eq=False)
class _Unit:
    """A function that waits for its turn, then what came of it."""

    work: Callable[[SqlTransaction], Any]
    context: contextvars.Context = field(default_factory=contextvars.copy_context)
    result: Any = None
    error: BaseException | None = None

    def outcome(self) -> Any:
        if self.error is not None:
            raise self.error
        return self.result


class Lane:
    """Runs units of work one after another on one connection. Made by `Lane.open`.

    A caller that is cancelled while its work runs does not stop it: the work ends, and commits, whole.
    """

    def __init__(self, engine: Engine, path: Path, clock: Callable[[], datetime], *, reading: bool) -> None:
        self._engine = engine
        self._path = path
        self._clock = clock
        self._reading = reading
        self._waiting: deque[_Unit] = deque()
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
        # The context goes along, so that what is logged on the thread carries the caller's update.
        unit = _Unit(work)
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
        try:
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
        most = 1 if self._reading else _TOGETHER
        units = [self._waiting.popleft() for _ in range(min(most, len(self._waiting)))]
        if not units:
            return
        try:
            with plain_errors(self._path, reading=self._reading), self._engine.begin() as connection:
                for unit in units:
                    self._run_unit(connection, unit, alone=len(units) == 1)
        except BaseException as error:  # noqa: BLE001  every caller is told why nothing of this was kept
            for unit in units:
                unit.error = unit.error or error

    def _run_unit(self, connection: Connection, unit: _Unit, *, alone: bool) -> None:
        transaction = SqlTransaction(connection, self._clock)
        if alone:
            unit.result = unit.context.run(unit.work, transaction)
            return
        try:
            with plain_errors(self._path), connection.begin_nested():
                unit.result = unit.context.run(unit.work, transaction)
        except Exception as error:  # it is raised where the unit was asked for
            unit.error = error
            driver = connection.connection.driver_connection
            if driver is None or not driver.in_transaction:
                raise  # a full disk and the like: SQLite has taken back the whole transaction
