"""Several bots on one inbox: each update is one bot's at a time, and order within a chat is kept."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import datetime, timedelta

import pytest

from storage.database import SqlDatabase, open_database
from tests.contract.makers import NOON, Clock

UNTIL, LATER = NOON + timedelta(seconds=30), NOON + timedelta(seconds=31)
ANNA, BORIS = 50, 60


async def arrive(database: SqlDatabase, lanes: dict[int, int]) -> None:
    rows = [(update_id, f"update {update_id}") for update_id in lanes]
    await database.write(lambda tx: tx.inbox.add_updates(rows, NOON, lanes))


async def claim(
    database: SqlDatabase, holder: str, *, now: datetime = NOON, until: datetime = UNTIL, limit: int = 10
) -> list[int]:
    rows = await database.write_beside(lambda tx: tx.inbox.claim_open(holder, now, until, limit))
    return [update_id for update_id, _ in rows]


async def test_update_in_hand_and_all_that_follows_it_in_its_chat_is_nobody_else_s(
    database: SqlDatabase,
) -> None:
    await arrive(database, {1: ANNA, 2: BORIS, 3: ANNA})
    assert await claim(database, "first", limit=1) == [1]
    assert await claim(database, "second") == [2]
    assert await claim(database, "first") == []

    await database.write(lambda tx: tx.inbox.close(1, NOON))

    assert await claim(database, "second") == [3]


async def test_updates_of_a_chat_are_taken_together_in_order(database: SqlDatabase) -> None:
    await arrive(database, {5: ANNA, 3: ANNA, 9: ANNA, 4: BORIS})
    assert await claim(database, "first") == [3, 4, 5, 9]


async def test_updates_without_a_chat_are_taken_one_by_one(database: SqlDatabase) -> None:
    await arrive(database, {1: 0, 2: 0, 3: 0})
    assert await claim(database, "first", limit=2) == [1, 2]
    assert await claim(database, "second") == [3]


async def test_what_a_dead_bot_held_is_free_when_its_time_is_over(database: SqlDatabase) -> None:
    await arrive(database, {1: ANNA, 2: ANNA})
    assert await claim(database, "dead") == [1, 2]
    assert await claim(database, "living", now=UNTIL - timedelta(seconds=1)) == []
    assert await claim(database, "living", now=LATER, until=LATER + timedelta(seconds=30)) == [1, 2]


async def test_sign_of_life_keeps_what_is_still_held_and_tells_what_is_not(database: SqlDatabase) -> None:
    await arrive(database, {1: ANNA, 2: BORIS})
    await claim(database, "slow", limit=1)
    later = LATER + timedelta(seconds=30)
    assert await claim(database, "quick", now=LATER, until=later) == [1, 2]

    kept = await database.write(lambda tx: tx.inbox.hold_on([1], "slow", later))
    assert kept == []
    kept = await database.write(lambda tx: tx.inbox.hold_on([1, 2], "quick", later + timedelta(hours=1)))
    assert kept == [1, 2]
    assert await claim(database, "slow", now=later + timedelta(minutes=1)) == []


async def test_what_is_let_go_is_free_at_once(database: SqlDatabase) -> None:
    await arrive(database, {1: ANNA, 2: BORIS, 3: BORIS})
    await claim(database, "first")
    assert await database.write(lambda tx: tx.inbox.let_go("other")) == 0
    assert await database.write(lambda tx: tx.inbox.let_go("first", [1])) == 1
    assert await claim(database, "second") == [1]
    assert await database.write(lambda tx: tx.inbox.let_go("first")) == 2
    assert await claim(database, "second") == [2, 3]


async def test_update_that_comes_late_waits_until_its_chat_is_in_nobody_s_hand(database: SqlDatabase) -> None:
    await arrive(database, {2: ANNA})
    assert await claim(database, "first") == [2]
    await arrive(database, {1: ANNA})
    assert await claim(database, "second") == []
    await database.write(lambda tx: tx.inbox.close(2, NOON))
    assert await claim(database, "second") == [1]


async def test_update_set_aside_holds_up_nothing_and_is_free_when_opened_again(database: SqlDatabase) -> None:
    await arrive(database, {1: ANNA, 2: ANNA})
    await claim(database, "first", limit=1)
    await database.write(lambda tx: tx.inbox.set_aside(1, "inc", "error", NOON))
    assert await claim(database, "second") == [2]
    await database.write(lambda tx: tx.inbox.close(2, NOON))
    await database.write(lambda tx: tx.inbox.reopen([1]))
    assert await claim(database, "second") == [1]


async def test_what_a_bot_alone_has_left_is_given_its_chat(database: SqlDatabase) -> None:
    await database.write(lambda tx: tx.inbox.add_updates([(1, "a"), (2, "b"), (3, "c")], NOON))
    assert await database.read(lambda tx: tx.inbox.read_strays(1, 10)) == [(2, "b"), (3, "c")]
    await database.write(lambda tx: tx.inbox.set_lanes({1: ANNA, 2: ANNA, 3: 0}))
    assert await claim(database, "first", limit=1) == [1]
    assert await claim(database, "second") == [3]


@pytest.fixture
async def replicas(server_url: str, clock: Clock) -> AsyncIterator[list[SqlDatabase]]:
    """The same database on a server, opened as three processes open it."""
    async with AsyncExitStack() as stack:
        opened = []
        for _ in range(3):
            database = await open_database(server_url, clock=clock)
            stack.push_async_callback(database.close)
            opened.append(database)
        yield opened


async def test_three_bots_at_once_handle_each_update_once_and_each_chat_in_order(
    replicas: list[SqlDatabase],
) -> None:
    """A chat is in one hand at a time, and no update is while an earlier one of its chat is open."""
    chats = 7
    lanes = {number: 100 + number % chats for number in range(1, 301)}
    await arrive(replicas[0], lanes)
    handled: list[int] = []
    in_hand: dict[int, str] = {}

    async def work(database: SqlDatabase, holder: str) -> None:
        while len(handled) < len(lanes):
            taken = await claim(database, holder, limit=5)
            for update_id in taken:
                assert in_hand.setdefault(lanes[update_id], holder) == holder
            for update_id in taken:
                handled.append(update_id)
                await asyncio.sleep(0)
            for lane in {lanes[update_id] for update_id in taken}:
                del in_hand[lane]
            for update_id in taken:
                await database.write_beside(lambda tx, one=update_id: tx.inbox.close(one, NOON))

    async with asyncio.timeout(60), asyncio.TaskGroup() as group:
        for number, database in enumerate(replicas):
            group.create_task(work(database, f"bot {number}"))
    assert sorted(handled) == sorted(lanes)
    for lane in set(lanes.values()):
        own = [update_id for update_id in handled if lanes[update_id] == lane]
        assert own == sorted(own)


async def test_same_update_posted_to_three_bots_at_once_is_stored_once(replicas: list[SqlDatabase]) -> None:
    def store(tx: object, number: int) -> int:
        return tx.inbox.add_updates([(number, "x")], NOON, {number: ANNA})  # type: ignore[attr-defined,no-any-return]

    async with asyncio.TaskGroup() as group:
        for number in range(1, 31):
            for database in replicas:
                group.create_task(database.write_beside(lambda tx, one=number: store(tx, one)))
    assert len(await replicas[0].read(lambda tx: tx.inbox.read_open(100))) == 30
