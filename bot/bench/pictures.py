"""Pictures: how long drawing takes, what it costs those who work beside it, and how much memory it keeps."""

import asyncio
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from bot.bench.figures import Figure, percentile
from bot.drawing_room import DrawingRoom
from domain.region import region_table
from domain.source import MOSCOW
from domain.tally import Tally, TallyState
from domain.totals import Period, Totals, TotalsRow
from rendering.chart_days import days_spec
from rendering.i18n import words_for
from rendering.map_picture import map_spec
from rendering.picture import MapView, PictureSpec, Theme

_TIMES, _FEW = 9, 4
_TICK_S = 0.001
_DAY = date(2026, 1, 31)
_AT = datetime(2026, 1, 31, 9, tzinfo=UTC)
_MEMORY = """\
import asyncio, sys
from pathlib import Path
from bot.lean_aiogram import import_aiogram
import_aiogram()
import bot.app
from bot.bench.pictures import draw_many
from bot.bench.posts import synthetic_posts
from bot.bench.reading import read_synthetic

def memory():
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("VmRSS"))) / 1024

for post in synthetic_posts(50):
    read_synthetic(post)
before = memory()
asyncio.run(draw_many(Path(sys.argv[1])))
print(before, memory())
"""


def measure_pictures() -> list[Figure]:
    """Drawings of every region and of a month, as wall time; memory of a process that has drawn (Linux)."""
    with TemporaryDirectory() as fonts:
        figures = asyncio.run(_measure(Path(fonts)))
        code = [sys.executable, "-c", _MEMORY, fonts]
        done = subprocess.run(code, check=True, capture_output=True, text=True)  # noqa: S603  our own code
    before, after = map(float, done.stdout.split())
    told = "memory without pictures"
    return [
        *figures,
        Figure(told, before, "MiB"),
        Figure("memory with pictures", after, "MiB", after / before, told),
    ]


async def draw_many(fonts: Path) -> None:
    """Different pictures of both kinds and themes, one after another."""
    room = DrawingRoom(fonts)
    try:
        for theme in Theme:
            for n in range(_FEW):
                await room.draw(_map(n), theme)
                await room.draw(_bars(n), theme)
    finally:
        room.close()


async def _measure(fonts: Path) -> list[Figure]:
    room = DrawingRoom(fonts)
    try:
        first = await _seconds(room.draw(_bars(_TIMES), Theme.LIGHT))
        figures = [Figure("first picture of a process", first, "s")]
        for name, spec_of in (("map of all regions", _map), ("bars of a month", _bars)):
            figures += await _measure_kind(room, name, spec_of)
        return figures
    finally:
        room.close()


async def _measure_kind(room: DrawingRoom, name: str, spec_of: Callable[[int], PictureSpec]) -> list[Figure]:
    specs = [spec_of(n) for n in range(_TIMES)]
    drawn = [await _seconds(room.draw(spec, Theme.LIGHT)) for spec in specs]
    kept = [await _seconds(room.draw(spec, Theme.LIGHT)) for spec in specs]
    onlooker = Onlooker([])
    # Not while drawing is timed: who wakes so often takes time from it.
    async with asyncio.TaskGroup() as group:
        watching = group.create_task(onlooker.watch())
        for spec in specs[:_FEW]:
            await room.draw(spec, Theme.DARK)
        watching.cancel()
    first, again = percentile(drawn, 0.5), percentile(kept, 0.5)
    return [
        Figure(f"{name}, p50", first * 1000, "ms"),
        Figure(f"{name}, from memory, p50", again * 1000, "ms", again / first, "drawn"),
        Figure(f"wait of others beside it, p99 ({name})", percentile(onlooker.waits, 0.99) * 1000, "ms"),
    ]


@dataclass(frozen=True, slots=True)
class Onlooker:
    """Wakes every millisecond; by how many seconds it came too late."""

    waits: list[float]

    async def watch(self) -> None:
        while True:
            start = time.perf_counter()
            await asyncio.sleep(_TICK_S)
            self.waits.append(time.perf_counter() - start - _TICK_S)


async def _seconds(work: Awaitable[object]) -> float:
    start = time.perf_counter()
    await work
    return time.perf_counter() - start


def _map(seed: int) -> PictureSpec:
    rows = [_row(code, seed + n) for n, code in enumerate(region_table())]
    return map_spec(
        Totals(Period(_DAY, _DAY), tuple(rows), _row("all", 900)),
        words_for("ru"),
        view=MapView.EUROPEAN,
        at=_AT,
        zone=ZoneInfo(MOSCOW),
    )


def _bars(seed: int) -> PictureSpec:
    days = [_DAY - timedelta(days=n) for n in range(31)]
    rows = tuple(_row(day.isoformat(), seed + n) for n, day in enumerate(days))
    totals = Totals(Period(days[-1], _DAY), rows, _row("all", 900))
    return days_spec(totals, words_for("ru"), at=_AT, zone=ZoneInfo(MOSCOW))


def _row(key: str, n: int) -> TotalsRow:
    """Every third figure is a range."""
    low, high = n * 7 % 50 + 1, n * 7 % 50 + 1 + (n % 3 == 0) * 10
    state = TallyState.EXACT if low == high else TallyState.RANGE
    return TotalsRow(key, Tally(low, high, low, low, high, state), 1, 0)
