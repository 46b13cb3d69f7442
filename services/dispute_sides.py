"""Who stands against whom in a disputed figure, and where: what may be set side by side in print."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from domain.claim import SEA, Flag, places_of
from domain.record import StoredClaim
from domain.region import MOSCOW_REGION, region_key
from domain.tally import Tally, TallyState, WeighedClaim
from reconciliation import clusters, reconcile_cluster, tally
from reconciliation.asked import restrict
from services.weigh_claims import weigh_claims

Figures = tuple[tuple[str, Tally], ...]
"""Originators with their own figures, by name."""

_KNOWN = 128
_EVERYWHERE = frozenset({"*"})
_SHOWN = frozenset({Flag.APPROXIMATE, Flag.INFERRED_FROM_SUM})


def own_figures(claims: Sequence[StoredClaim], regions: frozenset[str] | None) -> Figures:
    """Each originator's figure by its own claims alone, by the same arithmetic as the whole."""
    return tuple((name, _own(members, regions)) for name, members in _by_originator(claims))


def opposed_figures(claims: Sequence[StoredClaim], regions: frozenset[str] | None, figure: Tally) -> Figures:
    """The originators whose own figures are the two ends of a disputed figure, if they speak of one place.

    A governor's figure of a region and the ministry's of the country are no two sides of anything: then, and
    where an end is made of several originators' claims, there are none.
    """
    ends: list[tuple[str, Tally]] = []
    places: set[frozenset[str]] = set()
    for name, members in _by_originator(claims):
        own = _own(members, regions)
        if own.state is TallyState.EXACT and own.low in (figure.low, figure.high):
            ends.append((name, own))
            places.add(_places(members, regions))
    found = {own.low for _, own in ends} == {figure.low, figure.high} and len(places) == 1
    return tuple(ends) if found else ()


def disputed_places(claims: Sequence[StoredClaim], regions: frozenset[str] | None) -> tuple[str, ...]:
    """The keys of the regions and seas whose own claims contradict each other, of the asked ones.

    They may do so though the whole is no dispute: what is open or a range elsewhere hides it.

    None for a single place, and none where a total for the country contradicts the regions together.
    """
    if regions is not None and (len(regions) == 1 or regions == frozenset(MOSCOW_REGION)):
        return ()
    by_place: dict[str, list[StoredClaim]] = {}
    for stored in claims:
        for place in places_of(stored.claim):
            by_place.setdefault(place, []).append(stored)
    keys = sorted({key for stored in claims for key in _keys(stored)})
    at_odds = [
        key
        for key in keys
        if (codes := frozenset(key.split("+")))
        and (regions is None or not regions.isdisjoint(codes))
        and contradicting([c for code in sorted(codes) for c in by_place.get(code, ())], codes)
    ]
    # The whole of a composite place is at odds wherever a part of it is.
    return tuple(key for key in at_odds if "+" not in key or not set(key.split("+")) & set(at_odds))


def contradicting(claims: Sequence[StoredClaim], regions: frozenset[str] | None) -> frozenset[str]:
    """The ids of the claims that clash: those of clusters whose floor is above their ceiling.

    A total that its own source took back contradicts nobody.
    """
    return _contradicting(tuple(claims), regions)


@lru_cache(_KNOWN)  # a post changes a region or two; each figure of the country asks for all of them
def _contradicting(claims: tuple[StoredClaim, ...], regions: frozenset[str] | None) -> frozenset[str]:
    weighed = restrict(weigh_claims(claims), regions)
    return frozenset(claim.id for group in clusters(weighed) if _contradicts(group) for claim in group)


def shown_flags(claims: Iterable[StoredClaim], figure: Tally) -> tuple[str, ...]:
    """The tally's own flags and those of the claims it counts that its printed form must show."""
    counted = set(figure.counted)
    shown = {flag for c in claims if c.id in counted for flag in c.claim.flags if flag in _SHOWN}
    return tuple(sorted({*figure.flags, *shown}))


def _own(members: Sequence[StoredClaim], regions: frozenset[str] | None) -> Tally:
    figure = tally(weigh_claims(members), regions=regions, heed_corrections=True, traced=False)
    return replace(figure, flags=shown_flags(members, figure))


def _contradicts(group: Sequence[WeighedClaim]) -> bool:
    if len(group) == 1:
        return False
    part = reconcile_cluster(group, traced=False)
    return part.ceiling is not None and part.floor > part.ceiling and Flag.REVISED not in part.flags


def _places(members: Iterable[StoredClaim], regions: frozenset[str] | None) -> frozenset[str]:
    """All that these claims speak of, of what was asked."""
    named = frozenset(place for stored in members for place in (places_of(stored.claim) or _EVERYWHERE))
    return named if regions is None else named & regions


def _keys(stored: StoredClaim) -> list[str]:
    claim = stored.claim
    seas = [SEA + sea for sea in claim.seas]
    return [region_key(claim.regions), *seas] if claim.composite else [*claim.regions, *seas]


def _by_originator(claims: Sequence[StoredClaim]) -> list[tuple[str, list[StoredClaim]]]:
    groups: dict[str, list[StoredClaim]] = {}
    for stored in claims:
        groups.setdefault(stored.claim.originator, []).append(stored)
    return sorted(groups.items())
