"""Several processes on one server: writers of facts take turns, and lost connections are waited for."""

import asyncio
import logging
import threading
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from storage.database import SqlDatabase, open_database
from storage.errors import DatabaseBusyError, ServerUnavailableError
from storage.patience import PatientDatabase
from storage.sync_writer import open_sync
from storage.transaction import SqlTransaction
from tests.contract.makers import Clock, add_post, incoming
from tests.servers import parse_server, run_on

END_OTHERS = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid != pg_backend_pid()"
)


@pytest.fixture
async def databases(server_url: str) -> AsyncIterator[list[SqlDatabase]]:
    """As two processes would open it."""
    opened = [await open_database(server_url, clock=Clock(), busy_timeout_s=2) for _ in range(2)]
    yield opened
    for one in opened:
        await one.close()


def count_up(tx: SqlTransaction) -> None:
    tx.meta.put("count", str(int(tx.meta.find("count") or 0) + 1))


async def test_units_of_two_processes_see_what_the_one_before_has_stored(
    databases: list[SqlDatabase],
) -> None:
    await asyncio.gather(*(databases[n % 2].write(count_up) for n in range(60)))
    assert await databases[0].read(lambda tx: tx.meta.find("count")) == "60"


async def test_unit_that_writes_beside_does_not_wait_for_its_turn(databases: list[SqlDatabase]) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow(tx: SqlTransaction) -> None:
        tx.meta.put("slow", "1")
        begun.set()
        go_on.wait(10)

    first = asyncio.get_running_loop().create_task(databases[0].write(slow))
    await asyncio.to_thread(begun.wait, 10)
    await databases[1].write_beside(lambda tx: tx.meta.put("beside", "1"))
    assert await databases[1].read(lambda tx: (tx.meta.find("beside"), tx.meta.find("slow"))) == ("1", None)
    with pytest.raises(DatabaseBusyError):
        await databases[1].write(count_up)
    go_on.set()
    await first
    await databases[1].write(count_up)


async def test_connections_that_the_server_ends_are_opened_anew_and_the_work_is_done(
    databases: list[SqlDatabase], server_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    database = databases[0]
    await database.write(count_up)
    run_on(parse_server(server_url), END_OTHERS)
    with pytest.raises(ServerUnavailableError):
        await database.write(count_up)
    await database.write(count_up)

    run_on(parse_server(server_url), END_OTHERS)

    async def pause(_event: asyncio.Event, _seconds: float) -> None:
        return

    with caplog.at_level(logging.WARNING):
        patient = PatientDatabase(database, asyncio.Event(), pause)
        await patient.write(count_up)
        assert await patient.read(lambda tx: tx.meta.find("count")) == "3"
    assert "can be used again" in caplog.messages[-1]


def test_unit_that_asks_for_another_is_refused_instead_of_waiting_for_itself(server_url: str) -> None:
    with open_sync(server_url, clock=Clock()) as records:
        with pytest.raises(RuntimeError, match="wait for another"):
            records.write(lambda _: records.write(count_up))
        records.write(count_up)
        assert records.read(lambda tx: tx.meta.find("count")) == "1"


def test_numbers_given_by_an_import_are_passed_by_those_of_the_server(server_url: str) -> None:
    def imported(tx: SqlTransaction) -> None:
        first, _ = tx.bulk.next_ids()
        stored = add_post(tx, 1)
        tx.bulk.add_posts([replace(stored, id=first + 7, key="another")])

    with open_sync(server_url, clock=Clock()) as records:
        records.write(imported)
        post, is_new = records.write(lambda tx: tx.posts.find_or_add(incoming(message_id=99), None))
        assert (post.id, is_new) == (9, True)
        again, is_new = records.write(lambda tx: tx.posts.find_or_add(incoming(message_id=99), None))
        assert (again, is_new) == (post, False)
        assert records.write(lambda tx: tx.posts.find_or_add(incoming(message_id=100), None))[0].id == 10
