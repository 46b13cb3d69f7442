"""Where pictures are drawn: one thread beside the event loop, and the last pictures kept in memory."""

import asyncio
import logging
import os
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from time import monotonic

from bot.heartbeat import heartbeat_path
from domain.errors import PicturesBusyError
from rendering.picture import PictureSpec, Theme

_log = logging.getLogger(__name__)

_Key = tuple[PictureSpec, Theme]


def fonts_folder(database_url: str) -> Path:
    """Where matplotlib keeps its list of fonts: the only folder that is surely writable is the database's."""
    return heartbeat_path(database_url).parent / "fonts"


class DrawingRoom:
    """Meets services.ports.Drawing.

    A picture whose figures are those of one drawn within `keep_s` seconds is that one: its stamp is older,
    and still true. `keep_bytes` bounds what is kept. One thread draws, for matplotlib bears no two; while
    `most_waiting` different pictures wait, no other is taken on.
    """

    def __init__(
        self,
        fonts: Path,
        *,
        seconds: Callable[[], float] = monotonic,
        keep_bytes: int = 8_000_000,
        keep_s: float = 600,
        most_waiting: int = 16,
    ) -> None:
        self._fonts = fonts
        self._seconds = seconds
        self._keep_bytes = keep_bytes
        self._keep_s = keep_s
        self._most_waiting = most_waiting
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="drawing")
        self._kept: OrderedDict[_Key, tuple[float, bytes]] = OrderedDict()
        self._under_way: dict[_Key, asyncio.Future[bytes]] = {}

    async def draw(self, spec: PictureSpec, theme: Theme) -> bytes:
        """The PNG, from memory where it can be; PicturesBusyError where too many wait."""
        key = (_without_stamp(spec), theme)
        kept = self._find_kept(key)
        if kept is not None:
            return kept
        drawing = self._under_way.get(key)
        if drawing is None:
            if len(self._under_way) >= self._most_waiting:
                raise PicturesBusyError
            loop = asyncio.get_running_loop()
            drawing = loop.run_in_executor(self._thread, _draw, spec, theme, self._fonts)
            self._under_way[key] = drawing
            drawing.add_done_callback(lambda done: self._finish(key, done))
        # Several may wait for the same picture: one who gives up must not take it from the others.
        return await asyncio.shield(drawing)

    def close(self) -> None:
        """What is being drawn is finished, what waits is not begun."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _finish(self, key: _Key, done: "asyncio.Future[bytes]") -> None:
        del self._under_way[key]
        if not done.cancelled() and done.exception() is None:
            self._kept[key] = (self._seconds(), done.result())
            self._forget_oldest()

    def _find_kept(self, key: _Key) -> bytes | None:
        drawn_at, png = self._kept.get(key, (0.0, None))
        if png is None:
            return None
        if self._seconds() - drawn_at > self._keep_s:
            del self._kept[key]
            return None
        self._kept.move_to_end(key)
        return png

    def _forget_oldest(self) -> None:
        while sum(len(png) for _, png in self._kept.values()) > self._keep_bytes:
            self._kept.popitem(last=False)


def _without_stamp(spec: PictureSpec) -> PictureSpec:
    return replace(spec, frame=replace(spec.frame, stamp=""))


def _draw(spec: PictureSpec, theme: Theme, fonts: Path) -> bytes:
    # Read by matplotlib when it is imported. Without a home of its own it would look for a writable one.
    os.environ.setdefault("MPLCONFIGDIR", str(fonts))
    # Imported by the first picture, not at the start: it costs a second and 60 MB.
    from rendering.draw import draw_picture  # noqa: PLC0415

    started = monotonic()
    png = draw_picture(spec, theme)
    _log.debug("picture drawn", extra={"bytes": len(png), "ms": round((monotonic() - started) * 1000)})
    return png
