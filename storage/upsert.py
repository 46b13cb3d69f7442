"""Inserts that meet an existing row: the only words of SQL that differ between databases."""

from functools import cache
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_unless_known(connection: Connection, table: Table, *keys: str) -> Any:
    """An insert that leaves the stored row alone and returns `keys` only of what it stored."""
    return _unless_known(connection.dialect.name, table, keys)


def insert_if_unknown(connection: Connection, table: Table, *keys: str) -> Any:
    """The same for many rows at once: returns nothing."""
    return _if_unknown(connection.dialect.name, table, keys)


def insert_or_change(
    connection: Connection, table: Table, keys: tuple[str, ...], changed: tuple[str, ...]
) -> Any:
    """An insert that, where the keys are known already, changes only the columns named."""
    return _or_change(connection.dialect.name, table, keys, changed)


def _insert(dialect: str, table: Table) -> Any:
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)


@cache  # one statement object each, so that SQLAlchemy finds its compiled form again
def _unless_known(dialect: str, table: Table, keys: tuple[str, ...]) -> Any:
    return _if_unknown(dialect, table, keys).returning(*(table.c[key] for key in keys))


@cache
def _if_unknown(dialect: str, table: Table, keys: tuple[str, ...]) -> Any:
    return _insert(dialect, table).on_conflict_do_nothing(index_elements=keys)


@cache
def _or_change(dialect: str, table: Table, keys: tuple[str, ...], changed: tuple[str, ...]) -> Any:
    statement = _insert(dialect, table)
    return statement.on_conflict_do_update(
        index_elements=keys, set_={name: statement.excluded[name] for name in changed}
    )
