"""The review queue: doubts about the texts in force, opened and closed as texts and decisions come."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.claim import LEAST_CONFIDENCE, Claim, Flag, Metric, Weapon
from domain.decision import BONDS, POST, Action, Decision, standing
from domain.doubt import Doubt, DoubtReason, OpenDoubt
from domain.record import StoredClaim, StoredPost
from domain.report import Report, Unresolved
from services.ports import Transaction
from services.standing import chosen_version, fits

PAGE = 10
"""Doubts of one answer."""
_MOST_CANDIDATES = 3
_NAMESAKE = re.compile(r"^(RU|UA)-|\)$")


@dataclass(frozen=True, slots=True)
class DoubtInContext:
    """A doubt with its post, and its claim where it is about one."""

    open: OpenDoubt
    post: StoredPost
    claim: StoredClaim | None


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """One page of the queue, from 1, newest first. `total` doubts are open."""

    page: int
    pages: int
    total: int
    doubts: tuple[DoubtInContext, ...]


def note_doubts(
    tx: Transaction, post: StoredPost, report: Report, added: Sequence[StoredClaim], now: datetime
) -> None:
    """Keep the queue when a text has been recorded. `post` is as it was before; `added` are its claims.

    A first text opens doubts; a later one closes what was open about its post, and may leave decisions on
    this post and on those bound to it without their claim.
    """
    if post.current_version_id is None:
        tx.doubts.open(doubts_of(report, post, added), now)
        return
    renew_doubts(tx, post.id, now)
    for bound in tx.decisions.read_binding(post.id):
        renew_doubts(tx, bound, now)


def renew_doubts(tx: Transaction, post_id: int, now: datetime, decision_id: int | None = None) -> None:
    """Make the open doubts of a post those that its text in force and its standing decisions leave."""
    post = tx.posts.get_post(post_id)
    wanted = _doubts_left(tx, post)
    open_now = tx.doubts.read_open_of_post(post_id)
    tx.doubts.close([one.id for one in open_now if one.doubt not in wanted], now, decision_id)
    known = {one.doubt for one in open_now}
    tx.doubts.open([doubt for doubt in wanted if doubt not in known], now)


def doubts_of(report: Report, post: StoredPost, claims: Sequence[StoredClaim]) -> list[Doubt]:
    """What a person should look at in a version's claims, before any decision. Pure."""
    countable = [kept for kept in claims if _is_countable(kept.claim)]
    if not countable:
        return []
    version_id = countable[0].version_id
    doubts = [] if post.verified else [Doubt(post.id, version_id, POST, DoubtReason.UNVERIFIED)]
    for kept in countable:
        reason = _doubt_about(kept.claim)
        if reason is not None:
            doubts.append(Doubt(post.id, version_id, kept.id, reason))
        if Flag.BREAKDOWN_MISMATCH in kept.claim.flags:
            doubts.append(Doubt(post.id, version_id, kept.id, DoubtReason.BREAKDOWN_MISMATCH))
    doubts += [_unsettled_name(name, post, countable) for name in report.unresolved]
    return list(dict.fromkeys(doubts))


def read_review(tx: Transaction, page: int) -> ReviewPage:
    """A page of the queue; a page beyond the last is the last."""
    total = tx.doubts.count_open()
    pages = max(1, -(-total // PAGE))
    page = min(max(page, 1), pages)
    found = tx.doubts.read_open(PAGE, (page - 1) * PAGE)
    ids = {one.doubt.subject for one in found} - {POST}
    claims = {claim.id: claim for claim in tx.claims.read_by_ids(ids)}
    doubts = tuple(
        DoubtInContext(one, tx.posts.get_post(one.doubt.post_id), claims.get(one.doubt.subject))
        for one in found
    )
    return ReviewPage(page, pages, total, doubts)


def _doubts_left(tx: Transaction, post: StoredPost) -> list[Doubt]:
    current = post.current_version_id
    report = tx.posts.find_report(current) if current is not None else None
    if current is None or report is None:
        return []
    decisions = tx.decisions.read_of_post(post.id)
    newer = _newer_text(tx, post, decisions)
    texts = [one for one in standing(decisions) if one.action is not Action.CHOOSE_VERSION]
    about = [one for one in texts if one.version_id == current]
    unfit = [one for one in about if not fits(one, report.claims) or _has_lost_its_other(tx, one)]
    settled = {one.subject for one in about if one not in unfit}
    if POST in settled and [one for one in about if one.subject == POST][-1].action is Action.REJECT:
        return newer
    doubts = doubts_of(report, post, tx.claims.read_of_version(current))
    doubts += [Doubt(post.id, current, one.subject, DoubtReason.DECISION_UNFIT, str(one.id)) for one in unfit]
    doubts += [
        Doubt(post.id, current, POST, DoubtReason.DECISION_UNFIT, str(one.id))
        for one in texts
        if (one.version_id or current) < current
    ]
    return [doubt for doubt in doubts if doubt.subject not in settled] + newer


def _newer_text(tx: Transaction, post: StoredPost, decisions: Iterable[Decision]) -> list[Doubt]:
    """The text that would be in force, had an editor not chosen another before it came."""
    chosen = chosen_version(decisions)
    if chosen is None:
        return []
    versions = tx.posts.iterate_versions(post.id)
    latest = max(versions, key=lambda one: (one.seen_at, one.id))
    if latest.id <= chosen.value.get("known", 0):
        return []
    return [Doubt(post.id, latest.id, POST, DoubtReason.NEWER_TEXT, str(chosen.id))]


def _has_lost_its_other(tx: Transaction, decision: Decision) -> bool:
    """Whether a bond speaks of a claim whose text is no longer in force."""
    if decision.action not in BONDS:
        return False
    post_id, version_id, _ = map(int, str(decision.value["other"]).split("."))
    return tx.posts.get_post(post_id).current_version_id != version_id


def _is_countable(claim: Claim) -> bool:
    return claim.metric is Metric.DOWNED and claim.weapon is Weapon.DRONE and Flag.REJECTED not in claim.flags


def _doubt_about(claim: Claim) -> DoubtReason | None:
    if Flag.IMPLAUSIBLE in claim.flags:
        return DoubtReason.IMPLAUSIBLE
    return DoubtReason.UNSURE if claim.confidence < LEAST_CONFIDENCE else None


def _unsettled_name(name: Unresolved, post: StoredPost, countable: Sequence[StoredClaim]) -> Doubt:
    """The doubt goes with the claim whose words stand nearest to the name."""
    nearest = min(countable, key=lambda kept: _distance(kept.claim, name))
    # A namesake is shown with its region, or as one: "Киров (Кировская область)"; a near name stands alone.
    misspelt = bool(name.candidates) and not any(map(_NAMESAKE.search, name.candidates))
    reason = DoubtReason.MISSPELT_PLACE if misspelt else DoubtReason.UNRESOLVED_PLACE
    detail = " → ".join((name.text, *name.candidates[:_MOST_CANDIDATES]))
    return Doubt(post.id, nearest.version_id, nearest.id, reason, detail)


def _distance(claim: Claim, name: Unresolved) -> int:
    return min((abs(part.start - name.start) for part in claim.evidence), default=name.start)
