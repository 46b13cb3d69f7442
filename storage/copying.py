"""Every row of a database, table by table, as it stands: how one moves to another kind of database."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Column, Connection, Integer, MetaData, Select, Table, func, insert, select, tuple_
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import TypeDecorator, TypeEngine

from storage.columns import without_nul
from storage.errors import DatabaseError
from storage.tables import metadata
from storage.tables_running import instance_locks

BATCH = 1000

Rows = list[tuple[Any, ...]]


class CopyRefusedError(DatabaseError):
    """Rows that the other kind of database does not take."""


def moved_tables() -> list[Table]:
    """Those whose rows move, each after the tables that it refers to; who runs the bot is no row to move."""
    return [table for table in _plain().sorted_tables if table.name != instance_locks.name]


def count_rows(connection: Connection) -> dict[str, int]:
    """How many rows each of these tables has."""
    return {
        table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in moved_tables()
    }


def read_rows_of(connection: Connection, table: Table) -> Iterator[Rows]:
    """All rows of a table in order of its key, in batches."""
    keys = tuple(table.primary_key)
    places = [list(table.c).index(key) for key in keys]
    page: Select[Any] = select(table).order_by(*keys).limit(BATCH)
    rows = [tuple(row) for row in connection.execute(page)]
    while rows:
        yield rows
        last = tuple(rows[-1][at] for at in places)
        after = page.where(tuple_(*keys) > tuple_(*last, types=[key.type for key in keys]))
        rows = [tuple(row) for row in connection.execute(after)]


def add_rows_to(connection: Connection, table: Table, rows: Rows) -> None:
    """Store rows as they are; CopyRefusedError says in which table there is one that cannot be."""
    names = [column.name for column in table.c]
    if connection.dialect.name == "postgresql":
        rows = [tuple(without_nul(one) if isinstance(one, str) else one for one in row) for row in rows]
    facts: list[Mapping[str, Any]] = [dict(zip(names, row, strict=True)) for row in rows]
    try:
        connection.execute(insert(table).inline(), facts)
    except DBAPIError as error:
        reason = str(error.orig).rpartition(">: ")[2].partition("\n")[0]
        raise CopyRefusedError(f"{table.name}: a row cannot be stored there: {reason}") from error


def go_on_counting(connection: Connection) -> None:
    """Let the numbers that the database gives begin after those that came with the rows."""
    if connection.dialect.name != "postgresql":
        return
    for table in moved_tables():
        keys = tuple(table.primary_key)
        if len(keys) == 1 and isinstance(keys[0].type, Integer) and _counts(connection, table, keys[0]):
            greatest = connection.execute(select(func.max(keys[0]))).scalar_one()
            if greatest is not None:
                connection.execute(select(func.setval(_counter(table, keys[0]), greatest)))


def _counts(connection: Connection, table: Table, key: Column[Any]) -> bool:
    return connection.execute(select(_counter(table, key))).scalar_one() is not None


def _counter(table: Table, key: Column[Any]) -> Any:
    return func.pg_get_serial_sequence(table.name, key.name)


def _plain() -> MetaData:
    """The tables with the values that lie in them, not what the program makes of those: bytes stay equal."""
    plain = MetaData()
    for table in metadata.sorted_tables:
        copied = table.to_metadata(plain)
        for column in copied.c:
            column.type = _lying(column.type)
    return plain


def _lying(kind: TypeEngine[Any]) -> TypeEngine[Any]:
    return kind.impl_instance if isinstance(kind, TypeDecorator) else kind
