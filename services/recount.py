"""The cluster cache: a new claim touches its clusters only; `rebuild` must reproduce every part.

A scope is a region. The country is reconciled when asked, over the period asked: its clusters chain from
night to night, so a cache of them would be touched by every post.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

import reconciliation
from domain.claim import Flag
from domain.record import ClusterPart, StoredClaim
from domain.tally import WeighedClaim
from domain.totals import TotalsRow
from reconciliation import clusters, combine, reconcile_cluster
from reconciliation.asked import restrict
from services.ports import Transaction
from services.read_totals import row_of
from services.weigh_claims import WAVE, counts, weigh_claims

_REACH = WAVE + timedelta(days=1)
"""How far from a claim's window a cluster can lie that the claim's relations may still change."""

_MARGIN = timedelta(hours=1)
"""Windows this near may touch: more than the tolerance of SEMANTICS, 15 minutes, on both sides."""

_OPEN_RELATION = "open_relation"
"""Kept with a cluster that a claim beyond its hours may change."""


def recount(tx: Transaction, changed: Iterable[StoredClaim]) -> None:
    """Recompute the clusters that these claims (added, or no longer live) touch."""
    relevant = [c for c in changed if counts(c.claim)]
    for scope in sorted({region for c in relevant for region in c.claim.regions}):
        _recount_scope(tx, scope, [c for c in relevant if scope in c.claim.regions])


def _recount_scope(tx: Transaction, scope: str, changed: Sequence[StoredClaim]) -> None:
    start = min(c.claim.window.outer.start for c in changed)
    end = max(max(c.claim.window.outer.end, c.posted_at) for c in changed)
    near = tx.clusters.read_touching(scope, start - _REACH, end + _REACH)
    old = [part for part in near if _concerns(part, start, end, changed)]
    ids = {claim_id for part in old for claim_id in part.claim_ids} | {c.id for c in changed}
    members = [c for c in tx.claims.read_by_ids(ids) if c.live]
    tx.clusters.replace(scope, old, parts_of(scope, members))


def _concerns(part: ClusterPart, start: datetime, end: datetime, changed: Sequence[StoredClaim]) -> bool:
    """Whether a cluster's windows come near the changed claims, or an open relation may bind the two."""
    if part.start_at - _MARGIN <= end and start - _MARGIN <= part.end_at:
        return True
    return _OPEN_RELATION in part.flags or any(_has_open_relation(c) for c in changed)


def _has_open_relation(stored: StoredClaim) -> bool:
    """Whether a claim's relation looks for its claims among the originator's earlier posts."""
    return stored.claim.relation is not None and not stored.claim.targets


def parts_of(scope: str, members: Sequence[StoredClaim]) -> list[ClusterPart]:
    """The clusters of a scope's live claims, in order of their start."""
    by_id = {c.id: c for c in members}
    weighed = restrict(weigh_claims(members), frozenset({scope}))
    parts = [_part(scope, group, by_id) for group in clusters(weighed)]
    return sorted(parts, key=lambda part: (part.start_at, part.claim_ids))


def _part(scope: str, group: Sequence[WeighedClaim], by_id: dict[str, StoredClaim]) -> ClusterPart:
    figure = reconcile_cluster(group)
    stored = [by_id[claim.id] for claim in group]
    return ClusterPart(
        scope=scope,
        start_at=min(c.claim.window.outer.start for c in stored),
        end_at=max(c.claim.window.outer.end for c in stored),
        first_day=min(c.day for c in stored),
        last_day=max(c.day for c in stored),
        floor=figure.floor,
        ceiling=figure.ceiling,
        best=figure.best,
        claim_ids=tuple(sorted(by_id[claim.id].id for claim in group)),
        unnumbered=sum(Flag.UNNUMBERED in c.claim.flags for c in stored),
        flags=(*figure.flags, _OPEN_RELATION) if any(map(_has_open_relation, stored)) else figure.flags,
    )


def _figures(part: ClusterPart) -> reconciliation.ClusterPart:
    flags = tuple(flag for flag in part.flags if flag != _OPEN_RELATION)
    return reconciliation.ClusterPart(part.floor, part.ceiling, part.best, flags=flags)


def all_time(tx: Transaction, key: str) -> TotalsRow:
    """The row of a region over everything on record.

    The composite Moscow region has no cache of its own (it is rare) and is reconciled from its claims.
    """
    if "+" in key:
        regions = frozenset(key.split("+"))
        return row_of(key, tx.claims.read_live(date.min, date.max, regions=regions), regions)
    parts = tx.clusters.read_scope(key)
    return TotalsRow(
        key=key,
        tally=combine(_figures(part) for part in parts),
        claims=sum(len(part.claim_ids) for part in parts),
        unnumbered=sum(part.unnumbered for part in parts),
    )
