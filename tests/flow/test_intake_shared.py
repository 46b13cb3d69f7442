"""Two inbox workers on one inbox, as two bots have it: each update once, and in order within a chat."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest
from aiogram import Bot, Dispatcher
from aiogram.types import Message

from intake.claims import LEASE_S, Claims
from intake.webhook import find_lane
from intake.worker import InboxWorker
from sandbox.server import SandboxServer
from storage.database import SqlDatabase


class Office:
    """One dispatcher that writes down who handled what, and a worker for each name."""

    def __init__(self, bot: Bot, database: SqlDatabase, time: Any) -> None:
        self.bot, self.database, self.time = bot, database, time
        self.handled: list[str] = []
        self.seen = asyncio.Condition()
        self.dispatcher = Dispatcher()

    def claims(self, name: str) -> Claims:
        return Claims(self.database, self.time, name, pause=self.time.pause)

    def worker(self, claims: Claims) -> tuple[InboxWorker, asyncio.Event]:
        arrived = asyncio.Event()
        worker = InboxWorker(
            self.bot,
            self.dispatcher,
            self.database,
            self.time,
            arrived,
            incident_ids=lambda: "incident",
            claims=claims,
            limit=6,
        )
        return worker, arrived

    async def store(self, telegram: SandboxServer) -> None:
        updates = telegram.world.updates.peek(1000)
        rows = [(one["update_id"], json.dumps(one)) for one in updates]
        lanes = {one["update_id"]: find_lane(one) for one in updates}
        await self.database.write(lambda tx: tx.inbox.add_updates(rows, self.time(), lanes))

    async def note(self, text: str) -> None:
        async with self.seen:
            self.handled.append(text)
            self.seen.notify_all()

    async def until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(10), self.seen:
            await self.seen.wait_for(condition)

    async def count_open(self) -> int:
        return len(await self.database.read(lambda tx: tx.inbox.read_open(1000)))


@pytest.fixture
def office(bot: Bot, database: SqlDatabase, time: Any) -> Office:
    time.longest_s = LEASE_S / 3  # nothing happens by the clock unless a test says so
    return Office(bot, database, time)


async def test_two_bots_handle_each_update_once_and_each_chat_in_order(
    office: Office, telegram: SandboxServer, running: Any
) -> None:
    for number in range(30):
        for person in (1, 2, 3):
            telegram.user(person).send(f"{person} {number:02}")

    @office.dispatcher.message()
    async def handle(message: Message) -> None:
        await asyncio.sleep(0)
        await office.note(message.text or "")

    await office.store(telegram)
    workers = [office.worker(office.claims(name)) for name in ("one", "other")]
    async with running(*(worker.run for worker, _ in workers)):
        while len(office.handled) < 90:
            for _, arrived in workers:
                arrived.set()
            await asyncio.sleep(0)
    assert len(set(office.handled)) == len(office.handled) == 90
    for person in "123":
        own = [text for text in office.handled if text[0] == person]
        assert own == sorted(own)
    assert await office.count_open() == 0


async def test_stop_lets_another_have_at_once_what_was_not_begun(
    office: Office, telegram: SandboxServer, running: Any
) -> None:
    for text in ("in hand", "waiting"):
        telegram.user(1).send(text)
    gate, begun = asyncio.Event(), asyncio.Event()

    @office.dispatcher.message()
    async def handle(message: Message) -> None:
        begun.set()
        await gate.wait()
        await office.note(message.text or "")

    await office.store(telegram)
    first, second = (office.worker(office.claims(name))[0] for name in ("one", "other"))
    async with running(first.run) as stop:
        await begun.wait()
        stop.set()
        gate.set()
    assert office.handled == ["in hand"]
    async with running(second.run):
        await office.until(lambda: office.handled == ["in hand", "waiting"])


async def test_bot_that_stood_still_too_long_begins_nothing_that_others_may_have(
    office: Office, telegram: SandboxServer, running: Any
) -> None:
    for text in ("first", "second"):
        telegram.user(1).send(text)
    gate, begun = asyncio.Event(), asyncio.Event()
    by: list[str] = []

    @office.dispatcher.message()
    async def handle(message: Message) -> None:
        by.append(message.text or "")
        if len(by) == 1:
            begun.set()
            await gate.wait()
        await office.note(message.text or "")

    await office.store(telegram)
    slow, quick = (office.worker(office.claims(name))[0] for name in ("slow", "quick"))
    async with running(slow.run):
        await begun.wait()
        office.time.advance(LEASE_S + 1)
        async with running(quick.run):
            await office.until(lambda: office.handled == ["first", "second"])
        gate.set()
        await office.until(lambda: office.handled == ["first", "second", "first"])
    # The update it had begun is done twice, which its facts bear; the one behind it is not.
    assert by == ["first", "first", "second"]


async def test_signs_of_life_keep_what_is_in_hand_however_long_it_takes(
    office: Office, telegram: SandboxServer
) -> None:
    telegram.user(1).send("slow")
    await office.store(telegram)
    one, other, stop = office.claims("one"), office.claims("other"), asyncio.Event()
    ((update_id, _),) = await one.take(10)
    for _ in range(12):
        office.time.advance(LEASE_S / 3)
        await one._hold_on()
        assert await other.take(10) == []
    assert one.is_ours(update_id)
    stop.set()
    await one.keep(stop)
    office.time.advance(LEASE_S + 1)
    assert not one.is_ours(update_id)
    assert [taken for taken, _ in await other.take(10)] == [update_id]
