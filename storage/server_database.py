"""A PostgreSQL database as the bot and the command line use it."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from storage.server import Server
from storage.server_backup import write_server_backup
from storage.server_lanes import ServerLanes
from storage.transaction import SqlTransaction

T = TypeVar("T")

COPY_SUFFIX = ".dump"


class ServerDatabase:
    """Meets storage.database.SqlDatabase."""

    copy_suffix = COPY_SUFFIX

    def __init__(self, server: Server, lanes: ServerLanes) -> None:
        self._server = server
        self._lanes = lanes

    async def write(self, work: Callable[[SqlTransaction], T]) -> T:
        """One after another, also among processes."""
        return await _end_of(self._lanes.write(work))

    async def write_beside(self, work: Callable[[SqlTransaction], T]) -> T:
        """While others write."""
        return await _end_of(self._lanes.write_beside(work))

    async def read(self, work: Callable[[SqlTransaction], T]) -> T:
        """Beside the writers."""
        return await _end_of(self._lanes.read(work))

    async def backup(self, target: Path) -> None:
        """By pg_dump."""
        await asyncio.to_thread(write_server_backup, self._server, target)

    async def close(self) -> None:
        """Readers and writers together."""
        await asyncio.to_thread(self._lanes.close)


class ServerWriter:
    """Meets storage.sync_writer.SyncWriter."""

    waits_in_line = True

    def __init__(self, server: Server, lanes: ServerLanes) -> None:
        self._server = server
        self._lanes = lanes

    def write(self, work: Callable[[SqlTransaction], T]) -> T:
        """On a thread of the database's own, so `work` cannot itself ask for another unit."""
        return self._lanes.write(work).result()

    def read(self, work: Callable[[SqlTransaction], T]) -> T:
        """The same."""
        return self._lanes.read(work).result()

    def backup(self, target: Path) -> None:
        """By pg_dump."""
        write_server_backup(self._server, target)

    def close(self) -> None:
        """Readers and writers together."""
        self._lanes.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


async def open_server(
    server: Server, *, clock: Callable[[], datetime], migrate: bool, busy_timeout_s: float, readers: int
) -> ServerDatabase:
    """Connect, and migrate unless told not to; raises the DatabaseError that says what is in the way."""
    lanes = ServerLanes(server, clock, busy_timeout_s=busy_timeout_s, readers=readers)
    try:
        await _end_of(lanes.prepare(migrate=migrate))
    except BaseException:
        await asyncio.to_thread(lanes.close)
        raise
    return ServerDatabase(server, lanes)


def open_server_sync(
    server: Server, *, clock: Callable[[], datetime], migrate: bool, busy_timeout_s: float, readers: int
) -> ServerWriter:
    """The same without an event loop."""
    lanes = ServerLanes(server, clock, busy_timeout_s=busy_timeout_s, readers=readers)
    try:
        lanes.prepare(migrate=migrate).result()
    except BaseException:
        lanes.close()
        raise
    return ServerWriter(server, lanes)


async def _end_of(unit: "Future[T]") -> T:
    """A caller that is cancelled does not stop its unit."""
    return await asyncio.shield(asyncio.wrap_future(unit))
