"""Copies of a database: taken while it is in use, checked before they are trusted."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from domain.instance import Holder
from storage.columns import instant_of
from storage.engines import plain_errors
from storage.errors import DatabaseBusyError, DatabaseFolderError, NotADatabaseError, RestoreRefusedError
from storage.location import make_folder, parse_url
from storage.schema import check_own
from storage.server import Server

_RESTORED = "INSERT OR REPLACE INTO meta (key, value) VALUES ('restored', 'from a copy')"
_HOLDERS = "SELECT holder, host, pid, since, beat_at FROM instance_locks"


def write_backup(source: Path, target: Path) -> None:
    """Copy a database to `target` with SQLite's backup interface; writers need not stop.

    The copy is checked, then put in place at once, replacing an older one. Raises DatabaseError.
    """
    if target.exists() and target.samefile(source):
        raise DatabaseFolderError(target, "is the database itself, not a place for its backup")
    with _new_copy(source, target) as copy:
        copy.replace(target)


def restore(
    source: Path, url: str, *, force: bool = False, runs: Callable[[Holder], bool] = lambda _: False
) -> None:
    """Put a checked copy of the backup `source` in the place of the database at `url`.

    RestoreRefusedError when there is one already and `force` is false; DatabaseBusyError when it is in use:
    by a process of this machine, or by a bot elsewhere that `runs` says is alive. An older backup is migrated
    at its next opening.
    """
    target = parse_url(url)
    if isinstance(target, Server):
        from storage.server_backup import restore_to_server  # noqa: PLC0415 - its driver is loaded where it is used

        restore_to_server(source, target, force=force, runs=runs)
        return
    if target.exists() and not force:
        raise RestoreRefusedError(target)
    if not source.is_file():
        raise DatabaseFolderError(source, "no such file")
    with _new_copy(source, target) as copy:
        if target.exists():
            _refuse_if_held(target, runs)
            _refuse_if_in_use(target)
        _mark_restored(copy)
        # What stands in the old journal belongs to the old file.
        for journal in ("-wal", "-shm"):
            target.with_name(target.name + journal).unlink(missing_ok=True)
        copy.replace(target)


@contextmanager
def _new_copy(source: Path, target: Path) -> Iterator[Path]:
    """A checked copy beside `target`, on the disk for certain; removed unless it was put in place."""
    make_folder(target)
    copy = target.with_name(target.name + ".partial")
    _remove(copy)
    try:
        with plain_errors(source), closing(sqlite3.connect(source)) as old:
            old.execute("PRAGMA schema_version")
            with plain_errors(copy), closing(sqlite3.connect(copy)) as new:
                old.backup(new)
                new.execute("PRAGMA journal_mode=DELETE")
                if _has_lock(new):
                    # Nobody runs on a copy: whoever starts on it need not wait for the original's holder.
                    new.execute("DELETE FROM instance_locks")
                    new.commit()
        _check(copy, source)
        with copy.open("rb") as written:
            os.fsync(written.fileno())
        yield copy
    finally:
        _remove(copy)


def _remove(copy: Path) -> None:
    """A copy that was not finished, and the journal that a full disk leaves beside it."""
    for ending in ("", "-journal", "-wal", "-shm"):
        copy.with_name(copy.name + ending).unlink(missing_ok=True)


def _mark_restored(copy: Path) -> None:
    """The next start must not send what waited when the copy was made, nor call its regions new."""
    with plain_errors(copy), closing(sqlite3.connect(copy)) as opened:
        opened.execute("PRAGMA synchronous=FULL")
        opened.execute(_RESTORED)
        opened.commit()


def _has_lock(database: sqlite3.Connection) -> bool:
    return bool(database.execute("SELECT 1 FROM sqlite_master WHERE name = 'instance_locks'").fetchall())


def _check(copy: Path, source: Path) -> None:
    with plain_errors(source), closing(sqlite3.connect(copy)) as opened:
        (verdict,) = opened.execute("PRAGMA integrity_check(1)").fetchone()
        orphans = opened.execute("PRAGMA foreign_key_check").fetchone()
    if verdict != "ok" or orphans is not None:
        raise NotADatabaseError(source, f"is damaged: {verdict}")
    check_own(copy, source)


def _refuse_if_held(path: Path, runs: Callable[[Holder], bool]) -> None:
    """DatabaseBusyError when the bot that holds the lock runs: elsewhere it has no hold on the file."""
    with closing(sqlite3.connect(path)) as opened:
        try:
            rows = opened.execute(_HOLDERS).fetchall() if _has_lock(opened) else []
        except sqlite3.DatabaseError:
            return
    for holder_id, host, pid, since, beat_at in rows:
        holder = Holder(holder_id, host, pid, instant_of(since), instant_of(beat_at))
        if runs(holder):
            raise DatabaseBusyError(f"{path}: the bot runs on {host} (process {pid}); stop it first")


def _refuse_if_in_use(path: Path) -> None:
    """DatabaseBusyError when any process has the database open; a damaged file is in nobody's way."""
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as opened:
        try:
            opened.execute("PRAGMA locking_mode=EXCLUSIVE")
            opened.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise DatabaseBusyError(f"{path}: the database is in use; stop the bot first") from error
        except sqlite3.DatabaseError:
            return
