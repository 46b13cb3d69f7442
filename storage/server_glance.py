"""What is in a database on a server, seen without opening it: for those who must not change it yet."""

from collections.abc import Callable
from dataclasses import dataclass

import asyncpg

from domain.instance import Holder
from storage.columns import instant_of
from storage.server import Server
from storage.server_errors import plain_server_errors
from storage.server_lanes import LoopThread
from storage.tables import metadata

REVISIONS = "alembic_version"
LOCKS = "instance_locks"

_OTHERS = """SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND application_name = 'dozor'"""


@dataclass(frozen=True, slots=True)
class Glance:
    """The schema that tables go to, quoted; our tables in it; who holds the bot's lock; how many use it."""

    schema: str
    tables: tuple[str, ...]
    holders: tuple[Holder, ...]
    users: int

    def refuse_while_used(self, refuse: Callable[[str], Exception], runs: Callable[[Holder], bool]) -> None:
        """Raise what `refuse` makes of the reason why the database is not free."""
        for holder in filter(runs, self.holders):
            raise refuse(f"the bot runs on {holder.host} (process {holder.pid}); stop it first")
        if self.users:
            raise refuse("the database is in use; stop the bot first")


def own_tables() -> list[str]:
    """Every table that this version of the program knows."""
    return [*metadata.tables, REVISIONS]


def glance(server: Server) -> Glance:
    """Look once; raises the DatabaseError that says why nothing can be seen."""
    thread = LoopThread()
    try:
        with plain_server_errors(server):
            return thread.start(_glance(server)).result()
    finally:
        thread.close()


async def _glance(server: Server) -> Glance:
    connection = await asyncpg.connect(**server.driver_arguments(), timeout=10)
    try:
        schema = await connection.fetchval("SELECT quote_ident(current_schema())")
        named = await connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
        tables = tuple(sorted({row[0] for row in named} & set(own_tables())))
        holders = []
        if LOCKS in tables:
            found = await connection.fetch("SELECT holder, host, pid, since, beat_at FROM instance_locks")
            holders = [Holder(who, host, pid, instant_of(a), instant_of(b)) for who, host, pid, a, b in found]
        return Glance(schema, tables, tuple(holders), await connection.fetchval(_OTHERS))
    finally:
        await connection.close()
