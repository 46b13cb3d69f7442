"""Messages to listeners: regions of a day that are edited as claims come and go, and single posts."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

from domain.alert import AlertLine
from domain.live import CountedPost, Course, HeldBy, LiveLine, PostLine, PostLink
from domain.totals import TotalsRow
from rendering.alerts import badge_words, common_badge, render_withdrawal
from rendering.figures import is_disputed, is_nothing, render_figure
from rendering.html import bold, escape, italic, lines, link, struck
from rendering.i18n import Words
from rendering.names import originator_name, originator_short, region_name, repeats_originator
from rendering.times import render_instant

T = TypeVar("T")

_MOST_LINES: Final = 20
_MOST_WITH_SIDES: Final = 12
"""A message that is edited must stay within Telegram's limit: it cannot be sent in parts."""
_MOST_POSTS: Final = 4


def render_live(
    told: Sequence[LiveLine], words: Words, zone: ZoneInfo, *, held_by: HeldBy | None = None
) -> str:
    """Regions of a day with the figures that stand now, strongest badge first, and whose claims they are.

    `held_by`: why they were not told at once.
    """
    ordered = sorted(
        told, key=lambda one: (one.day, one.line.badge.rank, region_name(one.line.region, words))
    )
    shown, left_out = ordered[:_MOST_LINES], max(0, len(ordered) - _MOST_LINES)
    most = 2 if len(shown) <= _MOST_WITH_SIDES else 1
    title, badge = _title(ordered, words, held_by), common_badge([one.line for one in ordered], words)
    return lines(
        bold(f"{title}, {badge}" if badge else title),
        *(
            line
            for one in shown
            for line in render_live_line(one, words, zone, ordered[0], with_badge=not badge)[:most]
        ),
        words.ngettext("and {n} more region: /today", "and {n} more regions: /today", left_out)
        if left_out
        else None,
        _whose(shown, words),
    )


def render_live_line(
    one: LiveLine, words: Words, zone: ZoneInfo, first: LiveLine | None = None, *, with_badge: bool = True
) -> list[str]:
    """A region with its figure, and the sides where several claim it; struck where nothing supports it."""
    entry = one.line
    name = region_name(entry.region, words)
    if first is not None and one.day != first.day:
        name = f"{name}, {words.day(one.day)}"
    badge = badge_words(entry.badge, entry.gap_days, words) if with_badge else None
    if not one.stands:
        return [f"• {struck(f'{name}: {badge}' if badge else name)}{_why(entry, words, zone)}"]
    sides = entry.others if not is_disputed(entry.row) else ()
    told = f"• {bold(name)}: {_figure(entry, words)}"
    told = f"{told}, {badge}" if badge else told
    return [told, *([_sides(sides, words)] if sides else [])]


def render_course(courses: Sequence[Course], words: Words, zone: ZoneInfo) -> str:
    """The short reply to a message whose figures went on: what each was and what it is now."""
    return lines(*(_course(one, words, zone) for one in courses))


def render_mute_over(words: Words) -> str:
    """The note that ends a mute in which nothing happened."""
    return words.gettext("The mute has ended; nothing happened meanwhile that you wanted to hear of.")


def render_counted_post(post: CountedPost, words: Words, zone: ZoneInfo) -> str:
    """A post in short, with the figures that it claims itself."""
    head = f"{_linked(post.post, words)}, {render_instant(post.posted_at, zone, words)}"
    if not post.lines:
        return lines(struck(head), words.gettext("Nothing of it counts any more for what you follow."))
    who = originator_name(post.originator, words)
    claimed = words.gettext("Claim of: {who}. Why: /why").format(who=who)
    return lines(bold(head), *(_post_line(one, words) for one in post.lines), italic(claimed))


def _title(told: Sequence[LiveLine], words: Words, held_by: HeldBy | None) -> str:
    day, n = words.day(told[0].day), words.number(len(told))
    if held_by is HeldBy.QUIET:
        return words.gettext("New in the quiet hours: {n}, {day}").format(day=day, n=n)
    if held_by is HeldBy.MUTE:
        return words.gettext("The mute has ended; meanwhile: {n}, {day}").format(day=day, n=n)
    if len(told) == 1:
        return words.gettext("New region, {day}").format(day=day)
    return words.gettext("New regions: {n}, {day}").format(n=n, day=day)


def _figure(entry: AlertLine, words: Words) -> str:
    if is_nothing(entry.row) or not entry.row.claims:
        return words.gettext("named, none said to be downed")
    return render_figure(entry.row, words)


def _sides(sides: Sequence[tuple[str, TotalsRow]], words: Words) -> str:
    told = [f"{originator_short(name, words)} {render_figure(row, words)}" for name, row in sides]
    return "   " + "; ".join(told)


def _why(entry: AlertLine, words: Words, zone: ZoneInfo) -> str:
    at: datetime | None = entry.withdrawn_at
    if at is None:
        return ""
    return f" — {render_withdrawal(at, words, zone, editor_reason=entry.editor_reason)}"


def _course(one: Course, words: Words, zone: ZoneInfo) -> str:
    name = f"{bold(region_name(one.now.line.region, words))}, {words.day(one.now.day)}"
    if not one.now.stands:
        taken_back = _why(one.now.line, words, zone).removeprefix(" — ")
        return f"{name}: {taken_back}" if taken_back else _unsupported(name, words)
    if one.low < 0:
        again = words.gettext("{region}: stands again, {figure}")
        return again.format(region=name, figure=bold(_figure(one.now.line, words)))
    return words.gettext("{region}: was {before}, now {after}").format(
        region=name, before=_before(one, words), after=bold(_figure(one.now.line, words))
    )


def _unsupported(name: str, words: Words) -> str:
    return words.gettext("{region}: nothing supports it any more").format(region=name)


def _before(one: Course, words: Words) -> str:
    low = words.number(one.low)
    if one.high is None:
        return words.gettext("at least {n}").format(n=low)
    if one.high == 0:
        return words.gettext("named, none said to be downed")
    return low if one.low == one.high else f"{low}–{words.number(one.high)}"


def _whose(told: Sequence[LiveLine], words: Words) -> str | None:
    """Both sides' figures are claims: every message says whose, with the posts behind it."""
    names = _each_once(name for one in told for name in one.originators)
    posts = _each_once(post for one in told for post in one.posts)[:_MOST_POSTS]
    if not names:
        return None
    who = words.listed([originator_name(name, words) for name in names[:_MOST_POSTS]])
    if len(names) > _MOST_POSTS:
        who = words.gettext("{who} and others").format(who=who)
    named = ", ".join(_linked(_told_once(post, names), words) for post in posts)
    return words.gettext("Claim of: {who}, {post}").format(who=who, post=named)


def _each_once(found: Iterable[T]) -> list[T]:
    return list(dict.fromkeys(found))


def _told_once(post: PostLink, names: Iterable[str]) -> PostLink:
    """Without the title that says again what the names have said."""
    repeated = any(repeats_originator(post.title, name) for name in names)
    return replace(post, title="") if repeated else post


def _linked(post: PostLink, words: Words) -> str:
    return link(escape(post.title) or words.gettext("post"), post.link)


def _post_line(one: PostLine, words: Words) -> str:
    own = render_figure(one.own, words) if one.own.claims else words.gettext("named, none said to be downed")
    told = f"• {bold(region_name(one.region, words))}, {words.day(one.day)}: {own}"
    return words.gettext("{told}, a new region").format(told=told) if one.is_new else told
