"""Why a tally is what it is, claim by claim: what stands behind every printed number."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.tally import WeighedClaim
from reconciliation.asked import restrict
from reconciliation.ceiling import find_ceiling
from reconciliation.clustering import group_stretches
from reconciliation.corrections import find_taken_back
from reconciliation.floor import find_floor
from reconciliation.folding import FoldRule, fold
from reconciliation.relations import refuse_circles
from reconciliation.stretches import Stretch, lay_out


@dataclass(frozen=True, slots=True)
class Explanation:
    """What became of one claim: counted (`rule` None, `into` empty), or folded into others by a rule."""

    id: str
    counted: bool
    into: tuple[str, ...] = ()
    rule: FoldRule | None = None


def explain(
    claims: Sequence[WeighedClaim],
    *,
    regions: frozenset[str] | None = None,
    heed_corrections: bool = False,
) -> tuple[Explanation, ...]:
    """What `tally` made of each claim that speaks of the asked regions, in order of time.

    Claims that say nothing of them have no explanation. Raises RelationCycleError as `tally` does.
    """
    asked = restrict(claims, regions)
    refuse_circles(asked)
    laid_out = lay_out(asked)
    found: dict[str, Explanation] = {}
    for group in group_stretches(laid_out):
        found.update((one.id, one) for one in _explain_group(group, heed_corrections=heed_corrections))
    return tuple(found[one.id] for one in laid_out)


def _explain_group(group: Sequence[Stretch], *, heed_corrections: bool) -> list[Explanation]:
    taken_back = find_taken_back(group) if heed_corrections else frozenset()
    counted = find_floor([one for one in group if one.id not in taken_back]).members
    folds = fold(group, counted, find_ceiling(group).members)
    return [
        *(Explanation(one.id, counted=True) for one in counted),
        *(Explanation(one, counted=False, into=why.into, rule=why.rule) for one, why in folds.items()),
    ]
