"""Units of work that wait for their turn on one connection, some of them run in one transaction."""

import contextvars
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from storage.transaction import SqlTransaction

TOGETHER = 16
"""Units of work that wait at the same time and are committed as one."""


@dataclass(slots=True, eq=False)
class Unit:
    """A function that waits for its turn, then what came of it."""

    work: Callable[[SqlTransaction], Any]
    # The context goes along, so that what is logged on the thread carries the caller's update.
    context: contextvars.Context = field(default_factory=contextvars.copy_context)
    result: Any = None
    error: BaseException | None = None

    def outcome(self) -> Any:
        """What the function returned; raises what it raised, or why its transaction was not kept."""
        if self.error is not None:
            raise self.error
        return self.result


def run_units(
    connection: Connection,
    units: Sequence[Unit],
    clock: Callable[[], datetime],
    plain_errors: Callable[[], AbstractContextManager[None]],
    lives: Callable[[Connection], bool],
) -> None:
    """Run units in the transaction under way, several each behind a savepoint: the error of one is its own.

    `lives`: whether the transaction outlived an error of a unit; where it did not, the error is everybody's.
    """
    for unit in units:
        transaction = SqlTransaction(connection, clock)
        if len(units) == 1:
            unit.result = unit.context.run(unit.work, transaction)
            return
        try:
            with plain_errors(), _apart(connection):
                unit.result = unit.context.run(unit.work, transaction)
        except Exception as error:  # it is raised where the unit was asked for
            unit.error = error
            if not lives(connection):
                raise


@contextmanager
def _apart(connection: Connection) -> Iterator[None]:
    """A savepoint. SQLite's is said by the driver: SQLAlchemy's costs as much as many a unit of work."""
    driver = connection.connection.driver_connection
    if not isinstance(driver, sqlite3.Connection):
        with connection.begin_nested():
            yield
        return
    driver.execute("SAVEPOINT unit")
    try:
        yield
    except BaseException:
        if driver.in_transaction:
            driver.execute("ROLLBACK TO unit")
            driver.execute("RELEASE unit")
        raise
    driver.execute("RELEASE unit")
