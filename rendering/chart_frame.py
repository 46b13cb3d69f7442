"""The words around every picture: title, what is counted in all, whose figures they are, as of when."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from domain.totals import Totals
from rendering.html import plain
from rendering.i18n import Words
from rendering.names import region_name
from rendering.picture import Frame
from rendering.pictures import picture_title
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
    subtitle: str | None = None,
) -> Frame:
    """The frame of a picture of these totals. `at`: when they were read, told by the clock of `zone`.

    `subtitle`: what is drawn in all, where that is not drones.
    """
    period = render_period(totals.period, words)
    title = picture_title(totals, words, zone).replace(period, _in_one_piece(period))
    return Frame(
        title=title if region is None else f"{plain(region_name(region, words))}. {title}",
        subtitle=plain(render_all(totals, words)) if subtitle is None else subtitle,
        notes=tuple(notes),
        caveat=words.gettext("Claims of the parties to the war, not verified"),
        stamp=words.gettext("As of {instant}").format(instant=render_instant(at, zone, words)),
    )


def _in_one_piece(period: str) -> str:
    """A date is not broken at the end of a line, a period only between its dates."""
    return period.replace(" ", "\N{NO-BREAK SPACE}").replace("–\N{NO-BREAK SPACE}", "– ")
