"""The words around every picture: title, what is counted in all, whose figures they are, as of when."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from domain.totals import Totals
from rendering.html import plain
from rendering.i18n import Words
from rendering.names import region_name
from rendering.picture import Frame
from rendering.times import render_instant, render_period
from rendering.totals import render_all


def frame_of(
    totals: Totals,
    words: Words,
    *,
    at: datetime,
    zone: ZoneInfo,
    region: str | None = None,
    notes: Iterable[str] = (),
) -> Frame:
    """The frame of a picture of these totals. `at`: when they were read, told by the clock of `zone`."""
    period = _in_one_piece(render_period(totals.period, words))
    title = words.gettext("Downed drones, {period}").format(period=period)
    if totals.strict:
        title = words.gettext("{told}, hours within it only").format(told=title)
    return Frame(
        title=title if region is None else f"{plain(region_name(region, words))}. {title}",
        subtitle=plain(render_all(totals, words)),
        notes=tuple(notes),
        caveat=words.gettext("Claims of the parties to the war, not verified"),
        stamp=words.gettext("As of {instant}").format(instant=render_instant(at, zone, words)),
    )


def _in_one_piece(period: str) -> str:
    """A date is not broken at the end of a line, a period only between its dates."""
    return period.replace(" ", "\N{NO-BREAK SPACE}").replace("–\N{NO-BREAK SPACE}", "– ")
