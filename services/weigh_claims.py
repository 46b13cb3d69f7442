"""Claims on record → claims as the arithmetic sees them, with relations settled across posts."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cached_property, lru_cache

from domain.claim import Claim, Flag, Metric, Relation, Weapon, is_doubtful, places_of
from domain.errors import RelationCycleError
from domain.record import StoredClaim
from domain.tally import WeighedClaim
from reconciliation import refuse_circles

WAVE = timedelta(hours=18)
"""How far back "five more" or "the total reached 12" looks for the originator's earlier claims of the wave.

A night's posts span 20:00–10:00 (SEMANTICS, the window table); 18 hours hold that with room for a late total.
"""

_NOBODY: frozenset[str] = frozenset()

_KNOWN = 1024
"""Claims that are kept weighed: those of a week or more."""


def counts(claim: Claim) -> bool:
    """Whether a claim is of the kind that is totalled as drones downed."""
    return claim.metric is Metric.DOWNED and claim.weapon is Weapon.DRONE and not is_doubtful(claim)


def weigh_claims(stored: Iterable[StoredClaim]) -> list[WeighedClaim]:
    """The live downed-drone claims, weighed. The result depends on the set alone, never on its order.

    An editor's word for two claims (a bond) beats what their texts say of each other. Where words contain one
    another in a circle, they contradict one another and none of that circle is heeded: a total must not fail.
    """
    return _without_circles(_weigh_all(stored))


def refuse_circular(stored: Iterable[StoredClaim]) -> None:
    """Raise RelationCycleError where the claims contain one another in a circle by texts or bonds."""
    refuse_circles(_weigh_all(stored))


def _weigh_all(stored: Iterable[StoredClaim]) -> list[WeighedClaim]:
    given = list(stored)
    # The claims of the present days are weighed for every post; a year's would only drive them out.
    weigh = _weigh_known if len(given) <= _KNOWN else _weigh_alone
    counted = [(one, alone) for one in given if (alone := weigh(one)) is not None]
    counted.sort(key=_id_of)
    claims = [one for one, _ in counted]
    waves = _Waves(claims)
    weighed = [
        _weigh(one, waves.find_earlier(one)) if _speaks_of_the_wave(one) else alone for one, alone in counted
    ]
    return _bind(weighed, claims) if any(one.bonds for one in claims) else weighed


def _id_of(counted: tuple[StoredClaim, WeighedClaim]) -> str:
    return counted[0].id


def _weigh_alone(stored: StoredClaim) -> WeighedClaim | None:
    """The claim without the others of its wave; None where it does not count."""
    return _weigh(stored) if stored.live and counts(stored.claim) else None


_weigh_known = lru_cache(_KNOWN)(_weigh_alone)


def _weigh(stored: StoredClaim, earlier: frozenset[str] = _NOBODY) -> WeighedClaim:
    """The claim with `earlier`, the ids it speaks of beyond its post."""
    claim = stored.claim
    related = _targets(stored) if claim.targets else earlier
    return WeighedClaim(
        id=stored.id,
        originator=claim.originator,
        regions=places_of(claim),
        count=claim.count,
        outer=claim.window.outer,
        inner=claim.window.inner,
        adds_to=related if claim.relation is Relation.ADDS_TO else _NOBODY,
        includes=related if claim.relation is Relation.INCLUDES else _NOBODY,
        part_of=related if claim.relation is Relation.PART_OF else _NOBODY,
        composite=claim.composite,
    )


def _targets(stored: StoredClaim) -> frozenset[str]:
    head = stored.id.rpartition(".")[0]
    return frozenset(f"{head}.{ordinal}" for ordinal in stored.claim.targets)


def _speaks_of_the_wave(stored: StoredClaim) -> bool:
    """A memory of another day stands outside the wave, however lately it was written."""
    claim = stored.claim
    return claim.relation is not None and not claim.targets and Flag.BACKGROUND not in claim.flags


class _Waves:
    """Each originator's claims in order of their posts."""

    def __init__(self, claims: Sequence[StoredClaim]) -> None:
        self._claims = claims

    @cached_property
    def _posted(self) -> dict[str, list[StoredClaim]]:
        """Few claims ask for the others of their wave, so this is made for the first that does."""
        posted: dict[str, list[StoredClaim]] = {}
        for claim in sorted(self._claims, key=lambda c: c.posted_at):
            if Flag.BACKGROUND not in claim.claim.flags:
                posted.setdefault(claim.claim.originator, []).append(claim)
        return posted

    def find_earlier(self, later: StoredClaim) -> frozenset[str]:
        """Ids of the originator's claims of the wave, of posts before this one, that its places meet."""
        own = self._posted[later.claim.originator]
        since = bisect_left(own, later.posted_at - WAVE, key=lambda c: c.posted_at)
        until = bisect_left(own, later.posted_at, key=lambda c: c.posted_at)
        here = places_of(later.claim)
        return frozenset(c.id for c in own[since:until] if _meet(here, places_of(c.claim)))


def _meet(here: frozenset[str], there: frozenset[str]) -> bool:
    return not here or not there or not here.isdisjoint(there)


def _bind(weighed: Sequence[WeighedClaim], stored: Sequence[StoredClaim]) -> list[WeighedClaim]:
    """The claims with the editors' bonds, and without what the texts of bonded claims say of each other."""
    bonded: dict[str, set[str]] = {}
    for claim in stored:
        for bond in claim.bonds:
            bonded.setdefault(claim.id, set()).add(bond.other)
            bonded.setdefault(bond.other, set()).add(claim.id)
    bound = []
    for one, claim in zip(weighed, stored, strict=True):
        settled = bonded.get(one.id, set())
        parts = {bond.other for bond in claim.bonds if bond.relation is Relation.PART_OF}
        more = {bond.other for bond in claim.bonds if bond.relation is Relation.ADDS_TO}
        wholes = {bond.other for bond in claim.bonds if bond.relation is Relation.INCLUDES}
        bound.append(
            replace(
                one,
                adds_to=(one.adds_to - settled) | more,
                includes=(one.includes - settled) | wholes,
                part_of=(one.part_of - settled) | parts,
            )
        )
    return bound


def _without_circles(weighed: list[WeighedClaim]) -> list[WeighedClaim]:
    while True:
        try:
            refuse_circles(weighed)
        except RelationCycleError as error:
            circle = frozenset(error.claim_ids)
            weighed = [
                replace(one, includes=one.includes - circle, part_of=one.part_of - circle)
                if one.id in circle
                else one
                for one in weighed
            ]
        else:
            return weighed
