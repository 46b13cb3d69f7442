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
    before, told beside the news of its sentence. `scope`: where it happened as last asked for, `scope_home`
    the region that was meant where none is named. Mentions are made by `new_mention`.
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

    sentence: Sentence
    segment: int
    unit: Unit
    metric: Metric
    weapon: Weapon
    rule: str
    is_drones: bool
    places: list[PlaceMatch]
    scope: Any
    scope_home: str | None
    count: int | None
    number: NumberMatch | None
    period: PeriodMatch | None
    originator: str
    parent: "Mention | None"
    each: bool
    singular: bool
    subset: bool
    more: bool
    running: bool
    aside: bool
    nation: bool
    every: bool
    listed: bool
    rest: bool
    past: bool


def new_mention(
    sentence: Sentence, segment: int, unit: Unit, metric: Metric, weapon: Weapon, rule: str
) -> Mention:
    """A mention with nothing else said of it. A function: to call __init__ takes as long as half its body."""
    mention = Mention()
    mention.sentence = sentence
    mention.segment = segment
    mention.unit = unit
    mention.metric = metric
    mention.weapon = weapon
    mention.rule = rule
    mention.is_drones = weapon is DRONE
    mention.places = []
    mention.scope = mention.scope_home = None
    mention.count = mention.number = mention.period = mention.parent = None
    mention.originator = ""
    mention.each = mention.singular = mention.subset = mention.more = mention.running = False
    mention.aside = mention.nation = mention.every = mention.listed = mention.rest = mention.past = False
    return mention


class Memory:
    """What earlier sentences leave for the next: the last weapon, metric and counted mention.

    `bare`: the last downing told without a number. `targets`: what «воздушные цели» are in this post.
    `chain`: the sentence goes on from the one before. `only_lists`: a ministry's post without an event word.
    `in_raid`: a post of drones or of an attack that was met.
    """

    __slots__ = ("bare", "chain", "in_raid", "last", "only_lists", "targets", "weapon")

    def __init__(self, targets: Weapon) -> None:
        self.targets = targets
        self.weapon: Weapon | None = None
        self.last: Mention | None = None
        self.bare: Mention | None = None
        self.chain = self.in_raid = self.only_lists = False

    def told_in(self, sentence: Sentence) -> bool:
        """Whether a sentence gave the last count, or the last downing without one."""
        told = self.last or self.bare
        return told is not None and told.sentence is sentence


class Statements:
    """The mentions of one sentence and its segments. `corrects`: «не пять, а» was said, the next is right."""

    __slots__ = ("corrects", "mentions", "segments", "sentence")

    def __init__(self, sentence: Sentence, segments: list[Segment]) -> None:
        self.sentence, self.segments = sentence, segments
        self.mentions: list[Mention] = []
        self.corrects = False
