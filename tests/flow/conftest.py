"""A whole Telegram on the loopback, a real database, and time that passes only when the bot rests."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from aiogram import Bot

from delivery.connection import make_bot
from delivery.pacing import Pacing
from delivery.sending import Sender
from delivery.turns import LocalTurns
from delivery.worker import OutboxPolicy, OutboxWorker
from domain.outbox import OutboxMessage, OutboxRow
from sandbox.server import SandboxServer
from storage.database import SqlDatabase, open_database

TOKEN = "42:sandbox"

Job = Callable[[asyncio.Event], Awaitable[None]]
Running = Callable[..., AbstractAsyncContextManager[asyncio.Event]]


ANNA, CHANNEL = 7, -1001


class LeapingTime:
    """A clock that leaps over every pause at once; one of `longest_s` or more waits for its event only."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 12, 9, 0, tzinfo=UTC)
        self.pauses: list[float] = []
        self.longest_s = 60.0

    def __call__(self) -> datetime:
        return self.now

    def advance(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    async def pause(self, event: asyncio.Event, seconds: float) -> None:
        if seconds >= self.longest_s:
            await event.wait()
        elif not event.is_set():
            self.pauses.append(seconds)
            self.advance(seconds)
            await asyncio.sleep(0)


@pytest.fixture
def time() -> LeapingTime:
    return LeapingTime()


@pytest.fixture
async def telegram() -> AsyncIterator[SandboxServer]:
    async with SandboxServer(TOKEN) as server:
        yield server


@pytest.fixture
async def bot(telegram: SandboxServer) -> AsyncIterator[Bot]:
    bot = make_bot(TOKEN, telegram.api_base)
    yield bot
    # Bot.session.close() waits a quarter of a second for TLS, of which there is none here.
    if bot.session._session is not None:
        await bot.session._session.close()


@pytest.fixture
async def database(tmp_path: Path, time: LeapingTime) -> AsyncIterator[SqlDatabase]:
    database = await open_database(f"sqlite:///{tmp_path}/dozor.db", clock=time)
    yield database
    await database.close()


@pytest.fixture
def running() -> Running:
    """`async with running(job, ...)`: jobs that take a stop event, stopped and awaited at the end."""

    @asynccontextmanager
    async def run(*jobs: Job) -> AsyncIterator[asyncio.Event]:
        stop = asyncio.Event()
        async with asyncio.timeout(20), asyncio.TaskGroup() as group:
            for job in jobs:
                group.create_task(job(stop))
            try:
                yield stop
            finally:
                stop.set()

    return run


class Post:
    """An outbox worker with its parts at hand; time leaps while it rests."""

    def __init__(self, bot: Bot, database: SqlDatabase, time: LeapingTime) -> None:
        self.database, self.time, self.bot = database, time, bot
        self.given_up: list[tuple[str, str]] = []
        self._numbers = count()
        self.worker = self.another_worker()
        self.run = self.worker.run

    def another_worker(self, pacing: Pacing | None = None, **policy: Any) -> OutboxWorker:
        """A worker as a new process would have it: knowing nothing of the former one."""
        return OutboxWorker(
            Sender(self.bot, timeout_s=5),
            self.database,
            self.time,
            LocalTurns(self.database, self.time, pacing or Pacing()),
            mark_repeat=lambda text: f"(possible repeat) {text}",
            gave_up=self._note_given_up,
            random=lambda: 0.5,
            pause=self.time.pause,
            policy=OutboxPolicy(**{"idle_s": 1000.0, **policy}),
        )

    def _note_given_up(self, row: OutboxRow, why: str) -> None:
        self.given_up.append((row.message.key, why))

    async def add(self, text: str, chat_id: int = ANNA, **fields: Any) -> str:
        message = OutboxMessage(f"message {next(self._numbers)}", chat_id, text, **fields)
        await self.database.write(lambda tx: tx.outbox.add(message, self.time()))
        self.worker.wake()
        return message.key

    async def row(self, key: str) -> OutboxRow:
        row = await self.database.read(lambda tx: tx.outbox.find(key))
        assert row is not None
        return row


@pytest.fixture
def post(bot: Bot, database: SqlDatabase, time: LeapingTime, telegram: SandboxServer) -> Post:
    telegram.user(ANNA)
    telegram.channel(CHANNEL, "Alerts")
    return Post(bot, database, time)
