"""A database without an event loop: for the command line, imports and rebuilds."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self, TypeVar

from storage.backup import write_backup
from storage.engines import BUSY_TIMEOUT_S, plain_errors, reader_engine, writer_engine
from storage.location import parse_url
from storage.schema import prepare
from storage.server import Server
from storage.transaction import SqlTransaction

T = TypeVar("T")


class SyncWriter(Protocol):
    """Transactions for who waits until they have ended. Safe to call from several threads: writers queue."""

    waits_in_line: bool
    """Whether other processes that want to write get their turn without being given a pause."""

    def write(self, work: Callable[[SqlTransaction], T]) -> T:
        """Run `work` in one transaction and commit it; any exception rolls all of it back.

        DatabaseBusyError when another process holds the database for longer than the busy timeout.
        """

    def read(self, work: Callable[[SqlTransaction], T]) -> T:
        """Run `work` on one snapshot, over a connection that cannot write."""

    def backup(self, target: Path) -> None:
        """Copy the database to a file while it is in use, and check the copy."""

    def close(self) -> None:
        """Close every connection."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class FileWriter:
    """An SQLite file, whose transactions run where they are called. Meets SyncWriter."""

    waits_in_line = False

    def __init__(
        self, path: Path, clock: Callable[[], datetime], *, busy_timeout_s: float, readers: int
    ) -> None:
        self._path = path
        self._clock = clock
        self._writer = writer_engine(path, busy_timeout_s=busy_timeout_s)
        self._readers = reader_engine(path, busy_timeout_s=busy_timeout_s, readers=readers)

    def write(self, work: Callable[[SqlTransaction], T]) -> T:
        """On the one connection that writes."""
        with plain_errors(self._path), self._writer.begin() as connection:
            return work(SqlTransaction(connection, self._clock))

    def read(self, work: Callable[[SqlTransaction], T]) -> T:
        """Beside the writer."""
        with plain_errors(self._path, reading=True), self._readers.begin() as connection:
            return work(SqlTransaction(connection, self._clock))

    def backup(self, target: Path) -> None:
        """By SQLite's backup interface."""
        write_backup(self._path, target)

    def close(self) -> None:
        """Writer and readers."""
        self._writer.dispose()
        self._readers.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_sync(
    url: str,
    *,
    clock: Callable[[], datetime],
    migrate: bool = True,
    busy_timeout_s: float = BUSY_TIMEOUT_S,
    readers: int = 1,
) -> SyncWriter:
    """Open `sqlite:///PATH`, created and migrated unless told not to, or `postgresql://HOST/DATABASE`.

    Use it in a `with`. Raises the DatabaseError that says what is wrong with the address, the folder, the
    file or the server.
    """
    place = parse_url(url)
    if isinstance(place, Server):
        from storage.server_database import open_server_sync  # noqa: PLC0415 - see open_database

        return open_server_sync(
            place, clock=clock, migrate=migrate, busy_timeout_s=busy_timeout_s, readers=readers
        )
    prepare(place, migrate=migrate, busy_timeout_s=busy_timeout_s, clock=clock)
    return FileWriter(place, clock, busy_timeout_s=busy_timeout_s, readers=readers)
