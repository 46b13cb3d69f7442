"""What goes with a picture into the chat: its caption, and the words when none can be drawn just now."""

from domain.totals import Totals
from rendering.html import bold, lines
from rendering.i18n import Words
from rendering.names import region_name
from rendering.times import render_period
from rendering.totals import render_all, render_caveat


def render_caption(totals: Totals, words: Words, *, region: str | None = None) -> str:
    """What the picture shows in all, so that it can be read where the picture is not: HTML, a few lines."""
    period = render_period(totals.period, words)
    title = words.gettext("Downed drones, {period}").format(period=period)
    if totals.strict:
        title = words.gettext("{told}, hours within it only").format(told=title)
    if region is not None:
        title = f"{region_name(region, words)}. {title}"
    return lines(bold(title), render_all(totals, words), render_caveat(words))


def render_pictures_busy(words: Words) -> str:
    """Too many pictures wait to be drawn."""
    return words.gettext("Many pictures are being drawn just now. Ask again in a minute.")
