"""A bot killed without warning loses nothing that Telegram has given it."""

import asyncio
import signal
import sys
from asyncio.subprocess import PIPE, Process
from datetime import UTC, datetime
from pathlib import Path

from domain.outbox import OutboxState
from sandbox.server import SandboxServer
from storage.database import open_database

BOT = Path(__file__).with_name("counting_bot.py")
UPDATES = 250
START = datetime(2026, 11, 12, 9, 0, tzinfo=UTC)


async def start(telegram: SandboxServer, url: str) -> Process:
    return await asyncio.create_subprocess_exec(sys.executable, BOT, telegram.api_base, url, stdout=PIPE)


async def read_up_to(process: Process, number: int) -> None:
    """Until the bot has written down this update; those of one chat come in order."""
    assert process.stdout is not None
    async with asyncio.timeout(30):
        while (line := await process.stdout.readline()) != f"update {number}\n".encode():
            assert line


async def count_written(url: str) -> int:
    database = await open_database(url, clock=lambda: START)
    try:
        counted = await database.read(lambda tx: tx.outbox.count_by_state())
        assert await database.read(lambda tx: tx.inbox.read_set_aside(10)) == []
    finally:
        await database.close()
    return counted[OutboxState.PENDING]


async def test_two_hundred_and_fifty_updates_survive_a_kill(telegram: SandboxServer, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/dozor.db"
    anna = telegram.user(1)
    for number in range(UPDATES):
        anna.send(f"update {number}")
    first = await start(telegram, url)
    await read_up_to(first, 40)
    first.kill()
    await first.wait()
    written = await count_written(url)
    assert 40 <= written < UPDATES
    second = await start(telegram, url)
    await read_up_to(second, UPDATES - 1)
    await telegram.wait_confirmed()
    second.send_signal(signal.SIGTERM)
    assert await second.wait() == 0
    assert await count_written(url) == UPDATES
