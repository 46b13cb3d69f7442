"""Connections to SQLite as this program needs them, and its errors in words a person can act on."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from storage.errors import DatabaseBusyError, DatabaseError, DatabaseFolderError, NotADatabaseError

BUSY_TIMEOUT_S = 5.0
CACHE_KIB = 16_384
LIVE_CACHE_KIB = 2_048
"""Of each connection of the running bot, which asks for few pages at a time and stays for months."""
CACHED_STATEMENTS = 256
"""More than the stores have, so that none is prepared twice on a connection."""

_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_DAMAGED = {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}
_UNREACHABLE = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR}


def writer_engine(path: Path, *, busy_timeout_s: float, cache_kib: int = CACHE_KIB) -> Engine:
    """One connection that writes; its transactions take the write lock at their start."""
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        connect_args=_connect_args(busy_timeout_s),
    )
    _arrange(engine, _writer_pragmas(busy_timeout_s, cache_kib), "BEGIN IMMEDIATE")
    return engine


def reader_engine(path: Path, *, busy_timeout_s: float, readers: int, cache_kib: int = CACHE_KIB) -> Engine:
    """Connections that cannot write; each transaction sees one snapshot."""
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        poolclass=QueuePool,
        pool_size=readers,
        max_overflow=0,
        connect_args=_connect_args(busy_timeout_s),
    )
    _arrange(engine, _reader_pragmas(busy_timeout_s, cache_kib), "BEGIN")
    return engine


@contextmanager
def plain_errors(path: Path, *, reading: bool = False) -> Iterator[None]:
    """Turn the driver's errors about the file itself into DatabaseError; others pass as they are.

    `reading`: a refused write is then a fault of the program, and passes too.
    """
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        code = _sqlite_code(error)
        plain = None if reading and code == sqlite3.SQLITE_READONLY else _plain(code, path)
        if plain is None:
            raise
        raise plain from error


def _connect_args(busy_timeout_s: float) -> dict[str, Any]:
    return {
        "timeout": busy_timeout_s,
        "check_same_thread": False,  # the pool hands a connection to one thread at a time
        "cached_statements": CACHED_STATEMENTS,
    }


def _writer_pragmas(busy_timeout_s: float, cache_kib: int) -> tuple[str, ...]:
    return (
        f"busy_timeout={round(busy_timeout_s * 1000)}",
        "journal_mode=WAL",
        # A receipt promises that the post is kept; NORMAL could lose the last commits with the power.
        "synchronous=FULL",
        "foreign_keys=ON",
        f"cache_size=-{cache_kib}",
    )


def _reader_pragmas(busy_timeout_s: float, cache_kib: int) -> tuple[str, ...]:
    return (f"busy_timeout={round(busy_timeout_s * 1000)}", "query_only=ON", f"cache_size=-{cache_kib}")


def _arrange(engine: Engine, pragmas: tuple[str, ...], begin: str) -> None:
    """Set up each connection, and begin transactions ourselves: the driver begins them too late."""

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin_transaction(connection: Connection) -> None:
        # By the driver itself: SQLAlchemy's way costs as much as many a unit of work.
        driver = connection.connection.driver_connection
        if driver is not None:
            driver.execute(begin)


def _plain(code: int | None, path: Path) -> DatabaseError | None:
    if code in _BUSY:
        return DatabaseBusyError(f"{path}: another process is writing to the database; try again")
    if code in _DAMAGED:
        return NotADatabaseError(path, "is not an SQLite database, or is damaged")
    if code == sqlite3.SQLITE_FULL:
        return DatabaseFolderError(path, "the disk is full, or the quota used up; make room")
    if code in _UNREACHABLE:
        return DatabaseFolderError(path, "cannot be opened, read or written")
    return None


def _sqlite_code(error: BaseException | None) -> int | None:
    """The primary result code, wherever SQLAlchemy and the driver have put it."""
    while error is not None:
        code = getattr(error, "sqlite_errorcode", None)
        if isinstance(code, int):
            return code & 0xFF
        error = getattr(error, "orig", None) or error.__cause__
    return None
