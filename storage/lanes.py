"""Lanes: an aiosqlite connection with its thread, on which a unit of work runs whole.

SQLAlchemy's own async driver crosses to that thread and back for every statement, which costs more than the
statements; here one crossing carries the whole function (docs/adr/0002).
"""

import contextvars
import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, Self, TypeVar

import aiosqlite
from sqlalchemy import Engine

from storage.engines import plain_errors
from storage.transaction import SqlTransaction

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
        """Run `work` in one transaction; any exception rolls it back."""
        # The context goes along, so that what is logged on the thread carries the caller's update.
        context = contextvars.copy_context()
        # aiosqlite has no public way to run a function on its thread; SQLAlchemy leans on the same one.
        run: Callable[..., Any] = self._connection._execute  # noqa: SLF001  as said above
        result: T = await run(context.run, self._in_transaction, work)
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

    def _in_transaction(self, work: Callable[[SqlTransaction], T]) -> T:
        with plain_errors(self._path, reading=self._reading), self._engine.begin() as connection:
            return work(SqlTransaction(connection, self._clock))
