"""From claims to a tally: each cluster on its own, then the sum of the clusters."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

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
) -> Tally:
    """The figure for the asked regions (None: the whole country) with its trace (SEMANTICS, section 3).

    The ids must differ; the order of the claims changes nothing. Raises RelationCycleError where claims
    contain one another in a circle. `heed_corrections`: as for `combine`.
    """
    asked = restrict(claims, regions)
    refuse_circles(asked)
    groups = group_stretches(lay_out(asked))
    return combine(
        (_reconcile_group(group, heed_corrections=heed_corrections) for group in groups),
        heed_corrections=heed_corrections,
    )


def reconcile_cluster(cluster: Sequence[WeighedClaim], *, heed_corrections: bool = False) -> ClusterPart:
    """The part of one of the groups that `clusters` gave; raises RelationCycleError as `tally` does."""
    refuse_circles(cluster)
    return _reconcile_group(lay_out(cluster), heed_corrections=heed_corrections)


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


def _reconcile_group(group: Sequence[Stretch], *, heed_corrections: bool = False) -> ClusterPart:
    lows, highs = find_floor(group), find_ceiling(group)
    flags = [] if lows.exact and highs.exact else [Flag.BOUNDED.value]
    told, standing = lows, None
    taken_back = find_taken_back(group)
    if taken_back:
        flags.append(Flag.REVISED.value)
        left = find_floor([one for one in group if one.id not in taken_back])
        standing = sum_low(left), sum_best(left)
        told = left if heed_corrections else lows
    folds = fold(group, told.members, highs.members)
    return ClusterPart(
        floor=sum_low(lows),
        ceiling=_sum_or_open(one.claim.count.high for one in highs.members),
        best=sum_best(lows),
        standing=standing,
        counted=tuple(sorted(one.id for one in told.members)),
        folded={one: folded.into for one, folded in folds.items()},
        flags=tuple(flags),
    )
