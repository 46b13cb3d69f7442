"""Two real processes of `run` over one database: the second is told, a killed one is followed."""

import asyncio
import os
import re
import signal
import sys
from pathlib import Path

import pytest

from tests.flow.whole_bot.newsroom import TOKEN, Newsroom

ROOT = Path(__file__).parents[3]


@pytest.fixture
def settings(newsroom: Newsroom, tmp_path: Path) -> Path:
    path = tmp_path / "config.toml"
    path.write_text(
        f'[telegram]\napi_base = "{newsroom.telegram.api_base}"\n'
        f'[storage]\nurl = "{newsroom.config.storage.url}"\n'
        "[metrics]\nenabled = false\n[backup]\nenabled = false\n",
        encoding="utf-8",
    )
    return path


async def start(settings: Path, token: str = TOKEN) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "bot", "run", "--config", str(settings)),
        cwd=ROOT,
        env={**os.environ, "DOZOR_TELEGRAM__TOKEN": token},
        stderr=asyncio.subprocess.PIPE,
    )


async def polls(newsroom: Newsroom) -> None:
    asked = len(newsroom.telegram.calls("getUpdates"))
    await newsroom.telegram.wait_for(lambda: len(newsroom.telegram.calls("getUpdates")) > asked, timeout_s=40)


async def test_second_bot_says_who_runs_and_ends_while_the_first_goes_on(
    newsroom: Newsroom, settings: Path
) -> None:
    first = await start(settings)
    await polls(newsroom)
    second = await start(settings, "2000004:another-token")
    _, said = await asyncio.wait_for(second.communicate(), 40)
    assert second.returncode == 2
    line = said.decode().strip().splitlines()[-1]
    assert re.match(
        r"dozor: another bot runs on this database, since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC", line
    )
    assert f"process {first.pid} on " in line
    assert first.returncode is None
    first.send_signal(signal.SIGTERM)
    await first.communicate()
    assert first.returncode == 0


async def test_bot_starts_at_once_after_the_one_before_was_killed(newsroom: Newsroom, settings: Path) -> None:
    first = await start(settings)
    await polls(newsroom)
    first.kill()
    await first.communicate()
    second = await start(settings)
    await polls(newsroom)
    second.send_signal(signal.SIGTERM)
    _, said = await second.communicate()
    assert second.returncode == 0
    assert b"waiting whether" not in said
