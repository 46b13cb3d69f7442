"""One database copied into another, empty one, of whatever kind: whole or not at all."""

from collections.abc import Callable

from sqlalchemy import Connection

from storage import copying
from storage.errors import DatabaseError
from storage.sync_writer import SyncWriter
from storage.transaction import SqlTransaction

Moved = Callable[[str, int], None]
"""Told of each batch: the table, and how many rows."""


class TargetNotEmptyError(DatabaseError):
    """A database that has rows already: two histories are not mixed."""

    def __init__(self, table: str, rows: int) -> None:
        super().__init__(f"the target is not empty: {rows} rows in {table}; name an empty database")


class CopyDiffersError(DatabaseError):
    """The copy has not as many rows as the original; nothing of it was kept."""


def count_all(records: SyncWriter) -> dict[str, int]:
    """How many rows each table has."""
    return records.read(lambda tx: copying.count_rows(tx.connection))


def move(source: SyncWriter, target: SyncWriter, moved: Moved) -> dict[str, int]:
    """Copy every row as one snapshot of the source shows it; how many rows each table has.

    TargetNotEmptyError, CopyRefusedError or CopyDiffersError; then nothing is stored in the target.
    """

    def read(of: SqlTransaction) -> dict[str, int]:
        return target.write(lambda into: _copy(of.connection, into.connection, moved))

    return source.read(read)


def _copy(old: Connection, new: Connection, moved: Moved) -> dict[str, int]:
    for name, rows in copying.count_rows(new).items():
        if rows:
            raise TargetNotEmptyError(name, rows)
    for table in copying.moved_tables():
        for batch in copying.read_rows_of(old, table):
            copying.add_rows_to(new, table, batch)
            moved(table.name, len(batch))
    copying.go_on_counting(new)
    expected, found = copying.count_rows(old), copying.count_rows(new)
    if expected != found:
        differing = [
            f"{name} {found[name]} of {rows}" for name, rows in expected.items() if rows != found[name]
        ]
        raise CopyDiffersError(f"the copy differs: {', '.join(differing)}")
    return found
