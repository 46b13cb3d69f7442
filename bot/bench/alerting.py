"""Alerts: from the update given to the bot to the alert's arrival at Telegram, idle and beside an import.

Every post names a region on a day it was not named before, and the next is handed in once its alert has come.
"""

import asyncio
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from aiogram import Dispatcher
from aiogram.types import Message

from bot.bench.crowd import ALERTS, EDITORS, MINISTRY
from bot.bench.figures import Figure, percentile
from bot.bench.history import line_to_import
from bot.bench.live import TOKEN, LiveBot, last_line, live_bot
from bot.bench.posts import FIRST_NIGHT, synthetic_posts
from bot.clock import system_clock
from delivery.connection import make_bot
from domain.region import region_table
from sandbox.server import NotInTimeError, SandboxServer

_IDLE, _WARM, _ECHOES = 240, 20, 100
_IMPORTED = 5_000
_PAUSE_S = 0.04
"""Longer than the bot rests between two messages of one chat as it is configured here."""
_PATIENCE_S = 120.0
_ONE_BY_ONE = "group_s = 0\nburst = 1000000"
_OBLAST = "ская область"


async def measure_alerts(database: Path) -> list[Figure]:
    """p50 and p99 with nothing else to do, then while a second process imports posts into the database."""
    with TemporaryDirectory() as folder:
        async with SandboxServer(TOKEN) as telegram:
            bare = percentile(await _echoes(telegram), 0.5)
            async with live_bot(telegram, Path(folder), database, channel=_ONE_BY_ONE) as bot:
                newsroom = _Newsroom(telegram)
                for _ in range(_WARM):
                    await newsroom.alert_s()
                idle = [await newsroom.alert_s() for _ in range(_IDLE)]
                beside = await _beside_import(newsroom, bot, Path(folder))
    return [
        Figure("bare aiogram echo, p50", bare * 1000, "ms"),
        *_figures("alert", idle, bare),
        *_figures("alert during an import", beside, bare),
        Figure("alerts during the import", len(beside), ""),
    ]


def _figures(name: str, taken: list[float], bare: float) -> Iterator[Figure]:
    for told, share in (("p50", 0.5), ("p99", 0.99)):
        value = percentile(taken, share)
        yield Figure(f"{name}, {told}", value * 1000, "ms", value / bare, "bare aiogram echo, p50")


class _Newsroom:
    """Editors who forward the ministry's posts."""

    def __init__(self, telegram: SandboxServer) -> None:
        self._telegram = telegram
        self._ministry = telegram.channel(MINISTRY, "Ministry")
        telegram.channel(ALERTS, "Alerts")
        self._editors = [telegram.user(number) for number in EDITORS]
        self._posts = _new_regions(system_clock())
        self._handed_in = 0

    async def alert_s(self) -> float:
        """Hand in the next post; seconds until its alert came."""
        text, posted_at = next(self._posts)
        post = self._ministry.post(text, date=int(posted_at.timestamp()))
        self._handed_in += 1
        editor = self._editors[self._handed_in % len(self._editors)]
        return await _seconds_until_sent(self._telegram, ALERTS, lambda: editor.forward(post))


def _new_regions(now: datetime) -> Iterator[tuple[str, datetime]]:
    """Posts that each name a region first on their day, from yesterday backwards."""
    names = [region.name_ru for region in region_table().values() if region.name_ru.endswith(_OBLAST)]
    morning = now.astimezone(UTC).replace(hour=6, minute=0)
    while True:
        morning -= timedelta(days=1)
        for name in names:
            told = f"{name.removesuffix(_OBLAST)}ской области"
            yield f"Сегодня утром силами ПВО над территорией {told} уничтожены 5 БПЛА.", morning


async def _seconds_until_sent(telegram: SandboxServer, chat_id: int, do: Callable[[], object]) -> float:
    """Seconds from what is done to the next message in the chat; the next one is not hindered by this."""
    await asyncio.sleep(_PAUSE_S)
    calls, seen = telegram.world.calls, len(telegram.world.calls)
    start = time.perf_counter()
    do()
    try:
        await telegram.wait_for(
            lambda: any(one.method == "sendMessage" and _into(one.params, chat_id) for one in calls[seen:]),
            timeout_s=_PATIENCE_S,
        )
    except NotInTimeError:
        raise RuntimeError(f"no message within {_PATIENCE_S} s") from None
    return time.perf_counter() - start


def _into(params: dict[str, object], chat_id: int) -> bool:
    return str(params.get("chat_id")) == str(chat_id)


async def _echoes(telegram: SandboxServer) -> list[float]:
    bot, dispatcher, user = make_bot(TOKEN, telegram.api_base), Dispatcher(), telegram.user(EDITORS[0])

    async def echo(message: Message) -> None:
        await message.answer("ok")

    dispatcher.message.register(echo)
    async with asyncio.TaskGroup() as group:
        group.create_task(dispatcher.start_polling(bot, handle_signals=False))
        taken = [
            await _seconds_until_sent(telegram, user.id, lambda: user.send("hello")) for _ in range(_ECHOES)
        ]
        await dispatcher.stop_polling()
    return taken


async def _beside_import(newsroom: _Newsroom, bot: LiveBot, folder: Path) -> list[float]:
    """Alerts for as long as a second process imports."""
    file = folder / "history.jsonl"
    first = FIRST_NIGHT - timedelta(days=3_000)
    with file.open("w", encoding="utf-8") as lines:
        posts = synthetic_posts(_IMPORTED, seed=3, first=first)
        lines.writelines(f"{line_to_import(post)}\n" for post in posts)
    importing = await bot.run_beside("import", str(file))
    taken = []
    while importing.returncode is None:
        taken.append(await newsroom.alert_s())
    if importing.returncode:
        raise RuntimeError(f"the import failed: {last_line(bot.said_beside)}")
    return taken
