"""Phrases: what a number counts, and what governs a noun of the air.

A *unit* is the smallest thing the grammar of sentences speaks about: a counted noun («три украинских
БПЛА»), a bare weapon («беспилотник»), a group of places, words of time, a cue word, or a break.
"""

from collections.abc import Container, Mapping, Sequence

from domain.claim import Weapon
from extraction.governing import governor, is_adjectival
from extraction.lexicon import HEADS, WEAPONS, Word
from extraction.numbers import NumberMatch
from extraction.periods import PeriodMatch
from extraction.place_match import PlaceMatch
from extraction.terms import BALLOON, BOAT, BOMB, DRONE, MISSILE, ROCKET
from extraction.tokens import DASHES, Shape, Tokens

Match = NumberMatch | PlaceMatch | PeriodMatch


class Kind:
    """Kinds of units; BREAK separates segments, the two before PLACE may be of weapons (see Head)."""

    COUNTED, WEAPON, PLACE, TIME, CUE, BREAK = range(6)


class Head:
    """What a number counts. ELLIPTIC: the noun is left out («15 – над Тверской»).

    Up to WEAPON it may be weapons, after that it is none.
    """

    ELLIPTIC, WEAPON, PERSON, OTHER = range(4)


class Unit:
    """One phrase over the half-open tokens `first:last`; what a kind does not need keeps its default.

    `bits` are the classes of its words; `gov` those of the word that governs it, `prep` the preposition
    before it. `weapon` None on a WEAPON head is «воздушная цель», settled by the rest of the post. Units are
    made by `new_unit`.
    """

    __slots__ = (
        *("kind", "first", "last", "bits", "head", "weapon", "number", "places", "period", "mark"),
        *("gov", "prep", "subset", "each"),
    )
    kind: int
    first: int
    last: int
    bits: int
    head: int
    weapon: Weapon | None
    number: NumberMatch | None
    places: tuple[PlaceMatch, ...]
    period: PeriodMatch | None
    mark: str
    gov: int
    prep: str
    subset: bool
    each: bool


def new_unit(kind: int, first: int, last: int, bits: int = 0, mark: str = "") -> Unit:
    """A unit with nothing else said of it. A function: to call __init__ takes as long as its whole body."""
    unit = Unit()
    unit.kind = kind
    unit.first = first
    unit.last = last
    unit.bits = bits
    unit.mark = mark
    unit.head = _ELLIPTIC
    unit.weapon = unit.number = unit.period = None
    unit.places = ()
    unit.gov = 0
    unit.prep = ""
    unit.subset = unit.each = False
    return unit


_COUNTED = Kind.COUNTED
_ELLIPTIC, _WEAPON = Head.ELLIPTIC, Head.WEAPON
_BY_BIT = (
    (Word.DRONE, DRONE),
    (Word.MISSILE, MISSILE),
    (Word.ROCKET, ROCKET),
    (Word.BOMB, BOMB),
    (Word.BOAT, BOAT),
    (Word.BALLOON, BALLOON),
)
_MODIFIER = Word.ADJ | Word.SKYADJ | Word.ATTR | Word.ARTICLE | Word.UNIT
_EVENTS = Word.DOWN | Word.SHOT | Word.HIT | Word.FALL | Word.ATTACKV | Word.INJV | Word.KILLV
_STOPS_HEAD = (
    _EVENTS | Word.FUNC | Word.SUBSETW | Word.EACHW | Word.TOWARD | Word.NEG | Word.RESPECTIVE | Word.GROW
)
_NOUNS, _ATTRIBUTE = HEADS | Word.PERSON, Word.DOWN | Word.ATTR
_ATTRIBUTED = WEAPONS | Word.SKYADJ | Word.ADJ | Word.FLY
_FLYING = WEAPONS | Word.FLY
_ENDS_ADJUNCT = _STOPS_HEAD | _FLYING | Word.INJWEAK | Word.DAMV | Word.SKYADJ
_DOWN, _FIN, _ATTR, _DRONE, _FLY = Word.DOWN, Word.FIN, Word.ATTR, Word.DRONE, Word.FLY
_FUNC, _SKYADJ, _TARGET = Word.FUNC, Word.SKYADJ, Word.TARGET
_IS_WORD = Shape.WORD
_OF = frozenset({"из", "of"})
_OF_THEM = frozenset({"них", "которых", "them", "these", "which", "whom"})
_QUOTES = frozenset("«»„“”‘’\"'")
_ADJUNCTS = frozenset({"drone", "uav", "missile", "rocket", "air", "aircraft"})
_AT_SEA = frozenset(
    {"морской", "морского", "морским", "морские", "морских", "морскими", "надводный", "надводного"}
    | {"надводные", "надводных", "надводными", "sea", "naval", "surface", "maritime"}
)
"""«морские дроны» are boats."""
_OF_THE_LIST = frozenset({"областей", "областями", "областях", "районов", "районами", "районах"})
"""«над Тульской – 9 и Рязанской – 4 областей сбиты 13»: the noun of the places, not of the number."""
_HEAD_REACH = 7


def break_at(mark: str) -> Unit:
    """A break; where it stands is not asked, so that one serves all of its mark."""
    return new_unit(Kind.BREAK, 0, 0, 0, mark)


def weapon_of(bits: int) -> Weapon | None:
    """The weapon a word names; missiles before drones where a compound names both."""
    if not bits & WEAPONS:
        return None
    for bit, weapon in _BY_BIT:
        if bits & bit:
            return weapon
    return None


def counted(
    tokens: Tokens,
    classes: Sequence[int],
    match: NumberMatch,
    stops: Mapping[int, Match],
    before: int,
) -> Unit:
    """The number with the noun it counts; the unit ends after the noun, else after the number.

    `before`: the token to the left of it, past words of time («уничтожение за ночь 89 БПЛА»).
    """
    unit = new_unit(_COUNTED, match.first, match.last)
    unit.number, unit.each = match, match.distributive
    _find_head(unit, tokens, classes, stops)
    if unit.weapon is DRONE and not _AT_SEA.isdisjoint(tokens.norms[match.last : unit.last]):
        unit.weapon = BOAT
    unit.gov, unit.prep, attr = governor(tokens, classes, before)
    unit.bits |= attr
    return unit


def _find_head(unit: Unit, tokens: Tokens, classes: Sequence[int], stops: Mapping[int, Match]) -> None:
    """Looks right of the number, past adjectives, for the noun; an unknown plain noun is something else."""
    unknown = False
    index = unit.last
    reach, end = index + _HEAD_REACH, len(tokens)
    norms = tokens.norms
    while index < end and index < reach and index not in stops:
        norm, bits = norms[index], classes[index]
        if (bits & _NOUNS or norm in _OF) and _take_noun(unit, tokens, classes, index, stops):
            return
        if tokens[index].shape is not _IS_WORD:
            if norm not in _QUOTES:
                break
        elif bits & _MODIFIER:
            if bits & _DOWN and _is_predicate(classes, index):
                break
            unit.bits |= bits & _ATTRIBUTE
        elif bits:
            unknown = unknown or not bits & _STOPS_HEAD
            break
        elif not is_adjectival(norm):
            unknown = norm not in _OF_THE_LIST or norms[unit.first - 1] not in DASHES
            if not norm.isascii():
                break
        index += 1
    _do_without_noun(unit, tokens, classes, stops, index, unknown=unknown)


def _do_without_noun(
    unit: Unit,
    tokens: Tokens,
    classes: Sequence[int],
    stops: Mapping[int, Match],
    index: int,
    *,
    unknown: bool,
) -> None:
    """«о 25 сбитых за ночь беспилотниках»: the noun may come after the time or place of the participle."""
    stopped = index in stops
    if unknown or (stopped and _counts_areas(unit, tokens.norms, index)):
        unit.head, unit.last = Head.OTHER, max(unit.last, index)
    elif unit.bits & _ATTR and stopped:
        beyond = stops[index].last
        if beyond < len(classes) and classes[beyond] & WEAPONS:
            unit.head, unit.weapon = _WEAPON, weapon_of(classes[beyond])


def _counts_areas(unit: Unit, norms: Sequence[str], index: int) -> bool:
    """«в Таганроге и четырёх районах: Миллеровском, …»."""
    return norms[index] in _OF_THE_LIST and norms[unit.first - 1] not in DASHES


def _take_noun(unit: Unit, tokens: Tokens, classes: Sequence[int], index: int, stops: Container[int]) -> bool:
    """Whether the word at `index` settles what is counted: a weapon, a person, or «из них»."""
    bits = classes[index]
    norm = tokens.norms[index]
    if bits & HEADS and (norm not in _ADJUNCTS or not _is_adjunct(tokens, classes, index)):
        _take_weapon(unit, classes, index)
    elif bits & Word.PERSON:
        unit.head, unit.last, unit.bits = Head.PERSON, index + 1, unit.bits | bits
    elif norm in _OF:
        _take_of(unit, tokens, classes, index, stops)
    else:
        return False
    return True


def _is_predicate(classes: Sequence[int], index: int) -> bool:
    """Whether a participle is the verb («пять сбитых»), not an attribute of a noun right after it."""
    if not (classes[index] & _DOWN and classes[index] & _FIN):
        return False
    return index + 1 >= len(classes) or not classes[index + 1] & _ATTRIBUTED


def _is_adjunct(tokens: Tokens, classes: Sequence[int], index: int) -> bool:
    """English "drone" before another noun: "two drone operators", "six drone attacks"."""
    if tokens.norms[index] not in _ADJUNCTS:
        return False
    if index + 1 >= len(tokens) or tokens[index + 1].shape is not Shape.WORD:
        return False
    following = classes[index + 1]
    if not following and tokens[index + 1].norm.endswith("ed"):
        return False
    return not following & _ENDS_ADJUNCT


def _take_of(unit: Unit, tokens: Tokens, classes: Sequence[int], index: int, stops: Container[int]) -> None:
    """«92 из которых», «один из сбитых дронов», «пять из семи дронов»: a part of what was said before."""
    following = index + 1
    if following in stops and following + 1 < len(tokens) and classes[following + 1] & HEADS:
        following += 1
    while following < len(tokens) and following < index + 5:
        bits = classes[following]
        if tokens[following].norm in _OF_THEM:
            unit.subset, unit.last = True, following + 1
            return
        if bits & HEADS:
            _take_weapon(unit, classes, following)
            unit.subset = True
            return
        if not bits & _MODIFIER and not (bits == 0 and is_adjectival(tokens[following].norm)):
            break
        following += 1
    unit.head = Head.OTHER


def _take_weapon(unit: Unit, classes: Sequence[int], index: int) -> None:
    """Closes the phrase over a weapon noun: «беспилотных летательных аппаратов», «воздушных целей»."""
    bits = classes[index]
    unit.head = _WEAPON
    unit.weapon = DRONE if bits & _DRONE else weapon_of(bits) or (DRONE if bits & _FLY else None)
    last, end = index + 1, len(classes)
    while last < end:
        following = classes[last]
        if not following & _FLYING or following & _FUNC:
            break
        bits |= following
        if following & WEAPONS and not following & _DRONE:
            unit.weapon = weapon_of(following)
        last += 1
    unit.bits |= bits
    unit.last = last


def bare_weapon(tokens: Tokens, classes: Sequence[int], index: int) -> Unit | None:
    """A weapon noun without a number; «цель» is one only after «воздушная»."""
    bits = classes[index]
    if bits & _TARGET and not bits & WEAPONS and not (index and classes[index - 1] & _SKYADJ):
        return None
    if bits & WEAPONS and _is_adjunct(tokens, classes, index):
        noun = classes[index + 1] & (Word.ATTACKN | Word.DEBRIS | Word.FALLN)
        if not noun:
            return None
        adjunct = new_unit(Kind.WEAPON, index, index + 1, bits & ~Word.SG)
        adjunct.weapon, adjunct.gov = weapon_of(bits), noun
        return adjunct
    unit = new_unit(Kind.WEAPON, index, index + 1)
    _take_weapon(unit, classes, index)
    if tokens.norms[index - 1] in _AT_SEA:
        unit.weapon = BOAT
    if unit.last > index + 1 and _is_adjunct(tokens, classes, unit.last - 1):
        unit.gov, unit.bits = classes[unit.last], unit.bits & ~Word.SG  # "FPV drone attack"
        return unit
    unit.gov, unit.prep, attr = governor(tokens, classes, index - 1)
    unit.bits |= attr
    return unit
