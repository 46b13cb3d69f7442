"""Calls between bots on one server: heard with the commit, and again after the connection was lost."""

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest

from storage.calls import INBOX, OUTBOX
from storage.database import SqlDatabase, open_database
from storage.listening import Listening
from tests.contract.makers import NOON, Clock, message
from tests.servers import parse_server, run_on


class Ear:
    """Counts the calls of each kind."""

    def __init__(self, url: str) -> None:
        self.heard = {INBOX: 0, OUTBOX: 0}
        self._news = asyncio.Event()

        async def wait(_event: asyncio.Event, _seconds: float) -> None:
            await asyncio.sleep(0)

        self.listening = Listening(
            parse_server(url), {INBOX: lambda: self._note(INBOX), OUTBOX: lambda: self._note(OUTBOX)}, wait
        )

    def _note(self, channel: str) -> None:
        self.heard[channel] += 1  # type: ignore[index]
        self._news.set()

    async def until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(10):
            while not condition():
                self._news.clear()
                await self._news.wait()


@pytest.fixture
async def server_database(server_url: str, clock: Clock) -> AsyncIterator[SqlDatabase]:
    opened = await open_database(server_url, clock=clock)
    yield opened
    await opened.close()


async def test_calls_are_heard_with_the_commit_and_after_the_connection_was_lost(
    server_url: str, server_database: SqlDatabase
) -> None:
    ear, stop = Ear(server_url), asyncio.Event()

    def refused(tx: object) -> None:
        tx.inbox.add_updates([(9, "x")], NOON)  # type: ignore[attr-defined]
        raise ZeroDivisionError

    async with asyncio.TaskGroup() as group:
        group.create_task(ear.listening.run(stop))
        await ear.until(lambda: ear.heard == {INBOX: 1, OUTBOX: 1})  # there may be work from before
        with pytest.raises(ZeroDivisionError):
            await server_database.write(refused)
        await server_database.write(lambda tx: tx.inbox.add_updates([(1, "x")], NOON))
        await ear.until(lambda: ear.heard[INBOX] == 2)
        await server_database.write(lambda tx: [tx.outbox.add(message(f"m{n}"), NOON) for n in range(5)])
        await ear.until(lambda: ear.heard[OUTBOX] == 2)
        run_on(
            parse_server(server_url),
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE query LIKE 'LISTEN%' AND datname = current_database()",
        )
        await ear.until(lambda: ear.heard == {INBOX: 3, OUTBOX: 3})
        stop.set()
