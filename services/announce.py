"""New-region alerts: rows written in the same transaction as the claims that caused them (SEMANTICS 4)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.alert import Alert, AlertLine, AlertPolicy, AlertScope, AlertState, AlertView, Badge
from domain.claim import Flag, Metric
from domain.outbox import OutboxMessage
from domain.record import StoredClaim, StoredPost
from domain.region import MOSCOW_REGION, region_key
from rendering.alerts import render_alert
from rendering.i18n import words_for
from services.channel_title import title_of
from services.ports import Transaction
from services.read_totals import row_of
from services.rules import CountingRules
from services.weigh_claims import counts

ELIGIBLE = (Metric.DOWNED, Metric.IMPACT, Metric.DEBRIS, Metric.REPELLED)
_ANNOUNCED = {
    AlertScope.TODAY: frozenset(Badge),
    AlertScope.GAP: frozenset({Badge.FIRST_EVER, Badge.FIRST_IN_DAYS}),
    AlertScope.EVER: frozenset({Badge.FIRST_EVER}),
}
_LOUD = frozenset({Badge.FIRST_EVER, Badge.FIRST_IN_DAYS})


@dataclass(frozen=True, slots=True)
class Occasion:
    """What caused an announcement: the version of a post that became current (or arrived) at `now`.

    `live`: received from Telegram; imports and rebuilds only mark regions as seen.
    """

    post: StoredPost
    version_id: int
    now: datetime
    live: bool


def announce_regions(
    tx: Transaction,
    occasion: Occasion,
    claims: Sequence[StoredClaim],
    rules: CountingRules,
    *,
    removed: Sequence[StoredClaim] = (),
) -> None:
    """Announce the regions these live claims bring, and bring alerts already sent up to date.

    `removed`: the claims of the former version, which other posts' alerts may have told of.
    """
    named = _regions_by_day(claims)
    left = {(day, key) for day, region in _regions_by_day(removed) for key in _keys_that_meet(region)}
    fresh = {
        place
        for place, members in named.items()
        if _add_alert(tx, occasion, place, members, rules.alerts) is AlertState.ACTIVE
    }
    if fresh:
        _send(tx, occasion, rules)
    _withdraw_unsupported(tx, occasion, left)
    touched = _messages_about(tx, occasion, (set(named) | left) - fresh)
    for message_key in sorted(touched - {_message_key(occasion)} if fresh else touched):
        _edit(tx, occasion, message_key, rules)


def _regions_by_day(claims: Iterable[StoredClaim]) -> dict[tuple[date, str], list[StoredClaim]]:
    named: dict[tuple[date, str], list[StoredClaim]] = {}
    for stored in claims:
        claim = stored.claim
        if not stored.live or claim.metric not in ELIGIBLE or Flag.BACKGROUND in claim.flags:
            continue
        keys = [region_key(claim.regions)] if claim.composite else list(claim.regions)
        for key in keys:
            named.setdefault((stored.day, key), []).append(stored)
    return named


def _keys_that_meet(region: str) -> set[str]:
    """The keys an alert may have that a claim about this region supports: itself, its whole, its parts."""
    codes = set(region.split("+"))
    return {region, *codes, *([region_key(MOSCOW_REGION)] if codes & set(MOSCOW_REGION) else ())}


def _add_alert(
    tx: Transaction,
    occasion: Occasion,
    place: tuple[date, str],
    claims: Sequence[StoredClaim],
    policy: AlertPolicy,
) -> AlertState | None:
    """Keep that the region was seen on the day; the state of the new row, None where it was known."""
    day, region = place
    latest = tx.alerts.find_latest(day, region)
    if latest is not None and latest.state is not AlertState.WITHDRAWN:
        return None
    if occasion.live and not _is_fresh(occasion, claims, policy.fresh_hours):
        return None  # a stale claim is not eligible: a fresh one of that day may still be news
    badge = _badge(tx, day, region, policy.gap_days)
    announced = (
        occasion.live
        and bool(policy.chat_ids)
        and badge in _ANNOUNCED[policy.scope]
        and region not in policy.muted
    )
    state = AlertState.ACTIVE if announced else AlertState.SEEN
    generation = latest.generation + 1 if latest is not None else 0
    alert = Alert(day, region, generation, occasion.post.id, badge, state, _message_key(occasion))
    tx.alerts.add(alert, occasion.now)
    return state


def _badge(tx: Transaction, day: date, region: str, gap_days: int) -> Badge:
    last = max(
        (
            seen
            for code in region.split("+")
            if (seen := tx.claims.last_day_before(code, day, ELIGIBLE)) is not None
        ),
        default=None,
    )
    if last is None:
        return Badge.FIRST_EVER
    return Badge.FIRST_IN_DAYS if (day - last).days >= gap_days else Badge.NEW_TODAY


def _is_fresh(occasion: Occasion, claims: Sequence[StoredClaim], fresh_hours: int) -> bool:
    limit = occasion.now - timedelta(hours=fresh_hours)
    return occasion.post.posted_at >= limit and any(c.claim.window.outer.end >= limit for c in claims)


def _message_key(occasion: Occasion) -> str:
    return f"alert:{occasion.version_id}"


def _send(tx: Transaction, occasion: Occasion, rules: CountingRules) -> None:
    view = _view(tx, _message_key(occasion), rules)
    loud = any(line.badge in _LOUD for line in view.lines)
    text = render_alert(view, words_for(rules.alerts.language), rules.zone)
    for chat_id in rules.alerts.chat_ids:
        tx.outbox.add(
            OutboxMessage(
                key=f"{_message_key(occasion)}@{chat_id}",
                chat_id=chat_id,
                text=text,
                thread_id=rules.alerts.thread_id,
                silent=not loud,
                priority=0,
            ),
            occasion.now,
        )


def _withdraw_unsupported(tx: Transaction, occasion: Occasion, left: set[tuple[date, str]]) -> None:
    """Alerts of this post, or of regions it named, that nothing supports any more: it was taken back."""
    told = [tx.alerts.find_latest(day, region) for day, region in sorted(left)]
    for alert in (*tx.alerts.read_of_post(occasion.post.id), *filter(None, told)):
        supported = any(tx.claims.has_live(code, alert.day, ELIGIBLE) for code in alert.region.split("+"))
        if alert.state is AlertState.ACTIVE and not supported:
            tx.alerts.set_state(alert.key, AlertState.WITHDRAWN, occasion.now)


def _messages_about(tx: Transaction, occasion: Occasion, places: set[tuple[date, str]]) -> set[str]:
    """Keys of the messages that show these regions, or regions of this post, and so may need new words."""
    shown = [tx.alerts.find_latest(day, region) for day, region in sorted(places)]
    own = tx.alerts.read_of_post(occasion.post.id)
    return {a.message_key for a in (*shown, *own) if a is not None and a.state is not AlertState.SEEN}


def _edit(tx: Transaction, occasion: Occasion, message_key: str, rules: CountingRules) -> None:
    text = render_alert(_view(tx, message_key, rules), words_for(rules.alerts.language), rules.zone)
    for chat_id in rules.alerts.chat_ids:
        original = f"{message_key}@{chat_id}"
        if tx.outbox.find(original) is None:
            continue
        tx.outbox.supersede_pending_edit(original)
        tx.outbox.add(
            OutboxMessage(
                key=f"{original}:edit:{occasion.version_id}",
                chat_id=chat_id,
                text=text,
                edits=original,
                silent=True,
                priority=1,
            ),
            occasion.now,
        )


def _view(tx: Transaction, message_key: str, rules: CountingRules) -> AlertView:
    alerts = [a for a in tx.alerts.read_of_message(message_key) if a.state is not AlertState.SEEN]
    post = tx.posts.get_post(alerts[0].post_id)
    source = tx.sources.find(post.source_name) if post.source_name else None
    lines = tuple(_line(tx, alert, rules) for alert in alerts)
    return AlertView(
        day=alerts[0].day,
        originator=source.originator if source else "unknown",
        source_title=(title_of(post, source) if source else post.title) or "",
        link=post.link,
        lines=lines,
    )


def _withdrawn_at(tx: Transaction, alert: Alert) -> datetime | None:
    """When the region was struck, or else when its own source took it back, by the text that now stands."""
    if alert.state is AlertState.WITHDRAWN:
        return tx.alerts.get_changed_at(alert.key)
    current = tx.posts.get_post(alert.post_id).current_version_id
    return tx.posts.get_version(current).seen_at if current is not None else None


def _line(tx: Transaction, alert: Alert, rules: CountingRules) -> AlertLine:
    """The region as the alert's own post claims it; the others' figures stand below, also when it is gone."""
    regions = frozenset(alert.region.split("+"))
    standing = [c for c in tx.claims.read_all_metrics(alert.day, alert.day, regions) if c.live]
    gone = not any(c.post_id == alert.post_id and c.claim.metric in ELIGIBLE for c in standing)
    claims = [c for c in standing if counts(c.claim)]
    own = [c for c in claims if c.post_id == alert.post_id]
    names = sorted({c.claim.originator for c in claims} - {c.claim.originator for c in own})
    others = tuple(
        (name, row_of(name, [c for c in claims if c.claim.originator == name], regions)) for name in names
    )
    return AlertLine(
        region=alert.region,
        badge=alert.badge,
        state=alert.state,
        gap_days=rules.alerts.gap_days,
        row=row_of(alert.region, own, regions),
        others=others,
        withdrawn_at=_withdrawn_at(tx, alert) if gone else None,
    )
