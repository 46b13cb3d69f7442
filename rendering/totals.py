"""Totals of a day, a week or a region; the daily digest."""

from collections.abc import Iterable
from datetime import date

from domain.totals import Totals, TotalsRow
from rendering.figures import is_nothing, render_figure
from rendering.html import bold, italic, lines
from rendering.i18n import Words
from rendering.names import is_contested, region_name
from rendering.times import render_period


def render_totals(
    totals: Totals, words: Words, *, title: str | None = None, show_contested: bool = True
) -> str:
    """All together first, then regions from the greatest, contested territories last in their own group.

    `title` is HTML that replaces the usual headline.
    """
    rows = sorted(totals.rows, key=lambda row: _greatest_first(row, words))
    contested = [row for row in rows if is_contested(row.key)] if show_contested else []
    return lines(
        bold(title or _headline(totals, words)),
        render_all(totals, words),
        *(_region_row(row, words) for row in rows if not is_contested(row.key)),
        italic(words.gettext("Territories of disputed status")) if contested else None,
        *(_region_row(row, words) for row in contested),
        render_caveat(words),
    )


def render_digest(totals: Totals, words: Words, *, new_regions: Iterable[str] = ()) -> str:
    """The day's totals as they are sent to the channel; `new_regions` are keys first seen that day."""
    title = words.gettext("Digest: downed drones, {period}").format(
        period=render_period(totals.period, words)
    )
    names = [region_name(key, words) for key in new_regions]
    fresh = words.gettext("New that day: {regions}").format(regions=", ".join(names)) if names else None
    return lines(render_totals(totals, words, title=title), fresh)


def render_week(totals: Totals, words: Words) -> str:
    """A period by day. The whole is reconciled over the period and may differ from the sum of its days."""
    days = [
        f"{words.weekday(date.fromisoformat(row.key))}: {render_figure(row, words)}" for row in totals.rows
    ]
    note = words.gettext("The whole is counted over the week, not added up from its days.")
    return lines(
        bold(_headline(totals, words)),
        render_all(totals, words),
        *days,
        note if days else None,
        render_caveat(words),
    )


def render_region(region: str, day: Totals, week: Totals, all_time: TotalsRow, words: Words) -> str:
    """A region's figures for a day, the week that ends with it, and everything on record."""
    told = words.gettext("{period}: {figure}")
    return lines(
        bold(words.gettext("Downed drones: {region}").format(region=region_name(region, words))),
        told.format(period=render_period(day.period, words), figure=_figure(day.all, words)),
        told.format(period=render_period(week.period, words), figure=_figure(week.all, words)),
        told.format(period=words.gettext("All records"), figure=_figure(all_time, words)),
        render_caveat(words),
    )


def render_all(totals: Totals, words: Words) -> str:
    """The country's line: the figure, what of it is not split by region, and claims without a number."""
    told = bold(words.gettext("In all: {figure}").format(figure=_figure(totals.all, words)))
    undivided = totals.not_split
    if undivided is None or is_nothing(undivided):
        return told
    if not totals.rows:
        return words.gettext("{all}, not split by region").format(all=told)
    part = render_figure(undivided, words)
    return words.gettext("{all}, of them not split by region: {part}").format(all=told, part=part)


def render_caveat(words: Words) -> str:
    """What every figure is: somebody's claim."""
    return italic(words.gettext("Claims of the parties to the war, not verified. Whose and why: /why"))


def _headline(totals: Totals, words: Words) -> str:
    period = render_period(totals.period, words)
    return words.gettext("Downed drones, {period}").format(period=period)


def _region_row(row: TotalsRow, words: Words) -> str:
    return f"{region_name(row.key, words)}: {_figure(row, words)}"


def _figure(row: TotalsRow, words: Words) -> str:
    """The figure, and how many of its claims carry no number where the figure alone does not say so."""
    figure = render_figure(row, words)
    if not 0 < row.unnumbered < row.claims:
        return figure
    silent = words.ngettext("{n} claim without a number", "{n} claims without a number", row.unnumbered)
    return f"{figure} ({silent})"


def _greatest_first(row: TotalsRow, words: Words) -> tuple[int, bool, int, str]:
    """By low, then by high (an open one first), then by name."""
    high = row.tally.high
    return -row.tally.low, high is not None, -(high or 0), region_name(row.key, words)
