"""The stage of the fault runs: a local Telegram, a database file, and the bot as a process that may die."""

import asyncio
import json
import multiprocessing
import os
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

from bot.config import Config
from domain.region import region_table
from sandbox.people import Channel, User
from sandbox.server import SandboxServer
from tests.chaos.stormed_bot import Tempo, run_bot

# A process forked from one that has imported the bot starts at once: kills may be many.
FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload([run_bot.__module__])

TOKEN = "1000005:fault-runs"
ALERTS_CHAT, ADMIN_CHAT, UNLISTED_CHAT = -1002000000001, -1002000000002, -1002000000003
FIRST_GOVERNOR, FIRST_EDITOR, FIRST_STRANGER = -1003000000000, 1001, 5001
GOVERNORS, MEMBER_OF, EDITORS, STRANGERS = 30, 10, 30, 10


class BotProcess:
    """The bot as a process. Each life writes its log into a file of its own, one JSON object a line."""

    def __init__(self, config: Config, tempo: Tempo, folder: Path) -> None:
        self._settings = config.model_dump_json(exclude={"telegram": {"token"}})
        self._tempo, self._folder = tempo, folder
        self._lives: list[ForkServerProcess] = []

    @property
    def process(self) -> ForkServerProcess:
        return self._lives[-1]

    def start(self) -> None:
        log = self._folder / f"bot-{len(self._lives) + 1}.log"
        log.touch()
        life = FORKS.Process(target=run_bot, args=(self._settings, TOKEN, self._tempo, log), daemon=True)
        life.start()
        self._lives.append(life)

    async def kill(self) -> None:
        self.process.kill()
        await asyncio.to_thread(self.process.join)

    async def stop(self, *, within_s: float = 10.0) -> int:
        """SIGTERM; the exit code. A bot that takes longer than `within_s` fails the test."""
        self.process.terminate()
        return await self.ended(within_s=within_s)

    async def ended(self, *, within_s: float) -> int:
        """The exit code, once it has ended of itself."""
        await asyncio.to_thread(self.process.join, within_s)
        assert self.process.exitcode is not None, f"still running after {within_s} s"
        return self.process.exitcode

    async def end(self) -> None:
        """Whatever became of it, nothing is left running."""
        for life in self._lives:
            life.kill()
            await asyncio.to_thread(life.join)

    def step_clock(self, hours: int) -> None:
        """Set its clock an hour forward (1) or back (-1)."""
        assert self.process.pid is not None
        os.kill(self.process.pid, signal.SIGUSR1 if hours > 0 else signal.SIGUSR2)

    @property
    def is_alive(self) -> bool:
        return self.process.is_alive()

    def said(self) -> list[dict[str, Any]]:
        """Every line of its log, over all its lives."""
        return [_parse(line) for line in self.log_text().splitlines()]

    def log_text(self) -> str:
        """The same as it was written, but for a line that a kill has cut short."""
        logs = (self._folder / f"bot-{life}.log" for life in range(1, len(self._lives) + 1))
        return "".join("".join(log.read_text(encoding="utf-8").rpartition("\n")[:2]) for log in logs)

    def heard(self, words: str) -> int:
        """How many lines of its log hold these words."""
        return sum(words in str(line.get("event")) for line in self.said())

    def errors(self) -> list[dict[str, Any]]:
        """Lines worse than a warning; also what is no line of the log, such as a traceback."""
        return [line for line in self.said() if line.get("level") not in {"info", "warning", "debug"}]


def _parse(line: str) -> dict[str, Any]:
    try:
        parsed = json.loads(line)
    except ValueError:
        return {"level": "unparsed", "event": line}
    return parsed if isinstance(parsed, dict) else {"level": "unparsed", "event": line}


@dataclass(slots=True, repr=False)
class Stage:
    """Telegram, its people, and the bot."""

    telegram: SandboxServer
    config: Config
    tempo: Tempo
    folder: Path
    editors: list[User]
    strangers: list[User]
    governors: list[Channel]
    unlisted: Channel
    bot: BotProcess = field(init=False)

    def __post_init__(self) -> None:
        self.bot = BotProcess(self.config, self.tempo, self.folder)

    @property
    def database(self) -> Path:
        return Path(self.config.storage.url.removeprefix("sqlite:///"))

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Through another connection: what is on the disk, whatever the bot believes."""
        with closing(sqlite3.connect(self.database, timeout=20)) as connection:
            return connection.execute(query).fetchall()

    def count(self, query: str) -> int:
        return int(self.rows(query)[0][0])

    def all_done(self) -> bool:
        """Nothing waits anywhere: at Telegram, in the inbox, in the outbox."""
        if self.telegram.waiting_updates:
            return False
        unsent = "SELECT count(*) FROM outbox WHERE state IN ('pending', 'sending')"
        return not self.count("SELECT count(*) FROM inbox WHERE state = 'open'") and not self.count(unsent)

    async def until(self, condition: Callable[[], bool], *, timeout_s: float = 60.0) -> None:
        """The condition is looked at whenever something happens at Telegram, as a poll does."""
        await self.telegram.wait_for(condition, timeout_s=timeout_s)

    async def until_heard(self, words: str, *, timeout_s: float = 90.0) -> None:
        """Until the bot's log says so, whether Telegram is there or not."""
        try:
            async with asyncio.timeout(timeout_s):
                while words not in self.bot.log_text():
                    assert self.bot.is_alive, self.bot.said()[-5:]
                    await asyncio.sleep(0.1)
        except TimeoutError:
            raise AssertionError(f"not heard: {words}; but {self.bot.said()[-8:]}") from None

    async def settle(self, *, timeout_s: float = 120.0) -> None:
        """Until nothing waits anywhere."""
        try:
            await self.until(self.all_done, timeout_s=timeout_s)
        except AssertionError as error:
            raise AssertionError(f"alive: {self.bot.is_alive}; {self.bot.said()[-8:]}") from error


def make_config(api_base: str, folder: Path) -> Config:
    regions = [code for code, region in region_table().items() if region.group != "contested"]
    return Config.model_validate(
        {
            "telegram": {"token": TOKEN, "api_base": api_base},
            "access": {
                "editors": [FIRST_EDITOR + n for n in range(EDITORS)],
                "admin_chat": ADMIN_CHAT,
                "per_user_per_minute": 100_000,
            },
            "channel": {"chat_id": ALERTS_CHAT, "language": "ru", "burst": 1000},
            "sources": [
                {
                    "chat_id": FIRST_GOVERNOR - n,
                    "name": f"governor{n}",
                    "issuer": "governor",
                    "home_region": regions[n],
                }
                for n in range(GOVERNORS)
            ],
            "delivery": {
                "overall_per_second": 1000,
                "chat_per_second": 30,
                "group_per_minute": 100_000,
                "answer_timeout_s": 2,
            },
            "storage": {"url": f"sqlite:///{folder}/dozor.db"},
            "backup": {"enabled": False, "folder": str(folder / "backups")},
            "metrics": {"enabled": False},
        }
    )


def make_stage(telegram: SandboxServer, tempo: Tempo, folder: Path, database_folder: Path) -> Stage:
    telegram.channel(ALERTS_CHAT, "Alerts", bot_is_member=True)
    telegram.group(ADMIN_CHAT, "Admins")
    return Stage(
        telegram=telegram,
        config=make_config(telegram.api_base, database_folder),
        tempo=tempo,
        folder=folder,
        editors=[telegram.user(FIRST_EDITOR + n, f"Editor {n}") for n in range(EDITORS)],
        strangers=[telegram.user(FIRST_STRANGER + n, f"Stranger {n}") for n in range(STRANGERS)],
        governors=[
            telegram.channel(FIRST_GOVERNOR - n, f"Губернатор {n}", bot_is_member=n < MEMBER_OF)
            for n in range(GOVERNORS)
        ],
        unlisted=telegram.channel(UNLISTED_CHAT, "Слухи"),
    )
