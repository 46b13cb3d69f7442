"""What goes with a picture into the chat: its caption, and the words when none can be drawn just now."""

from zoneinfo import ZoneInfo

from domain.totals import Period, Totals, TotalsRow
from rendering.html import bold, lines
from rendering.i18n import Words
from rendering.names import region_name
from rendering.times import render_instant, render_period
from rendering.totals import render_all, render_caveat, row_figure


def render_caption(
    totals: Totals,
    words: Words,
    zone: ZoneInfo,
    *,
    region: str | None = None,
    about: Period | None = None,
    own_of_map: TotalsRow | None = None,
) -> str:
    """What the picture shows in all, so that it can be read where the picture is not: HTML, a few lines.

    `about`: the days the buttons belong to, where the picture draws others besides. `own_of_map`: the figure
    of the region, where the picture is the country's map. `zone`: whose clock an instant is told by.
    """
    title = picture_title(totals, words, zone)
    if region is not None and own_of_map is None:
        title = f"{region_name(region, words)}. {title}"
    return lines(
        bold(title),
        render_all(totals, words),
        _own(region, own_of_map, words),
        _belonging(totals, about, words),
        render_caveat(words),
    )


def picture_title(totals: Totals, words: Words, zone: ZoneInfo) -> str:
    """What is drawn: the days, whether strictly, and as known when, if not now."""
    period = render_period(totals.period, words)
    title = words.gettext("Downed drones, {period}").format(period=period)
    if totals.strict:
        title = words.gettext("{told}, hours within it only").format(told=title)
    if totals.as_of is not None:
        at = render_instant(totals.as_of, zone, words)
        title = words.gettext("{told}, as known at {instant}").format(told=title, instant=at)
    return title


def _own(region: str | None, row: TotalsRow | None, words: Words) -> str | None:
    if region is None or row is None:
        return None
    return f"{region_name(region, words)}: {row_figure(row, words, scope=region)}"


def _belonging(totals: Totals, about: Period | None, words: Words) -> str | None:
    if about is None or about == totals.period:
        return None
    told = words.gettext("The buttons below belong to {period}.")
    return told.format(period=render_period(about, words))


def render_pictures_busy(words: Words) -> str:
    """Too many pictures wait to be drawn."""
    return words.gettext("Many pictures are being drawn just now. Ask again in a minute.")
