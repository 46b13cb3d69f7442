"""Copies of a database on a server: archives of pg_dump, checked before they are trusted."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from domain.instance import Holder
from storage.errors import DatabaseBusyError, DatabaseFolderError, NotADatabaseError, RestoreRefusedError
from storage.location import make_folder
from storage.schema import check_revision
from storage.server import Server
from storage.server_glance import LOCKS, REVISIONS, Glance, glance, own_tables
from storage.server_programs import ProgramError, run_program

_MAGIC = b"PGDMP"
_RESTORED = """INSERT INTO {schema}.meta (key, value) VALUES ('restored', 'from a copy')
ON CONFLICT (key) DO UPDATE SET value = excluded.value;
"""


def write_server_backup(server: Server, target: Path) -> None:
    """Copy a database to `target` with pg_dump; writers need not stop.

    The copy is read through, then put in place at once, replacing an older one. Raises DatabaseError.
    """
    with _partial(target) as copy:
        which = [f"--table={name}" for name in own_tables()]
        # Nobody runs on a copy: whoever starts on it need not wait for the original's holder.
        which.append(f"--exclude-table-data={LOCKS}")
        run_program("pg_dump", ["--format=custom", *which, "--file", copy], server)
        _check(copy, target)
        copy.replace(target)


def restore_to_server(source: Path, server: Server, *, force: bool, runs: Callable[[Holder], bool]) -> None:
    """Put the archive `source` in the place of the tables in the database of `server`, all or nothing.

    RestoreRefusedError when there are tables already and `force` is false; DatabaseBusyError when a process
    of this program has the database open, or a bot that `runs` says is alive holds it.
    """
    if not source.is_file():
        raise DatabaseFolderError(source, "no such file")
    _check(source, source)
    seen = glance(server)
    if seen.tables and not force:
        raise RestoreRefusedError(server)
    seen.refuse_while_used(lambda reason: DatabaseBusyError(f"{server}: {reason}"), runs)
    _put_back(source, server, seen)


@contextmanager
def _partial(target: Path) -> Iterator[Path]:
    """A file beside `target`; removed unless it was put in place."""
    make_folder(target)
    copy = target.with_name(target.name + ".partial")
    try:
        yield copy
    finally:
        copy.unlink(missing_ok=True)


def _check(copy: Path, original: Path) -> None:
    """Read an archive to its end and look whose it is; NotADatabaseError and NewerDatabaseError."""
    with copy.open("rb") as opened:
        if opened.read(len(_MAGIC)) != _MAGIC:
            reason = "is no archive of pg_dump (migrate-database moves an SQLite file)"
            raise NotADatabaseError(original, reason)
    try:
        run_program("pg_restore", ["--file=/dev/null", copy])
        told = run_program("pg_restore", ["--data-only", f"--table={REVISIONS}", "--file=-", copy])
    except ProgramError as error:
        raise NotADatabaseError(original, f"cannot be read: {error.reason}") from error
    _, begun, rows = told.decode().partition(f".{REVISIONS} (version_num) FROM stdin;\n")
    if not begun:
        raise NotADatabaseError(original, "is a database of another program")
    check_revision(rows.partition("\n")[0], original)


def _put_back(source: Path, server: Server, seen: Glance) -> None:
    """In one transaction, and only once the whole archive has been read: a half of it must not be kept."""
    with tempfile.TemporaryDirectory(prefix="dozor-restore-") as folder:
        script, before, after = (Path(folder, name) for name in ("rows.sql", "before.sql", "after.sql"))
        run_program("pg_restore", ["--no-owner", "--no-privileges", f"--file={script}", source])
        drops = [f"DROP TABLE {seen.schema}.{name} CASCADE;\n" for name in seen.tables]
        before.write_text("".join(drops), encoding="utf-8")
        # The next start must not send what waited when the copy was made, nor call its regions new.
        after.write_text(_RESTORED.format(schema=seen.schema), encoding="utf-8")
        files = [argument for one in (before, script, after) for argument in ("--file", one)]
        once = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]
        run_program("psql", [*once, *files], server)
