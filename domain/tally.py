"""Tallies: reconciled figures, and the claims as the arithmetic sees them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from domain.claim import Count
from domain.window import Span


class TallyState(StrEnum):
    """exact: floor = ceiling; range: floor < ceiling; open: no ceiling; disputed: floor > ceiling."""

    EXACT = "exact"
    RANGE = "range"
    OPEN = "open"
    DISPUTED = "disputed"


@dataclass(frozen=True, slots=True)
class WeighedClaim:
    """A claim as reconciliation needs it: `regions` empty is the whole country and meets all.

    `composite`: the regions are one place, so a part of it asked alone has no certain share.
    """

    id: str
    originator: str
    regions: frozenset[str]
    count: Count
    outer: Span
    inner: Span | None = None
    adds_to: frozenset[str] = frozenset()
    includes: frozenset[str] = frozenset()
    part_of: frozenset[str] = frozenset()
    composite: bool = False

    def __hash__(self) -> int:
        return hash(self.id)


@dataclass(frozen=True, slots=True)
class Tally:
    """The figure for a place and a period, with the claims that made it.

    `floor`: the fewest drones for which every claim is true. `ceiling`: the most, if the claims leave
    nothing out (None: no limit). `counted`: ids whose lows make the floor. `folded`: id → the ids that
    cover it, for the others. `flags`: "revised", "bounded".
    """

    floor: int
    ceiling: int | None
    low: int
    best: int
    high: int | None
    state: TallyState
    counted: tuple[str, ...] = ()
    folded: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    flags: tuple[str, ...] = ()


NOTHING = Tally(0, 0, 0, 0, 0, TallyState.EXACT)
"""No claim at all. Never printed as "0": the words are "no claims on record"."""
