"""From claims to a tally: each cluster on its own, then the sum of the clusters."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from domain.claim import Flag
from domain.tally import NOTHING, Tally, TallyState, WeighedClaim
from reconciliation.asked import restrict
from reconciliation.ceiling import find_ceiling
from reconciliation.clustering import group_stretches
from reconciliation.floor import find_floor
from reconciliation.folding import fold
from reconciliation.relations import refuse_circles
from reconciliation.stretches import Stretch, lay_out


@dataclass(frozen=True, slots=True)
class ClusterPart:
    """What one cluster adds to a tally: its floor, ceiling (None: no limit), sum of best, and its trace."""

    floor: int
    ceiling: int | None
    best: int
    counted: tuple[str, ...] = ()
    folded: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    flags: tuple[str, ...] = ()


def tally(claims: Sequence[WeighedClaim], *, regions: frozenset[str] | None = None) -> Tally:
    """The figure for the asked regions (None: the whole country) with its trace (SEMANTICS, section 3).

    The ids must differ; the order of the claims changes nothing. Raises RelationCycleError where claims
    contain one another in a circle.
    """
    asked = restrict(claims, regions)
    refuse_circles(asked)
    return combine(_reconcile_group(group) for group in group_stretches(lay_out(asked)))


def reconcile_cluster(cluster: Sequence[WeighedClaim]) -> ClusterPart:
    """The part of one of the groups that `clusters` gave; raises RelationCycleError as `tally` does."""
    refuse_circles(cluster)
    return _reconcile_group(lay_out(cluster))


def combine(parts: Iterable[ClusterPart]) -> Tally:
    """The tally of independent clusters: their floors, ceilings and best figures add up."""
    known = list(parts)
    if not known:
        return NOTHING
    floor = sum(part.floor for part in known)
    ceiling = _sum_or_open(part.ceiling for part in known)
    best = sum(part.best for part in known)
    low, best, high, state = _figures(floor, ceiling, best)
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


def _reconcile_group(group: Sequence[Stretch]) -> ClusterPart:
    lows, highs = find_floor(group), find_ceiling(group)
    flags = []
    if not (lows.exact and highs.exact):
        flags.append(Flag.BOUNDED.value)
    if _is_revised(group):
        flags.append(Flag.REVISED.value)
    folds = fold(group, lows.members, highs.members)
    return ClusterPart(
        floor=sum(one.claim.count.low for one in lows.members),
        ceiling=_sum_or_open(one.claim.count.high for one in highs.members),
        best=sum(one.claim.count.best for one in lows.members),
        counted=tuple(sorted(one.id for one in lows.members)),
        folded={one: folded.into for one, folded in folds.items()},
        flags=tuple(flags),
    )


def _is_revised(group: Sequence[Stretch]) -> bool:
    """Whether an originator's total lies below what its own claims that it includes make for certain."""
    totals = [one for one in group if one.claim.includes]
    by_id = {one.id: one for one in group} if totals else {}
    for total in totals:
        high = total.claim.count.high
        if high is None:
            continue
        own = [
            by_id[part]
            for part in total.claim.includes
            if part in by_id and by_id[part].claim.originator == total.claim.originator
        ]
        own.sort()
        if own and sum(one.claim.count.low for one in find_floor(own).members) > high:
            return True
    return False
