"""A named place as found in a text: the shape that the grammar reads."""

from dataclasses import dataclass
from typing import Literal

PlaceKind = Literal["region", "composite", "sea", "district", "city", "settlement", "foreign", "unresolved"]
PlaceRole = Literal["at", "near", "border", "toward", "passing"]


@dataclass(slots=True)
class PlaceMatch:
    """One name; `first` and `last` are token indexes, half open, of the words that name it.

    `regions`: the ISO codes it names or lies in (two or more for the composite Moscow region, none for
    seas, foreign and unresolved names). `name`: canonical («Калужская область», «Боровский», «Великие
    Луки»); for unresolved ones the words as written. `candidates`: shown to a person, never used.
    `prep`: normal form of the preposition that heads the list, "" for none. `group`: matches of one
    coordinated list share it. `role`: at the place; near it (border and outskirts words are `border` and
    `near`); moving toward it; or merely `passing` (named without being where anything happened).
    """

    first: int
    last: int
    regions: tuple[str, ...]
    kind: PlaceKind
    name: str
    candidates: tuple[str, ...] = ()
    prep: str = ""
    group: int = 0
    role: PlaceRole = "at"
