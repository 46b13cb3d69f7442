"""Scope: the regions and seas a mention is about, by its places, else by whose word it is."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.claim import Place
from domain.region import MOSCOW_REGION, region_key
from extraction.mentions import Mention
from extraction.place_match import PlaceMatch

FINE = ("district", "city", "settlement")
_WITH = frozenset({"с", "со", "with"})


@dataclass(slots=True)
class Scope:
    """Where a mention happened. `regions`: separate places of one or more codes (two for the composite).

    `beside`: a region across a border that is named too, without a count of its own.
    """

    regions: list[tuple[str, ...]] = field(default_factory=list)
    seas: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    assumed: bool = False

    @property
    def spots(self) -> int:
        """How many regions and seas there are."""
        return len(self.regions) + len(self.seas)

    @property
    def keys(self) -> list[str]:
        """The keys of the regions as a summary has them."""
        return [region_key(codes) for codes in self.regions]


def scope_of(mention: Mention, home: str | None) -> Scope:
    """The scope of a mention; `home` is the region meant where none is named."""
    known: Scope | None = mention.scopes.get(home)
    if known is not None:
        return known
    scope = mention.scopes[home] = scope_of_places(mention.places, home)
    if not scope.spots and home is not None and not mention.nation:
        scope.regions.append((home,))
        scope.assumed = True
    return scope


def scope_of_places(places: Sequence[PlaceMatch], home: str | None) -> Scope:
    """Regions and seas in the order named, each once; a border names a neighbour, not a place of downing."""
    scope = Scope()
    borders: list[tuple[str, ...]] = []
    for place in places:
        if place.kind == "sea":
            if place.name not in scope.seas:
                scope.seas.append(place.name)
        elif place.regions and place.kind not in ("foreign", "unresolved"):
            if place.role == "border" or (place.role == "near" and place.kind == "region"):
                if place.prep not in _WITH:
                    borders.append(place.regions)
            elif place.regions not in scope.regions:
                scope.regions.append(place.regions)
    if borders:
        _add_borders(scope, borders, home)
    if MOSCOW_REGION in scope.regions and len(scope.regions) > 1:
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
