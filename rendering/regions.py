"""One region: its figures, its districts, and the last posts about it."""

from collections.abc import Iterable
from dataclasses import replace
from zoneinfo import ZoneInfo

from domain.answers import RegionStory
from domain.claim import Place
from domain.totals import Totals, TotalsRow
from rendering.html import bold, lines
from rendering.i18n import Words
from rendering.names import place_name, region_name
from rendering.quotes import render_claim, render_quote
from rendering.times import render_period
from rendering.totals import render_caveat, render_footnotes, row_figure

_MOST_PLACES = 12


def render_region(
    region: str,
    day: Totals,
    week: Totals,
    all_time: TotalsRow | None,
    words: Words,
    places: Iterable[tuple[Place, int]] = (),
) -> str:
    """A region's figures for a day, the week that ends with it, and everything on record; its districts."""
    told = words.gettext("{period}: {figure}")
    return lines(
        bold(words.gettext("Downed drones: {region}").format(region=region_name(region, words))),
        told.format(period=render_period(day.period, words), figure=row_figure(day.all, words, scope=region)),
        told.format(
            period=render_period(week.period, words), figure=row_figure(week.all, words, scope=region)
        ),
        told.format(period=words.gettext("All records"), figure=_of_all_time(all_time, region, words)),
        _places(tuple(places), words),
        *render_footnotes(day, (week.all,), words),
        render_caveat(words),
    )


def _of_all_time(row: TotalsRow | None, region: str, words: Words) -> str:
    if row is None:
        return words.gettext("being recounted after an import")
    # Everything on record has no day before it.
    return row_figure(replace(row, straddling=0), words, scope=region)


def render_last_posts(story: RegionStory, words: Words, zone: ZoneInfo) -> str:
    """The last claims about a region, newest first, each with its words and its post."""
    head = words.gettext("{region}, {period}: the last posts").format(
        region=region_name(story.region, words), period=render_period(story.period, words)
    )
    if not story.latest:
        return lines(bold(head), words.gettext("no claims on record"))
    told = []
    for kept in story.latest:
        told += [f"• {render_claim(kept, story.region, words, zone)}", render_quote(kept.claim, words)]
    return lines(bold(head), *told, render_caveat(words))


def _places(places: tuple[tuple[Place, int], ...], words: Words) -> str | None:
    if not places:
        return None
    # How often each is named says nothing of how many drones: a number beside a place would be read as that.
    named = [place_name(place, words) for place, _ in places[:_MOST_PLACES]]
    more = ["…"] if len(places) > _MOST_PLACES else []
    return words.gettext("Named by claims of the week: {places}").format(places=", ".join([*named, *more]))
