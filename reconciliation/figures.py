"""From claims to a tally: each cluster on its own, then the sum of the clusters."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

from domain.claim import Flag
from domain.tally import NOTHING, Tally, TallyState, WeighedClaim
from reconciliation.asked import restrict
from reconciliation.ceiling import find_ceiling
from reconciliation.clustering import group_stretches
from reconciliation.corrections import find_taken_back, sum_best, sum_low
from reconciliation.floor import find_floor
from reconciliation.folding import fold
from reconciliation.relations import refuse_circles
from reconciliation.stretches import Stretch, lay_out

_CLUSTERS, _TALLIES, _MOST_KNOWN = 256, 64, 512
"""Clusters and tallies that are kept, and the most claims that one of them may have: those of a hard day."""


@dataclass(frozen=True, slots=True)
class ClusterPart:
    """What one cluster adds to a tally: its floor, ceiling (None: no limit), sum of best, and its trace.

    `standing`: its floor and sum of best without what its sources took back themselves, if they did.
    """

    floor: int
    ceiling: int | None
    best: int
    standing: tuple[int, int] | None = None
    counted: tuple[str, ...] = ()
    folded: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    flags: tuple[str, ...] = ()


def tally(
    claims: Sequence[WeighedClaim],
    *,
    regions: frozenset[str] | None = None,
    heed_corrections: bool = False,
    traced: bool = True,
) -> Tally:
    """The figure for the asked regions (None: the whole country) with its trace (SEMANTICS, section 3).

    The ids must differ; the order of the claims changes nothing. Raises RelationCycleError where claims
    contain one another in a circle. `heed_corrections`: as for `combine`. Without `traced` nothing is said
    of the claims that are not counted (`folded` is empty), which takes less time.
    """
    make = _known_tally if len(claims) <= _MOST_KNOWN else _tally
    return make(tuple(claims), regions, heed_corrections, traced)


def _tally(
    claims: tuple[WeighedClaim, ...], regions: frozenset[str] | None, heed_corrections: bool, traced: bool
) -> Tally:
    asked = restrict(claims, regions)
    refuse_circles(asked)
    groups = group_stretches(lay_out(asked))
    return combine(
        [_part_of_group(group, heed_corrections, traced) for group in groups],
        heed_corrections=heed_corrections,
    )


# What stood before a post is what stood after the last one about the same place.
_known_tally = lru_cache(_TALLIES)(_tally)


def reconcile_cluster(
    cluster: Sequence[WeighedClaim], *, heed_corrections: bool = False, traced: bool = True
) -> ClusterPart:
    """The part of one of the groups that `clusters` gave; raises RelationCycleError as `tally` does."""
    refuse_circles(cluster)
    return _part_of_group(lay_out(cluster), heed_corrections, traced)


def reconcile_clusters(
    claims: Sequence[WeighedClaim], *, heed_corrections: bool = False, traced: bool = True
) -> list[tuple[list[WeighedClaim], ClusterPart]]:
    """Each of the groups that `clusters` gives with its part; raises RelationCycleError as `tally` does."""
    refuse_circles(claims)
    return [
        ([one.claim for one in group], _part_of_group(group, heed_corrections, traced))
        for group in group_stretches(lay_out(claims))
    ]


def combine(parts: Iterable[ClusterPart], *, heed_corrections: bool = False) -> Tally:
    """The tally of independent clusters: their floors, ceilings and best figures add up.

    Floor and ceiling are those of every claim as it was made. Where a source corrected itself (`revised`),
    its later word wins in print (SEMANTICS, section 3, rule 6): `heed_corrections` takes low, best, high and
    state from the floor without what was taken back, so that the other clusters' figures stand beside it.
    """
    known = list(parts)
    if not known:
        return NOTHING
    floor = sum(part.floor for part in known)
    ceiling = _sum_or_open(part.ceiling for part in known)
    standing = [(heed_corrections and part.standing) or (part.floor, part.best) for part in known]
    low, best, high, state = _figures(
        sum(floor for floor, _ in standing), ceiling, sum(best for _, best in standing)
    )
    return Tally(
        floor=floor,
        ceiling=ceiling,
        low=low,
        best=best,
        high=high,
        state=state,
        counted=tuple(sorted(one for part in known for one in part.counted)),
        folded={one: into for part in known for one, into in part.folded.items()},
        flags=tuple(sorted({flag for part in known for flag in part.flags})),
    )


def _figures(floor: int, ceiling: int | None, best: int) -> tuple[int, int, int | None, TallyState]:
    if ceiling is None:
        return floor, max(best, floor), None, TallyState.OPEN
    if floor > ceiling:
        return ceiling, ceiling, floor, TallyState.DISPUTED
    state = TallyState.EXACT if floor == ceiling else TallyState.RANGE
    return floor, min(max(best, floor), ceiling), ceiling, state


def _sum_or_open(highs: Iterable[int | None]) -> int | None:
    total = 0
    for high in highs:
        if high is None:
            return None
        total += high
    return total


class _Reckoned(NamedTuple):
    """A part without its trace, and what the trace is made of: the claims of its floor and of its ceiling."""

    part: ClusterPart
    counted: Sequence[Stretch]
    covering: Sequence[Stretch]


def _part_of_group(group: Sequence[Stretch], heed_corrections: bool, traced: bool) -> ClusterPart:
    reckoned = _remembered(tuple([one.claim for one in group])) if len(group) <= _MOST_KNOWN else None
    if reckoned is None or (reckoned.part.standing is not None and not heed_corrections):
        reckoned = _reckon(group, heed_corrections)
    if not traced:
        return reckoned.part
    folds = fold(group, reckoned.counted, reckoned.covering)
    return replace(reckoned.part, folded={one: folded.into for one, folded in folds.items()})


# A post changes one cluster of the day or two; all the others are asked for again as they were.
@lru_cache(_CLUSTERS)
def _remembered(claims: tuple[WeighedClaim, ...]) -> _Reckoned:
    return _reckon(lay_out(claims), heed_corrections=True)


def _reckon(group: Sequence[Stretch], heed_corrections: bool) -> _Reckoned:
    lows, highs = find_floor(group), find_ceiling(group)
    flags = [] if lows.exact and highs.exact else [Flag.BOUNDED.value]
    told, standing = lows, None
    taken_back = find_taken_back(group)
    if taken_back:
        flags.append(Flag.REVISED.value)
        left = find_floor([one for one in group if one.id not in taken_back])
        standing = sum_low(left), sum_best(left)
        told = left if heed_corrections else lows
    part = ClusterPart(
        floor=sum_low(lows),
        ceiling=_sum_or_open(one.claim.count.high for one in highs.members),
        best=sum_best(lows),
        standing=standing,
        counted=tuple(sorted(one.id for one in told.members)),
        flags=tuple(flags),
    )
    return _Reckoned(part, told.members, highs.members)
