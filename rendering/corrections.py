"""A correction notice: figures that were told and no longer stand, each with what it is now and why."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from domain.change import COUNTRY
from domain.correction import NoticeLine
from domain.totals import TotalsRow
from rendering.figures import is_disputed, render_figure
from rendering.html import bold, escape, lines, link
from rendering.i18n import Words
from rendering.names import region_name
from rendering.times import render_clock

_MOST_LINES = 25


def render_corrections(corrected: Sequence[NoticeLine], words: Words, zone: ZoneInfo) -> str:
    """One line for each figure; those beyond the longest notice are counted."""
    left_out = len(corrected) - _MOST_LINES
    return lines(
        bold(words.gettext("Correction of what was told here")),
        *(_line(one, words, zone) for one in corrected[:_MOST_LINES]),
        words.ngettext("and {n} more figure: /today", "and {n} more figures: /today", left_out)
        if left_out > 0
        else None,
    )


def _line(one: NoticeLine, words: Words, zone: ZoneInfo) -> str:
    place = words.gettext("In all") if one.region == COUNTRY else region_name(one.region, words)
    figures = _figures(
        [one.told, one.after] if one.before is None else [one.told, one.before, one.after], words
    )
    facts = {"told": figures[0], "at": _moment(one, words, zone), "after": bold(figures[-1])}
    if one.before is None:
        course = words.gettext("was {told} (told {at}), now {after}").format(**facts)
    else:
        course = words.gettext("told {told} ({at}); {before} since, now {after}").format(
            **facts, before=figures[1]
        )
    return f"• {bold(place)}, {words.day(one.day)}: {course}; {_why(one, words)}"


def _moment(one: NoticeLine, words: Words, zone: ZoneInfo) -> str:
    """The clock time of what was told; with its day, where that is not the figure's own."""
    at: datetime = one.told_at.astimezone(zone)
    clock = render_clock(at, zone)
    return clock if at.date() == one.day else f"{words.day(at.date())} {clock}"


def _figures(rows: Sequence[TotalsRow | None], words: Words) -> list[str]:
    """In words; that the claims disagree is said of the first that is disputed and holds for the line."""
    told: list[str] = []
    marked = True
    for row in rows:
        if row is None:
            told.append(words.gettext("no claims on record"))
            continue
        told.append(render_figure(row, words, marked=marked))
        marked = marked and not is_disputed(row)
    return told


def _why(one: NoticeLine, words: Words) -> str:
    if one.editor_reason == "":
        return words.gettext("decided by an editor")
    if one.editor_reason is not None:
        return words.gettext("decided by an editor: {reason}").format(reason=escape(one.editor_reason))
    told = words.gettext("the source corrected itself")
    return link(f"{told}, {escape(one.title)}" if one.title else told, one.link)
