"""Segments: a sentence cut at its commas and joining words, with what each stretch holds."""

from domain.claim import Metric
from extraction.lexicon import Word
from extraction.phrases import Head, Kind, Unit
from extraction.sentences import Sentence
from extraction.terms import ATTACKED, DOWNED, IMPACT, REPELLED
from extraction.tokens import Tokens

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
_WEAPON, _PLACE, _CUE, _BREAK = Kind.WEAPON, Kind.PLACE, Kind.CUE, Kind.BREAK
_DOWN, _FIN, _INF = Word.DOWN, Word.FIN, Word.INF
_FALL = Word.FALL
_SHOT, _REPEL, _ATTACKV, _FALLING = Word.SHOT, Word.REPEL, Word.ATTACKV, Word.HIT | Word.FALL
_WEAPON_HEAD = Head.WEAPON
_SHOT_REACH = 6
_NOT = frozenset({"не", "not"})
_DONE = ("удал", "сумел", "смог", "успел", "managed", "able")
_DONE_REACH = 4


class Verb:
    """An event word at a token: `metric` None for events that are not of weapons (hurt, killed, damaged)."""

    __slots__ = ("at", "bits", "metric")

    def __init__(self, at: int, metric: Metric | None, bits: int) -> None:
        self.at = at
        self.metric = metric
        self.bits = bits


class Segment:
    """A stretch of a sentence between breaks; `opener` is the mark of the break before it.

    `things` are weapons and bare numbers, `others` how many counts of people and other things there are.
    """

    __slots__ = ("bits", "opener", "others", "places", "things", "units", "verbs")
    opener: str
    units: list[Unit]
    places: list[Unit]
    things: list[Unit]
    verbs: list[Verb]
    others: int
    bits: int


def _open_segment(opener: str) -> Segment:
    """An empty segment. A function: to call __init__ takes as long as its whole body."""
    segment = Segment()
    segment.opener = opener
    segment.units, segment.places, segment.things, segment.verbs = [], [], [], []
    segment.others = segment.bits = 0
    return segment


def cut_segments(sentence: Sentence, tokens: Tokens) -> list[Segment]:
    """The segments of a sentence, in order."""
    segment = _open_segment("")
    segments, units = [segment], segment.units
    for unit in sentence.units:
        kind = unit.kind
        if kind == _BREAK:
            segment = _open_segment(unit.mark)
            segments.append(segment)
            units = segment.units
            continue
        units.append(unit)
        if kind == _CUE:
            bits = unit.bits
            segment.bits |= bits
            if bits & _VERBS:
                _add_verb(segment, unit, sentence, tokens)
        elif kind == _PLACE:
            segment.places.append(unit)
        elif kind <= _WEAPON:
            if unit.head <= _WEAPON_HEAD:
                segment.things.append(unit)
            else:
                segment.others += 1
    return segments


def _add_verb(segment: Segment, cue: Unit, sentence: Sentence, tokens: Tokens) -> None:
    bits, index = cue.bits, cue.first
    metric: Metric | None = None
    if bits & _DOWN:
        if not bits & _FIN or _is_denied(tokens, index) or (bits & _INF and not _is_done(tokens, index)):
            return
        metric = DOWNED
    elif bits & _SHOT:
        ahead = tokens[index + 1 : min(index + _SHOT_REACH, sentence.last)]
        if not any(token.norm in {"down", "out"} for token in ahead) or _is_denied(tokens, index):
            return
        metric = DOWNED
    elif bits & _REPEL:
        metric = REPELLED
    elif bits & _ATTACKV:
        metric = ATTACKED
    elif bits & _FALLING:
        metric = _fall_metric(tokens, index)
        if metric is None or (bits & _FALL and _is_denied(tokens, index)):
            return
    segment.verbs.append(Verb(index, metric, bits))


def _fall_metric(tokens: Tokens, index: int) -> Metric | None:
    """ "came" falls only with "down"; what "fell to" the crews was shot down by them."""
    norm = tokens[index].norm
    following = tokens[index + 1].norm if index + 1 < len(tokens) else ""
    if norm == "came" and following != "down":
        return None
    if norm == "fell" and following == "to":
        return DOWNED
    return IMPACT


def _is_denied(tokens: Tokens, index: int) -> bool:
    norms = tokens.norms
    return norms[index - 1] in _NOT or norms[index - 2] in _NOT


def _is_done(tokens: Tokens, index: int) -> bool:
    """«удалось сбить»: an infinitive tells of what was done only after such a word, not denied."""
    for at in range(max(0, index - _DONE_REACH), index):
        if tokens[at].norm.startswith(_DONE):
            return not _is_denied(tokens, at)
    return False


def nearest_verb(segment: Segment, unit: Unit) -> Verb | None:
    """The event word of the segment that stands nearest to a phrase."""
    verbs = segment.verbs
    if len(verbs) == 1:
        return verbs[0]
    best: Verb | None = None
    distance = 1 << 30
    for verb in verbs:
        gap = unit.first - verb.at if verb.at < unit.first else verb.at - unit.last
        if gap < distance:
            best, distance = verb, gap
    return best
