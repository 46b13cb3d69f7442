"""Mentions: every statement of a sentence about weapons, with its metric, places and standing to others."""

from dataclasses import dataclass, field
from typing import Any

from domain.claim import Metric, Weapon
from extraction.numbers import NumberMatch
from extraction.periods import PeriodMatch
from extraction.phrases import Unit
from extraction.place_match import PlaceMatch
from extraction.segments import Segment
from extraction.sentences import Sentence


@dataclass(slots=True, eq=False)
class Mention:
    """Some weapons and what became of them.

    `count`: None where no number is given. `each`: so many in each place. `parent`: the mention it is a part
    of. `running`: contains the originator's earlier figures. `more`: on top of them. `aside`: moving toward
    a place («летевших на Москву»). `every`: «все сбиты», as many as were said to attack. `echo`: named in
    passing as already downed («сбитый дрон»).
    """

    sentence: Sentence
    segment: int
    unit: Unit
    metric: Metric
    weapon: Weapon
    rule: str
    count: int | None = None
    number: NumberMatch | None = None
    places: list[PlaceMatch] = field(default_factory=list)
    period: PeriodMatch | None = None
    originator: str = ""
    each: bool = False
    singular: bool = False
    subset: bool = False
    more: bool = False
    running: bool = False
    aside: bool = False
    nation: bool = False
    every: bool = False
    echo: bool = False
    listed: bool = False
    rest: bool = False
    parent: "Mention | None" = None
    scopes: dict[str | None, Any] = field(default_factory=dict)

    @property
    def is_drones(self) -> bool:
        """Whether it speaks of unmanned aircraft."""
        return self.weapon is Weapon.DRONE


@dataclass(slots=True)
class Memory:
    """What earlier sentences leave for the next: the last weapon, metric and counted mention."""

    weapon: Weapon | None = None
    last: Mention | None = None
    targets: Weapon = Weapon.DRONE
    chain: bool = False


@dataclass(slots=True)
class Statements:
    """The mentions of one sentence and its segments."""

    sentence: Sentence
    segments: list[Segment]
    mentions: list[Mention] = field(default_factory=list)
