"""Segments: a sentence cut at its commas and joining words, with what each stretch holds."""

from collections.abc import Sequence
from typing import NamedTuple

from domain.claim import Metric
from extraction.lexicon import Word
from extraction.phrases import Head, Kind, Unit
from extraction.sentences import Sentence
from extraction.tokens import Token

_VERBS = (
    Word.DOWN
    | Word.SHOT
    | Word.HIT
    | Word.FALL
    | Word.ATTACKV
    | Word.REPEL
    | Word.INJV
    | Word.INJWEAK
    | Word.KILLV
    | Word.DAMV
    | Word.FIRE
)
_OTHER_HEADS = (Head.PERSON, Head.OTHER)
_SHOT_REACH = 6


class Verb(NamedTuple):
    """An event word at a token: `metric` None for events that are not of weapons (hurt, killed, damaged)."""

    at: int
    metric: Metric | None
    bits: int


class Segment:
    """A stretch of a sentence between breaks; `opener` is the mark of the break before it.

    `things` are weapons and bare numbers, `others` how many counts of people and other things there are.
    """

    __slots__ = ("bits", "opener", "others", "places", "things", "units", "verbs")

    def __init__(self, opener: str) -> None:
        self.opener = opener
        self.units: list[Unit] = []
        self.places: list[Unit] = []
        self.things: list[Unit] = []
        self.verbs: list[Verb] = []
        self.others = self.bits = 0


def cut_segments(sentence: Sentence, tokens: Sequence[Token]) -> list[Segment]:
    """The segments of a sentence, in order."""
    segments = [Segment("")]
    for unit in sentence.units:
        segment = segments[-1]
        if unit.kind == Kind.BREAK:
            segments.append(Segment(unit.mark))
            continue
        segment.units.append(unit)
        if unit.kind == Kind.PLACE:
            segment.places.append(unit)
        elif unit.kind == Kind.COUNTED and unit.head in _OTHER_HEADS:
            segment.others += 1
        elif unit.kind in (Kind.COUNTED, Kind.WEAPON):
            segment.things.append(unit)
        elif unit.kind == Kind.CUE:
            segment.bits |= unit.bits
            if unit.bits & _VERBS:
                _add_verb(segment, unit, sentence, tokens)
    return segments


def _add_verb(segment: Segment, cue: Unit, sentence: Sentence, tokens: Sequence[Token]) -> None:
    bits, index = cue.bits, cue.first
    metric: Metric | None = None
    if bits & Word.DOWN:
        if not bits & Word.FIN or _is_denied(tokens, index):
            return
        metric = Metric.DOWNED
    elif bits & Word.SHOT:
        ahead = tokens[index + 1 : min(index + _SHOT_REACH, sentence.last)]
        if not any(token.norm in {"down", "out"} for token in ahead) or _is_denied(tokens, index):
            return
        metric = Metric.DOWNED
    elif bits & Word.REPEL:
        metric = Metric.REPELLED
    elif bits & Word.ATTACKV:
        metric = Metric.ATTACKED
    elif bits & (Word.HIT | Word.FALL):
        metric = _fall_metric(tokens, index)
        if metric is None:
            return
    segment.verbs.append(Verb(index, metric, bits))


def _fall_metric(tokens: Sequence[Token], index: int) -> Metric | None:
    """ "came" falls only with "down"; what "fell to" the crews was shot down by them."""
    norm = tokens[index].norm
    following = tokens[index + 1].norm if index + 1 < len(tokens) else ""
    if norm == "came" and following != "down":
        return None
    if norm == "fell" and following == "to":
        return Metric.DOWNED
    return Metric.IMPACT


def _is_denied(tokens: Sequence[Token], index: int) -> bool:
    before = [token.norm for token in tokens[max(0, index - 2) : index]]
    return "не" in before or "not" in before


def nearest_verb(segment: Segment, unit: Unit) -> Verb | None:
    """The event word of the segment that stands nearest to a phrase."""
    best: Verb | None = None
    distance = 1 << 30
    for verb in segment.verbs:
        gap = unit.first - verb.at if verb.at < unit.first else verb.at - unit.last
        if gap < distance:
            best, distance = verb, gap
    return best
