"""People: how many a word of harm or care speaks of.

The number is looked for in the clause of the word, else before an apposition («2 человека, 43 и 17 лет,
получили ранения»); one person named without a number is one, a married couple two.
"""

from typing import NamedTuple

from extraction.lexicon import Word
from extraction.numbers import NumberMatch
from extraction.passage import NEAR, STOPS, Passage
from extraction.phrases import Head, Unit, is_adjectival
from extraction.tokens import Shape

_HARM = Word.INJV | Word.INJWEAK | Word.KILLV | Word.DAMV
_EVENT = _HARM | Word.CARE | Word.VICTIMN
_PERSONAL = ("погиб", "скончал", "умер", "убит", "ранен", "травмирован", "контужен", "госпитализирован")
_ANOTHER = frozenset({"другой", "другая", "второй", "вторая", "третий", "третья", "another"})
_MODIFIERS = Word.ARTICLE | Word.ADJ
_BEASTS = ("собак", "пес", "кошк", "коров", "скот", "лошад", "коз", "телен", "бык")
_CLAUSE_ENDS = (STOPS - {"."}) | {"!"}
_AND = frozenset({"и", "and", "а", "but", "но"})
_AMONG = frozenset({"среди", "из", "в", "including", "among"})
_PARTS = _AMONG | {"включая"}
_AGE = frozenset({"aged", "age", "возрасте"})
_YEARS = frozenset({"лет", "года", "год", "летний", "летняя", "years"})
_COUPLES = ("супруги", "супругов", "супружеск", "семейн")
_OF_AGE = _YEARS | {"г", ".", "р", "рождения", "в", "возрасте", "(", ")"}
_FETTERS = frozenset({"для", "у"})
_TAKES = frozenset(
    {"получили", "получил", "получила", "получивших", "находятся", "остаются", "оказались", "попали"}
    | {"оказана", "оказали", "оказывают", "оказывается", "потребовалась", "понадобилась"}
    | {
        "отказались",
        "доставили",
        "доставлены",
        "скончались",
        "направлены",
        "нуждаются",
        "sustained",
        "suffered",
    }
    | {"received", "remain", "others", "more", "were", "was", "are"}
)
_PLURAL = ("ы", "и", "о", "ись", "ния", "мы", "ми", "ий", "ов", "ог")


_REACH = 60
"""Tokens; no clause is longer, and looking no further keeps reading linear in the text."""


class People(NamedTuple):
    """How many, the token that says so, and whether they are said to be more («ещё двое»)."""

    size: int
    at: int
    more: bool


def find_people(passage: Passage, index: int, bits: int) -> People | None:
    """How many a word of harm speaks of; None where it names nobody."""
    low, high = clause_of(passage, index)
    found = _people_within(passage, index, low, high)
    if found is None and passage.norms[index - 1] in _ANOTHER:
        return People(1, index - 1, more=True)
    if found is None and is_of_unknown_one(passage, index):
        return People(1, index, passage.norms[index + 1] == "еще")
    if found is None and low > passage.first and not bits & Word.VICTIMN:
        further = _clause_before(passage, low)
        if further < low:
            return _people_within(passage, index, further, _before_parts(passage, further, low))
    return found


def _before_parts(passage: Passage, low: int, high: int) -> int:
    """Where the whole ends: «восемь человек, в том числе трое детей, пострадали» are eight."""
    for at in range(low + 1, high - 1):
        if passage.norms[at] == "," and passage.norms[at + 1] in _PARTS:
            return at
    return high


def clause_of(passage: Passage, index: int) -> tuple[int, int]:
    """The half-open stretch of tokens round a word that no other event shares."""
    low = high = index
    first, last = max(passage.first, index - _REACH), min(passage.last, index + _REACH)
    while low > first and not _splits(passage, low - 1):
        low -= 1
    while high < last and not _splits(passage, high):
        high += 1
    return low, high


def _splits(passage: Passage, index: int) -> bool:
    """A full stop, or a comma or "and" that another event follows."""
    norm = passage.norms[index]
    if norm in _CLAUSE_ENDS:
        return True
    if norm != "," and norm not in _AND:
        return False
    if norm == "," and passage.norms[index + 1] in _AMONG:
        return True
    following = passage.bits_between(index + 1, min(passage.last, index + 7))
    if norm in _AND and passage.bits(index - 1) & Word.PERSON and _names_next(passage, index):
        return False  # «мужчина и женщина пострадали»
    return bool(following & (_HARM | Word.FIRE | Word.CARE))


def _names_next(passage: Passage, index: int) -> bool:
    """Whether one of the next three words names a person, before any verb of harm."""
    for at in range(index + 1, index + 4):
        bits = passage.bits(at)
        if bits & Word.PERSON:
            return True
        if bits & _HARM:
            return False
    return False


def _clause_before(passage: Passage, low: int) -> int:
    """The start of the subject's stretch when an apposition stands between it and its verb."""
    further = low - 1
    first = max(passage.first, low - _REACH)
    while further > first:
        if (
            passage.bits(further - 1) & (_HARM | Word.DAMN | Word.VICTIMN)
            or passage.norms[further - 1] in STOPS
        ):
            break
        further -= 1
    return further


def _people_within(passage: Passage, index: int, low: int, high: int) -> People | None:
    best: Unit | None = None
    nearest = 1 << 30
    for unit in passage.counted_between(low, high):
        if _counts_people(passage, unit, index):
            distance = unit.first - index if unit.first > index else index - unit.last
            if distance < nearest:
                best, nearest = unit, distance
    if best is not None and best.number is not None and not _is_of_one(passage, index, best.number):
        count = (best.number.value or 0) + _and_one_more(passage, best)
        return People(count, best.first, best.number.more)
    person = _find_person(passage, index, low, high)
    if person is None:
        return None
    return People(
        _how_many_named(passage, person, high), person, passage.norms[person - 1] in ("еще", "another")
    )


def _how_many_named(passage: Passage, person: int, high: int) -> int:
    """«мужчина и женщина», «супруги» are two, «мужчина, женщина и ребёнок» three; an apposition is one."""
    if passage.norms[person].startswith(_COUPLES):
        return 2
    count = listed = 1
    at = _beyond_age(passage, person, 1)
    while at < high and (passage.norms[at] == "," or passage.norms[at] in _AND):
        step = _step_to_person(passage, at)
        if not step:
            break
        listed += 1
        if passage.norms[at] != ",":
            count = listed
        at = _beyond_age(passage, at + step, 1)
    return count


def _step_to_person(passage: Passage, at: int) -> int:
    """How far the next person is, past «её пятилетняя»; 0 where none is named."""
    for step in (1, 2, 3):
        bits = passage.bits(at + step)
        if is_person(bits):
            return step
        if bits & ~_MODIFIERS or (not bits and step > 1 and not is_adjectival(passage.norms[at + step])):
            return 0
    return 0


def _beyond_age(passage: Passage, at: int, step: int) -> int:
    """The first token from a person on that is not of an age («60 лет», «1985 г.р.»)."""
    at += step
    while passage.first <= at < passage.last and (
        passage.norms[at] in _OF_AGE or passage.tokens[at].shape is Shape.NUMBER
    ):
        at += step
    return at


def _counts_people(passage: Passage, unit: Unit, index: int) -> bool:
    number = unit.number
    if number is None or number.value is None or number.ordinal or unit.head == Head.WEAPON:
        return False
    if _is_age(passage, number):
        return False
    if unit.head == Head.PERSON:
        return True
    following = passage.norms[number.last]
    if following == "из" and passage.bits_between(number.last + 1, number.last + 4) & Word.PERSON:
        return True  # «один из работников ранен»
    return not unit.subset and _may_be_people(passage, unit, number, index)


def _may_be_people(passage: Passage, unit: Unit, number: NumberMatch, index: int) -> bool:
    """A number without its noun, near the word of harm: «двое ранены», «12 получили ранения»."""
    if unit.head == Head.OTHER:
        if _is_of_people(passage, unit, index):
            return True
        if passage.norms[number.last] not in _TAKES and not passage.bits(number.last) & _EVENT:
            return False
    low, high = min(number.last, index + 1), max(unit.first, index)
    return high - low <= 5 and not passage.bits_between(low, high) & Word.THING


def _is_of_people(passage: Passage, unit: Unit, index: int) -> bool:
    """«ранены четыре строителя»: an unknown noun beside a verb that only people (and beasts) can take."""
    norm = passage.norms[index]
    if norm.startswith("пострада") or not norm.endswith(_PLURAL) or passage.bits(index) & Word.CARE:
        return False
    return 0 < unit.first - index <= 2 and not passage.bits_between(unit.first, unit.last + 1) & Word.THING


def is_of_unknown_one(passage: Passage, index: int) -> bool:
    """«погиб контролёр»: a singular verb that only people take, right before a noun not in the lexicon."""
    if not passage.norms[index].startswith(_PERSONAL) or passage.norms[index].endswith(_PLURAL):
        return False
    for at in (index + 1, index + 2):
        norm = passage.norms[at]
        if at >= passage.last or passage.bits(at) or passage.tokens[at].shape is not Shape.WORD:
            return False
        if not is_adjectival(norm):
            return not norm.endswith(("о", "у", "е")) and not norm.startswith(_BEASTS)
    return False


def _is_age(passage: Passage, number: NumberMatch) -> bool:
    """«женщина, 43 и 17 лет», "aged 58", «1958 года рождения»."""
    value = number.value or 0
    if passage.norms[number.bare_first - 1] in _AGE or value > 1900:
        return True
    if any(passage.norms[near] in _YEARS for near in range(number.last, number.last + 3)):
        return True
    return value > 10 and passage.norms[number.last] == "," == passage.norms[number.first - 1]


def _is_of_one(passage: Passage, index: int, number: NumberMatch) -> bool:
    """A Russian verb in the singular («погиб», «ранена») cannot be of several."""
    norm = passage.norms[index]
    verb = passage.bits(index) & (Word.KILLV | Word.INJV)
    return bool(verb) and not norm.isascii() and number.value != 1 and not norm.endswith(_PLURAL)


def _and_one_more(passage: Passage, unit: Unit) -> int:
    """«двое взрослых и ребёнок», «женщина и двое подростков»."""
    if passage.norms[unit.first - 1] in _AND and is_person(
        passage.bits(_beyond_age(passage, unit.first - 1, -1))
    ):
        return 1
    for at in range(unit.last, min(unit.last + 3, passage.last)):
        if passage.norms[at] in _AND:
            return int(is_person(passage.bits(at + 1)))
    return 0


def _find_person(passage: Passage, index: int, low: int, high: int) -> int | None:
    for at in range(max(low, index - 2 * NEAR), min(high, index + 2 * NEAR + 1)):
        if is_person(passage.bits(at)) or _is_object(passage, at) or passage.norms[at].startswith(_COUPLES):
            return None if passage.norms[at - 1] in _FETTERS else at
    return None


def _is_object(passage: Passage, at: int) -> bool:
    """«ранило подростка»: a form of one that also goes with numerals, here without any."""
    bits = passage.bits(at)
    return bool(bits & Word.PERSON and bits & Word.SG and passage.norms[at].endswith(("ка", "ля", "та")))


def is_person(bits: int) -> bool:
    """Whether a word names one person."""
    return bool(bits & Word.PERSON and bits & Word.SG and not bits & Word.PL)
