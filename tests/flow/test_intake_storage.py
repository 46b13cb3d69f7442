"""A database that takes no writes: what is at Telegram stays there, what is in the inbox stays open."""

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiogram import Bot, Dispatcher
from aiogram.types import Message

from intake.poll import PollLoop
from intake.raw_api import RawBotApi
from intake.worker import InboxWorker
from sandbox.server import SandboxServer
from storage.database import SqlDatabase, open_database


@pytest.fixture
async def database(tmp_path: Path, time: Any) -> AsyncIterator[SqlDatabase]:
    """One that does not wait for others to end their writes."""
    database = await open_database(f"sqlite:///{tmp_path}/dozor.db", clock=time, busy_timeout_s=0.01)
    yield database
    await database.close()


@pytest.fixture
def holder(database: SqlDatabase, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Another program on the file."""
    with closing(sqlite3.connect(tmp_path / "dozor.db", isolation_level=None)) as connection:
        yield connection


async def test_updates_that_cannot_be_stored_are_not_confirmed_and_come_again(
    telegram: SandboxServer, database: SqlDatabase, holder: sqlite3.Connection, time: Any, running: Any
) -> None:
    pauses, arrived = 0, asyncio.Event()

    async def pause(_event: asyncio.Event, _seconds: float) -> None:
        nonlocal pauses
        pauses += 1
        assert telegram.waiting_updates == 1
        if pauses == 3:
            holder.execute("ROLLBACK")

    telegram.user(1).send("a post")
    holder.execute("BEGIN IMMEDIATE")
    async with aiohttp.ClientSession() as session:
        api = RawBotApi(session, telegram.token, telegram.api_base)
        poll = PollLoop(api, database, time, arrived, random=lambda: 0.5, pause=pause, poll_timeout_s=1)
        async with running(poll.run):
            await telegram.wait_confirmed()
    assert len(await database.read(lambda tx: tx.inbox.read_open(10))) == 1
    assert pauses == 3


async def test_updates_whose_handler_cannot_write_stay_open_and_are_handled_in_order_later(
    telegram: SandboxServer,
    bot: Bot,
    database: SqlDatabase,
    holder: sqlite3.Connection,
    time: Any,
    running: Any,
) -> None:
    handled: list[str | None] = []
    dispatcher, arrived, failed = Dispatcher(), asyncio.Event(), asyncio.Event()
    worker = InboxWorker(bot, dispatcher, database, time, arrived, incident_ids=lambda: "incident")

    @dispatcher.message()
    async def handle(message: Message) -> None:
        failed.set()
        await database.write(lambda tx: tx.meta.put("written", message.text or ""))
        handled.append(message.text)

    anna = telegram.user(1)
    for text in ("one", "two", "three"):
        anna.send(text)
    rows = [(one["update_id"], json.dumps(one)) for one in telegram.world.updates.peek(10)]
    await database.write(lambda tx: tx.inbox.add_updates(rows, time()))
    holder.execute("BEGIN IMMEDIATE")
    async with running(worker.run):
        await failed.wait()
        holder.execute("ROLLBACK")
        while len(handled) < 3:
            arrived.set()
            await asyncio.sleep(0)
    assert handled == ["one", "two", "three"]
    assert await database.read(lambda tx: tx.inbox.read_set_aside(10)) == []
