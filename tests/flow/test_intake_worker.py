"""The inbox worker: every stored update is handled in its turn, and one that cannot be harms no other."""

import asyncio
import json
from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
from aiogram import Bot, Dispatcher
from aiogram.types import CallbackQuery, InlineQuery, Message, Update

from intake.worker import InboxWorker, find_chat_id
from sandbox import origins
from sandbox.server import SandboxServer
from storage.database import SqlDatabase


class Desk:
    """A dispatcher that writes down what it handled, and a worker on it."""

    def __init__(self, bot: Bot, database: SqlDatabase, time: Any) -> None:
        self.database, self.time = database, time
        self.handled: list[str] = []
        self.unreadable: list[tuple[int, str]] = []
        self.arrived = asyncio.Event()
        self.seen = asyncio.Condition()
        self.dispatcher = Dispatcher()
        numbers = count(1)
        self.worker = InboxWorker(
            bot,
            self.dispatcher,
            database,
            time,
            self.arrived,
            incident_ids=lambda: f"incident-{next(numbers)}",
            unreadable=lambda chat_id, incident_id: self.unreadable.append((chat_id, incident_id)),
            limit=20,
        )

    async def note(self, text: str) -> None:
        async with self.seen:
            self.handled.append(text)
            self.seen.notify_all()

    async def until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(5), self.seen:
            await self.seen.wait_for(condition)

    async def store(self, telegram: SandboxServer) -> None:
        """What the poll loop does."""
        rows = [(one["update_id"], json.dumps(one)) for one in telegram.world.updates.peek(1000)]
        await self.database.write(lambda tx: tx.inbox.add_updates(rows, self.time()))
        self.arrived.set()

    async def read_open(self) -> list[int]:
        rows = await self.database.read(lambda tx: tx.inbox.read_open(1000))
        return [update_id for update_id, _ in rows]

    async def read_set_aside(self) -> list[tuple[int, str, str]]:
        aside = await self.database.read(lambda tx: tx.inbox.read_set_aside(1000))
        return [(one.update_id, one.incident_id, one.error) for one in aside]


@pytest.fixture
def desk(bot: Bot, database: SqlDatabase, time: Any) -> Desk:
    return Desk(bot, database, time)


async def test_updates_of_a_chat_are_handled_in_order_and_closed(
    desk: Desk, telegram: SandboxServer, running: Any
) -> None:
    anna, boris = telegram.user(1), telegram.user(2)
    for number in range(60):
        anna.send(f"anna {number}")
        boris.send(f"boris {number}")

    @desk.dispatcher.message()
    async def handle(message: Message) -> None:
        await asyncio.sleep(0)
        await desk.note(message.text or "")

    await desk.store(telegram)
    async with running(desk.worker.run):
        await desk.until(lambda: len(desk.handled) == 120)
    for name in ("anna", "boris"):
        own = [text for text in desk.handled if text.startswith(name)]
        assert own == [f"{name} {number}" for number in range(60)]
    assert await desk.read_open() == []


async def test_slow_handler_of_one_chat_does_not_hold_up_another(
    desk: Desk, telegram: SandboxServer, running: Any
) -> None:
    telegram.user(1).send("slow")
    telegram.user(2).send("quick")
    gate = asyncio.Event()

    @desk.dispatcher.message()
    async def handle(message: Message) -> None:
        if message.text == "slow":
            await gate.wait()
        await desk.note(message.text or "")

    await desk.store(telegram)
    async with running(desk.worker.run):
        await desk.until(lambda: desk.handled == ["quick"])
        gate.set()
    assert desk.handled == ["quick", "slow"]


async def test_updates_that_do_not_validate_are_set_aside_and_the_rest_handled(
    desk: Desk, telegram: SandboxServer, running: Any
) -> None:
    anna, channel = telegram.user(1), telegram.channel(-1001, "Governor")
    anna.send("before")
    anna.forward_from(origins.hidden_user_origin(5, None), "hidden without a name")
    anna.forward_from(origins.unknown_origin(5), "unknown kind")
    anna.forward_from(origins.hidden_user_origin(5, "Somebody"), "hidden with a name")
    anna.forward(channel.post("7 downed"))
    anna.send("after")

    @desk.dispatcher.message()
    async def handle(message: Message) -> None:
        await desk.note(message.text or "")

    await desk.store(telegram)
    async with running(desk.worker.run):
        await desk.until(lambda: "after" in desk.handled)
    assert desk.handled == ["before", "hidden with a name", "7 downed", "after"]
    aside = await desk.read_set_aside()
    assert len({incident_id for _, incident_id, _ in aside}) == 2
    assert sorted(desk.unreadable) == sorted((1, incident_id) for _, incident_id, _ in aside)
    assert any("sender_user_name: missing" in error for _, _, error in aside)
    assert not any("without a name" in error for _, _, error in aside)
    assert await desk.read_open() == []


async def test_handler_that_raises_sets_its_update_aside_with_its_incident(
    desk: Desk, telegram: SandboxServer, running: Any, caplog: pytest.LogCaptureFixture
) -> None:
    anna = telegram.user(1)
    anna.send("bad")
    anna.send("good")
    told: list[str] = []

    @desk.dispatcher.message()
    async def handle(message: Message, incident_id: str) -> None:
        if message.text == "bad":
            told.append(incident_id)
            raise ZeroDivisionError
        await desk.note(message.text or "")

    await desk.store(telegram)
    async with running(desk.worker.run):
        await desk.until(lambda: desk.handled == ["good"])
    ((_, incident_id, error),) = await desk.read_set_aside()
    assert ([incident_id], error) == (told, "ZeroDivisionError")
    assert incident_id in caplog.text
    assert "Traceback" in caplog.text


async def test_update_knows_its_bot_and_its_id(desk: Desk, telegram: SandboxServer, running: Any) -> None:
    telegram.user(1).send("hello")

    @desk.dispatcher.message()
    async def handle(message: Message, update_id: int, event_update: Update) -> None:
        assert message.bot is not None
        await desk.note(f"{update_id == event_update.update_id}")

    await desk.store(telegram)
    async with running(desk.worker.run):
        await desk.until(lambda: desk.handled == ["True"])


async def test_worker_wakes_for_what_arrives_later(desk: Desk, telegram: SandboxServer, running: Any) -> None:
    @desk.dispatcher.message()
    async def handle(message: Message) -> None:
        await desk.note(message.text or "")

    anna = telegram.user(1)
    async with running(desk.worker.run):
        for text in ("one", "two", "three"):
            anna.send(text)
            await desk.store(telegram)
            await desk.until(lambda text=text: text in desk.handled)
    assert desk.handled == ["one", "two", "three"]


async def test_stop_finishes_the_update_in_hand_and_leaves_the_rest_open(
    desk: Desk, telegram: SandboxServer, running: Any
) -> None:
    anna = telegram.user(1)
    for text in ("in hand", "waiting", "waiting too"):
        anna.send(text)
    gate, begun = asyncio.Event(), asyncio.Event()

    @desk.dispatcher.message()
    async def handle(message: Message) -> None:
        begun.set()
        await gate.wait()
        await desk.note(message.text or "")

    await desk.store(telegram)
    async with running(desk.worker.run) as stop:
        await begun.wait()
        stop.set()
        gate.set()
    assert desk.handled == ["in hand"]
    assert len(await desk.read_open()) == 2


async def test_updates_left_open_are_handled_at_the_next_start(
    desk: Desk, telegram: SandboxServer, bot: Bot, database: SqlDatabase, time: Any, running: Any
) -> None:
    @desk.dispatcher.message()
    async def handle(message: Message) -> None:
        await desk.note(message.text or "")

    telegram.user(1).send("left over")
    await desk.store(telegram)
    again = InboxWorker(bot, desk.dispatcher, database, time, asyncio.Event(), incident_ids=lambda: "x")
    async with running(again.run):
        await desk.until(lambda: desk.handled == ["left over"])


async def test_use_case_may_close_its_update_itself(
    desk: Desk, telegram: SandboxServer, running: Any
) -> None:
    @desk.dispatcher.message()
    async def handle(message: Message, update_id: int) -> None:
        await desk.database.write(lambda tx: tx.inbox.close(update_id, desk.time()))
        await desk.note(message.text or "")

    anna = telegram.user(1)
    for number in range(30):
        anna.send(str(number))
    await desk.store(telegram)
    async with running(desk.worker.run):
        await desk.until(lambda: len(desk.handled) >= 30)
    assert desk.handled == [str(number) for number in range(30)]


async def test_queries_without_a_chat_go_by_their_sender(
    desk: Desk, telegram: SandboxServer, running: Any
) -> None:
    anna = telegram.user(7)
    anna.ask_inline("kaluga")
    telegram.push({"callback_query": {"id": "1", "from": anna.as_json, "chat_instance": "1", "data": "x"}})
    lanes = [find_chat_id(update) for update in telegram.world.updates.peek(10)]
    assert lanes == [7, 7]

    @desk.dispatcher.inline_query()
    async def inline(query: InlineQuery) -> None:
        await desk.note(query.query)

    @desk.dispatcher.callback_query()
    async def pressed(query: CallbackQuery) -> None:
        await desk.note(query.data or "")

    await desk.store(telegram)
    async with running(desk.worker.run):
        await desk.until(lambda: desk.handled == ["kaluga", "x"])
