"""What a container relies on: the health check, and that the bot writes into its data folder only."""

import asyncio
import json
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.flow.whole_bot.newsroom import ANNA, GOVERNOR_CHAT, TOKEN, Newsroom

ROOT = Path(__file__).parents[3]
RECORDED = Path(__file__).with_name("recorded_bot.py")
POST = "Сегодня ночью силами ПВО сбиты 11 БПЛА над территорией Боровского округа."


@pytest.fixture
def settings(newsroom: Newsroom, tmp_path: Path) -> Path:
    path = tmp_path / "config.toml"
    path.write_text(
        f'telegram = {{ token = "{TOKEN}", api_base = "{newsroom.telegram.api_base}" }}\n'
        f"access = {{ editors = [{ANNA}] }}\n"
        f'storage = {{ url = "sqlite:///{tmp_path}/data/dozor.db" }}\n'
        f'backup = {{ folder = "{tmp_path}/data/backups" }}\n'
        "metrics = { enabled = false }\n"
        f'[[sources]]\nchat_id = {GOVERNOR_CHAT}\nname = "governor"\nissuer = "governor"\n'
        'home_region = "RU-KLU"\n',
        encoding="utf-8",
    )
    return path


async def python(*words: str) -> asyncio.subprocess.Process:
    """As in the image: no home, and no compiled files written."""
    given = {name: value for name, value in os.environ.items() if not name.startswith("DOZOR_")}
    pipe = asyncio.subprocess.PIPE
    return await asyncio.create_subprocess_exec(
        *(sys.executable, *words),
        cwd=ROOT,
        env={**given, "HOME": "/nonexistent", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(ROOT)},
        stdout=pipe,
        stderr=pipe,
    )


@asynccontextmanager
async def recorded_bot(newsroom: Newsroom, settings: Path, notes: Path) -> AsyncIterator[list[str]]:
    """The bot while the block lasts; at its end the lines of its log are in the list."""
    log: list[str] = []
    bot = await python(str(RECORDED), str(notes), str(settings))
    try:
        await newsroom.telegram.wait_for(lambda: bool(newsroom.telegram.calls("getUpdates")), timeout_s=120)
        yield log
    finally:
        bot.send_signal(signal.SIGTERM)
        _, said = await bot.communicate()
        log += said.decode().splitlines()
    assert bot.returncode == 0, said.decode()


async def test_health_check_is_content_with_a_running_bot_that_writes_into_its_data_folder_only(
    newsroom: Newsroom, settings: Path, tmp_path: Path
) -> None:
    notes = tmp_path / "notes"
    async with recorded_bot(newsroom, settings, notes) as log:
        newsroom.anna.forward(newsroom.governor.post(POST))
        await newsroom.telegram.wait_sent(1, ANNA, timeout_s=120)
        check = await python("-m", "bot", "health", "--config", str(settings))
        told, complaint = await check.communicate()
    assert (check.returncode, told.decode()[:18]) == (0, "last sign of life "), complaint.decode()
    written = {Path(path) for path in notes.read_text(encoding="utf-8").splitlines()}
    assert tmp_path / "data" / "heartbeat" in written
    assert [path for path in written if not path.is_relative_to(tmp_path / "data")] == []
    told_first, told_next = (json.loads(line)["event"] for line in log[:2])
    assert told_first == f"connecting to {newsroom.telegram.api_base}"
    assert told_next.startswith("connected: https://t.me/")


async def test_health_check_is_content_with_a_demonstration_that_plays(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    nowhere = tmp_path / "config.toml"
    nowhere.write_text(f'storage = {{ url = "sqlite:///{tmp_path}/dozor.db" }}\n', encoding="utf-8")
    demo = await python("-u", "-m", "bot", "demo", "--language", "en", "--port", port)
    assert demo.stdout is not None
    # The first scene is announced once the bot runs.
    headings = [await demo.stdout.readline(), await demo.stdout.readline()]
    check = await python("-m", "bot", "health", "--port", port, "--config", str(nowhere))
    told, complaint = await check.communicate()
    assert (check.returncode, told.decode()) == (0, f"port {port} says that all is well\n"), (
        complaint.decode()
    )
    rest, _ = await demo.communicate()
    assert demo.returncode == 0
    assert "Anna forwards a governor's post" in b"".join(headings).decode()
    shown = rest.decode()
    assert "Boris asks /today" in shown
    assert "Played in" in shown
    check = await python("-m", "bot", "health", "--port", port, "--config", str(nowhere))
    await check.communicate()
    assert check.returncode == 1
