"""Mentions: every statement of a sentence about weapons, with its metric, places and standing to others."""

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
    a place («летевших на Москву»). `every`: «все сбиты», as many as were said to attack. `past`: of the day
    before, told beside the news of its sentence. `scope`: where it
    happened as last asked for, `scope_home` the region that was meant where none is named.
    """

    __slots__ = (
        *(
            "sentence",
            "segment",
            "unit",
            "metric",
            "weapon",
            "rule",
            "is_drones",
            "places",
            "scope",
            "scope_home",
        ),
        *("count", "number", "period", "originator", "parent"),
        *(
            "each",
            "singular",
            "subset",
            "more",
            "running",
            "aside",
            "nation",
            "every",
            "listed",
            "rest",
            "past",
        ),
    )

    def __init__(
        self, sentence: Sentence, segment: int, unit: Unit, metric: Metric, weapon: Weapon, rule: str
    ) -> None:
        self.sentence = sentence
        self.segment = segment
        self.unit = unit
        self.metric = metric
        self.weapon = weapon
        self.rule = rule
        self.is_drones = weapon is DRONE
        self.places: list[PlaceMatch] = []
        self.scope: Any = None
        self.scope_home: str | None = None
        self.count: int | None = None
        self.number: NumberMatch | None = None
        self.period: PeriodMatch | None = None
        self.originator = ""
        self.parent: Mention | None = None
        self.each = self.singular = self.subset = self.more = self.running = False
        self.aside = self.nation = self.every = self.listed = self.rest = self.past = False


class Memory:
    """What earlier sentences leave for the next: the last weapon, metric and counted mention.

    `targets`: what «воздушные цели» are in this post. `chain`: the sentence goes on from the one before.
    """

    __slots__ = ("chain", "last", "targets", "weapon")

    def __init__(self, targets: Weapon) -> None:
        self.targets = targets
        self.weapon: Weapon | None = None
        self.last: Mention | None = None
        self.chain = False


class Statements:
    """The mentions of one sentence and its segments. `corrects`: «не пять, а» was said, the next is right."""

    __slots__ = ("corrects", "mentions", "segments", "sentence")

    def __init__(self, sentence: Sentence, segments: list[Segment]) -> None:
        self.sentence, self.segments = sentence, segments
        self.mentions: list[Mention] = []
        self.corrects = False
