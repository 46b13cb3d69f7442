"""A newsroom of two editors and a stranger, around the whole bot on a real SQLite file."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.app import run_app
from bot.config import Config
from sandbox.people import Channel, User
from sandbox.server import SandboxServer

TOKEN = "1000003:flow-tests"
ANNA, BORIS, STRANGER = 501, 502, 666
GOVERNOR_CHAT, MINISTRY_CHAT = -1001000000001, -1001000000002
UNLISTED_CHAT, ALERTS_CHAT = -1001000000009, -1001000000003
MORNING = datetime(2026, 6, 11, 5, 30, tzinfo=UTC)


@dataclass(slots=True)
class Newsroom:
    """The people and channels of a test, and the bot's configuration. `now` is moved by the test alone."""

    telegram: SandboxServer
    config: Config
    now: list[datetime]
    anna: User
    boris: User
    stranger: User
    governor: Channel
    ministry: Channel
    unlisted: Channel

    def clock(self) -> datetime:
        return self.now[0]

    def pass_time(self, **how_long: int) -> None:
        self.now[0] += timedelta(**how_long)

    @asynccontextmanager
    async def bot_runs(self) -> AsyncIterator[None]:
        """Run the whole bot until the block ends; an error of the bot fails the test."""
        started, stop = asyncio.Event(), asyncio.Event()
        async with asyncio.TaskGroup() as group:
            group.create_task(run_app(self.config, self.clock, stop, started=started.set))
            await started.wait()
            try:
                yield
            finally:
                stop.set()

    async def said(self, chat_id: int, *, at_least: int = 1) -> list[str]:
        """What the bot wrote in a chat, as it reads, once there is so much."""
        await self.telegram.wait_sent(at_least, chat_id, timeout_s=10)
        return self.telegram.texts(chat_id)

    async def edited(self, chat_id: int, *, times: int = 1) -> str:
        """The newest text of a chat's last edited message, once there were so many edits."""
        await self.telegram.wait_for(lambda: self._edits(chat_id) >= times, timeout_s=10)
        return [one.plain for one in self.telegram.sent(chat_id) if one.edits][-1]

    def _edits(self, chat_id: int) -> int:
        return sum(len(one.edits) for one in self.telegram.sent(chat_id))

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Through a second connection: what is on the disk, not what the bot believes."""
        path = self.config.storage.url.removeprefix("sqlite:///")
        with closing(sqlite3.connect(path)) as connection:
            return connection.execute(query).fetchall()


def make_config(api_base: str, folder: Path) -> Config:
    return Config.model_validate(
        {
            "telegram": {"token": TOKEN, "api_base": api_base},
            "access": {"editors": [ANNA, BORIS]},
            "channel": {"chat_id": ALERTS_CHAT, "language": "ru"},
            "sources": [
                {"chat_id": GOVERNOR_CHAT, "name": "governor", "issuer": "governor", "home_region": "RU-KLU"},
                {"chat_id": MINISTRY_CHAT, "name": "ministry", "issuer": "mod"},
            ],
            "storage": {"url": f"sqlite:///{folder}/dozor.db"},
            "backup": {"enabled": False, "folder": str(folder / "backups")},
            "metrics": {"enabled": False},
        }
    )
