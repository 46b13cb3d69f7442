"""Clusters after an import: it marks the hours it changed, and they are reconciled again in slices.

A slice takes a bounded number of claims and is a transaction of its own, so a long history is settled beside
a running bot, in little memory, and whatever stops it, the marks say where to go on. Until then what all
records say of a marked region is reconciled from its claims (`read_sums` leaves such regions out).
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import pairwise

from domain.record import StaleStretch, StoredClaim
from services.ports import Transaction
from services.recount import REACH, last_hour, parts_of, scopes_of
from services.weigh_claims import counts

SLICE = 4000
"""About how many claims are reconciled at a time."""

_NEAR = timedelta(days=7)
_MOST_MARKS = 50
"""Marks kept for a scope: those nearest to each other are joined."""


def mark_stale(tx: Transaction, changed: Iterable[StoredClaim]) -> None:
    """Mark the clusters that these claims (added, or no longer in force) touch."""
    marks: dict[str, list[StaleStretch]] = {}
    for stored in changed:
        if counts(stored.claim):
            start_at = stored.claim.window.outer.start
            for scope in scopes_of(stored.claim):
                marks.setdefault(scope, []).append(StaleStretch(scope, start_at, last_hour(stored)))
    for scope, fresh in sorted(marks.items()):
        kept = tx.stale.read(scope)
        joined = join_stretches([*kept, *fresh])
        if joined != kept:
            tx.stale.put(scope, joined)


def join_stretches(stretches: Iterable[StaleStretch]) -> list[StaleStretch]:
    """Few stretches of one scope, in order, that hold all of the given ones."""
    joined: list[StaleStretch] = []
    for one in sorted(stretches, key=lambda one: one.start_at):
        if joined and one.start_at - joined[-1].end_at <= _NEAR:
            joined[-1] = _around(joined[-1], one)
        else:
            joined.append(one)
    while len(joined) > _MOST_MARKS:
        gaps = [later.start_at - earlier.end_at for earlier, later in pairwise(joined)]
        at = gaps.index(min(gaps))
        joined[at : at + 2] = [_around(joined[at], joined[at + 1])]
    return joined


def _around(earlier: StaleStretch, later: StaleStretch) -> StaleStretch:
    return StaleStretch(earlier.scope, earlier.start_at, max(earlier.end_at, later.end_at))


def settle_slice(tx: Transaction, claims: int = SLICE) -> bool:
    """Reconcile the clusters of about so many claims of the next marked stretch; whether marks are left."""
    scopes = tx.stale.read_scopes()
    if not scopes:
        return False
    scope = scopes[0]
    first, *rest = tx.stale.read(scope)
    cuts = [tx.stale.find_end_of(code, first.start_at, claims) for code in scope.split("+")]
    until = min([first.end_at, *filter(None, cuts)])
    _settle(tx, scope, first.start_at, until)
    if until < first.end_at:
        rest = [StaleStretch(scope, until, first.end_at), *rest]
    tx.stale.put(scope, rest)
    return bool(rest) or len(scopes) > 1


def _settle(tx: Transaction, scope: str, start_at: datetime, end_at: datetime) -> None:
    """Put the claims that touch the hours into the clusters near them, and take out those not in force.

    The clusters near them are read as they are, be they stale themselves: a stretch beyond has its own turn.
    """
    codes = scope.split("+")
    here = {c.id: c for code in codes for c in tx.claims.read_live_between(code, start_at, end_at)}
    since = min([start_at, *(c.claim.window.outer.start for c in here.values())])
    until = max([end_at, *map(last_hour, here.values())])
    near = tx.clusters.read_touching(scope, since - REACH, until + REACH)
    others = {claim_id for part in near for claim_id in part.claim_ids} - here.keys()
    members = [*here.values(), *(c for c in tx.claims.read_by_ids(others) if c.live)]
    tx.clusters.replace(scope, near, parts_of(scope, members))
