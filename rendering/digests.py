"""The digest that a chat gets at an hour of its own."""

from dataclasses import replace

from domain.totals import Totals
from rendering.html import lines
from rendering.i18n import Words
from rendering.times import render_period
from rendering.totals import render_all, render_totals


def render_slot_digest(today: Totals, before: Totals | None, words: Words) -> str:
    """The day so far by region; `before`: the whole day before it, told in one line."""
    title = words.gettext("Digest: downed drones so far, {period}").format(
        period=render_period(today.period, words)
    )
    told = render_totals(today, words, title=title)
    if before is None:
        return told
    day = words.day(before.period.last_on)
    # The hours of its own night are no matter of the footnotes here, which speak of the day so far.
    whole = render_all(replace(before, all=replace(before.all, straddling=0)), words)
    earlier = words.gettext("The day before, {day}. {all}").format(day=day, all=whole)
    return lines(told, earlier)
