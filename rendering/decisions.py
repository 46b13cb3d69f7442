"""What an editor is told: a decision with its figures before and after, and what is on record of a post."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from domain.claim import Metric, Weapon
from domain.decision import POST, Action, Decision
from domain.record import StoredClaim, StoredPost, StoredVersion
from domain.region import MOSCOW_REGION, region_key
from domain.totals import RegionFigures, TotalsRow
from rendering.figures import render_course
from rendering.html import bold, escape, lines, link
from rendering.i18n import Words, words_for
from rendering.kinds import metric_name, weapon_name
from rendering.names import originator_name, region_name
from rendering.quotes import render_claim, render_quote
from rendering.times import render_instant

_LONGEST_HEAD = 120
_MOST_DECISIONS = 20


def render_decision(
    decision: Decision,
    post: StoredPost,
    figures: Iterable[RegionFigures],
    country: Iterable[tuple[date, TotalsRow, TotalsRow]],
    words: Words,
    zone: ZoneInfo,
    *,
    undone: Decision | None = None,
) -> str:
    """What was decided, what it made of the figures, and how to take it back.

    `country`: (day, before, after) where a claim speaks of no region. `undone`: what an undo took back.
    """
    told = _undone(undone, words) if undone is not None else describe(decision, words)
    regions = [
        _course(region_name(one.region, words), one.day, one.before, one.after, words) for one in figures
    ]
    whole = [_course(words.gettext("In all"), day, was, now, words) for day, was, now in country]
    changed = [line for line in (*regions, *whole) if line is not None]
    return lines(
        bold(told),
        _quote(undone or decision, words),
        _reason(decision, words),
        *(changed or [words.gettext("No figure changes.")]),
        render_post(post, words, zone),
        words.gettext("To take it back: {command}").format(command=f"/undo {decision.id}"),
    )


def describe(decision: Decision, words: Words) -> str:
    """A decision in a line: "№ 17.2: the count is 12"."""
    value = decision.value
    told = {
        Action.ACCEPT: words.gettext("accepted"),
        Action.REJECT: words.gettext("rejected"),
        Action.MERGE: words.gettext("the same drones as № {n}"),
        Action.SPLIT: words.gettext("other drones than № {n}"),
        Action.CHOOSE_VERSION: words.gettext("a text chosen to stay in force"),
        Action.UNDO: words.gettext("a decision taken back"),
        Action.FIX: "; ".join(_fixed(value, words)),
        Action.MOVE: words.gettext("place: {regions}").format(regions=_regions(value, words)),
    }[decision.action]
    if "other" in value:
        told = told.format(n=_number(str(value["other"])))
    return words.gettext("№ {n}: {told}").format(n=subject_number(decision), told=told)


def subject_number(decision: Decision) -> str:
    """The post or claim as people name it: "17", "17.2"."""
    return str(decision.post_id) if decision.subject == POST else _number(decision.subject)


def render_history(
    post: StoredPost,
    versions: Sequence[StoredVersion],
    claims: Sequence[StoredClaim],
    decisions: Sequence[Decision],
    standing: frozenset[int],
    words: Words,
    zone: ZoneInfo,
) -> str:
    """A post's texts, its claims as they stand, and every decision on it; the newest decisions are told."""
    told = decisions[-_MOST_DECISIONS:]
    return lines(
        render_post(post, words, zone),
        *(_version(n, one, post, words, zone) for n, one in enumerate(versions, start=1)),
        *(line for claim in claims for line in _claim(claim, words, zone)),
        bold(words.gettext("Decisions")) if told else words.gettext("No decisions."),
        *(_decision(one, standing, words, zone) for one in told),
    )


def render_post(post: StoredPost, words: Words, zone: ZoneInfo) -> str:
    """The line that names a post, as receipts have it."""
    title = escape(post.title) if post.title else words.gettext("no visible origin")
    return words.gettext("Post № {n}: {post}, {at}").format(
        n=post.id, post=link(title, post.link), at=render_instant(post.posted_at, zone, words)
    )


def find_post_number(text: str) -> int | None:
    """The number of the post that a message of ours is about, by the line that names it."""
    heads = [_head(words_for(language)) for language in ("ru", "en")]
    for line in text.splitlines():
        for head in heads:
            number = line.removeprefix(head).partition(":")[0]
            if line.startswith(head) and number.isascii() and number.isdecimal():
                return int(number)
    return None


def _head(words: Words) -> str:
    return words.gettext("Post № {n}: {post}, {at}").partition("{n}")[0]


def _course(name: str, day: date, before: TotalsRow | None, after: TotalsRow, words: Words) -> str | None:
    """A figure before and after; None where it reads the same."""
    course = render_course(before, after, words)
    if course is None:
        return None
    return words.gettext("{place}, {period}: {figure}").format(
        place=bold(name), period=words.day(day), figure=course
    )


def _undone(undone: Decision, words: Words) -> str:
    if undone.action is Action.UNDO:
        return words.gettext("The decision taken back by № {id} stands again").format(id=undone.id)
    return words.gettext("Taken back: {decision}").format(decision=describe(undone, words))


def _quote(decision: Decision, words: Words) -> str | None:
    """The words of the claim that was meant, so that a number taken for another is seen at once."""
    quote = str(decision.value.get("quote", ""))
    shown = quote if len(quote) <= _LONGEST_HEAD else f"{quote[: _LONGEST_HEAD - 1]}…"
    return words.gettext("“{text}”").format(text=escape(shown)) if quote else None


def _reason(decision: Decision, words: Words) -> str | None:
    if not decision.reason:
        return None
    return words.gettext("Reason: {reason}").format(reason=escape(decision.reason))


def _fixed(value: Mapping[str, Any], words: Words) -> Iterable[str]:
    if "count" in value:
        yield words.gettext("count: {count}").format(count=_count(value, words))
    if "day" in value:
        day = words.full_day(date.fromisoformat(str(value["day"])))
        yield words.gettext("day: {day}").format(day=day)
    if "originator" in value:
        yield words.gettext("claimed by: {who}").format(who=originator_name(str(value["originator"]), words))
    if "metric" in value:
        yield words.gettext("kind: {kind}").format(kind=metric_name(Metric(value["metric"]), words))
    if "weapon" in value:
        yield words.gettext("kind: {kind}").format(kind=weapon_name(Weapon(value["weapon"]), words))


def _count(value: Mapping[str, Any], words: Words) -> str:
    low, _, high = value["count"]
    if high is None:
        return words.gettext("at least {n}").format(n=words.number(low))
    told = words.number(low) if low == high else f"{words.number(low)}–{words.number(high)}"
    return f"≈{told}" if value.get("approximate") else told


def _regions(value: Mapping[str, Any], words: Words) -> str:
    codes = value.get("regions", ())
    if set(codes) == set(MOSCOW_REGION):
        # An editor who names both means the one place.
        return region_name(region_key(MOSCOW_REGION), words)
    regions = [region_name(code, words) for code in codes]
    return ", ".join(regions) or words.gettext("not split by region")


def _number(claim_id: str) -> str:
    """ "17.40.1" is the second claim of post 17."""
    post_id, _, ordinal = claim_id.split(".")
    return f"{post_id}.{int(ordinal) + 1}"


def _version(n: int, version: StoredVersion, post: StoredPost, words: Words, zone: ZoneInfo) -> str:
    head = " ".join(version.text.split())
    shown = head if len(head) <= _LONGEST_HEAD else f"{head[: _LONGEST_HEAD - 1]}…"
    told = words.gettext("Text {n}, {at}: “{text}”").format(
        n=n, at=render_instant(version.seen_at, zone, words), text=escape(shown)
    )
    in_force = version.id == post.current_version_id
    return words.gettext("{text} (in force)").format(text=told) if in_force else told


def _claim(claim: StoredClaim, words: Words, zone: ZoneInfo) -> list[str]:
    quote = render_quote(claim.claim, words)
    told = f"{claim.number}. {render_claim(claim, None, words, zone)}"
    aside = "" if claim.live else words.gettext("not counted now")
    return [f"{told} — {aside}" if aside else told, *([quote] if quote else [])]


def _decision(decision: Decision, standing: frozenset[int], words: Words, zone: ZoneInfo) -> str:
    at = render_instant(decision.decided_at, zone, words)
    told = f"{decision.id}. {at}: {describe(decision, words)}"
    if decision.reason:
        told = f"{told} ({escape(decision.reason)})"
    if decision.action is Action.UNDO or decision.id in standing:
        return told
    aside = words.gettext("taken back")
    return f"{told} — {aside}"
