"""Units of work: whole or not at all, one writer, readers beside it on a snapshot."""

import asyncio
import threading
from collections.abc import Callable

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.exc import DBAPIError

from storage.database import FileDatabase, SqlDatabase, open_database
from storage.server_database import ServerDatabase
from storage.sync_writer import open_sync
from storage.transaction import SqlTransaction
from tests.contract.makers import NOON, Clock, add_claims, add_post, claim, message


class ExpectedError(Exception):
    pass


def engine_of(database: SqlDatabase) -> Engine:
    """Whose transactions are the writes."""
    if isinstance(database, FileDatabase):
        return database._writer._engine
    assert isinstance(database, ServerDatabase)
    return database._lanes._writers.sync_engine


async def test_error_takes_back_everything_of_its_unit(database: SqlDatabase) -> None:
    def fail(tx: SqlTransaction) -> None:
        add_claims(tx, claim("RU-KLU"))
        tx.outbox.add(message("receipt"), NOON)
        raise ExpectedError

    with pytest.raises(ExpectedError):
        await database.write(fail)

    assert await database.read(lambda tx: tx.posts.iterate_posts(0, 10)) == []
    assert await database.read(lambda tx: tx.outbox.find("receipt")) is None
    assert await database.write(add_post) is not None


async def test_reader_cannot_write(database: SqlDatabase) -> None:
    with pytest.raises(DBAPIError, match=r"readonly|read-only"):
        await database.read(lambda tx: tx.meta.put("key", "value"))


async def test_units_asked_for_together_are_done_one_after_another(database: SqlDatabase) -> None:
    def count_up(tx: SqlTransaction) -> None:
        tx.meta.put("count", str(int(tx.meta.find("count") or 0) + 1))

    await asyncio.gather(*(database.write(count_up) for _ in range(40)))

    assert await database.read(lambda tx: tx.meta.find("count")) == "40"


async def test_units_that_wait_together_are_one_commit_and_one_failure_spoils_no_other(
    database: SqlDatabase,
) -> None:
    begun, go_on, commits = threading.Event(), threading.Event(), list[int]()
    event.listen(engine_of(database), "commit", lambda _: commits.append(1))

    def slow(tx: SqlTransaction) -> None:
        begun.set()
        go_on.wait(10)

    def put(number: int) -> Callable[[SqlTransaction], str | None]:
        def work(tx: SqlTransaction) -> str | None:
            tx.meta.put(f"unit {number}", "kept")
            tx.meta.put("last", str(number))
            if number == 2:
                raise ExpectedError
            return tx.meta.find("last")

        return work

    first = asyncio.get_running_loop().create_task(database.write(slow))
    await asyncio.to_thread(begun.wait, 10)
    others = asyncio.gather(*(database.write(put(n)) for n in range(5)), return_exceptions=True)
    await asyncio.sleep(0)
    go_on.set()
    await first
    results = await others

    assert [one for one in results if not isinstance(one, ExpectedError)] == ["0", "1", "3", "4"]
    assert isinstance(results[2], ExpectedError)
    assert len(commits) == 2
    kept = [await database.read(lambda tx, n=n: tx.meta.find(f"unit {n}")) for n in range(5)]
    assert kept == ["kept", "kept", None, "kept", "kept"]


async def test_commit_that_fails_is_told_to_every_unit_in_it(database: SqlDatabase) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow(tx: SqlTransaction) -> None:
        begun.set()
        go_on.wait(10)

    def fail(_: object) -> None:
        raise ExpectedError

    first = asyncio.get_running_loop().create_task(database.write(slow))
    await asyncio.to_thread(begun.wait, 10)
    others = asyncio.gather(
        *(database.write(lambda tx, n=n: tx.meta.put(f"unit {n}", "kept")) for n in range(3)),
        return_exceptions=True,
    )
    await asyncio.sleep(0)
    event.listen(engine_of(database), "commit", fail)
    go_on.set()
    with pytest.raises(ExpectedError):
        await first
    assert [type(one) for one in await others] == [ExpectedError] * 3
    event.remove(engine_of(database), "commit", fail)
    assert [await database.read(lambda tx, n=n: tx.meta.find(f"unit {n}")) for n in range(3)] == [None] * 3


async def test_reader_sees_one_snapshot_while_another_process_writes(url: str, clock: Clock) -> None:
    with open_sync(url, clock=clock) as reader, open_sync(url, clock=clock) as writer:
        writer.write(lambda tx: tx.meta.put("figure", "11"))

        def look_twice(tx: SqlTransaction) -> tuple[str | None, str | None]:
            before = tx.meta.find("figure")
            writer.write(lambda other: other.meta.put("figure", "12"))
            return before, tx.meta.find("figure")

        assert reader.read(look_twice) == ("11", "11")
        assert reader.read(lambda tx: tx.meta.find("figure")) == "12"


async def test_unit_of_a_cancelled_caller_is_whole_or_absent(database: SqlDatabase) -> None:
    def add_both(tx: SqlTransaction) -> None:
        for half in ("a", "b"):
            tx.outbox.add(message(half), NOON)

    task = asyncio.get_running_loop().create_task(database.write(add_both))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await database.write(lambda tx: tx.meta.put("after", "1"))

    first, second = await database.read(lambda tx: (tx.outbox.find("a"), tx.outbox.find("b")))
    assert (first is None) == (second is None)


async def test_closing_waits_for_the_unit_under_way(migrated_url: str, clock: Clock) -> None:
    database = await open_database(migrated_url, clock=clock)
    begun, go_on = threading.Event(), threading.Event()

    def slow(tx: SqlTransaction) -> None:
        begun.set()
        go_on.wait(10)
        tx.meta.put("written", "yes")

    writing = asyncio.get_running_loop().create_task(database.write(slow))
    await asyncio.to_thread(begun.wait, 10)
    closing = asyncio.get_running_loop().create_task(database.close())
    await asyncio.sleep(0)
    go_on.set()
    await writing
    await closing

    with open_sync(migrated_url, clock=clock) as again:
        assert again.read(lambda tx: tx.meta.find("written")) == "yes"


async def test_closed_database_leaves_no_thread_behind(url: str, clock: Clock) -> None:
    before = set(threading.enumerate())
    database = await open_database(url, clock=clock)
    await database.write(add_post)
    await database.read(lambda tx: tx.posts.iterate_posts(0, 1))
    await database.close()

    left = [t for t in set(threading.enumerate()) - before if not t.name.startswith("asyncio_")]
    for thread in left:
        thread.join(timeout=5)  # it answers that it is closed, and ends a moment later
    assert not [thread.name for thread in left if thread.is_alive()]
