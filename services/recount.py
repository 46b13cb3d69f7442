"""The cluster cache: a new claim touches its clusters only; `rebuild` must reproduce every part.

A scope is a region, or the composite Moscow region. The country is reconciled when asked, over the period
asked: its clusters chain from night to night, so a cache of them would be touched by every post.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import chain

import reconciliation
from domain.claim import Claim, Flag
from domain.record import ClusterPart, StoredClaim
from domain.region import MOSCOW_REGION, region_key
from domain.tally import WeighedClaim
from reconciliation import reconcile_clusters
from reconciliation.asked import restrict
from services.ports import Transaction
from services.weigh_claims import WAVE, counts, weigh_claims

REACH = WAVE + timedelta(days=1)
"""How far from a claim's window a cluster can lie that the claim's relations may still change."""

OPEN_RELATION = "open_relation"
"""Kept with a cluster that a claim beyond its hours may change."""

_MARGIN = timedelta(hours=1)
"""Windows this near may touch: more than the tolerance of SEMANTICS, 15 minutes, on both sides."""

_MOSCOW = region_key(MOSCOW_REGION)
_SHOWN = frozenset({Flag.APPROXIMATE, Flag.INFERRED_FROM_SUM})


def scopes_of(claim: Claim) -> tuple[str, ...]:
    """The scopes whose clusters a claim is in."""
    return with_composite(claim.regions)


def with_composite(regions: Iterable[str]) -> tuple[str, ...]:
    """These regions, each once, and the composite where a part of it is among them."""
    named = dict.fromkeys(regions)
    return (*named, _MOSCOW) if not named.keys().isdisjoint(MOSCOW_REGION) else tuple(named)


def recount(
    tx: Transaction, changed: Iterable[StoredClaim], known: Mapping[str, StoredClaim] | None = None
) -> None:
    """Recompute the clusters that these claims (added, or no longer live) touch.

    `known`: claims in hand, by id, as they now stand; they need not be read again.
    """
    relevant = [c for c in changed if counts(c.claim)]
    bound = {bond.other for c in relevant for bond in c.bonds} - {c.id for c in relevant}
    others = [c for c in tx.claims.read_by_ids(bound) if counts(c.claim)] if bound else []
    stretches = [[*relevant, *others]] if others else _apart(relevant)
    for together in stretches:
        _recount_stretch(tx, together, known or {})


def _apart(changed: Sequence[StoredClaim]) -> Iterator[list[StoredClaim]]:
    """Claims in groups so far apart in time that none can change the clusters of another."""
    group: list[StoredClaim] = []
    until: datetime | None = None
    for one in sorted(changed, key=lambda c: c.claim.window.outer.start):
        if until is not None and one.claim.window.outer.start > until + 2 * REACH:
            yield group
            group, until = [], None
        group.append(one)
        until = max(last_hour(one), until or last_hour(one))
    if group:
        yield group


def last_hour(stored: StoredClaim) -> datetime:
    """How late a claim matters to others. A memory of another day takes no part in the wave of its post."""
    end = stored.claim.window.outer.end
    return end if Flag.BACKGROUND in stored.claim.flags else max(end, stored.posted_at)


def _recount_stretch(
    tx: Transaction, changed: Sequence[StoredClaim], known: Mapping[str, StoredClaim]
) -> None:
    by_scope: dict[str, list[StoredClaim]] = {}
    for one in changed:
        for scope in scopes_of(one.claim):
            by_scope.setdefault(scope, []).append(one)
    if not by_scope:
        return
    start = min(c.claim.window.outer.start for c in changed) - REACH
    end = max(map(last_hour, changed)) + REACH
    near = tx.clusters.read_touching_of(by_scope, start, end)
    old = {scope: _concerned(near[scope], members) for scope, members in by_scope.items()}
    ids = {
        scope: {claim_id for part in old[scope] for claim_id in part.claim_ids} | {c.id for c in members}
        for scope, members in by_scope.items()
    }
    live = _live_claims(tx, set(chain.from_iterable(ids.values())), known)
    anew = {scope: parts_of(scope, [live[one] for one in ids[scope] & live.keys()]) for scope in by_scope}
    tx.clusters.replace_all({scope: _differing(old[scope], anew[scope]) for scope in sorted(by_scope)})


def _differing(
    old: Sequence[ClusterPart], new: Sequence[ClusterPart]
) -> tuple[list[ClusterPart], list[ClusterPart]]:
    """Without the parts that stand as they stood: many come near a new claim that it does not change."""
    return [one for one in old if one not in new], [one for one in new if one not in old]


def _live_claims(
    tx: Transaction, ids: Collection[str], known: Mapping[str, StoredClaim]
) -> dict[str, StoredClaim]:
    missing = [one for one in ids if one not in known]
    read = tx.claims.read_by_ids(missing) if missing else []
    found = [*read, *(known[one] for one in ids if one in known)]
    return {c.id: c for c in found if c.live}


def _concerned(near: Sequence[ClusterPart], changed: Sequence[StoredClaim]) -> list[ClusterPart]:
    """The parts whose windows come near the changed claims, or that an open relation may bind to them."""
    start = min(c.claim.window.outer.start for c in changed)
    end = max(map(last_hour, changed))
    opens = any(map(_has_open_relation, changed))
    return [
        part
        for part in near
        if _touches(part, start - _MARGIN, end + _MARGIN)
        or ((opens or OPEN_RELATION in part.flags) and _touches(part, start - REACH, end + REACH))
    ]


def _touches(part: ClusterPart, start: datetime, end: datetime) -> bool:
    return part.start_at <= end and start <= part.end_at


def _has_open_relation(stored: StoredClaim) -> bool:
    """Whether a claim speaks of claims beyond its post: by its words of earlier ones, or by an editor's."""
    return bool(stored.bonds) or (stored.claim.relation is not None and not stored.claim.targets)


def parts_of(scope: str, members: Iterable[StoredClaim]) -> list[ClusterPart]:
    """The clusters of a scope's live claims, in order of their start."""
    by_id = {c.id: c for c in members}
    regions = frozenset(scope.split("+"))
    weighed = restrict(weigh_claims(by_id.values()), regions)
    reconciled = reconcile_clusters(weighed, heed_corrections=True, traced=False)
    parts = [_part(scope, regions, group, figure, by_id) for group, figure in reconciled]
    return sorted(parts, key=lambda part: (part.start_at, part.claim_ids))


def _part(
    scope: str,
    regions: frozenset[str],
    group: Sequence[WeighedClaim],
    figure: reconciliation.ClusterPart,
    by_id: Mapping[str, StoredClaim],
) -> ClusterPart:
    stored = [by_id[claim.id] for claim in group]
    counted = {flag for one in figure.counted for flag in by_id[one].claim.flags if flag in _SHOWN}
    opened = (OPEN_RELATION,) if any(map(_has_open_relation, stored)) else ()
    shared = [c.claim.count.best for c in stored if not regions.issuperset(c.claim.regions)]
    return ClusterPart(
        scope=scope,
        start_at=min(c.claim.window.outer.start for c in stored),
        end_at=max(c.claim.window.outer.end for c in stored),
        first_day=min(c.day for c in stored),
        last_day=max(c.day for c in stored),
        floor=figure.floor,
        ceiling=figure.ceiling,
        best=figure.best,
        claim_ids=tuple(sorted(claim.id for claim in group)),
        unnumbered=sum(Flag.UNNUMBERED in c.claim.flags for c in stored),
        flags=(*sorted({*figure.flags, *counted}), *opened),
        shared=len(shared),
        most_shared=max(shared, default=None),
        standing=None if figure.standing == (figure.floor, figure.best) else figure.standing,
    )
