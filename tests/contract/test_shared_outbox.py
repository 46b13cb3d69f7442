"""Several bots on one outbox: each message is one bot's at a time, in order, and within the limits."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import datetime, timedelta

import pytest

from delivery.pacing import Limits
from delivery.turns import Asked, SharedTurns
from domain.pace import ALL_CHATS, Pace
from storage.database import SqlDatabase, open_database
from tests.contract.makers import NOON, Clock, message
from tests.contract.outbox_steps import add, keys, lease

LEASE_S = 40


class Beside:
    """What bot/sharing.py gives the outbox."""

    def __init__(self, database: SqlDatabase) -> None:
        self.write, self.read = database.write_beside, database.read


class SlowClock:
    """A clock that goes on a tenth of a second each time it is asked."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=0.1)
        return self.now


async def test_what_was_sent_is_remembered_for_everybody(database: SqlDatabase) -> None:
    pace = Pace(50, NOON + timedelta(seconds=1), NOON, (NOON - timedelta(seconds=1), NOON))
    await database.write(lambda tx: tx.paces.put([pace]))
    assert await database.read(lambda tx: tx.paces.read([50, 60])) == [pace]
    assert (await database.write(lambda tx: tx.paces.take_all())).sent == ()


async def test_chats_long_free_are_forgotten_and_the_row_of_all_stays(database: SqlDatabase) -> None:
    await database.write(lambda tx: tx.paces.take_all())
    held = Pace(60, NOON, NOON + timedelta(hours=1))
    await database.write(lambda tx: tx.paces.put([Pace(50, NOON, NOON), held]))
    assert await database.write(lambda tx: tx.paces.prune(NOON + timedelta(seconds=1))) == 1
    assert await database.read(lambda tx: tx.paces.read([50, 60, ALL_CHATS])) != []
    assert [one.chat_id for one in await database.read(lambda tx: tx.paces.read([50, 60]))] == [60]


async def test_more_is_leased_than_is_looked_at_together_and_in_order(database: SqlDatabase) -> None:
    """However many wait, they are read in the order in which they go, and only as many as needed."""
    messages = [message(f"m{n}", chat_id=1000 + n, priority=6) for n in range(150)]
    urgent = message("urgent", chat_id=5, priority=0)
    await add(database, *messages, urgent)
    first = await lease(database, limit=60)
    second = await lease(database, limit=60)
    third = await lease(database, limit=60)
    assert keys(first + second + third) == ["urgent", *(f"m{n}" for n in range(150))]


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


async def test_three_bots_at_once_send_each_message_once_in_order_within_its_chat(
    replicas: list[SqlDatabase],
) -> None:
    chats = 5
    await add(replicas[0], *(message(f"m{n:03}", chat_id=100 + n % chats) for n in range(100)))
    sent: list[tuple[int, str]] = []

    async def work(database: SqlDatabase) -> None:
        while len(sent) < 100:
            rows = await database.write_beside(lambda tx: tx.outbox.lease_due(NOON, LEASE_S, 4))
            for row in rows:
                sent.append((row.message.chat_id, row.message.key))
                await asyncio.sleep(0)
                await database.write_beside(lambda tx, row=row: tx.outbox.mark_sent(row.id, 1, NOON))

    async with asyncio.timeout(60), asyncio.TaskGroup() as group:
        for database in replicas:
            group.create_task(work(database))
    assert len(set(sent)) == len(sent) == 100
    for chat_id in {chat_id for chat_id, _ in sent}:
        own = [key for chat, key in sent if chat == chat_id]
        assert own == sorted(own)


async def test_three_bots_together_keep_to_telegrams_limits(replicas: list[SqlDatabase]) -> None:
    """Thirty a second in all, one a second in a chat after its burst, twenty a minute in a group."""
    limits = Limits(overall_per_second=6, group_per_minute=5)
    clock = SlowClock()
    chats = [7, -8, *range(100, 130)]
    await add(
        replicas[0],
        *(message(f"to {chat} {n}", chat_id=chat) for chat in chats for n in range(8 if chat < 100 else 1)),
    )
    sent: list[tuple[datetime, int]] = []

    async def work(database: SqlDatabase) -> None:
        turns = SharedTurns(Beside(database), clock, limits)  # type: ignore[arg-type]  # made for this
        idle = 0
        while idle < 300:
            leased = await turns.lease(Asked(16, LEASE_S))
            idle = 0 if leased.rows else idle + 1
            for row in leased.rows:
                # A lease ends so long after the instant at which the turn was taken.
                sent.append((row.next_try_at - timedelta(seconds=LEASE_S), row.message.chat_id))
                await database.write_beside(lambda tx, row=row: tx.outbox.mark_sent(row.id, 1, NOON))

    async with asyncio.timeout(120), asyncio.TaskGroup() as group:
        for database in replicas:
            group.create_task(work(database))
    assert len(sent) == 46
    second, minute = timedelta(seconds=1), timedelta(minutes=1)
    assert least_stretch([at for at, _ in sent], 6) >= second
    assert least_stretch([at for at, chat_id in sent if chat_id == -8], 5) >= minute
    # A burst of three, then one a second.
    assert least_stretch([at for at, chat_id in sent if chat_id == 7], 3) >= second


def least_stretch(times: list[datetime], many: int) -> timedelta:
    """How long it takes at least from one message to the one so many after it."""
    ordered = sorted(times)
    return min(later - earlier for earlier, later in zip(ordered, ordered[many:], strict=False))


async def test_silence_that_telegram_asked_of_one_bot_is_kept_by_all(replicas: list[SqlDatabase]) -> None:
    def at_noon() -> datetime:
        return NOON

    one, other = (SharedTurns(Beside(each), at_noon, Limits()) for each in replicas[:2])  # type: ignore[arg-type]
    await one.hold(7, NOON + timedelta(seconds=20))
    assert await other.take([7, 8]) == {7: NOON + timedelta(seconds=20), 8: None}
