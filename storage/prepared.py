"""Statements run by the driver itself, compiled once: for what is done with every post.

SQLAlchemy's own execution costs several times what SQLite needs for these statements. Here its compiler and
its types are still used, but once for each shape of a statement; what is left is the driver's call. That of
PostgreSQL is called in the same way, in the form that SQLAlchemy gives it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Date, Dialect, Executable, Float, Select
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

from storage.columns import Instant, instant_or_none

Values = Mapping[str, Any]
Row = tuple[Any, ...]
_Convert = Callable[[Any], Any] | None
_Simply = tuple[Callable[[Values], Row], tuple[tuple[int, Callable[[Any], Any]], ...]]


def read_rows(connection: Connection, statement: Select[Any], asked: Values) -> list[Row]:
    """The rows of a select as plain tuples. A list among `asked` fills an expanding parameter."""
    lengths = {name: _room(len(value)) for name, value in asked.items() if isinstance(value, list)}
    if 0 in lengths.values():
        return []
    padded = {**asked, **{name: _fill(asked[name], room) for name, room in lengths.items()}}
    shape = _shape(connection.dialect, statement, tuple(asked), tuple(lengths.items()))
    rows = _execute(connection, shape.sql, shape.bind(padded)).fetchall()
    if shape.converts:
        return [shape.read(row) for row in rows]
    return list(rows) if connection.dialect.name == "sqlite" else [tuple(row) for row in rows]


def change(connection: Connection, statement: Executable, facts: Values) -> int:
    """Run an insert, update or delete; how many rows it changed."""
    shape = _shape(connection.dialect, statement, tuple(facts), ())
    return _execute(connection, shape.sql, shape.bind(facts)).rowcount


def change_all(connection: Connection, statement: Executable, rows: Sequence[Values]) -> None:
    """The same for each of the rows, which all have the columns of the first."""
    if rows:
        shape = _shape(connection.dialect, statement, tuple(rows[0]), ())
        _execute(connection, shape.sql, [shape.bind(row) for row in rows], many=True)


def add_row(connection: Connection, statement: Executable, facts: Values) -> int | None:
    """The key that the database gave a new row; None where an insert left a known row alone."""
    if connection.dialect.name == "sqlite":
        shape = _shape(connection.dialect, statement, tuple(facts), ())
        # Not RETURNING: with it SQLite prepares to search the claims for each post and version added.
        cursor = _execute(connection, shape.sql, shape.bind(facts))
        return cursor.lastrowid if cursor.rowcount == 1 else None
    shape = _shape(connection.dialect, statement, tuple(facts), (), keyed=True)
    row = _execute(connection, shape.sql, shape.bind(facts)).fetchone()
    return None if row is None else int(row[0])


def new_key(connection: Connection, statement: Executable, facts: Values) -> int:
    """The key that the database gave the new row of a plain insert."""
    key = add_row(connection, statement, facts)
    if key is None:
        raise LookupError("an insert added no row")
    return key


@dataclass(frozen=True, slots=True)
class _Shape:
    """A compiled statement: where each parameter comes from (a name, a place in its list) and how it goes in.

    `fixed`: values that the statement itself gives, by position.
    """

    sql: str
    sources: tuple[tuple[str, int | None, _Convert], ...]
    fixed: Mapping[int, Any]
    readers: tuple[_Convert, ...]
    converts: bool
    simply: _Simply | None
    """How to bind where every parameter is a name of its own: what most statements are."""

    def bind(self, values: Values) -> Row:
        if self.simply is not None:
            take, converting = self.simply
            taken = list(take(values))
            for at, process in converting:
                taken[at] = process(taken[at])
            return tuple(taken)
        bound = []
        for at, (name, place, convert) in enumerate(self.sources):
            if at in self.fixed:
                bound.append(self.fixed[at])
                continue
            value = values[name] if place is None else values[name][place]
            bound.append(value if convert is None else convert(value))
        return tuple(bound)

    def read(self, row: Row) -> Row:
        return tuple(
            [
                value if convert is None else convert(value)
                for convert, value in zip(self.readers, row, strict=True)
            ]
        )


def _shape(
    dialect: Dialect,
    statement: Executable,
    names: tuple[str, ...],
    lengths: tuple[tuple[str, int], ...],
    *,
    keyed: bool = False,
) -> _Shape:
    """The shape of a statement: made once for each kind of database, whatever connection asks first."""
    asked = (dialect.name, statement, names, lengths, keyed)
    known = _SHAPES.get(asked)
    if known is None:
        if len(_SHAPES) >= _MOST_SHAPES:
            _SHAPES.clear()
        known = _SHAPES[asked] = _compile(dialect, statement, names, lengths, keyed=keyed)
    return known


# The shapes of one statement differ by the columns of an insert and the lengths of lists: there are few.
_SHAPES: dict[tuple[Any, ...], _Shape] = {}
_MOST_SHAPES = 1024


def _compile(
    dialect: Dialect,
    statement: Executable,
    names: tuple[str, ...],
    lengths: tuple[tuple[str, int], ...],
    *,
    keyed: bool = False,
) -> _Shape:
    """`keyed`: an insert that gives back the key of its row; without it no insert gives anything back."""
    stated: Any = statement
    if stated.is_insert:
        stated = stated.returning(*stated.table.primary_key) if keyed else stated.inline()
    blank: dict[str, Any] = dict.fromkeys(names) | {name: [None] * length for name, length in lengths}
    compiled: SQLCompiler = stated.compile(dialect=dialect, column_keys=names if stated.is_insert else None)
    state = compiled.construct_expanded_state(blank)
    in_lists = {f"{name}_{at + 1}": (name, at) for name, length in lengths for at in range(length)}
    sources: list[tuple[str, int | None, _Convert]] = []
    fixed: dict[int, Any] = {}
    for at, key in enumerate(state.positiontup or ()):
        name, place = in_lists.get(key, (key, None))
        bind = compiled.binds.get(key)
        convert = state.processors.get(key) if bind is None else _binder(bind.type, dialect)
        sources.append((name, place, convert))
        if name not in blank:
            value = state.parameters[key]
            fixed[at] = value if convert is None else convert(value)
    columns = stated.selected_columns if isinstance(statement, Select) else ()
    readers = tuple(_reader(column.type, dialect) for column in columns)
    simply = None if fixed or in_lists else _simply(sources)
    return _Shape(state.statement, tuple(sources), fixed, readers, any(readers), simply)


def _simply(sources: Sequence[tuple[str, int | None, _Convert]]) -> _Simply | None:
    if len(sources) < 2:  # of a single name itemgetter gives no tuple
        return None
    take = itemgetter(*[name for name, _, _ in sources])
    return take, tuple((at, convert) for at, (_, _, convert) in enumerate(sources) if convert is not None)


def _binder(kind: TypeEngine[Any], dialect: Dialect) -> _Convert:
    if isinstance(kind, Instant):
        return instant_or_none
    if isinstance(kind, Date) and dialect.name == "sqlite":
        return _iso_or_none
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _iso_or_none(day: date | None) -> str | None:
    """What SQLAlchemy's own type for SQLite makes of a day, in a fraction of its time."""
    return None if day is None else day.isoformat()


def _reader(kind: TypeEngine[Any], dialect: Dialect) -> _Convert:
    if isinstance(kind, Float):
        return None  # every driver gives a float, and some type asks which kind of number the database sends
    return kind.dialect_impl(dialect).result_processor(dialect, None)


def _room(length: int) -> int:
    """Lists are filled up to powers of two, so that there are few shapes."""
    return 1 << (length - 1).bit_length() if length else 0


def _fill(values: Sequence[Any], room: int) -> list[Any]:
    return [*values, *[values[-1]] * (room - len(values))]


def _execute(connection: Connection, sql: str, values: Any, *, many: bool = False) -> DBAPICursor:
    cursor = connection.connection.cursor()
    try:
        if many:
            cursor.executemany(sql, values)
        else:
            cursor.execute(sql, values)
    except Exception as error:
        known = connection.dialect.loaded_dbapi.Error
        if not isinstance(error, known):
            raise
        raise DBAPIError.instance(
            sql, None, error, known, hide_parameters=True, dialect=connection.dialect
        ) from error
    return cursor
