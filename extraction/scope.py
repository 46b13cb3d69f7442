"""Scope: the regions and seas a mention is about, by its places, else by whose word it is."""

from collections.abc import Sequence

from domain.claim import Place
from domain.region import MOSCOW_REGION, region_key
from extraction.mentions import Mention
from extraction.place_match import PlaceMatch

FINE = ("district", "city", "settlement")
_WITH = frozenset({"с", "со", "with"})


class Scope:
    """Where a mention happened. `regions`: separate places of one or more codes (two for the composite).

    `beside`: a region across a border that is named too, without a count of its own.
    """

    __slots__ = ("assumed", "beside", "regions", "seas")

    def __init__(self, regions: list[tuple[str, ...]] | None = None, seas: list[str] | None = None) -> None:
        self.regions = regions or []
        self.seas = seas or []
        self.beside: list[str] = []
        self.assumed = False

    @property
    def spots(self) -> int:
        """How many regions and seas there are."""
        return len(self.regions) + len(self.seas)

    @property
    def keys(self) -> list[str]:
        """The keys of the regions as a summary has them."""
        return [codes[0] if len(codes) == 1 else region_key(codes) for codes in self.regions]


def scope_of(mention: Mention, home: str | None) -> Scope:
    """The scope of a mention; `home` is the region meant where none is named."""
    known: Scope | None = mention.scopes.get(home)
    if known is not None:
        return known
    scope = mention.scopes[home] = scope_of_places(mention.places, home)
    if home is not None and not mention.nation and not scope.regions and not scope.seas:
        scope.regions.append((home,))
        scope.assumed = True
    return scope


def scope_of_places(places: Sequence[PlaceMatch], home: str | None) -> Scope:
    """Regions and seas in the order named, each once; a border names a neighbour, not a place of downing."""
    scope = Scope()
    regions = scope.regions
    borders: list[tuple[str, ...]] = []
    for place in places:
        codes, kind = place.regions, place.kind
        if not codes:
            if kind == "sea" and place.name not in scope.seas:
                scope.seas.append(place.name)
        elif kind not in ("foreign", "unresolved"):
            role = place.role
            if role == "border" or (role == "near" and kind == "region"):
                if place.prep not in _WITH:
                    borders.append(codes)
            elif codes not in regions:
                regions.append(codes)
    if borders:
        _add_borders(scope, borders, home)
    if len(regions) > 1 and MOSCOW_REGION in regions:
        scope.regions = [
            codes for codes in scope.regions if codes == MOSCOW_REGION or not set(codes) <= set(MOSCOW_REGION)
        ]
    return scope


def _add_borders(scope: Scope, borders: Sequence[tuple[str, ...]], home: str | None) -> None:
    """«на границе А и Б»: the teller's own region has it, the other is named beside it."""
    own = next((codes for codes in borders if home in codes), None)
    if scope.regions or own is not None:
        if own is not None and not scope.regions:
            scope.regions.append(own)
        if len(borders) > 1:
            scope.beside += [codes[0] for codes in borders if codes not in scope.regions]
        return
    scope.regions += [codes for at, codes in enumerate(borders) if codes not in borders[:at]]


def fine_places(places: Sequence[PlaceMatch]) -> list[Place]:
    """The districts, cities and settlements among places, each once."""
    found: dict[tuple[str, str | None], Place] = {}
    for place in places:
        if place.kind in FINE and place.role in ("at", "near"):
            region = place.regions[0] if len(place.regions) == 1 else None
            found.setdefault((place.name, region), Place(place.name, place.kind, region))
    return list(found.values())
