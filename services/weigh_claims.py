"""Claims on record → claims as the arithmetic sees them, with relations settled across posts."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from domain.claim import Claim, Flag, Metric, Relation, Weapon, is_doubtful, places_of
from domain.record import StoredClaim
from domain.tally import WeighedClaim

WAVE = timedelta(hours=18)
"""How far back "five more" or "the total reached 12" looks for the originator's earlier claims of the wave.

A night's posts span 20:00–10:00 (SEMANTICS, the window table); 18 hours hold that with room for a late total.
"""


def counts(claim: Claim) -> bool:
    """Whether a claim is of the kind that is totalled as drones downed."""
    return claim.metric is Metric.DOWNED and claim.weapon is Weapon.DRONE and not is_doubtful(claim)


def weigh_claims(stored: Iterable[StoredClaim]) -> list[WeighedClaim]:
    """The live downed-drone claims, weighed. The result depends on the set alone, never on its order."""
    claims = sorted((c for c in stored if c.live and counts(c.claim)), key=lambda c: c.id)
    by_originator: dict[str, list[StoredClaim]] = {}
    for claim in claims:
        by_originator.setdefault(claim.claim.originator, []).append(claim)
    return [_weigh(claim, by_originator[claim.claim.originator]) for claim in claims]


def _weigh(stored: StoredClaim, same_originator: Sequence[StoredClaim]) -> WeighedClaim:
    claim = stored.claim
    related = _related(stored, same_originator)
    none: frozenset[str] = frozenset()
    return WeighedClaim(
        id=stored.id,
        originator=claim.originator,
        regions=places_of(claim),
        count=claim.count,
        outer=claim.window.outer,
        inner=claim.window.inner,
        adds_to=related if claim.relation is Relation.ADDS_TO else none,
        includes=related if claim.relation is Relation.INCLUDES else none,
        part_of=related if claim.relation is Relation.PART_OF else none,
        composite=claim.composite,
    )


def _related(stored: StoredClaim, same_originator: Sequence[StoredClaim]) -> frozenset[str]:
    if stored.claim.relation is None:
        return frozenset()
    if stored.claim.targets:
        head = stored.id.rpartition(".")[0]
        return frozenset(f"{head}.{ordinal}" for ordinal in stored.claim.targets)
    # A memory of another day stands outside the wave, however lately it was written.
    if Flag.BACKGROUND in stored.claim.flags:
        return frozenset()
    return frozenset(c.id for c in same_originator if _earlier_in_wave(c, stored))


def _earlier_in_wave(earlier: StoredClaim, later: StoredClaim) -> bool:
    if Flag.BACKGROUND in earlier.claim.flags:
        return False
    apart = later.posted_at - earlier.posted_at
    here, there = places_of(later.claim), places_of(earlier.claim)
    return timedelta(0) < apart <= WAVE and (not here or not there or bool(here & there))
