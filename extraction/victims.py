"""Victims: nouns of those killed or hurt, counted, totalled or said not to be."""

from extraction.lexicon import Word
from extraction.numbers import NumberMatch
from extraction.passage import Passage
from extraction.people import People, clause_of
from extraction.persons import is_person
from extraction.phrases import Head, Unit
from extraction.tokens import DASHES
from extraction.toll import Toll

_OTHERS = frozenset({"других", "иных", "other", "новых", "further"})
_ONE_VICTIM = frozenset(
    {"пострадавшая", "пострадавший", "раненый", "раненая", "легкораненый", "погибший", "погибшая"}
)
_THERE_IS = frozenset({"есть", "имеется", "один", "одна"})
_HOW_MANY = frozenset({"число", "числа", "количество", "количества", "number"})
_AMONG = frozenset({"среди", "числе", "из", "among"})
_HURT = Word.INJV | Word.INJWEAK
_DATIVE = ("им", "ым")
_NOT = frozenset({"не", "нет", "not"})
_BECAME = frozenset({"стали", "стал", "стала"})
_REACH = 8


def read_victims(passage: Passage, index: int, bits: int, toll: Toll, counted: set[int]) -> bool:
    """«пострадавших нет», «есть погибшие – трое»; False if the word is still to be read as a verb of harm."""
    before = passage.norms[index - 1]
    if before in _OTHERS or (passage.is_told_about(index) and not _is_counted_news(passage, index)):
        return True
    if passage.bits(index + 1) & Word.THING:
        toll.damage = True  # «пострадавших домов»
        return True
    if passage.is_denied(index):
        _read_none(passage, index, bits, toll)
        return True
    if before in _AMONG:
        return True  # «среди пострадавших двое детей»: a part of those told of
    killed = bool(bits & Word.DEADN)
    if before in _HOW_MANY:
        _read_how_many(passage, index, toll, killed=killed)
    elif before == "," and is_person(passage.bits(index - 2)):
        toll.treat(1, more=False)  # «женщине, пострадавшей при атаке, провели операцию»
    elif passage.norms[index] in _ONE_VICTIM and before in _THERE_IS:
        if not passage.bits_near(index) & Word.KILLV:
            toll.add(1, killed=killed)
    elif not (
        _read_told_of(passage, index, toll, counted, killed=killed)
        or _read_became(passage, index, toll, counted)
    ):
        _read_number(passage, index, toll, counted, killed=killed)
        return not bits & _HURT
    return True


def _is_counted_news(passage: Passage, index: int) -> bool:
    """«сообщается о троих погибших»: so many; «о двух пострадавших не подтвердилось» is none."""
    after = range(index + 1, min(passage.last, index + _REACH))
    if any(passage.norms[at] in _NOT or passage.bits(at) & Word.ASSESS for at in after):
        return False
    return any(unit.last == index for unit in passage.counted_between(index - 2, index))


def _read_told_of(passage: Passage, index: int, toll: Toll, counted: set[int], *, killed: bool) -> bool:
    """«Пострадавшим оказывают помощь, их четверо»: how many "they" are."""
    for at in range(index + 1, passage.last - 1):
        if passage.norms[at] == "их":
            for unit in passage.counted_between(at + 1, at + 2):
                if unit.number is not None and unit.number.value and unit.head == Head.ELLIPTIC:
                    counted.add(unit.first)
                    toll.total(unit.number.value, killed=killed)
                    return True
    return False


def _read_became(passage: Passage, index: int, toll: Toll, counted: set[int]) -> bool:
    """«жертвами атаки стали пять человек»: the dead, unless they are said to be hurt."""
    if not passage.norms[index].startswith("жертв"):
        return False
    for unit in passage.counted_between(index + 1, index + 3 * _REACH):
        if unit.number is not None and unit.number.value and passage.norms[unit.first - 1] in _BECAME:
            counted.add(unit.first)
            toll.add(unit.number.value, killed=True)
            return True
    return False


def _read_none(passage: Passage, index: int, bits: int, toll: Toll) -> None:
    if passage.norms[index].endswith(_DATIVE):
        return  # «пострадавшим помощь не потребовалась»
    if passage.norms[index].startswith("ранен"):
        toll.none_injured = True
    else:
        toll.deny(dead_only=not bits & Word.VICTIMN)


def _read_number(passage: Passage, index: int, toll: Toll, counted: set[int], *, killed: bool) -> None:
    """«трое погибших»; those in care or helped may have been told of before."""
    number = _number_beside(passage, index)
    if number is None or number.value is None or number.first in counted:
        return
    counted.add(number.first)
    low, high = clause_of(passage, index)
    if not killed and (passage.bits_between(low, high) & Word.CARE or _is_helped(passage, low, high)):
        toll.treat(number.value, more=number.more)
    else:
        toll.add(number.value, killed=killed)
        if killed:
            toll.dead_at = passage.sentence.at


def _is_helped(passage: Passage, low: int, high: int) -> bool:
    return any(passage.norms[at].startswith("помога") for at in range(low, high))


def _read_how_many(passage: Passage, index: int, toll: Toll, *, killed: bool) -> None:
    """«число пострадавших выросло с трёх до пяти»: the last number of the clause."""
    found: Unit | None = None
    for unit in passage.counted_between(index + 1, index + 2 * _REACH):
        if found is not None and unit.first > found.last + 3:
            break
        if any(passage.norms[at] == "," for at in range(index, unit.first)):
            break
        found = unit
    if found is not None and found.number is not None and found.number.value is not None:
        toll.total(found.number.value, killed=killed)


def _number_beside(passage: Passage, index: int) -> NumberMatch | None:
    """The number right before a noun of victims, or alone after it, with or without a dash."""
    for unit in passage.counted_between(index - _REACH, index + _REACH):
        if unit.number is None:
            continue
        if (
            0 <= index - unit.number.last <= 1
            and not passage.bits_between(unit.number.last, index) & Word.MARK
        ):
            return unit.number
        after = _beyond_mark(passage, index + 1)
        if unit.first == after and unit.head in (Head.ELLIPTIC, Head.PERSON):
            return unit.number
    return None


def _beyond_mark(passage: Passage, index: int) -> int:
    """«есть пострадавшие: по последним данным, семь человек»: past the mark and whose word it is.

    «пострадавших не двое, а четверо»: past the number that was wrong.
    """
    if passage.norms[index] in _NOT:
        for at in range(index + 2, min(passage.last, index + _REACH)):
            if passage.norms[at] == "а":
                return at + 1
    if passage.norms[index] not in (*DASHES, ":"):
        return index
    if passage.norms[index + 1] == "по":
        for at in range(index + 3, min(passage.last, index + _REACH - 2)):
            if passage.norms[at] == ",":
                return at + 1
    return index + 1


def is_same_person(passage: Passage, people: People, toll: Toll) -> bool:
    """«Ранен житель села. Мужчина получил контузию»: the subject that opens a sentence is known already."""
    norm = passage.norms[people.at]
    known, toll.last_person = toll.last_person, norm
    if people.more or not toll.injured or people.at - passage.first > 1 or passage.sentence.places:
        return False
    if people.size > 1 or not is_person(passage.bits(people.at)):
        return False
    return toll.injured[0] > 1 or _is_woman(known) == _is_woman(norm)


def _is_woman(norm: str) -> bool:
    return norm.endswith(("щина", "щину", "ица", "ицу", "рка", "рку", "шка", "шку", "чка", "чку")) and not (
        norm.startswith(("мужчин", "дедушк"))
    )
