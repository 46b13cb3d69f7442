"""SIGKILL at the worst moments, then a restart: nothing lost, nothing said twice."""

import asyncio
import signal
import sys
from pathlib import Path

from sandbox.faults import slow
from tests.flow.whole_bot.newsroom import ALERTS_CHAT, Newsroom

RUNNER = Path(__file__).with_name("killable_bot.py")
GOVERNOR_POST = "Сегодня ночью силами ПВО сбиты 11 БПЛА над территориями Боровского и Жуковского округов."


async def start(newsroom: Newsroom, tmp_path: Path, *flags: str) -> asyncio.subprocess.Process:
    settings = tmp_path / "config.json"
    settings.write_text(newsroom.config.model_dump_json(exclude={"telegram": {"token"}}), encoding="utf-8")
    return await asyncio.create_subprocess_exec(
        sys.executable,
        str(RUNNER),
        str(settings),
        newsroom.config.token(),
        newsroom.clock().isoformat(),
        *flags,
        stdout=asyncio.subprocess.PIPE,
    )


async def wait_line(process: asyncio.subprocess.Process, word: str) -> None:
    assert process.stdout is not None
    async with asyncio.timeout(30):
        while (line := await process.stdout.readline()) and line.decode().strip() != word:
            pass
    assert line, f"the bot ended before it said {word}"


async def test_killed_between_commit_and_send_then_exactly_one_alert_and_one_receipt(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    newsroom.anna.forward(newsroom.governor.post(GOVERNOR_POST))
    first = await start(newsroom, tmp_path, "--send-nothing")
    await wait_line(first, "handled")
    first.kill()
    await first.wait()
    assert newsroom.telegram.sent() == []

    second = await start(newsroom, tmp_path)
    await wait_line(second, "started")
    (receipt,) = await newsroom.said(newsroom.anna.id)
    (alert,) = await newsroom.said(ALERTS_CHAT)
    second.send_signal(signal.SIGTERM)
    async with asyncio.timeout(10):
        assert await second.wait() == 0
    assert "11" in receipt
    assert "11" in alert
    assert len(newsroom.telegram.sent()) == 2


async def test_killed_between_send_and_mark_repeats_once_marked(newsroom: Newsroom, tmp_path: Path) -> None:
    """The message went out and the answer never came: sent again once, and it says so."""
    gate = asyncio.Event()
    newsroom.telegram.fail("sendMessage", slow(gate), chat_id=newsroom.anna.id)
    newsroom.anna.forward(newsroom.governor.post(GOVERNOR_POST))
    first = await start(newsroom, tmp_path)
    await wait_line(first, "started")
    await newsroom.said(newsroom.anna.id)
    await newsroom.said(ALERTS_CHAT)
    first.kill()
    await first.wait()
    gate.set()

    newsroom.pass_time(minutes=2)
    second = await start(newsroom, tmp_path)
    await wait_line(second, "started")
    once, again = await newsroom.said(newsroom.anna.id, at_least=2)
    second.send_signal(signal.SIGTERM)
    await second.wait()
    assert again.startswith(once)
    assert again != once


async def test_sigterm_ends_the_bot_within_ten_seconds(newsroom: Newsroom, tmp_path: Path) -> None:
    process = await start(newsroom, tmp_path)
    await wait_line(process, "started")
    process.send_signal(signal.SIGTERM)
    async with asyncio.timeout(10):
        assert await process.wait() == 0
