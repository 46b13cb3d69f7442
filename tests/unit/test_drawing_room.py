"""The drawing room: the same picture is drawn once, what is kept is bounded, too many are refused."""

import asyncio
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import bot.drawing_room as room_module
from bot.drawing_room import DrawingRoom, fonts_folder
from domain.errors import PicturesBusyError
from rendering.picture import Frame, HoursSpec, Theme

FRAME = Frame("Downed drones", "In all: 11", (), "not verified", "As of 09:40")
SPEC = HoursSpec(FRAME, (1,) * 24, "hour")


class Easel:
    """Stands in the place of matplotlib: counts, and draws when it is let."""

    def __init__(self) -> None:
        self.drawn: list[str] = []
        self.may_draw = threading.Event()
        self.may_draw.set()
        self.size = 1000

    def draw(self, spec: HoursSpec, theme: Theme, _fonts: Path) -> bytes:
        assert self.may_draw.wait(20)
        if spec.axis == "bad":
            raise ValueError("no such picture")
        self.drawn.append(f"{spec.frame.title} {theme}")
        return f"{spec.frame.title} {spec.frame.stamp} {theme}".encode().ljust(self.size)


@pytest.fixture
def easel(monkeypatch: pytest.MonkeyPatch) -> Easel:
    made = Easel()
    monkeypatch.setattr(room_module, "_draw", made.draw)
    return made


@pytest.fixture
def now() -> list[float]:
    return [0.0]


@pytest.fixture
def room(easel: Easel, now: list[float], tmp_path: Path) -> Iterator[DrawingRoom]:
    opened = DrawingRoom(tmp_path, seconds=lambda: now[0], keep_bytes=3000, keep_s=600, most_waiting=4)
    yield opened
    easel.may_draw.set()
    opened.close()


def titled(title: str) -> HoursSpec:
    return replace(SPEC, frame=replace(FRAME, title=title))


async def test_same_figures_are_drawn_once_whatever_the_minute(room: DrawingRoom, easel: Easel) -> None:
    first = await room.draw(SPEC, Theme.LIGHT)
    later = replace(SPEC, frame=replace(FRAME, stamp="As of 09:45"))
    assert await room.draw(later, Theme.LIGHT) == first
    assert len(easel.drawn) == 1
    assert await room.draw(later, Theme.DARK) != first


async def test_picture_kept_for_too_long_is_drawn_anew(
    room: DrawingRoom, easel: Easel, now: list[float]
) -> None:
    await room.draw(SPEC, Theme.LIGHT)
    now[0] = 601
    later = replace(SPEC, frame=replace(FRAME, stamp="As of 09:51"))
    assert b"09:51" in await room.draw(later, Theme.LIGHT)
    assert len(easel.drawn) == 2


async def test_those_who_ask_at_once_wait_for_one_drawing(room: DrawingRoom, easel: Easel) -> None:
    easel.may_draw.clear()
    async with asyncio.TaskGroup() as group:
        asked = [group.create_task(room.draw(SPEC, Theme.LIGHT)) for _ in range(5)]
        await asyncio.sleep(0)
        asked[0].cancel()
        easel.may_draw.set()
    assert asked[0].cancelled()
    assert len({one.result() for one in asked[1:]}) == 1
    assert len(easel.drawn) == 1


async def test_too_many_different_pictures_are_refused_and_the_waiting_ones_drawn(
    room: DrawingRoom, easel: Easel
) -> None:
    easel.may_draw.clear()
    async with asyncio.TaskGroup() as group:
        asked = [group.create_task(room.draw(titled(str(n)), Theme.LIGHT)) for n in range(4)]
        await asyncio.sleep(0)
        with pytest.raises(PicturesBusyError):
            await room.draw(titled("one more"), Theme.LIGHT)
        easel.may_draw.set()
    assert all(one.result() for one in asked)
    assert await room.draw(titled("one more"), Theme.LIGHT)


async def test_kept_pictures_are_bounded_by_bytes_and_the_least_asked_goes(
    room: DrawingRoom, easel: Easel
) -> None:
    for title in ("a", "b", "c"):
        await room.draw(titled(title), Theme.LIGHT)
    await room.draw(titled("a"), Theme.LIGHT)
    await room.draw(titled("d"), Theme.LIGHT)
    assert len(easel.drawn) == 4
    await room.draw(titled("a"), Theme.LIGHT)
    assert len(easel.drawn) == 4
    await room.draw(titled("b"), Theme.LIGHT)
    assert len(easel.drawn) == 5


async def test_drawing_that_failed_is_told_and_tried_again(room: DrawingRoom) -> None:
    for _ in range(2):
        with pytest.raises(ValueError, match="no such picture"):
            await room.draw(replace(SPEC, axis="bad"), Theme.LIGHT)


def test_fonts_are_listed_beside_the_database_where_writing_is_allowed() -> None:
    assert fonts_folder("sqlite:///data/dozor.db") == Path("data/fonts")
