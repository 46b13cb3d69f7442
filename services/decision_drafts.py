"""An editor's order → the decision to keep: the claim found, the wish validated, the value as plain JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from domain.claim import Claim, Metric
from domain.decision import POST, Action, quote_of
from domain.errors import DecisionRefusedError, Refusal
from domain.order import Order, Target, Wish
from domain.record import StoredClaim, StoredPost, StoredVersion
from domain.window import Precision, Span, day_of
from services.ports import Transaction
from services.readings import dated_of_version
from services.rules import CountingRules
from services.standing import fold_claims

NEAR = timedelta(hours=24)
"""Claims further apart than this in time cannot speak of the same drones, and are disjoint as they are.

Less than the stretch around a changed claim in which clusters are counted again (services/recount.py).
"""
_MIDNIGHT = time(0)


@dataclass(frozen=True, slots=True)
class Draft:
    """What the decision store is given of an order."""

    subject: str
    action: Action
    value: Mapping[str, Any] = field(default_factory=dict)
    other_post_id: int | None = None


def find_post(tx: Transaction, target: Target) -> StoredPost:
    """The post of a number; DecisionRefusedError where there is none, or it has no text yet."""
    post = tx.posts.find_numbered(target.post_id)
    if post is None or post.current_version_id is None:
        raise DecisionRefusedError(Refusal.UNKNOWN_POST, str(target.post_id))
    return post


def get_version_id(post: StoredPost) -> int:
    """The version in force of a post that has one."""
    if post.current_version_id is None:
        raise DecisionRefusedError(Refusal.UNKNOWN_POST, str(post.id))
    return post.current_version_id


def draft(tx: Transaction, post: StoredPost, order: Order, rules: CountingRules) -> Draft:
    """The decision that an order asks for; DecisionRefusedError says what is wrong with it."""
    match order.action:
        case Action.CHOOSE_VERSION:
            return _choice(tx, post, order.wish)
        case Action.ACCEPT | Action.REJECT if order.target.claim is None:
            value = {"version_id": get_version_id(post)}
            return Draft(POST, order.action, value)
        case Action.ACCEPT | Action.REJECT:
            return _verdict(tx, post, order)
        case Action.FIX:
            return _fix(tx, post, order, rules)
        case Action.MOVE:
            return _move(tx, post, order)
        case Action.MERGE | Action.SPLIT:
            return _bond(tx, post, order)
        case Action.UNDO:
            raise DecisionRefusedError(Refusal.NOT_UNDERSTOOD)


def find_claim(tx: Transaction, post: StoredPost, target: Target) -> StoredClaim:
    """The claim a target names; a post of one claim need not be told which. Refused when it is not there."""
    claims = tx.claims.read_of_version(get_version_id(post))
    if target.claim is None:
        if len(claims) != 1:
            numbers = ", ".join(claim.number for claim in claims)
            why = Refusal.WHICH_CLAIM if claims else Refusal.UNKNOWN_CLAIM
            raise DecisionRefusedError(why, numbers or f"{post.id}.1")
        return claims[0]
    if not 1 <= target.claim <= len(claims):
        raise DecisionRefusedError(Refusal.UNKNOWN_CLAIM, str(target))
    return claims[target.claim - 1]


def _choice(tx: Transaction, post: StoredPost, wish: Wish) -> Draft:
    versions = tx.posts.iterate_versions(post.id)
    if wish.version is None or not 1 <= wish.version <= len(versions):
        raise DecisionRefusedError(Refusal.UNKNOWN_VERSION, str(wish.version or ""))
    newest = max(version.id for version in versions)
    chosen = in_order(versions)[wish.version - 1]
    return Draft(POST, Action.CHOOSE_VERSION, {"version_id": chosen.id, "known": newest})


def in_order(versions: Sequence[StoredVersion]) -> list[StoredVersion]:
    """Versions as they are numbered for people: by the moment of their text."""
    return sorted(versions, key=lambda version: (version.seen_at, version.id))


def _verdict(tx: Transaction, post: StoredPost, order: Order) -> Draft:
    claim = find_claim(tx, post, order.target)
    if order.action is Action.ACCEPT and not _is_accepted(tx, post, claim.version_id):
        raise DecisionRefusedError(Refusal.POST_UNVERIFIED, str(post.id))
    return Draft(claim.id, order.action, {"quote": quote_of(claim.claim)})


def _is_accepted(tx: Transaction, post: StoredPost, version_id: int) -> bool:
    """Whether the post's word counts: an unverified one is accepted whole before its claims are judged."""
    return post.verified or fold_claims(post, version_id, (), tx.decisions.read_of_post(post.id)).accepted


def _fix(tx: Transaction, post: StoredPost, order: Order, rules: CountingRules) -> Draft:
    stored, wish = find_claim(tx, post, order.target), order.wish
    value: dict[str, Any] = {}
    if wish.count is not None:
        if wish.count.high == 0:
            raise DecisionRefusedError(Refusal.NOT_A_COUNT, "0")
        value["count"] = [wish.count.low, wish.count.best, wish.count.high]
        value |= {"approximate": True} if wish.approximate else {}
    if wish.day is not None or wish.hours is not None:
        read_on = dated_of_version(tx, post, stored.version_id, rules)[stored.ordinal][1]
        value |= _when(stored, wish, rules.zone) | {"was_day": read_on.isoformat()}
    value |= {"originator": wish.originator} if wish.originator is not None else {}
    value |= {"metric": wish.metric.value} if wish.metric is not None else {}
    value |= {"weapon": wish.weapon.value} if wish.weapon is not None else {}
    if not value:
        raise DecisionRefusedError(Refusal.NOT_UNDERSTOOD)
    return Draft(stored.id, Action.FIX, {"quote": quote_of(stored.claim), **value})


def _when(stored: StoredClaim, wish: Wish, zone: ZoneInfo) -> dict[str, Any]:
    """The window a day or hours amount to: a claim cannot speak of time after its post."""
    day = wish.day or stored.day
    outer, inner, precision = _window(stored, day, wish.hours, zone)
    if outer.start >= stored.posted_at:
        raise DecisionRefusedError(Refusal.AFTER_THE_POST, day.isoformat())
    cut = _cut(outer, stored.posted_at)
    value: dict[str, Any] = {"outer": _told(cut), "precision": precision.value}
    if inner is not None and inner.start < stored.posted_at:
        value["inner"] = _told(_cut(inner, stored.posted_at))
    return value | {"day": day_of(cut.end, zone).isoformat()}


def _window(
    stored: StoredClaim, day: date, hours: tuple[time, time] | None, zone: ZoneInfo
) -> tuple[Span, Span | None, Precision]:
    """Hours given end on the day; hours that were read keep their clock; else it is the whole day."""
    window = stored.claim.window
    if hours is not None:
        start, end = (datetime.combine(day, clock, zone) for clock in hours)
        end += timedelta(days=1) if hours[1] == _MIDNIGHT else timedelta()
        start -= timedelta(days=1) if start >= end else timedelta()
        span = Span(start.astimezone(UTC), end.astimezone(UTC))
        return span, span, Precision.MINUTE
    if window.precision is Precision.NONE:
        start = datetime.combine(day, _MIDNIGHT, zone)
        return Span(start.astimezone(UTC), (start + timedelta(days=1)).astimezone(UTC)), None, Precision.NONE
    apart = day - stored.day
    inner = window.inner
    return (
        _shifted(window.outer, apart, zone),
        _shifted(inner, apart, zone) if inner else None,
        window.precision,
    )


def _shifted(span: Span, apart: timedelta, zone: ZoneInfo) -> Span:
    """The same clock hours so many days later."""
    start, end = ((at.astimezone(zone) + apart).astimezone(UTC) for at in (span.start, span.end))
    return Span(start, end)


def _cut(span: Span, until: datetime) -> Span:
    return Span(span.start, min(span.end, until))


def _told(span: Span) -> list[str]:
    return [span.start.astimezone(UTC).isoformat(), span.end.astimezone(UTC).isoformat()]


def _move(tx: Transaction, post: StoredPost, order: Order) -> Draft:
    stored, regions = find_claim(tx, post, order.target), order.wish.regions
    if regions is None:
        raise DecisionRefusedError(Refusal.NOT_UNDERSTOOD)
    return Draft(stored.id, Action.MOVE, {"quote": quote_of(stored.claim), "regions": list(regions)})


def _bond(tx: Transaction, post: StoredPost, order: Order) -> Draft:
    if order.wish.other is None:
        raise DecisionRefusedError(Refusal.NOT_UNDERSTOOD)
    stored = find_claim(tx, post, order.target)
    other = find_claim(tx, find_post(tx, order.wish.other), order.wish.other)
    if other.id == stored.id:
        raise DecisionRefusedError(Refusal.ITSELF, stored.number)
    for one in (stored, other):
        if not _is_downed(one.claim):
            raise DecisionRefusedError(Refusal.NOT_COUNTED, one.number)
    if _apart(stored.claim, other.claim) > NEAR:
        raise DecisionRefusedError(Refusal.TOO_FAR_APART, f"{stored.number}, {other.number}")
    value = {"quote": quote_of(stored.claim), "other": other.id}
    return Draft(stored.id, order.action, value, None if other.post_id == post.id else other.post_id)


def _is_downed(claim: Claim) -> bool:
    return claim.metric is Metric.DOWNED


def _apart(one: Claim, other: Claim) -> timedelta:
    first, second = one.window.outer, other.window.outer
    return max(first.start - second.end, second.start - first.end)
