"""Verbs: which event word of a sentence a weapon or a count belongs to."""

from domain.claim import Metric
from extraction.lexicon import Word
from extraction.mentions import Statements
from extraction.phrases import Head, Kind, Unit
from extraction.segments import Segment, Verb, nearest_verb
from extraction.terms import DEBRIS, DOWNED, IMPACT

_WHERE, _COUNTED, _ELLIPTIC = Word.WHERE, Kind.COUNTED, Head.ELLIPTIC
_CLOSED = frozenset({":", ";", "•"})
_CUE, _REPEL = Kind.CUE, Word.REPEL
_ATTEMPT = ("попыт", "attempt")
_PRESENT = ("ает", "ают", "аются", "ается", "repelling")
_ITEM_CUES = Word.TOWARD | Word.NATION | Word.SUBSETW | Word.TOTALW


def at_scene(segment: Segment, verb_at: int, metric: Metric | None) -> Metric | None:
    """«место, где был уничтожен БПЛА» is about what is left of it, not a new downing."""
    if metric is DOWNED and segment.bits & _WHERE:
        for unit in segment.units:
            if unit.kind == Kind.CUE and unit.bits & _WHERE and unit.first < verb_at:
                return DEBRIS
    return metric


def fate(found: Statements, index: int, verb: Verb) -> Metric | None:
    """What became of those a verb is told of; «подавлены и упали три» were downed before they fell."""
    segment = found.segments[index]
    if verb.metric is IMPACT and segment.opener == "and":
        before = found.segments[index - 1]
        if not before.things and any(earlier.metric is DOWNED for earlier in before.verbs):
            return DOWNED
    return at_scene(segment, verb.at, verb.metric)


def find_verb_ahead(found: Statements, index: int) -> Metric | None:
    """A weapon verb in later segments without a subject of their own («Три БПЛА, летевших к нам, сбиты»)."""
    bracketed, paired = _is_bracketed(found, index), _is_pair(found.segments[index])
    for segment in found.segments[index + 1 :]:
        things, verbs = segment.things, segment.verbs
        if bracketed and not verbs:
            continue
        if bracketed:
            return _first(segment)
        if things and not verbs and things[-1].gov & Word.NEG:
            continue  # "11 drones, not nine, were downed"
        own = bool(things) and things[0].kind == _COUNTED and segment.opener != "and"
        own = own and not (paired and _is_pair(segment)) and not _are_listed(found.segments[index], segment)
        if things and verbs and nearest_verb(segment, things[0]) is verbs[0]:
            return None if own else _first(segment)
        if segment.opener in _CLOSED:
            return None
        if verbs:
            return _first(segment)
        if own:
            return None
    return None


def _is_bracketed(found: Statements, index: int) -> bool:
    """«над Воронежской (4) и Тамбовской (2) областями сбиты 6»: the verb of the list is each count's."""
    segment = found.segments[index]
    return segment.opener == "(" and len(segment.units) == 1 and bool(found.segments[index - 1].places)


def _is_pair(segment: Segment) -> bool:
    """«Тульской – 9, Рязанской – 4 областей сбиты 13»: a place and its number, the verb at the end."""
    if not (segment.places and segment.things):
        return False
    return segment.things[0].head == _ELLIPTIC and segment.places[0].first < segment.things[0].first


def _are_listed(segment: Segment, following: Segment) -> bool:
    """«7 дронов над А, 6 – над Б, по одному – над В сбиты»: numbers with places, the verb at the end."""
    return _is_listed(segment) and _is_listed(following)


def _is_listed(segment: Segment) -> bool:
    if len(segment.places) != 1 or len(segment.things) != 1 or segment.bits & Word.TOWARD:
        return False
    return segment.things[0].kind == _COUNTED and segment.places[0].first > segment.things[0].first


def _first(segment: Segment) -> Metric | None:
    metric = segment.verbs[0].metric
    return metric if metric in (DOWNED, IMPACT) else None


def find_verb_behind(found: Statements, index: int) -> Metric | None:
    """The last weapon verb of the segments before."""
    for segment in reversed(found.segments[:index]):
        for verb in reversed(segment.verbs):
            if verb.metric is not None:
                return at_scene(segment, verb.at, verb.metric)
    return None


def find_verb_shared(found: Statements, index: int) -> Metric | None:
    """«сбиты ракета и БПЛА», «атаковал с применением артиллерии и дронов»: what "and" joins has one verb."""
    if found.segments[index].opener != "and" or not index:
        return None
    previous = found.segments[index - 1]
    used = found.sentence.bits & Word.USEN and found.segments[index].things
    if not previous.verbs or not (used or previous.things or not found.segments[index].units):
        return None
    return at_scene(previous, previous.verbs[-1].at, previous.verbs[-1].metric)


def is_item(segment: Segment, unit: Unit) -> bool:
    """A number of a list: it has a place in its segment, says "each", or stands alone."""
    if segment.places or unit.each or unit.subset or len(segment.units) == 1:
        return True
    return bool(segment.bits & _ITEM_CUES)


def may_be_drones(found: Statements, index: int, unit: Unit, *, spoken_of: bool) -> bool:
    """A bare number stands for drones when drones are spoken of, or its own place follows."""
    if unit.head != _ELLIPTIC or unit.subset or spoken_of or found.mentions:
        return True
    if found.segments[index].places:
        return True
    return any(thing.weapon is not None for segment in found.segments[index:] for thing in segment.things)


def is_beaten_off(found: Statements) -> bool:
    """Whether an attack is told to be over and all of it met.

    «пресечена попытка … с применением двух БПЛА» says how many were used, «отражают атаку 20 БПЛА» how many
    are coming: neither says how many were downed.
    """
    under_way = found.sentence.bits & Word.CONTINUE
    for unit in found.sentence.units:
        if unit.kind == _CUE:
            if unit.mark.startswith(_ATTEMPT) or (unit.bits & _REPEL and unit.mark.endswith(_PRESENT)):
                return False
            if under_way and unit.mark.startswith("отражени"):
                return False
    return True


def in_brackets(found: Statements, index: int) -> bool:
    """«больше всего (41) – над А», "A had the largest number, 41": the place is beside the bracket."""
    segment, following = found.segments[index], found.segments[index + 1 : index + 2]
    if segment.opener not in {"(", ","} or len(segment.units) != 1:
        return False
    if following and following[0].places and not following[0].things:
        return True
    before = found.segments[index - 1]
    return bool(found.sentence.bits & Word.RECORDW and before.places) and not before.things
