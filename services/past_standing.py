"""Claims as they stood at a past instant: later decisions are as if they had not been made."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from domain.claim import Claim, Metric, Weapon, is_doubtful
from domain.decision import Action, Decision
from domain.record import StoredClaim, StoredPost
from domain.totals import Period
from services.ports import Transaction
from services.standing import fold_claims


def as_known_at(
    tx: Transaction,
    found: Iterable[StoredClaim],
    period: Period,
    regions: frozenset[str] | None,
    as_of: datetime,
) -> list[StoredClaim]:
    """The claims of the period that counted at the instant, in order of id.

    `found`: the claims of versions then in force, as they stand now. Those of posts decided on since are
    folded anew, with the decisions made by then.
    """
    later = set(tx.decisions.read_posts_decided_after(as_of))
    kept = [one for one in found if one.post_id not in later and not is_doubtful(one.claim)]
    for post_id in sorted(later):
        kept += [one for one in _of_post(tx, post_id, as_of) if _is_asked_for(one, period, regions)]
    return sorted(kept, key=lambda one: (one.post_id, one.version_id, one.ordinal))


def _of_post(tx: Transaction, post_id: int, as_of: datetime) -> list[StoredClaim]:
    version_id = tx.claims.find_version_live_at(post_id, as_of)
    report = tx.posts.find_report(version_id) if version_id is not None else None
    if version_id is None or report is None:
        return []
    kept = tx.claims.read_of_version(version_id)
    decisions = tx.decisions.read_of_post(post_id)
    known = [one for one in decisions if one.decided_at <= as_of]
    dated = _as_read(report.claims, kept, decisions)
    fold = fold_claims(_accepted(tx.posts.get_post(post_id)), version_id, dated, known)
    return [
        replace(stored, claim=one.claim, day=one.day, live=one.accepted, bonds=one.bonds)
        for stored, one in zip(kept, fold.claims, strict=True)
    ]


def _accepted(post: StoredPost) -> StoredPost:
    """Whose word counted is settled already: its version was alive."""
    return replace(post, verified=True)


def _as_read(
    claims: Sequence[Claim], kept: Sequence[StoredClaim], decisions: Iterable[Decision]
) -> list[tuple[Claim, date]]:
    """The claims with the days of their text: a fix that set another day keeps the one it replaced."""
    was = {
        one.subject: date.fromisoformat(one.value["was_day"])
        for one in decisions
        if one.action is Action.FIX and "was_day" in one.value
    }
    return [(claim, was.get(stored.id, stored.day)) for claim, stored in zip(claims, kept, strict=True)]


def _is_asked_for(stored: StoredClaim, period: Period, regions: frozenset[str] | None) -> bool:
    claim = stored.claim
    return (
        stored.live
        and claim.metric is Metric.DOWNED
        and claim.weapon is Weapon.DRONE
        and period.first_on <= stored.day <= period.last_on
        and (regions is None or not regions.isdisjoint(claim.regions))
    )
