"""Totals of a day, a week or a region; the daily digest."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from domain.totals import Totals, TotalsRow
from rendering.figures import is_disputed, is_nothing, render_figure
from rendering.html import bold, italic, lines
from rendering.i18n import Words
from rendering.names import is_contested, region_name
from rendering.pages import Page, page_line, paged
from rendering.times import render_instant, render_period

_MOST_LEFT_OUT: Final = 6
"""Of more places or days than this only the number of claims left out is told."""
STRADDLES: Final = "*"
"""After a figure some of whose hours begin on the day before; a footnote says what it means."""


def render_totals(
    totals: Totals,
    words: Words,
    *,
    title: str | None = None,
    show_contested: bool = True,
    zone: ZoneInfo | None = None,
) -> str:
    """All together first, then regions from the greatest, then disputed ones, contested territories last.

    `title` is HTML that replaces the usual headline. `zone` is whose clock the instant of an answer from
    history is told by.
    """
    rows = [row for row in totals.rows if show_contested or not is_contested(row.key)]
    return lines(
        bold(title or _headline(totals, words, zone)),
        render_all(totals, words),
        *_regions(rows, words),
        *render_footnotes(totals, rows, words),
        render_caveat(words),
    )


def totals_page(totals: Totals, words: Words, zone: ZoneInfo, page: int = 1) -> Page:
    """The same in one message: the regions that do not fit have pages of their own."""
    head = (bold(_headline(totals, words, zone)), render_all(totals, words))
    foot = (*render_footnotes(totals, totals.rows, words), render_caveat(words))
    return paged(head, _regions(totals.rows, words), foot, page, page_line(words))


def _regions(rows: Iterable[TotalsRow], words: Words) -> list[str]:
    rows = sorted((row for row in rows if not _is_left_out(row)), key=lambda row: _greatest_first(row, words))
    own = [row for row in rows if not is_contested(row.key)]
    contested = [row for row in rows if is_contested(row.key)]
    return [
        *(_region_row(row, words) for row in own if not is_disputed(row)),
        *_group(
            words.gettext("The claims disagree: /disputed"),
            [_region_row(row, words, marked=False) for row in own if is_disputed(row)],
        ),
        *_group(
            words.gettext("Territories of disputed status"), [_region_row(row, words) for row in contested]
        ),
    ]


def render_digest(totals: Totals, words: Words, *, new_regions: Iterable[str] = ()) -> str:
    """The day's totals as they are sent to the channel; `new_regions` are keys first seen that day."""
    title = words.gettext("Digest: downed drones, {period}").format(
        period=render_period(totals.period, words)
    )
    names = [region_name(key, words) for key in new_regions]
    fresh = words.gettext("New that day: {regions}").format(regions=", ".join(names)) if names else None
    return lines(render_totals(totals, words, title=title), fresh)


def render_week(totals: Totals, words: Words, *, zone: ZoneInfo | None = None) -> str:
    """A period by day. The whole is reconciled over the period and may differ from the sum of its days."""
    days = [
        f"{words.weekday(date.fromisoformat(row.key))}: {row_figure(row, words, scope=totals.region)}"
        for row in totals.rows
        if not _is_left_out(row)
    ]
    note = words.gettext("The whole is counted over the week, not added up from its days.")
    return lines(
        bold(_headline(totals, words, zone)),
        render_all(totals, words),
        *days,
        note if days else None,
        *render_footnotes(totals, totals.rows, words),
        render_caveat(words),
    )


def render_all(totals: Totals, words: Words) -> str:
    """The country's line: the figure, what of it is not split by region, and claims without a number."""
    told = bold(
        words.gettext("In all: {figure}").format(figure=row_figure(totals.all, words, scope=totals.region))
    )
    undivided = totals.not_split
    if undivided is None or is_nothing(undivided):
        return told
    if not totals.rows:
        return words.gettext("{all}, not split by region").format(all=told)
    part = render_figure(undivided, words, marked=not is_disputed(totals.all))
    if _is_apart(undivided, totals.all):
        return words.gettext("{all}, of them not split by region: {part}").format(all=told, part=part)
    return words.gettext("{all}; claimed for the country as a whole: {part}").format(all=told, part=part)


def _is_apart(undivided: TotalsRow, whole: TotalsRow) -> bool:
    """Whether what is not split by region stands in the whole beside the regions.

    A total for the country that all the regions are part of is the whole itself, and one that is folded into
    the regions is no part of it.
    """
    is_counted = set(undivided.tally.counted) <= set(whole.tally.counted)
    return is_counted and undivided.tally.low < whole.tally.low


def render_caveat(words: Words, *, why: bool = True) -> str:
    """What every figure is: somebody's claim. `why` False: in the answer that says whose and why itself."""
    if not why:
        return italic(words.gettext("Claims of the parties to the war, not verified."))
    return italic(words.gettext("Claims of the parties to the war, not verified. Whose and why: /why"))


def render_footnotes(totals: Totals, rows: Iterable[TotalsRow], words: Words) -> list[str]:
    """What the mark after a figure means, and which claims a strict answer left out."""
    rows = tuple(rows)
    told = []
    if any(row.straddling for row in (totals.all, *rows)):
        told.append(words.gettext("* some of the hours begin the day before; a night counts on its morning"))
    if totals.strict:
        told.append(_left_out(totals.all.left_out, rows, words))
    return [italic(line) for line in told]


def _left_out(n: int, rows: Sequence[TotalsRow], words: Words) -> str:
    """How many claims a strict answer leaves out, once for all, and of which places or days they are."""
    if not n:
        return words.gettext("No claim's hours cross the edge of the period.")
    told = words.ngettext(
        "Left out: {n} claim whose hours cross the edge of the period",
        "Left out: {n} claims whose hours cross the edge of the period",
        n,
    )
    short = [row for row in rows if row.left_out and row.key != "all"]
    if not short or len(short) > _MOST_LEFT_OUT:
        return told
    return f"{told} ({', '.join(_row_name(row, words) for row in short)})"


def _headline(totals: Totals, words: Words, zone: ZoneInfo | None) -> str:
    told = words.gettext("Downed drones, {period}").format(period=render_period(totals.period, words))
    if totals.region is not None:
        told = f"{region_name(totals.region, words)}. {told}"
    if totals.strict:
        told = words.gettext("{told}, hours within it only").format(told=told)
    if totals.as_of is not None and zone is not None:
        at = render_instant(totals.as_of, zone, words)
        told = words.gettext("{told}, as known at {instant}").format(told=told, instant=at)
    return told


def _group(heading: str, told: Sequence[str]) -> list[str]:
    return [italic(heading), *told] if told else []


def _region_row(row: TotalsRow, words: Words, *, marked: bool = True) -> str:
    return f"{region_name(row.key, words)}: {row_figure(row, words, marked=marked)}"


def _row_name(row: TotalsRow, words: Words) -> str:
    return words.day(date.fromisoformat(row.key)) if row.key[:1].isdigit() else region_name(row.key, words)


def _is_left_out(row: TotalsRow) -> bool:
    """Nothing is known of it but that its claims were left out, and the footnote says so."""
    return row.left_out > 0 and is_nothing(row)


def row_figure(row: TotalsRow, words: Words, *, scope: str | None = None, marked: bool = True) -> str:
    """The figure, and what it alone does not say: claims without a number. Arguments as of `render_figure`.

    That claims were left out is told once below, not beside each figure.
    """
    if _is_left_out(row):
        return words.gettext("no claims wholly within the period")
    figure = render_figure(row, words, scope=scope, marked=marked, mark=STRADDLES if row.straddling else "")
    if not 0 < row.unnumbered < row.claims:
        return figure
    silent = words.ngettext("{n} claim without a number", "{n} claims without a number", row.unnumbered)
    return f"{figure} ({silent})"


def _greatest_first(row: TotalsRow, words: Words) -> tuple[int, bool, int, str]:
    """By low, then by high (an open one first), then by name."""
    high = row.tally.high
    return -row.tally.low, high is not None, -(high or 0), region_name(row.key, words)
