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
from extraction.terms import DRONE


class Mention:
    """Some weapons and what became of them.

    `count`: None where no number is given. `each`: so many in each place. `parent`: the mention it is a part
    of. `running`: contains the originator's earlier figures. `more`: on top of them. `aside`: moving toward
    a place («летевших на Москву»). `every`: «все сбиты», as many as were said to attack. `echo`: named in
    passing as already downed («сбитый дрон»). `scopes`: where it happened, by the region meant where none is
    named, as far as it has been asked for.
    """

    count: int | None = None
    number: NumberMatch | None = None
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

    def __init__(
        self, sentence: Sentence, segment: int, unit: Unit, metric: Metric, weapon: Weapon, rule: str
    ) -> None:
        self.sentence, self.segment, self.unit = sentence, segment, unit
        self.metric, self.weapon, self.rule = metric, weapon, rule
        self.is_drones = weapon is DRONE
        self.places: list[PlaceMatch] = []
        self.scopes: dict[str | None, Any] = {}


@dataclass(slots=True)
class Memory:
    """What earlier sentences leave for the next: the last weapon, metric and counted mention."""

    weapon: Weapon | None = None
    last: Mention | None = None
    targets: Weapon = DRONE
    chain: bool = False


@dataclass(slots=True)
class Statements:
    """The mentions of one sentence and its segments."""

    sentence: Sentence
    segments: list[Segment]
    mentions: list[Mention] = field(default_factory=list)
