"""The shape of a database: which migrations it has had, and running those it lacks."""

import logging
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from storage.engines import BUSY_TIMEOUT_S, plain_errors, reader_engine, writer_engine
from storage.errors import DatabaseInUseError, NewerDatabaseError, NotADatabaseError, OlderDatabaseError
from storage.holders import holder_runs
from storage.instance_lock import SqlInstanceStore
from storage.location import make_folder
from storage.server import Server
from storage.tables_running import instance_locks

HEAD = "0006"
"""The newest migration. Kept here so that an up-to-date database opens without loading Alembic."""

_log = logging.getLogger(__name__)

OWN_TABLES = {"posts", "versions", "claims"}


def prepare(path: Path, *, migrate: bool, busy_timeout_s: float, clock: Callable[[], datetime]) -> None:
    """Make the file fit for this program, or say by a DatabaseError why it is not.

    Creates its folder and itself, and runs migrations to HEAD, all or none; with `migrate=False` only
    looks. Two processes may do this at once; under a bot that runs on an older shape nothing is changed.
    """
    if migrate:
        make_folder(path)
    elif not path.is_file():
        raise OlderDatabaseError(path, None)
    if _revision_of_file(path, busy_timeout_s) == HEAD:
        return
    engine = writer_engine(path, busy_timeout_s=busy_timeout_s)
    try:
        with plain_errors(path), engine.begin() as connection:
            bring_to_head(connection, path, migrate=migrate, now=clock())
    finally:
        engine.dispose()


def read_revision(connection: Connection, path: Path | Server) -> str | None:
    """The last migration of a database, None for an empty one; refuses one of another program."""
    tables = set(inspect(connection).get_table_names())
    if not tables:
        return None
    if "alembic_version" not in tables or not tables >= OWN_TABLES:
        raise NotADatabaseError(path, "is a database of another program")
    revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return revision


def check_own(copy: Path, original: Path) -> None:
    """Refuse a file, shown as `original`, that is empty, another program's or a newer program's."""
    check_revision(_revision_of_file(copy, BUSY_TIMEOUT_S), original)


def check_revision(revision: str | None, original: Path) -> None:
    """The same, once the last migration of the file is known."""
    if revision is None:
        raise NotADatabaseError(original, "holds nothing")
    if revision != HEAD and revision not in _known_revisions():
        raise NewerDatabaseError(original, revision)


def _known_revisions() -> frozenset[str]:
    from storage.migrations import runner  # noqa: PLC0415 - see bring_to_head

    return runner.known_revisions()


def _revision_of_file(path: Path, busy_timeout_s: float) -> str | None:
    engine = reader_engine(path, busy_timeout_s=busy_timeout_s, readers=1)
    try:
        with plain_errors(path), engine.begin() as connection:
            return read_revision(connection, path)
    finally:
        engine.dispose()


def bring_to_head(connection: Connection, path: Path | Server, *, migrate: bool, now: datetime) -> None:
    """Run what migrations a database lacks, where `migrate` allows it. The caller holds the write lock."""
    from storage.migrations import runner  # noqa: PLC0415 - Alembic costs a tenth of a second at start

    revision = read_revision(connection, path)
    if revision is not None and revision not in runner.known_revisions():
        raise NewerDatabaseError(path, revision)
    if not migrate and revision != HEAD:
        raise OlderDatabaseError(path, revision)
    if revision not in {None, HEAD}:
        _refuse_under_a_bot(connection, path, now)
        if isinstance(path, Path):
            _copy_before_migrating(path)
    runner.upgrade(connection, HEAD)


def _refuse_under_a_bot(connection: Connection, path: Path | Server, now: datetime) -> None:
    """The write lock is held, so no bot can take this database before the migration is committed.

    Migrations leave the table of the lock as it is: versions of the program tell each other by it.
    """
    if not inspect(connection).has_table(instance_locks.name):
        return
    for holder in SqlInstanceStore(connection).read_all():
        if holder_runs(holder, now):
            raise DatabaseInUseError(path, holder)


def copy_before_migrating(path: Path) -> Path:
    """Where the database as it was before its migration to HEAD is kept: dozor-before-0005.db beside it."""
    return path.with_name(f"{path.stem}-before-{HEAD}{path.suffix}")


def _copy_before_migrating(path: Path) -> None:
    """The write lock is held and nothing is changed yet, so the copy is the database as it stands.

    Where it cannot be made, for want of room or rights, the database is not migrated.
    """
    from storage.backup import write_backup  # noqa: PLC0415 - it asks this module about the copy

    copy = copy_before_migrating(path)
    write_backup(path, copy)
    _log.info("the database was copied before its migration", extra={"file": copy.name})
