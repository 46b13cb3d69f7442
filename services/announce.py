"""New-region alerts: rows written in the same transaction as the claims that caused them (SEMANTICS 4)."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from domain.alert import Alert, AlertPolicy, AlertScope, AlertState, Badge
from domain.claim import Claim, Flag
from domain.record import StoredClaim, StoredPost
from domain.region import MOSCOW_REGION, region_key
from domain.subscription import NewsPlace
from services.alert_grouping import choose_message
from services.alert_messages import edit_alert, is_reachable, send_alert, tell_restored, tell_withdrawn
from services.alert_views import ELIGIBLE, HELD
from services.note_news import note_news
from services.place_figures import Place
from services.ports import Transaction
from services.rules import CountingRules

_ANNOUNCED = {
    AlertScope.TODAY: frozenset(Badge),
    AlertScope.GAP: frozenset({Badge.FIRST_EVER, Badge.FIRST_IN_DAYS}),
    AlertScope.EVER: frozenset({Badge.FIRST_EVER}),
}


@dataclass(frozen=True, slots=True)
class Occasion:
    """What caused an announcement: the version of a post that became current (or arrived) at `now`.

    `live`: received from Telegram; imports and rebuilds only mark regions as seen. `decision_id`: it is an
    editor's decision on the post, and not its text, that changed what stands.
    """

    post: StoredPost
    version_id: int
    now: datetime
    live: bool
    decision_id: int | None = None

    @property
    def is_first(self) -> bool:
        """Whether the post had no text in force before, and so raised no alert."""
        return self.post.current_version_id is None

    @property
    def cause(self) -> str:
        """What names the messages of this occasion."""
        return f"{self.version_id}" if self.decision_id is None else f"{self.version_id}:{self.decision_id}"


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
    named = regions_by_day(claims)
    left = {(day, key) for day, region in regions_by_day(removed) for key in _keys_that_meet(region)}
    if not named and not left and occasion.is_first:
        return
    latest = tx.alerts.read_latest({*named, *left})
    own = [] if occasion.is_first else tx.alerts.read_of_post(occasion.post.id)
    made, restored = _add_alerts(tx, occasion, named, latest, rules)
    if not occasion.live:
        return
    former = regions_by_day(removed)
    changed = {
        place
        for place, claims in named.items()
        if place not in former or _said(claims) != _said(former[place])
    }
    note_news(tx, occasion.post.id, _news_of(occasion, named, changed, left, rules), occasion.now)
    met = [latest[place] for place in sorted(left) if place in latest]
    gone = _withdraw_unsupported(tx, occasion, [*own, *met])
    told = [latest[place] for place in (*named, *left) if place in latest and place not in made]
    # The alerts' messages show these regions, or regions of this post, and so may need new words.
    touched = {alert.message_key for alert in (*told, *own) if alert.state is not AlertState.SEEN}
    announcing = {alert.message_key for alert in made.values() if alert.state is AlertState.ACTIVE}
    _tell(tx, occasion, announcing, touched, rules)
    tell_withdrawn(tx, gone, occasion.cause, rules, occasion.now)
    tell_restored(tx, restored, occasion.cause, rules, occasion.now)


def _tell(
    tx: Transaction, occasion: Occasion, announcing: set[str], touched: set[str], rules: CountingRules
) -> None:
    """Send the message of new regions, or edit the one they joined, and edit the others that are touched."""
    joined = {key for key in announcing if not key.startswith(HELD) and is_reachable(tx, key, rules)}
    for message_key in sorted(announcing - joined):
        if not message_key.startswith(HELD):
            send_alert(tx, message_key, rules, occasion.now)
    for message_key in sorted(touched - announcing | joined):
        edit_alert(tx, message_key, occasion.cause, rules, occasion.now)


def regions_by_day(claims: Iterable[StoredClaim]) -> dict[Place, list[StoredClaim]]:
    """The eligible claims among these by the day and region key that they may announce."""
    named: dict[Place, list[StoredClaim]] = {}
    for stored in claims:
        claim = stored.claim
        if not stored.live or claim.metric not in ELIGIBLE or Flag.BACKGROUND in claim.flags:
            continue
        keys = [region_key(claim.regions)] if claim.composite else list(claim.regions)
        for key in keys:
            named.setdefault((stored.day, key), []).append(stored)
    return named


def _news_of(
    occasion: Occasion,
    named: Mapping[Place, Sequence[StoredClaim]],
    changed: Collection[Place],
    left: Collection[Place],
    rules: CountingRules,
) -> list[NewsPlace]:
    """Places of which a text says what its former text said are no news to who has not heard of them."""
    hours = rules.alerts.fresh_hours
    told = {place: place in changed and _is_fresh(occasion, claims, hours) for place, claims in named.items()}
    gone = {place: False for place in sorted(left) if place not in told}
    return [NewsPlace(day, region, fresh) for (day, region), fresh in (told | gone).items()]


def _said(claims: Iterable[StoredClaim]) -> Counter[Claim]:
    """What claims say, wherever in the text and in whatever order."""
    return Counter(
        replace(one.claim, rule="", evidence=(), places=(), targets=(), confidence=1.0) for one in claims
    )


def _keys_that_meet(region: str) -> set[str]:
    """The keys an alert may have that a claim about this region supports: itself, its whole, its parts."""
    codes = set(region.split("+"))
    return {region, *codes, *([region_key(MOSCOW_REGION)] if codes & set(MOSCOW_REGION) else ())}


def _add_alerts(
    tx: Transaction,
    occasion: Occasion,
    named: Mapping[Place, Sequence[StoredClaim]],
    latest: Mapping[Place, Alert],
    rules: CountingRules,
) -> tuple[dict[Place, Alert], list[Alert]]:
    """Keep which regions were seen on which day: the rows made, and the struck ones that stand again."""
    made: dict[Place, Alert] = {}
    restored: list[Alert] = []
    for place, claims in named.items():
        known = latest.get(place)
        if known is not None and known.state is not AlertState.WITHDRAWN:
            continue
        if known is not None and occasion.decision_id is not None and known.post_id == occasion.post.id:
            # An editor lets the same post's word stand again: the message that was struck tells it as before.
            tx.alerts.set_state(known.key, AlertState.ACTIVE, occasion.now)
            restored.append(known)
        # A stale claim is not eligible: a fresh one of that day may still be news.
        elif not occasion.live or _is_fresh(occasion, claims, rules.alerts.fresh_hours):
            made[place] = _new_alert(tx, occasion, place, known, rules.alerts)
    new = [alert for alert in made.values() if alert.state is AlertState.ACTIVE]
    own_key = f"alert:{occasion.cause}"
    key = choose_message(tx, own_key, new, rules, occasion.now) if new else own_key
    for place, alert in made.items():
        if alert.state is AlertState.ACTIVE:
            made[place] = replace(alert, message_key=key)
        tx.alerts.add(made[place], occasion.now)
    return made, restored


def _new_alert(
    tx: Transaction, occasion: Occasion, place: Place, former: Alert | None, policy: AlertPolicy
) -> Alert:
    day, region = place
    badge = _badge(tx, day, region, policy.gap_days)
    announced = (
        occasion.live
        and bool(policy.chat_ids)
        and badge in _ANNOUNCED[policy.scope]
        and region not in policy.muted
    )
    state = AlertState.ACTIVE if announced else AlertState.SEEN
    generation = former.generation + 1 if former is not None else 0
    return Alert(day, region, generation, occasion.post.id, badge, state, f"alert:{occasion.cause}")


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


def _withdraw_unsupported(tx: Transaction, occasion: Occasion, alerts: Iterable[Alert]) -> list[Alert]:
    """Alerts of this post, or of regions it named, that nothing supports any more: they were taken back."""
    gone: list[Alert] = []
    for alert in {alert.key: alert for alert in alerts if alert.state is AlertState.ACTIVE}.values():
        if not any(tx.claims.has_live(code, alert.day, ELIGIBLE) for code in alert.region.split("+")):
            tx.alerts.set_state(alert.key, AlertState.WITHDRAWN, occasion.now)
            gone.append(replace(alert, state=AlertState.WITHDRAWN))
    return gone
