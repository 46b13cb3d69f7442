"""PostgreSQL for tests: databases of this run's own, and the reason where there is no server.

DOZOR_TEST_POSTGRES names a database from which others may be made; default: the server of this machine.
DOZOR_TEST_DATABASES names the kinds to try, "sqlite" or "postgresql" or, by default, both.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date
from functools import cache
from secrets import token_hex
from typing import Any

import asyncpg
import pytest

from storage.location import parse_url
from storage.server import Server
from storage.server_lanes import LoopThread
from storage.sync_writer import open_sync
from storage.tables import metadata
from tests.contract.makers import Clock

DEFAULT = "postgresql://postgres@127.0.0.1:5432/postgres"
KINDS = tuple(os.environ.get("DOZOR_TEST_DATABASES", "sqlite,postgresql").replace(" ", "").split(","))


@cache
def _thread() -> LoopThread:
    """One for the whole run: a daemon, which ends with it."""
    return LoopThread()


def administered() -> Server:
    """The database from which others are made."""
    return parse_server(os.environ.get("DOZOR_TEST_POSTGRES", DEFAULT))


@cache
def why_no_server() -> str | None:
    """Why nothing can be tried on PostgreSQL here; None where it can."""
    try:
        run_on(administered(), "SELECT 1")
    except (OSError, asyncpg.PostgresError) as error:
        return (
            f"no PostgreSQL at {administered()} ({type(error).__name__}); DOZOR_TEST_POSTGRES names another"
        )
    return None


def need_server() -> None:
    """Skip the test, saying why, where there is no server or none is wanted."""
    if "postgresql" not in KINDS:
        pytest.skip("DOZOR_TEST_DATABASES leaves PostgreSQL out")
    reason = why_no_server()
    if reason is not None:
        pytest.skip(reason)


@contextmanager
def own_database() -> Iterator[str]:
    """The URL of a new, empty database, dropped at the end whoever still has it open."""
    made = replace(administered(), database=f"dozor_test_{os.getpid()}_{token_hex(4)}")
    run_on(administered(), f'CREATE DATABASE "{made.database}"')
    try:
        yield str(made)
    finally:
        run_on(administered(), f'DROP DATABASE "{made.database}" WITH (FORCE)')


class Shelf:
    """Migrated databases, made when they are first needed, emptied and lent again."""

    def __init__(self) -> None:
        self._free: list[str] = []
        self._made = ExitStack()

    def take(self) -> str:
        """The URL of an empty one."""
        if self._free:
            url = self._free.pop()
            _empty(url)
            return url
        url = self._made.enter_context(own_database())
        open_sync(url, clock=Clock()).close()
        return url

    def put_back(self, url: str) -> None:
        """Nobody has it open any more."""
        self._free.append(url)

    def close(self) -> None:
        self._made.close()


def parse_server(url: str) -> Server:
    server = parse_url(url)
    if not isinstance(server, Server):
        raise TypeError(f"{url} is not postgresql://USER@HOST/DATABASE")
    return server


def run_on(server: Server, statements: str) -> list[tuple[Any, ...]]:
    """The rows of a statement, or nothing of several."""
    return _thread().start(_run(server, statements)).result()


def rows_of(url: str, query: str) -> list[tuple[Any, ...]]:
    """Rows as SQLite's driver gives them: days are text."""
    rows = run_on(parse_server(url), query)
    return [tuple(str(one) if isinstance(one, date) else one for one in row) for row in rows]


def _empty(url: str) -> None:
    """Take every row out, and begin the numbers anew."""
    tables = [table.name for table in reversed(metadata.sorted_tables)]
    deletes = [f'DELETE FROM "{name}"' for name in tables]  # noqa: S608 - our own names
    numbered = [f'ALTER SEQUENCE "{name}" RESTART' for name in _sequences(url)]
    run_on(parse_server(url), "; ".join(deletes + numbered))


async def _run(server: Server, statements: str) -> list[tuple[Any, ...]]:
    connection = await asyncpg.connect(**server.driver_arguments(), timeout=5)
    try:
        if ";" in statements:
            await connection.execute(statements)
            return []
        return [tuple(row) for row in await connection.fetch(statements)]
    finally:
        await connection.close()


@cache
def _sequences(url: str) -> tuple[str, ...]:
    return tuple(name for (name,) in run_on(parse_server(url), "SELECT sequencename::text FROM pg_sequences"))
