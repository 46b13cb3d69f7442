"""Claims as seen from the regions that were asked for (SEMANTICS, section 3, the last of "Precisely")."""

from collections.abc import Iterable
from dataclasses import replace

from domain.claim import Count
from domain.tally import WeighedClaim


def restrict(claims: Iterable[WeighedClaim], regions: frozenset[str] | None) -> list[WeighedClaim]:
    """What the claims say of the asked regions; None asks for the whole country, where all stand.

    A claim over other regions, or over the whole country, says nothing of these and is left out.
    """
    if regions is None:
        return list(claims)
    return [
        claim if claim.regions <= regions else _share(claim, claim.regions & regions)
        for claim in claims
        if not regions.isdisjoint(claim.regions)
    ]


def _share(claim: WeighedClaim, asked: frozenset[str]) -> WeighedClaim:
    named, kept = len(claim.regions), len(asked)
    count = claim.count
    if claim.composite or count.low < named:
        share = Count(0, 0, count.high)
    else:
        # Each of the other regions named has at least one of the shared drones.
        high = None if count.high is None else count.high - (named - kept)
        share = Count(kept, kept, high)
    return replace(claim, regions=asked, count=share)
