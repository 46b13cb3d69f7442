"""People: how many a word of harm or care speaks of.

The number is looked for in the clause of the word, else before an apposition («2 человека, 43 и 17 лет,
получили ранения»); one person named without a number is one, a married couple two.
"""

from typing import NamedTuple

from extraction.governing import is_adjectival
from extraction.lexicon import Word
from extraction.numbers import NumberMatch
from extraction.passage import NEAR, STOPS, Passage
from extraction.persons import AND, COUPLES, YEARS, beyond_age, how_many_named, is_person
from extraction.phrases import Head, Unit
from extraction.tokens import DASHES, Shape

_HARM = Word.INJV | Word.INJWEAK | Word.KILLV | Word.DAMV
_EVENT = _HARM | Word.CARE | Word.VICTIMN
_PERSONAL = ("погиб", "скончал", "умер", "убит", "ранен", "травмирован", "контужен", "госпитализирован")
_DESCRIBING = Word.ADJ | Word.ARTICLE
_ANOTHER = frozenset({"другой", "другая", "второй", "вторая", "третий", "третья", "another"})
_BEASTS = ("собак", "пес", "кошк", "коров", "скот", "лошад", "коз", "телен", "бык")
_CLAUSE_ENDS = (STOPS - {"."}) | {"!"}
_AMONG = frozenset({"среди", "из", "в", "including", "among"})
_PARTS = _AMONG | {"включая"}
_AGE = frozenset({"aged", "age", "возрасте"})
_UNFOLDS = frozenset({*DASHES, ":", "("})
_FAMILY = frozenset({"семья", "семью"})
_COMPANIES = ("семья", "семью", "семьи", "экипаж", "бригад", "групп", "расчет")
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
_COLLECTIVE = frozenset({"двое", "трое", "четверо", "пятеро", "шестеро", "семеро", "обоих", "двоих", "троих"})
"""Numerals that count people whatever their noun («трое военных легко ранены»)."""
_PLURAL = ("ы", "и", "о", "ись", "ния", "мы", "ми", "ий", "ов", "ог")


_QUOTED = 5
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
    if found is None:
        found = _family(passage, index)
    if found is None and passage.norms[index - 1] in _ANOTHER:
        return People(1, index - 1, more=True)
    if found is None and is_of_unknown_one(passage, index):
        return People(1, index, passage.norms[index + 1] == "еще")
    if found is None and low > passage.first and not bits & Word.VICTIMN:
        further = _clause_before(passage, low)
        if further < low:
            return _people_within(passage, index, further, _before_parts(passage, further, low))
    return found


def _family(passage: Passage, index: int) -> People | None:
    """«погибла семья: муж, жена и ребёнок», "a family": those named after the colon."""
    for at in range(index + 1, min(index + 4, passage.last - 2)):
        if passage.norms[at] in _FAMILY and passage.norms[at + 1] in _UNFOLDS:
            if not (is_person(passage.bits(at + 2)) or passage.norms[at + 2].startswith(COUPLES)):
                return None
            size = how_many_named(passage, at + 2, min(passage.last, at + _REACH))
            return People(size, at + 2, more=False) if size > 1 else None
    return None


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
    if norm != "," and norm not in AND:
        return False
    if norm == "," and passage.norms[index + 1] in _AMONG:
        return True
    following = passage.bits_between(index + 1, min(passage.last, index + 7))
    if norm in AND and passage.bits(index - 1) & Word.PERSON and _names_next(passage, index):
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
        how_many_named(passage, person, high), person, passage.norms[person - 1] in ("еще", "another")
    )


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
        if _is_of_people(passage, unit, index) or _is_collective(passage, number):
            return not passage.bits_between(unit.first, unit.last + 1) & Word.THING
        if passage.norms[number.last] not in _TAKES and not passage.bits(number.last) & _EVENT:
            return False
    low, high = min(number.last, index + 1), max(unit.first, index)
    return high - low <= 5 and not passage.bits_between(low, high) & Word.THING


def _is_collective(passage: Passage, number: NumberMatch) -> bool:
    return passage.norms[number.bare_first] in _COLLECTIVE and passage.norms[number.last] != "суток"


def _is_of_people(passage: Passage, unit: Unit, index: int) -> bool:
    """«ранены четыре строителя»: an unknown noun beside a verb that only people (and beasts) can take."""
    norm = passage.norms[index]
    if norm.startswith("пострада") or not norm.endswith(_PLURAL) or passage.bits(index) & Word.CARE:
        return False
    return 0 < unit.first - index <= 2


def is_of_unknown_one(passage: Passage, index: int) -> bool:
    """«погиб контролёр»: a singular verb that only people take, right before a noun not in the lexicon."""
    norm = passage.norms[index]
    if not norm.startswith(_PERSONAL) or norm.startswith("ранени") or norm.endswith(_PLURAL):
        return False
    for at in (index + 1, index + 2):
        norm = passage.norms[at]
        if at >= passage.last or passage.bits(at) or passage.tokens[at].shape is not Shape.WORD:
            return False
        if not is_adjectival(norm):
            return not norm.endswith(("о", "у", "е")) and not norm.startswith((*_BEASTS, *_COMPANIES))
    return False


def _is_age(passage: Passage, number: NumberMatch) -> bool:
    """«женщина, 43 и 17 лет», "aged 58", «1958 года рождения»."""
    value = number.value or 0
    if passage.norms[number.bare_first - 1] in _AGE or value > 1900:
        return True
    if any(passage.norms[near] in YEARS for near in range(number.last, number.last + 3)):
        return True
    return value > 10 and passage.norms[number.last] == "," == passage.norms[number.first - 1]


def _is_of_one(passage: Passage, index: int, number: NumberMatch) -> bool:
    """A Russian verb in the singular («погиб», «ранена») cannot be of several."""
    norm = passage.norms[index]
    if _is_of_company(passage, number):
        return False  # «ранена семья из трёх человек»
    verb = passage.bits(index) & (Word.KILLV | Word.INJV)
    return bool(verb) and not norm.isascii() and number.value != 1 and not norm.endswith(_PLURAL)


def _is_of_company(passage: Passage, number: NumberMatch) -> bool:
    if passage.norms[number.first - 1] != "из":
        return False
    return any(
        norm.startswith(_COMPANIES) for norm in passage.norms[max(0, number.first - 4) : number.first - 1]
    )


def _and_one_more(passage: Passage, unit: Unit) -> int:
    """«двое взрослых и ребёнок», «женщина и двое подростков»."""
    if passage.norms[unit.first - 1] in AND and is_person(
        passage.bits(beyond_age(passage, unit.first - 1, -1))
    ):
        return 1
    after = unit.last
    if passage.norms[after] == "«" and "»" in passage.norms[after : after + _QUOTED]:
        after = passage.norms.index("»", after) + 1  # «два бойца „Орлана“ и водитель»
    for at in range(after, min(after + 3, passage.last)):
        if passage.norms[at] in AND:
            described = passage.bits(at + 1) & _DESCRIBING  # «двое военных и мирная жительница»
            return int(is_person(passage.bits(at + 2 if described else at + 1)))
        if passage.norms[at] in _UNFOLDS:
            return 0  # «двое – отец и сын»
    return 0


def _find_person(passage: Passage, index: int, low: int, high: int) -> int | None:
    for at in range(max(low, index - 2 * NEAR), min(high, index + 2 * NEAR + 1)):
        if is_person(passage.bits(at)) or _is_object(passage, at) or passage.norms[at].startswith(COUPLES):
            return None if passage.norms[at - 1] in _FETTERS else at
    return None


def _is_object(passage: Passage, at: int) -> bool:
    """«ранило подростка»: a form of one that also goes with numerals, here without any."""
    bits = passage.bits(at)
    return bool(bits & Word.PERSON and bits & Word.SG and passage.norms[at].endswith(("ка", "ля", "та")))
