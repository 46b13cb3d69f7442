"""A long run of the whole bot: whether its memory stays what it was once it was warm."""

import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.bench.crowd import Crowd, sizes_of_waves
from bot.bench.figures import Figure
from bot.bench.live import TOKEN, LiveBot, live_bot
from bot.clock import system_clock
from sandbox.server import SandboxServer

_GROWTH = "growth of memory"
_MOST_GROWTH_MIB = 10.0
_WAVE = 1000
_WARM_SHARE, _WARM_S = 0.1, 120.0
"""Warm is who has handled a tenth of them and run for two minutes: each timer but the hourly had its turn."""
_TOLD_SHARE = 0.02
_PATIENCE_S = 300.0


async def measure_soak(updates: int) -> list[Figure]:
    """Memory of the bot's process once it is warm and at the end; stderr hears how it goes."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        async with SandboxServer(TOKEN) as telegram, live_bot(telegram, folder, folder / "soak.db") as bot:
            crowd = Crowd(telegram, updates, system_clock())
            await crowd.until_answered(_PATIENCE_S)
            return [*await _soak(crowd, bot, updates), Figure("errors logged", bot.errors_logged(), "")]


async def _soak(crowd: Crowd, bot: LiveBot, updates: int) -> Iterator[Figure]:
    start, done, told = time.perf_counter(), 0, 0.0
    warm: float | None = None
    for wave in sizes_of_waves(updates, _WAVE):
        crowd.do(wave)
        await crowd.until_answered(_PATIENCE_S)
        crowd.forget()
        done += wave
        passed_s = time.perf_counter() - start
        if warm is None and done >= updates * _WARM_SHARE and passed_s >= _WARM_S:
            warm = bot.memory_mib()
        if done / updates >= told + _TOLD_SHARE or done == updates:
            told = done / updates
            rate = done / (time.perf_counter() - start)
            sys.stderr.write(f"{done} of {updates} updates, {rate:.0f}/s, {bot.memory_mib():.1f} MiB\n")
    at_end = bot.memory_mib()
    return _figures(updates / (time.perf_counter() - start), warm or at_end, at_end)


def _figures(rate: float, warm: float, at_end: float) -> Iterator[Figure]:
    yield Figure("updates of all kinds", rate, "updates/s")
    yield Figure("memory once warm", warm, "MiB")
    yield Figure("memory at the end", at_end, "MiB", at_end / warm, "once warm")
    yield Figure(_GROWTH, at_end - warm, "MiB")


def has_grown(figures: Iterable[Figure]) -> bool:
    """Whether there is more growth than caches that fill late may make."""
    return any(one.name == _GROWTH and one.value > _MOST_GROWTH_MIB for one in figures)
