"""The whole bot over HTTP against the local Bot API."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox.server import SandboxServer
from tests.flow.whole_bot import newsroom as room
from tests.flow.whole_bot.newsroom import Newsroom, make_config


@pytest.fixture
async def newsroom(tmp_path: Path) -> AsyncIterator[Newsroom]:
    now = [room.MORNING]

    def unix_seconds() -> float:
        return now[0].timestamp()

    async with SandboxServer(room.TOKEN, clock=unix_seconds) as telegram:
        telegram.channel(room.ALERTS_CHAT, "Alerts", bot_is_member=True)
        yield Newsroom(
            telegram=telegram,
            config=make_config(telegram.api_base, tmp_path),
            now=now,
            anna=telegram.user(room.ANNA, "Anna", language="ru"),
            boris=telegram.user(room.BORIS, "Boris", language="en"),
            stranger=telegram.user(room.STRANGER, "Stranger", language="en"),
            governor=telegram.channel(room.GOVERNOR_CHAT, "Губернатор", username="governor_of_ours"),
            ministry=telegram.channel(room.MINISTRY_CHAT, "Ведомство", username="ministry_of_ours"),
            unlisted=telegram.channel(room.UNLISTED_CHAT, "Слухи"),
        )
