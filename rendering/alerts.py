"""New-region alerts: messages that are edited in place as claims join them or go."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import accumulate, chain, groupby, takewhile
from operator import itemgetter
from zoneinfo import ZoneInfo

from domain.alert import AlertLine, AlertState, AlertView, Badge
from domain.totals import TotalsRow
from rendering.figures import is_nothing, render_figure
from rendering.html import bold, escape, lines, link, plain, struck
from rendering.i18n import Words
from rendering.names import originator_name, originator_short, region_name, repeats_originator
from rendering.times import render_clock

_MOST_TOLD = 4000
"""Characters of an alert: Telegram takes 4096, and a repeat is marked with some of them."""
_MOST_NAMED = 3000
"""Characters of the names without figures."""


def render_alert(view: AlertView, words: Words, zone: ZoneInfo) -> str:
    """The regions a post brought, strongest badge first, with figures and whose claim it is."""
    return render_alerts([view], words, zone)


def render_alerts(
    views: Sequence[AlertView], words: Words, zone: ZoneInfo, *, after_quiet_hours: bool = False
) -> str:
    """The regions that one or several posts brought, in one message; the post with the strongest badge first.

    `after_quiet_hours`: they were held until the quiet hours ended. What exceeds one message, which could not
    be edited afterwards, is named without its figures.
    """
    ordered = sorted(views, key=lambda view: min(line.badge.rank for line in view.lines))
    day, badge = ordered[0].day, common_badge([line for view in ordered for line in view.lines], words)
    named = _title(ordered, words, after_quiet_hours=after_quiet_hours)
    title = bold(f"{named}, {badge}" if badge else named)
    parts = [_part(view, day, words, zone, with_badges=not badge) for view in ordered]
    whole = lines(title, *chain.from_iterable(parts))
    if _width(whole) <= _MOST_TOLD:
        return whole
    return _shortened(title, ordered, words, zone, with_badges=not badge)


def _shortened(
    title: str, views: Sequence[AlertView], words: Words, zone: ZoneInfo, *, with_badges: bool
) -> str:
    """As many regions with their figures as there is room for, strongest first, and the names of the rest."""
    day = views[0].day
    entries = [(view, entry) for view in views for entry in _strongest_first(view.lines)]

    def telling(kept: int) -> str:
        parts = [
            _part(
                replace(view, lines=tuple(entry for _, entry in some)),
                day,
                words,
                zone,
                with_badges=with_badges,
            )
            for view, some in groupby(entries[:kept], key=itemgetter(0))
        ]
        rest = [_bare_name(entry, day, words) for _, entry in entries[kept:]]
        return lines(title, *chain.from_iterable(parts), _names(rest, words))

    too_many = bisect_right(range(len(entries)), _MOST_TOLD, key=lambda kept: _width(telling(kept)))
    return telling(max(0, too_many - 1))


def _bare_name(entry: AlertLine, title_day: date, words: Words) -> str:
    name = _name(entry, title_day, words)
    return struck(name) if entry.state is AlertState.WITHDRAWN else name


def _names(names: Sequence[str], words: Words) -> str:
    """Names on one line, and how many there are beyond those there is room for."""
    room = list(takewhile(lambda width: width <= _MOST_NAMED, accumulate(len(name) + 2 for name in names)))
    told, more = ", ".join(names[: len(room)]), len(names) - len(room)
    if more:
        rest = words.ngettext("and {n} more region: /today", "and {n} more regions: /today", more)
        told = f"{told} {rest.format(n=words.number(more))}"
    return f"• {told}"


def render_withdrawn(entries: Sequence[AlertLine], words: Words, zone: ZoneInfo) -> str:
    """The short reply to an alert whose regions nothing supports any more."""
    return lines(
        *(
            f"{bold(region_name(entry.region, words))}: {_withdrawal(entry, entry.withdrawn_at, words, zone)}"
            for entry in entries
            if entry.withdrawn_at is not None
        )
    )


def render_restored(regions: Sequence[str], words: Words) -> str:
    """The short reply to an alert whose regions an editor lets stand again."""
    stands = words.gettext("stands again: an editor took the withdrawal back")
    return lines(*(f"{bold(region_name(region, words))}: {stands}" for region in regions))


def render_withdrawal(
    withdrawn_at: datetime, words: Words, zone: ZoneInfo, *, editor_reason: str | None = None
) -> str:
    """The short reply to an alert: "withdrawn by the source 09:40", or by an editor with the reason."""
    if editor_reason == "":
        return words.gettext("withdrawn by an editor")
    if editor_reason is not None:
        return words.gettext("withdrawn by an editor: {reason}").format(reason=escape(editor_reason))
    return words.gettext("withdrawn by the source {clock}").format(clock=render_clock(withdrawn_at, zone))


def common_badge(entries: Sequence[AlertLine], words: Words) -> str | None:
    """ "First ever", said once where several regions are; None where each line says its own badge.

    In young records every region is the first ever, and to say so on every line would be noise.
    """
    if len(entries) < 2 or any(entry.badge is not Badge.FIRST_EVER for entry in entries):
        return None
    return badge_words(Badge.FIRST_EVER, entries[0].gap_days, words)


def badge_words(badge: Badge, gap_days: int, words: Words) -> str:
    """Why the region is new; `gap_days` is N of "first in N days"."""
    match badge:
        case Badge.FIRST_EVER:
            return words.gettext("first ever in our records")
        case Badge.FIRST_IN_DAYS:
            return words.ngettext("first in {n} day", "first in {n} days", gap_days)
        case Badge.NEW_TODAY:
            return words.gettext("first that day")


def _title(views: Sequence[AlertView], words: Words, *, after_quiet_hours: bool) -> str:
    day, count = words.day(views[0].day), sum(len(view.lines) for view in views)
    if after_quiet_hours:
        told = words.gettext("New in the quiet hours: {n}, {day}")
        return told.format(day=day, n=words.number(count))
    if count == 1:
        return words.gettext("New region, {day}").format(day=day)
    return words.gettext("New regions: {n}, {day}").format(n=words.number(count), day=day)


def _part(view: AlertView, title_day: date, words: Words, zone: ZoneInfo, *, with_badges: bool) -> list[str]:
    """A post's lines, and whose they are; a day that is not the title's is told with its region."""
    told: list[str] = []
    for entry in _strongest_first(view.lines):
        badge = badge_words(entry.badge, entry.gap_days, words) if with_badges else None
        told.extend(_entry(entry, _name(entry, title_day, words), badge, words, zone))
    return [*told, _whose(view, words)]


def _name(entry: AlertLine, title_day: date, words: Words) -> str:
    name = region_name(entry.region, words)
    if entry.day is None or entry.day == title_day:
        return name
    return f"{name}, {words.day(entry.day)}"


def _strongest_first(entries: Sequence[AlertLine]) -> list[AlertLine]:
    return sorted(entries, key=lambda entry: entry.badge.rank)


def _entry(entry: AlertLine, name: str, badge: str | None, words: Words, zone: ZoneInfo) -> list[str]:
    if entry.state is AlertState.WITHDRAWN:
        return [_withdrawn(f"{name}: {badge}" if badge else name, entry, words, zone)]
    told = _told(entry, name, badge, words, zone)
    others = [_also(originator, row, words) for originator, row in entry.others]
    return [told, *others, *_whole(entry, words)]


def _whole(entry: AlertLine, words: Words) -> list[str]:
    """What all claims come to; not where it is a single originator's figure, already told."""
    if entry.whole is None:
        return []
    figure = _figure(entry.whole, words)
    told = [row for row in (entry.row, *(row for _, row in entry.others)) if row.claims]
    if len(told) == 1 and _figure(told[0], words) == figure:
        return []
    return [words.gettext("for the day: {figure}").format(figure=bold(figure))]


def _told(entry: AlertLine, name: str, badge: str | None, words: Words, zone: ZoneInfo) -> str:
    """The region with its figure; taken back by its source, it stands on what others claim below it."""
    if entry.withdrawn_at is not None:
        return f"• {bold(name)}: {_withdrawal(entry, entry.withdrawn_at, words, zone)}"
    told = f"• {bold(name)}: {_figure(entry.row, words)}"
    return f"{told}, {badge}" if badge else told


def _withdrawn(told: str, entry: AlertLine, words: Words, zone: ZoneInfo) -> str:
    if entry.withdrawn_at is None:
        return f"• {struck(told)}"
    return f"• {struck(told)} — {_withdrawal(entry, entry.withdrawn_at, words, zone)}"


def _withdrawal(entry: AlertLine, at: datetime, words: Words, zone: ZoneInfo) -> str:
    return render_withdrawal(at, words, zone, editor_reason=entry.editor_reason)


def _figure(row: TotalsRow, words: Words) -> str:
    return words.gettext("named, none said to be downed") if is_nothing(row) else render_figure(row, words)


def _also(originator: str, row: TotalsRow, words: Words) -> str:
    return words.gettext("also: {who}, {figure}").format(
        who=originator_short(originator, words), figure=_figure(row, words)
    )


def _whose(view: AlertView, words: Words) -> str:
    """Both sides' figures are claims: every alert says whose, with the post behind it."""
    who = originator_name(view.originator, words)
    if repeats_originator(view.source_title, view.originator):
        return words.gettext("Claim of: {who}").format(who=link(who, view.link))
    title = escape(view.source_title) or words.gettext("post")
    return words.gettext("Claim of: {who}, {post}").format(who=who, post=link(title, view.link))


def _width(html: str) -> int:
    """As Telegram counts: what is read, in UTF-16."""
    return len(plain(html).encode("utf-16-le")) // 2
