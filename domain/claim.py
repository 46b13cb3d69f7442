"""Claims: one statement each of who says how many of what, where and when, with its evidence."""

from dataclasses import dataclass
from enum import StrEnum

from domain.window import Window


class Metric(StrEnum):
    """What is said to have happened; only `downed` is totalled as drones downed."""

    DOWNED = "downed"
    ATTACKED = "attacked"
    REPELLED = "repelled"
    DEBRIS = "debris"
    IMPACT = "impact"
    THREAT = "threat"


class Weapon(StrEnum):
    """What was downed; the default total is of `drone` (every kind of unmanned aircraft)."""

    DRONE = "drone"
    MISSILE = "missile"
    ROCKET = "rocket"
    BOMB = "bomb"
    BOAT = "boat"
    BALLOON = "balloon"


class Relation(StrEnum):
    """How a claim stands to others by its own words; stated relations beat times."""

    ADDS_TO = "adds_to"
    INCLUDES = "includes"
    PART_OF = "part_of"


class Flag(StrEnum):
    """Reasons for care that travel with a claim, a report or a tally."""

    APPROXIMATE = "approximate"
    UNNUMBERED = "unnumbered"
    SHARED = "shared"
    COMPOSITE = "composite"
    REPELLED = "repelled"
    BACKGROUND = "background"
    NOT_SPLIT = "not_split"
    INFERRED_FROM_SUM = "inferred_from_sum"
    BREAKDOWN_MISMATCH = "breakdown_mismatch"
    STATED_AS_LEAST = "stated_as_least"
    UNDATED = "undated"
    REVISED = "revised"
    BOUNDED = "bounded"
    HOME_REGION_ASSUMED = "home_region_assumed"
    MISSPELT_PLACE = "misspelt_place"
    CARRIED_OVER = "carried_over"
    ELLIPTIC = "elliptic"
    IMPLAUSIBLE = "implausible"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    EDITED = "edited"


DOUBTS = frozenset({Flag.IMPLAUSIBLE})
"""Flags of claims that stay out of every number until a person has looked."""

LEAST_CONFIDENCE = 0.5
"""A claim read with less confidence than this stays out as well."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many: the fewest, the best single figure and the most (None: no upper limit) the words allow."""

    low: int
    best: int
    high: int | None

    def __post_init__(self) -> None:
        if self.low < 0 or self.best < self.low or (self.high is not None and self.high < self.best):
            raise ValueError(f"not a count: [{self.low}, {self.best}, {self.high}]")


UNNUMBERED = Count(1, 1, None)
"""Drones without a number: at least one, never zero."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of the original text, `text[start:end]`, that gave a part of a claim."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """A district, city or settlement under a region; districts by the bare adjective («Боровский»)."""

    name: str
    kind: str
    region: str | None


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of a report.

    `originator` is "mod", "governor:RU-KLU", "agency:NAME" or "unknown". `regions` empty means the whole
    country (or seas, then named in `seas`). `composite`: the regions are one place (Московский регион).
    `targets` are the ordinals, in the same report, of the claims that `relation` speaks of; none means the
    originator's earlier posts of that wave. `rule` names the rule of the grammar that read it.
    """

    originator: str
    metric: Metric
    weapon: Weapon
    count: Count
    regions: tuple[str, ...]
    window: Window
    rule: str
    evidence: tuple[Evidence, ...]
    seas: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    relation: Relation | None = None
    targets: tuple[int, ...] = ()
    flags: tuple[str, ...] = ()
    composite: bool = False
    confidence: float = 1.0


def is_doubtful(claim: Claim) -> bool:
    """Whether a claim is kept and shown, but may not enter a number. An editor's word settles it."""
    if Flag.REJECTED in claim.flags:
        return True
    if Flag.ACCEPTED in claim.flags:
        return False
    return claim.confidence < LEAST_CONFIDENCE or not DOUBTS.isdisjoint(claim.flags)


SEA = "sea:"
"""Before a sea's name where places are keys: disjoint from regions and other seas, counted nationally."""


def places_of(claim: Claim) -> frozenset[str]:
    """Regions and seas of a claim as one set of places; empty is the whole country."""
    return frozenset(claim.regions) | {SEA + sea for sea in claim.seas}
