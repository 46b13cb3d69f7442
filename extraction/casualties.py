"""Casualties: how many people a word of harm speaks of, or that it speaks of none.

The number is looked for in the clause of the verb, else before an apposition («2 человека, 43 и 17 лет,
получили ранения»); one person named without a number is one.
"""

from extraction.lexicon import Word
from extraction.numbers import NumberMatch
from extraction.passage import NEAR, STOPS, Passage
from extraction.phrases import Head, Kind, Unit
from extraction.tokens import DASHES
from extraction.toll import Toll

HURT = Word.INJV | Word.INJWEAK
_HARM = HURT | Word.KILLV | Word.DAMV
_OTHERS = frozenset({"других", "иных", "other"})
_ONE_VICTIM = frozenset({"пострадавшая", "пострадавший", "раненый", "раненая", "погибший", "погибшая"})
_THERE_IS = frozenset({"есть", "имеется", "один", "одна"})
_NOT = frozenset({"не", "not"})
_NOBODY = frozenset({"никто", "nobody", "none"})
_AGE = frozenset({"aged", "age", "возрасте", ","})
_AND = frozenset({"и", "and", "а"})
_AMONG = frozenset({"среди", "из", "в", "including", "among"})
_PLURAL = ("ы", "и", "о", "ись", "ния", "мы", "ми", "ий", "ов", "ог")


def read_victims(passage: Passage, index: int, bits: int, toll: Toll) -> bool:
    """«пострадавших нет», «есть погибшие – трое»; False if the word is still to be read as a verb of harm."""
    if passage.norm(index - 1) in _OTHERS or passage.is_told_about(index):
        return True
    if passage.bits(index + 1) & Word.THING:
        toll.damage = True  # «пострадавших домов»
        return True
    if passage.is_denied(index):
        _none(toll, dead_only=not bits & Word.VICTIMN)
        return True
    killed = bool(bits & Word.DEADN)
    if passage.norm(index) in _ONE_VICTIM and passage.norm(index - 1) in _THERE_IS:
        toll.add(1, killed=killed)
        return True
    number = _number_beside(passage, index)
    if number is not None and number.value is not None:
        toll.add(number.value, killed=killed)
    return not bits & HURT


def _none(toll: Toll, *, dead_only: bool) -> None:
    toll.none_killed = True
    if not dead_only:
        toll.none_injured = True


def _number_beside(passage: Passage, index: int) -> NumberMatch | None:
    """The number right before a noun of victims, or alone after it and a dash."""
    for unit in passage.sentence.units:
        if unit.kind != Kind.COUNTED or unit.number is None:
            continue
        if 0 <= index - unit.number.last <= 1:
            return unit.number
        if unit.head == Head.ELLIPTIC and unit.first == index + 2 and passage.norm(index + 1) in DASHES:
            return unit.number
    return None


def read_casualty(passage: Passage, index: int, bits: int, toll: Toll, counted: set[int]) -> None:
    """What a verb or noun of harm says. `counted`: the tokens of those already counted in the sentence."""
    if passage.norm(index - 1) in _NOT or _is_of_nobody(passage, index):
        if bits & Word.KILLV:
            toll.none_killed = True
        else:
            _read_unhurt(passage, index, toll)
        return
    found = _find_people(passage, index, bits)
    if found is None:
        if passage.norm(index).startswith("пострада") and passage.bits_near(index) & Word.THING:
            toll.damage = True
        return
    count, subject = found
    if subject in counted:
        return  # «пострадал мужчина – осколочные ранения»: he is one
    counted.add(subject)
    if bits & Word.INJWEAK and not bits & Word.KILLV:
        toll.treated = (toll.treated or 0) + count
    else:
        toll.add(count, killed=bool(bits & Word.KILLV))


def _is_of_nobody(passage: Passage, index: int) -> bool:
    for near in range(max(passage.first, index - NEAR), index):
        norm = passage.norm(near)
        if norm in _NOBODY or (norm == "one" and passage.norm(near - 1) == "no"):
            return True
    return False


def _read_unhurt(passage: Passage, index: int, toll: Toll) -> None:
    """«Люди и объекты не пострадали»: each subject named is unharmed; none named is nobody."""
    low, high = _clause(passage, index)
    words = passage.bits_between(max(low, index - 2 * NEAR), high) | (
        passage.bits(low - 2) & Word.PERSON if low - 2 >= passage.first else 0
    )
    if words & Word.THING:
        toll.no_damage = True
    if words & Word.PERSON or not words & Word.THING:
        _none(toll, dead_only=False)


def _find_people(passage: Passage, index: int, bits: int) -> tuple[int, int] | None:
    """How many a word of harm speaks of, and the token that says so."""
    low, high = _clause(passage, index)
    found = _people_within(passage, index, low, high)
    if found is None and low > passage.first and not bits & Word.VICTIMN:
        further = _clause_before(passage, low)
        if further < low:
            return _people_within(passage, index, further, low)
    return found


def _clause(passage: Passage, index: int) -> tuple[int, int]:
    low = high = index
    while low > passage.first and not _splits(passage, low - 1):
        low -= 1
    while high < passage.last and not _splits(passage, high):
        high += 1
    return low, high


def _splits(passage: Passage, index: int) -> bool:
    """A full stop, or a comma or "and" that another event follows."""
    norm = passage.norm(index)
    if norm in STOPS or norm in ("!", "("):
        return True
    if norm != "," and norm not in _AND:
        return False
    if passage.bits_between(index + 1, min(passage.last, index + 7)) & (_HARM | Word.FIRE):
        return True
    return norm == "," and passage.norm(index + 1) in _AMONG


def _clause_before(passage: Passage, low: int) -> int:
    """The start of the subject's stretch when an apposition stands between it and its verb."""
    further = low - 1
    while further > passage.first:
        if (
            passage.bits(further - 1) & (_HARM | Word.DAMN | Word.VICTIMN)
            or passage.norm(further - 1) in STOPS
        ):
            break
        further -= 1
    return further


def _people_within(passage: Passage, index: int, low: int, high: int) -> tuple[int, int] | None:
    best: Unit | None = None
    nearest = 1 << 30
    for unit in passage.sentence.units:
        if unit.kind == Kind.COUNTED and low <= unit.first < high and _counts_people(passage, unit, index):
            distance = unit.first - index if unit.first > index else index - unit.last
            if distance < nearest:
                best, nearest = unit, distance
    if best is not None and best.number is not None and not _is_of_one(passage, index, best.number):
        return (best.number.value or 0) + _and_one_more(passage, best), best.first
    person = _find_person(passage, index, low, high)
    if person is None:
        return None
    pair = passage.norm(person - 1) in _AND and _is_person(passage.bits(person - 2))
    return (2 if pair else 1), person  # «мужчина и женщина получили ранения»


def _counts_people(passage: Passage, unit: Unit, index: int) -> bool:
    number = unit.number
    if number is None or number.value is None or number.ordinal:
        return False
    if unit.head == Head.PERSON:
        return True
    if unit.head != Head.ELLIPTIC or unit.subset:
        return False
    if passage.norm(unit.first - 1) in _AGE and number.value > 10:
        return False
    low, high = min(unit.last, index + 1), max(unit.first, index)
    return high - low <= 4 and not passage.bits_between(low, high) & Word.THING


def _is_of_one(passage: Passage, index: int, number: NumberMatch) -> bool:
    """A Russian verb in the singular («погиб», «ранена») cannot be of several."""
    norm = passage.norm(index)
    verb = passage.bits(index) & (Word.KILLV | Word.INJV)
    return bool(verb) and not norm.isascii() and number.value != 1 and not norm.endswith(_PLURAL)


def _and_one_more(passage: Passage, unit: Unit) -> int:
    """«двое взрослых и ребёнок»."""
    for at in range(unit.last, min(unit.last + 3, passage.last)):
        if passage.norm(at) in _AND:
            return int(_is_person(passage.bits(at + 1)))
    return 0


def _find_person(passage: Passage, index: int, low: int, high: int) -> int | None:
    for at in range(max(low, index - 2 * NEAR), min(high, index + 2 * NEAR + 1)):
        if _is_person(passage.bits(at)):
            return None if passage.norm(at - 1) in ("для", "у") else at
    return None


def _is_person(bits: int) -> bool:
    return bool(bits & Word.PERSON and bits & Word.SG and not bits & Word.PL)
