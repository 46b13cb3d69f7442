"""The whole path of a post (update → committed → receipt queued), against a bare echo and a bare commit."""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
from aiogram import Dispatcher
from aiogram.types import Message

from bot.app import open_desk
from bot.bench.figures import Figure, percentile, seconds
from bot.bench.posts import SyntheticPost, synthetic_posts
from bot.clock import system_clock
from bot.config import AccessSection, Config, SourceSection, StorageSection, TelegramSection
from delivery.connection import make_bot
from domain.source import Issuer
from handlers.routes import include_routes
from intake.poll import PollLoop
from intake.raw_api import RawBotApi
from intake.worker import InboxWorker
from sandbox.people import User
from sandbox.server import SandboxServer
from storage.database import open_database

TOKEN = "1000002:bench-only"  # noqa: S105  a token of the local Bot API only
_EDITORS = tuple(range(501, 509))
_MINISTRY, _GOVERNOR = -1001000000002, -1001000000001
_MANY, _FEW, _TURNS = 600, 150, 3


class Counter:
    """Sets an event when it has been called so many times."""

    def __init__(self) -> None:
        self.done = asyncio.Event()
        self._left = 0

    def expect(self, count: int) -> None:
        self._left = count
        self.done.clear()

    def __call__(self) -> None:
        self._left -= 1
        if self._left <= 0:
            self.done.set()


class _Silent:
    """Replies that nobody reads: what is measured ends where a receipt is queued."""

    def send(
        self, chat_id: int, text: str, *, thread_id: int | None = None, reply_to: int | None = None
    ) -> None:
        """Nothing is sent."""


async def measure_ingest(paths: dict[int, Path]) -> list[Figure]:
    """Posts a second from several editors, and latency, on the database of each number of claims.

    The echo and the bot on each database take turns with the same posts, and the median of turns counts.
    """
    posts = {size: iter(list(synthetic_posts(_MANY * _TURNS + _FEW))) for size in paths}
    echoes: list[float] = []
    rates: dict[int, list[float]] = {size: [] for size in paths}
    latencies: dict[int, list[float]] = {}
    async with SandboxServer(TOKEN) as telegram:
        editors = [telegram.user(number) for number in _EDITORS]
        for _ in range(_TURNS):
            echoes.append(await echo_rate(telegram, editors))
            for size, path in paths.items():
                async with _bot(telegram, path) as handled:
                    rates[size].append(await _ingest_rate(telegram, editors, posts[size], handled))
        for size, path in paths.items():
            async with _bot(telegram, path) as handled:
                latencies[size] = await _latencies(telegram, editors[0], posts[size], handled)
    commit = _bare_commit_s(next(iter(paths.values())).parent)
    return [
        Figure("bare aiogram echo", percentile(echoes, 0.5), "updates/s"),
        Figure("bare durable commit of a row", commit * 1000, "ms"),
        *_figures(rates, latencies, percentile(echoes, 0.5), commit),
    ]


def _figures(
    rates: dict[int, list[float]], latencies: dict[int, list[float]], echo: float, commit: float
) -> Iterator[Figure]:
    first = percentile(next(iter(rates.values())), 0.5)
    for size, measured in rates.items():
        rate = percentile(measured, 0.5)
        yield Figure(f"ingest at {size} claims", rate, "posts/s", rate / echo, "bare aiogram echo")
        if rate != first:
            yield Figure(f"ingest at {size} claims", rate, "posts/s", rate / first, "the smallest size")
        for name, share in (("p50", 0.5), ("p99", 0.99)):
            taken = percentile(latencies[size], share)
            told = f"ingest latency {name} at {size} claims"
            yield Figure(told, taken * 1000, "ms", taken / commit, "bare durable commit")


async def echo_rate(telegram: SandboxServer, editors: Sequence[User]) -> float:
    """Messages a second that aiogram alone polls and answers."""
    bot, dispatcher, answered = make_bot(TOKEN, telegram.api_base), Dispatcher(), Counter()

    async def echo(message: Message) -> None:
        await message.answer("ok")
        answered()

    dispatcher.message.register(echo)
    for number in range(_MANY):
        editors[number % len(editors)].send(f"message {number}")
    answered.expect(_MANY)
    start = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        group.create_task(dispatcher.start_polling(bot, handle_signals=False))
        await answered.done.wait()
        taken = time.perf_counter() - start
        await dispatcher.stop_polling()
    return _MANY / taken


@asynccontextmanager
async def _bot(telegram: SandboxServer, path: Path) -> AsyncIterator[Counter]:
    """Intake, handlers and storage, without the workers that send."""
    config = _config(telegram.api_base, path)
    database = await open_database(config.storage.url, clock=system_clock)
    handled, arrived, stop = Counter(), asyncio.Event(), asyncio.Event()
    bot = make_bot(TOKEN, telegram.api_base)
    try:
        desk = await open_desk(config, database, system_clock)
        dispatcher = Dispatcher(disable_fsm=True, desk=desk, replies=_Silent())
        include_routes(dispatcher)
        inbox = InboxWorker(
            bot, dispatcher, database, system_clock, arrived, incident_ids=lambda: "bench", handled=handled
        )
        async with aiohttp.ClientSession() as http, asyncio.TaskGroup() as group:
            api = RawBotApi(http, TOKEN, telegram.api_base)
            poll = PollLoop(api, database, system_clock, arrived, random=lambda: 0.5)
            group.create_task(poll.run(stop))
            group.create_task(inbox.run(stop))
            yield handled
            stop.set()
    finally:
        await database.close()
        await bot.session.close()


def _config(api_base: str, path: Path) -> Config:
    return Config(
        telegram=TelegramSection(token=TOKEN, api_base=api_base),
        access=AccessSection(editors=_EDITORS),
        sources=(
            SourceSection(chat_id=_MINISTRY, name="ministry", issuer=Issuer.MINISTRY),
            SourceSection(chat_id=_GOVERNOR, name="governor", issuer=Issuer.GOVERNOR, home_region="RU-KLU"),
        ),
        storage=StorageSection(url=f"sqlite:///{path}"),
    )


def _forward(telegram: SandboxServer, editor: User, post: SyntheticPost) -> None:
    channel = telegram.channel(_MINISTRY if post.ministry else _GOVERNOR, "Channel")
    editor.forward(channel.post(post.text, date=int(post.posted_at.timestamp())))


async def _ingest_rate(
    telegram: SandboxServer, editors: Sequence[User], posts: Iterator[SyntheticPost], handled: Counter
) -> float:
    handled.expect(_MANY)
    for number in range(_MANY):
        _forward(telegram, editors[number % len(editors)], next(posts))
    start = time.perf_counter()
    await handled.done.wait()
    return _MANY / (time.perf_counter() - start)


async def _latencies(
    telegram: SandboxServer, editor: User, posts: Iterator[SyntheticPost], handled: Counter
) -> list[float]:
    taken = []
    for _ in range(_FEW):
        handled.expect(1)
        start = time.perf_counter()
        _forward(telegram, editor, next(posts))
        await handled.done.wait()
        taken.append(time.perf_counter() - start)
    return taken


def _bare_commit_s(folder: Path) -> float:
    """Seconds for one row in one durable transaction, with nothing of ours around it."""
    connection = sqlite3.connect(folder / "bare.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE IF NOT EXISTS rows (id INTEGER PRIMARY KEY, text TEXT)")

    def commit() -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO rows (text) VALUES ('a row')")
        connection.execute("COMMIT")

    taken = [seconds(commit) for _ in range(200)]
    connection.close()
    return percentile(taken, 0.5)
