"""Posts stood anew as an import does it: their clusters are marked stale, nobody is alerted.

A post kept as unverified because its channel was not listed then becomes verified when an import brings it
after the channel was listed: its texts are read anew as that source's. The channel is known by its chat id.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from domain.alert import Alert, AlertState, Badge
from domain.claim import Flag
from domain.post import chat_of_key
from domain.record import StoredClaim, StoredPost
from extraction import RULES_VERSION, read_post
from services.alert_views import ELIGIBLE
from services.place_figures import region_keys
from services.ports import Transaction
from services.readings import dated_of_version
from services.restanding import stands_as, store_fold
from services.review import renew_doubts
from services.rules import CountingRules
from services.settle_scopes import mark_stale
from services.standing import fold_claims, version_in_force


def verify_listed(tx: Transaction, posts: Iterable[StoredPost], rules: CountingRules, now: datetime) -> bool:
    """Make those unverified posts verified whose channel is listed; whether there were any."""
    found = False
    for post in posts:
        source = None if post.verified else rules.sources.get(chat_of_key(post.key) or 0)
        if source is None:
            continue
        found = True
        tx.bulk.verify({post.id: source.name})
        for version in tx.posts.iterate_versions(post.id):
            report = read_post(version.text, source=source, posted_at=post.posted_at)
            tx.posts.put_report(version.id, report, RULES_VERSION)
        stand_quietly(tx, post.id, rules, now)
    return found


def stand_quietly(tx: Transaction, post_id: int, rules: CountingRules, now: datetime) -> None:
    """Fold a post with the decisions on record, as an import does: its regions are seen, nothing is sent."""
    post = tx.posts.get_post(post_id)
    decisions = tx.decisions.read_of_post(post_id)
    versions = tx.posts.iterate_versions(post_id)
    current = version_in_force(versions, decisions).id
    changed = []
    for version in versions:
        fold = fold_claims(post, version.id, dated_of_version(tx, post, version.id, rules), decisions)
        kept = tx.claims.read_of_version(version.id)
        live = fold.accepted and version.id == current
        if not stands_as(kept, fold, live=live):
            changed += [*kept, *store_fold(tx, post, version.id, fold, live=live)]
    if current != post.current_version_id:
        tx.posts.set_current_version(post_id, current)
    tx.bulk.mark_seen(list(places_seen(tx.claims.read_of_version(current))), now)
    mark_stale(tx, [claim for claim in changed if claim.live])
    renew_doubts(tx, post_id, now)


def places_seen(claims: Iterable[StoredClaim]) -> Iterator[Alert]:
    """Each region of each day that live claims name, as an alert that is never sent."""
    for stored in claims:
        claim = stored.claim
        if not stored.live or claim.metric not in ELIGIBLE or Flag.BACKGROUND in claim.flags:
            continue
        for key in region_keys(claim):
            yield Alert(
                stored.day,
                key,
                0,
                stored.post_id,
                Badge.NEW_TODAY,
                AlertState.SEEN,
                f"alert:{stored.version_id}",
            )
