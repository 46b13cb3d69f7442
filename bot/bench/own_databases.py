"""Databases of the bench's own on a PostgreSQL server. What is there already is neither read nor changed."""

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from secrets import token_hex

import asyncpg
from sqlalchemy import make_url

from bot.bench.figures import Figure, percentile, seconds
from bot.config_errors import ConfigError
from storage.errors import ServerRefusedError
from storage.location import parse_url
from storage.server import Server
from storage.server_errors import plain_server_errors

_PATIENCE_S = 10.0


class OwnDatabases:
    """Makes databases beside the one that `url` names, each under a name that nobody else has."""

    def __init__(self, url: str) -> None:
        server = parse_url(url)
        if not isinstance(server, Server):
            raise ConfigError("--database: expected postgresql://…; without it SQLite is measured")
        self._server = server
        self._url = make_url(url)

    @contextmanager
    def made(self, template: str | None = None) -> Iterator[str]:
        """The URL of a new database, with its password: empty, or a copy of another of ours.

        It is dropped at the end, whoever still has it open.
        """
        name = f"dozor_bench_{os.getpid()}_{token_hex(4)}"
        copied = "" if template is None else f' TEMPLATE "{make_url(template).database}"'
        self._run(f'CREATE DATABASE "{name}"{copied}')
        try:
            yield self._url.set(database=name).render_as_string(hide_password=False)
        finally:
            self._run(f'DROP DATABASE "{name}" WITH (FORCE)')

    def _run(self, statement: str) -> None:
        with plain_server_errors(self._server):
            try:
                asyncio.run(_run(self._server, statement))
            except asyncpg.InsufficientPrivilegeError:
                raise ServerRefusedError(
                    self._server, "this user may not make databases, as bench has to: ALTER ROLE … CREATEDB"
                ) from None


def measure_server(url: str) -> Iterator[Figure]:
    """One question and one row in one durable transaction, by the driver alone, in a database of ours."""
    server = parse_url(url)
    if not isinstance(server, Server):
        raise TypeError("a file has no server")
    with asyncio.Runner() as runner:
        connection = runner.run(asyncpg.connect(**server.driver_arguments(), timeout=_PATIENCE_S))
        try:
            runner.run(connection.execute("CREATE TABLE bare (id bigserial PRIMARY KEY, text text)"))
            insert = "INSERT INTO bare (text) VALUES ('a row')"
            asked = [seconds(lambda: runner.run(connection.fetchrow("SELECT 1"))) for _ in range(200)]
            stored = [seconds(lambda: runner.run(connection.execute(insert))) for _ in range(200)]
            runner.run(connection.execute("DROP TABLE bare"))
        finally:
            runner.run(connection.close())
    yield Figure("bare question of a row", percentile(asked, 0.5) * 1000, "ms")
    yield Figure("bare durable commit of a row", percentile(stored, 0.5) * 1000, "ms")


async def _run(server: Server, statement: str) -> None:
    connection = await asyncpg.connect(**server.driver_arguments(), timeout=_PATIENCE_S)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
