"""The database as the bot uses it: units of work from an event loop."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from itertools import cycle
from pathlib import Path
from typing import Protocol, TypeVar

from storage.backup import write_backup
from storage.engines import BUSY_TIMEOUT_S, LIVE_CACHE_KIB, reader_engine, writer_engine
from storage.lanes import Lane
from storage.location import parse_url
from storage.schema import prepare
from storage.server import Server
from storage.transaction import SqlTransaction

T = TypeVar("T")

READERS = 2


class SqlDatabase(Protocol):
    """Writes are serialised; reads run beside them, each on one snapshot. Close it in a `finally`."""

    copy_suffix: str
    """How the names of its copies end."""

    async def write(self, work: Callable[[SqlTransaction], T]) -> T:
        """Run `work` in one transaction and commit it; any exception rolls all of it back.

        DatabaseBusyError when another process holds the database for longer than the busy timeout.
        """

    async def write_beside(self, work: Callable[[SqlTransaction], T]) -> T:
        """The same, not serialised where the database is a server: others write meanwhile.

        Only for work that decides by rows which it locks or changes in the same statement.
        """

    async def read(self, work: Callable[[SqlTransaction], T]) -> T:
        """Run `work` on one snapshot, over a connection that cannot write."""

    async def backup(self, target: Path) -> None:
        """Copy the database to a file while it is in use, and check the copy."""

    async def close(self) -> None:
        """Let the work under way end, then close every connection."""


class FileDatabase:
    """An SQLite file. Meets SqlDatabase."""

    copy_suffix = ".db"

    def __init__(self, path: Path, writer: Lane, readers: list[Lane]) -> None:
        self._path = path
        self._writer = writer
        self._readers = readers
        self._next_reader = cycle(readers)

    async def write(self, work: Callable[[SqlTransaction], T]) -> T:
        """One after another."""
        return await self._writer.run(work)

    async def write_beside(self, work: Callable[[SqlTransaction], T]) -> T:
        """In its turn: a file has one writer."""
        return await self._writer.run(work)

    async def read(self, work: Callable[[SqlTransaction], T]) -> T:
        """Beside the writer."""
        return await next(self._next_reader).run(work)

    async def backup(self, target: Path) -> None:
        """By SQLite's backup interface."""
        await asyncio.to_thread(write_backup, self._path, target)

    async def close(self) -> None:
        """Readers first."""
        try:
            for reader in self._readers:
                await reader.close()
        finally:
            await self._writer.close()


async def open_database(
    url: str,
    *,
    clock: Callable[[], datetime],
    migrate: bool = True,
    busy_timeout_s: float = BUSY_TIMEOUT_S,
    readers: int = READERS,
) -> SqlDatabase:
    """Open `sqlite:///PATH`, created and migrated unless told not to, or `postgresql://HOST/DATABASE`.

    Raises the DatabaseError that says what is wrong with the address, the folder, the file or the server.
    """
    place = parse_url(url)
    if isinstance(place, Server):
        from storage.server_database import open_server  # noqa: PLC0415 - its driver is loaded where it is used

        return await open_server(
            place, clock=clock, migrate=migrate, busy_timeout_s=busy_timeout_s, readers=readers
        )
    await asyncio.to_thread(prepare, place, migrate=migrate, busy_timeout_s=busy_timeout_s, clock=clock)
    write = writer_engine(place, busy_timeout_s=busy_timeout_s, cache_kib=LIVE_CACHE_KIB)
    reads = [
        reader_engine(place, busy_timeout_s=busy_timeout_s, readers=1, cache_kib=LIVE_CACHE_KIB)
        for _ in range(readers)
    ]
    writer = await Lane.open(write, place, clock)
    lanes = [await Lane.open(read, place, clock, reading=True) for read in reads]
    return FileDatabase(place, writer, lanes)
