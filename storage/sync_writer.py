"""A database without an event loop: for the command line, imports and rebuilds."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from storage.backup import write_backup
from storage.engines import BUSY_TIMEOUT_S, plain_errors, reader_engine, writer_engine
from storage.location import parse_url
from storage.schema import prepare
from storage.transaction import SqlTransaction

T = TypeVar("T")


class SyncWriter:
    """Transactions run where they are called. Safe to call from several threads: writers queue."""

    def __init__(
        self, path: Path, clock: Callable[[], datetime], *, busy_timeout_s: float, readers: int
    ) -> None:
        self._path = path
        self._clock = clock
        self._writer = writer_engine(path, busy_timeout_s=busy_timeout_s)
        self._readers = reader_engine(path, busy_timeout_s=busy_timeout_s, readers=readers)

    def write(self, work: Callable[[SqlTransaction], T]) -> T:
        """Run `work` in one transaction and commit it; any exception rolls all of it back.

        DatabaseBusyError when another process holds the database for longer than the busy timeout.
        """
        with plain_errors(self._path), self._writer.begin() as connection:
            return work(SqlTransaction(connection, self._clock))

    def read(self, work: Callable[[SqlTransaction], T]) -> T:
        """Run `work` on one snapshot, over a connection that cannot write."""
        with plain_errors(self._path, reading=True), self._readers.begin() as connection:
            return work(SqlTransaction(connection, self._clock))

    def backup(self, target: Path) -> None:
        """Copy the database to a file while it is in use, and check the copy."""
        write_backup(self._path, target)

    def close(self) -> None:
        """Close every connection."""
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
    """Open `sqlite:///PATH`, created and migrated first unless told not to; use it in a `with`.

    Raises the DatabaseError that says what is wrong with the address, the folder or the file.
    """
    path = parse_url(url)
    prepare(path, migrate=migrate, busy_timeout_s=busy_timeout_s, clock=clock)
    return SyncWriter(path, clock, busy_timeout_s=busy_timeout_s, readers=readers)
