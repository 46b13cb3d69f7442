"""What /health looks at, on a real database: each thing that can go wrong is told, and nothing else."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.health import INBOX_LIMIT, OUTBOX_LIMIT, POLL_LIMIT, TICK_LIMIT, Health, is_well
from domain.backlog import Backlog
from domain.outbox import OutboxState
from storage.database import SqlDatabase, open_database
from tests.contract.makers import NOON, Clock, message

MOMENT = timedelta(seconds=1)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[SqlDatabase]:
    opened = await open_database(f"sqlite:///{tmp_path}/dozor.db", clock=Clock(), busy_timeout_s=0.01)
    yield opened
    await opened.close()


class Bot:
    """A bot that is well, on a clock that is moved."""

    def __init__(self, database: SqlDatabase, *, polls: bool = True) -> None:
        self.clock = Clock()
        self.health = Health(database, self.clock, polls=polls)

    async def failing(self, *, after: timedelta, but: str = "") -> list[str]:
        """What fails some time later, where all parts but one went on giving signs of life."""
        self.clock.now += after
        if but != "poll":
            self.health.note_poll()
        if but != "scheduler":
            self.health.note_tick()
        return [one.name for one in await self.health.check() if not one.ok]


async def test_bot_that_has_nothing_to_do_is_well(database: SqlDatabase) -> None:
    bot = Bot(database)
    assert await bot.failing(after=timedelta(days=1)) == []
    assert is_well(await bot.health.check())


@pytest.mark.parametrize(("part", "limit"), [("poll", POLL_LIMIT), ("scheduler", TICK_LIMIT)])
async def test_part_that_gives_no_sign_of_life_is_told_after_its_limit(
    database: SqlDatabase, part: str, limit: timedelta
) -> None:
    bot = Bot(database)
    assert await bot.failing(after=limit, but=part) == []
    assert await bot.failing(after=6 * MOMENT, but=part) == [part]


async def test_bot_that_is_told_by_webhook_is_not_expected_to_poll(database: SqlDatabase) -> None:
    assert await Bot(database, polls=False).failing(after=timedelta(days=1), but="poll") == []


async def test_database_that_another_process_holds_is_told_and_nothing_is_raised(
    database: SqlDatabase, tmp_path: Path
) -> None:
    bot = Bot(database)
    with closing(sqlite3.connect(tmp_path / "dozor.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert await bot.failing(after=MOMENT) == ["database"]
        other.execute("ROLLBACK")
    assert await bot.failing(after=6 * MOMENT) == []


async def test_update_that_nobody_handles_is_told(database: SqlDatabase) -> None:
    bot = Bot(database)
    await database.write(lambda tx: tx.inbox.add_updates([(1, "{}")], NOON))
    assert await bot.failing(after=INBOX_LIMIT) == []
    assert await bot.failing(after=6 * MOMENT) == ["inbox"]
    await database.write(lambda tx: tx.inbox.close(1, bot.clock()))
    assert await bot.failing(after=6 * MOMENT) == []


async def test_message_that_is_not_sent_is_told_and_one_held_back_on_purpose_is_not(
    database: SqlDatabase,
) -> None:
    bot = Bot(database)
    night = NOON + timedelta(hours=20)
    await database.write(lambda tx: tx.outbox.add(message("held"), NOON))
    (held,) = await database.write(lambda tx: tx.outbox.lease_due(NOON, 40, 1))
    await database.write(lambda tx: tx.outbox.mark_retry(held.id, night, "later"))
    await database.write(lambda tx: tx.outbox.add(message("stuck", chat_id=2), NOON + MOMENT))
    assert await bot.failing(after=OUTBOX_LIMIT) == []
    assert await bot.failing(after=6 * MOMENT) == ["outbox"]


async def test_backlog_counts_what_waits_and_not_what_is_done(database: SqlDatabase) -> None:
    keys = ("sent", "dead", "waiting")
    for number, key in enumerate(keys):
        await database.write(lambda tx, n=number, k=key: tx.outbox.add(message(k, chat_id=n), NOON))
    leased = await database.write(lambda tx: tx.outbox.lease_due(NOON, 40, 2))
    await database.write(lambda tx: tx.outbox.mark_sent(leased[0].id, 1, NOON))
    await database.write(lambda tx: tx.outbox.mark_dead(leased[1].id, "refused", NOON))
    await database.write(lambda tx: tx.inbox.add_updates([(1, "{}"), (2, "{}"), (3, "{}")], NOON))
    await database.write(lambda tx: tx.inbox.close(1, NOON))
    await database.write(lambda tx: tx.inbox.set_aside(2, "incident", "ValueError", NOON))

    found = await database.read(lambda tx: tx.backlog.read(NOON))

    assert found == Backlog(
        outbox={OutboxState.PENDING: 1, OutboxState.SENDING: 0, OutboxState.DEAD: 1},
        outbox_since=NOON,
        inbox_open=1,
        inbox_set_aside=1,
        inbox_since=NOON,
    )
    assert await database.read(lambda tx: tx.backlog.read_received([3, 9])) == {3: NOON}
