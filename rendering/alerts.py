"""New-region alerts: one message per post, edited in place as claims join it or go."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from domain.alert import AlertLine, AlertState, AlertView, Badge
from domain.totals import TotalsRow
from rendering.figures import is_nothing, render_figure
from rendering.html import bold, escape, lines, link, struck
from rendering.i18n import Words
from rendering.names import originator_name, originator_short, region_name
from rendering.times import render_clock


def render_alert(view: AlertView, words: Words, zone: ZoneInfo) -> str:
    """The regions a post brought, strongest badge first, with figures and whose claim it is."""
    return lines(
        bold(_title(view, words)),
        *(line for entry in _strongest_first(view.lines) for line in _entry(entry, words, zone)),
        _whose(view, words),
    )


def render_alerts_digest(views: Sequence[AlertView], words: Words, zone: ZoneInfo) -> str:
    """Many new regions within minutes, of several posts, in one message."""
    return "\n\n".join(render_alert(view, words, zone) for view in views)


def render_withdrawal(
    withdrawn_at: datetime, words: Words, zone: ZoneInfo, *, editor_reason: str | None = None
) -> str:
    """The short reply to an alert: "withdrawn by the source 09:40", or by an editor with the reason."""
    if editor_reason is not None:
        return words.gettext("withdrawn by an editor: {reason}").format(reason=escape(editor_reason))
    return words.gettext("withdrawn by the source {clock}").format(clock=render_clock(withdrawn_at, zone))


def badge_words(badge: Badge, gap_days: int, words: Words) -> str:
    """Why the region is new; `gap_days` is N of "first in N days"."""
    match badge:
        case Badge.FIRST_EVER:
            return words.gettext("first ever in our records")
        case Badge.FIRST_IN_DAYS:
            return words.ngettext("first in {n} day", "first in {n} days", gap_days)
        case Badge.NEW_TODAY:
            return words.gettext("first that day")


def _title(view: AlertView, words: Words) -> str:
    day, count = words.day(view.day), len(view.lines)
    if count == 1:
        return words.gettext("New region, {day}").format(day=day)
    return words.gettext("New regions: {n}, {day}").format(n=words.number(count), day=day)


def _strongest_first(entries: Sequence[AlertLine]) -> list[AlertLine]:
    strength = list(Badge)
    return sorted(entries, key=lambda entry: strength.index(entry.badge))


def _entry(entry: AlertLine, words: Words, zone: ZoneInfo) -> list[str]:
    name = region_name(entry.region, words)
    badge = badge_words(entry.badge, entry.gap_days, words)
    if entry.state is AlertState.WITHDRAWN:
        return [_withdrawn(f"{name}: {badge}", entry.withdrawn_at, words, zone)]
    told = _told(entry, name, badge, words, zone)
    return [told, *(_also(originator, row, words) for originator, row in entry.others)]


def _told(entry: AlertLine, name: str, badge: str, words: Words, zone: ZoneInfo) -> str:
    """The region with its figure; taken back by its source, it stands on what others claim below it."""
    if entry.withdrawn_at is not None:
        return f"• {bold(name)}: {render_withdrawal(entry.withdrawn_at, words, zone)}"
    return f"• {bold(name)}: {_figure(entry.row, words)}, {badge}"


def _withdrawn(told: str, at: datetime | None, words: Words, zone: ZoneInfo) -> str:
    if at is None:
        return f"• {struck(told)}"
    return f"• {struck(told)} — {render_withdrawal(at, words, zone)}"


def _figure(row: TotalsRow, words: Words) -> str:
    return words.gettext("named, none said to be downed") if is_nothing(row) else render_figure(row, words)


def _also(originator: str, row: TotalsRow, words: Words) -> str:
    return words.gettext("also: {who}, {figure}").format(
        who=originator_short(originator, words), figure=_figure(row, words)
    )


def _whose(view: AlertView, words: Words) -> str:
    """Both sides' figures are claims: every alert says whose, with the post behind it."""
    who = originator_name(view.originator, words)
    title = escape(view.source_title) or words.gettext("post")
    return words.gettext("Claim of: {who}, {post}").format(who=who, post=link(title, view.link))
