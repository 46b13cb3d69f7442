"""Scope: the regions and seas a mention is about, by its places, else by whose word it is."""

from collections.abc import Sequence
from functools import cache

from domain.claim import Place
from domain.region import MOSCOW_REGION, region_key
from extraction.drafts import make_place
from extraction.mentions import Mention
from extraction.place_match import PlaceMatch

FINE = frozenset({"district", "city", "settlement"})
_ELSEWHERE = frozenset({"foreign", "unresolved"})
_WITH = frozenset({"с", "со", "with"})
_NEAR = frozenset({"at", "near"})
_PLAIN = frozenset({"at", "toward", "passing"})


class Scope:
    """Where a mention happened. `regions`: separate places of one or more codes (two for the composite).

    `spots`: how many regions and seas there are. `beside`: regions across a border that are named too,
    without a count of their own. `assumed`: nothing is named, the region is the teller's own.
    """

    __slots__ = ("assumed", "beside", "regions", "seas", "spots")

    def __init__(
        self,
        regions: Sequence[tuple[str, ...]] = (),
        seas: Sequence[str] = (),
        beside: Sequence[str] = (),
        assumed: bool = False,
    ) -> None:
        self.regions = regions
        self.seas = seas
        self.beside = beside
        self.assumed = assumed
        self.spots = len(regions) + len(seas)

    @property
    def keys(self) -> list[str]:
        """The keys of the regions as a summary has them."""
        return [codes[0] if len(codes) == 1 else region_key(codes) for codes in self.regions]


def scope_of(mention: Mention, home: str | None) -> Scope:
    """The scope of a mention; `home` is the region meant where none is named."""
    known: Scope | None = mention.scope
    if known is not None and mention.scope_home == home:
        return known
    scope = scope_of_places(mention.places, home) if mention.places else _NOWHERE
    if scope.spots == 2 and _is_moscow_region(mention, scope.regions):
        scope = _in_region(MOSCOW_REGION)
    if home is not None and not scope.spots and not mention.nation:
        scope = Scope(((home,),), (), scope.beside, assumed=True)
    mention.scope, mention.scope_home = scope, home
    return scope


def _is_moscow_region(mention: Mention, regions: Sequence[tuple[str, ...]]) -> bool:
    """«пять – в Москве и Подмосковье»: five over the two that the ministry gives as one."""
    if mention.each or mention.count is None or len(regions) != 2:
        return False
    return all(len(codes) == 1 for codes in regions) and {codes[0] for codes in regions} == set(MOSCOW_REGION)


def scope_of_places(places: Sequence[PlaceMatch], home: str | None) -> Scope:
    """Regions and seas in the order named, each once; a border names a neighbour, not a place of downing."""
    if len(places) == 1:
        place = places[0]
        if place.regions and place.role in _PLAIN:
            return _NOWHERE if place.kind in _ELSEWHERE else _in_region(place.regions)
    return _join_places(places, home)


def _join_places(places: Sequence[PlaceMatch], home: str | None) -> Scope:
    regions: list[tuple[str, ...]] = []
    seas: list[str] = []
    borders: list[tuple[str, ...]] = []
    beside: Sequence[str] = ()
    for place in places:
        codes, kind = place.regions, place.kind
        if not codes:
            if kind == "sea" and place.name not in seas:
                seas.append(place.name)
        elif kind not in _ELSEWHERE:
            role = place.role
            if role == "border" or (role == "near" and kind == "region"):
                if place.prep not in _WITH:
                    borders.append(codes)
            elif codes not in regions:
                regions.append(codes)
    if borders:
        beside = _add_borders(regions, borders, home)
    if len(regions) > 1 and MOSCOW_REGION in regions:
        regions = [
            codes for codes in regions if codes == MOSCOW_REGION or not set(codes) <= set(MOSCOW_REGION)
        ]
    return Scope(regions, seas, beside)


@cache
def _in_region(codes: tuple[str, ...]) -> Scope:
    """The scope of one region, or of the composite one: most mentions have no other."""
    return Scope((codes,))


def _add_borders(
    regions: list[tuple[str, ...]], borders: Sequence[tuple[str, ...]], home: str | None
) -> Sequence[str]:
    """«на границе А и Б»: the teller's own region has it; returned is the other, named beside it."""
    own = next((codes for codes in borders if home in codes), None)
    if not regions and own is None:
        regions += [codes for at, codes in enumerate(borders) if codes not in borders[:at]]
        return ()
    if own is not None and not regions:
        regions.append(own)
    return [codes[0] for codes in borders if codes not in regions] if len(borders) > 1 else ()


def is_within_region(items: Sequence[Mention], headline: Mention, home: str | None) -> bool:
    """Whether the headline is of one region and the items name no other."""
    scope = scope_of(headline, home)
    if scope.spots != 1 or scope.seas:
        return False
    for item in items:
        for codes in scope_of(item, home).regions:
            if codes not in scope.regions:
                return False
    return True


def fine_places(places: Sequence[PlaceMatch]) -> list[Place]:
    """The districts, cities and settlements among places, each once."""
    found: dict[tuple[str, str | None], Place] = {}
    for place in places:
        kind = place.kind
        if kind in FINE and place.role in _NEAR:
            region = place.regions[0] if len(place.regions) == 1 else None
            key = place.name, region
            if key not in found:
                found[key] = make_place(place.name, kind, region)
    return [*found.values()] if found else []


_NOWHERE = Scope()
