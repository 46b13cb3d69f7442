"""Persons: words that name people one by one («мужчина и женщина», «мать и её пятилетняя дочь»)."""

from extraction.governing import is_adjectival
from extraction.lexicon import Word
from extraction.passage import Passage
from extraction.phrases import Head
from extraction.tokens import Shape

AND = frozenset({"и", "and", "а", "but", "но"})
_MODIFIERS = Word.ARTICLE | Word.ADJ
COUPLES = ("супруги", "супругов", "супружеск", "семейн")
_HIS = frozenset({"его", "ее", "his", "her"})
YEARS = frozenset({"лет", "года", "год", "летний", "летняя", "years"})
_OF_AGE = YEARS | {"г", ".", "р", "рождения", "в", "возрасте", "(", ")"}


def how_many_named(passage: Passage, person: int, high: int) -> int:
    """«мужчина и женщина», «супруги» are two, «мужчина, женщина и ребёнок» three; an apposition is one."""
    if passage.norms[person].startswith(COUPLES):
        return 2 + (how_many_joined(passage, person + 1) if passage.norms[person + 1] in AND else 0)
    count = listed = 1
    at = beyond_age(passage, person, 1)
    while at < high and (passage.norms[at] == "," or passage.norms[at] in AND):
        step = _step_to_person(passage, at)
        if not step:
            more = _counted_at(passage, at + 1)
            return listed + more if more else count
        listed += 1
        if passage.norms[at] != ",":
            count = listed
        at = beyond_age(passage, at + step, 1)
    return count


def how_many_joined(passage: Passage, joint: int) -> int:
    """«супруги и их сын», «двое взрослых и двое детей»: how many stand after the "and" at a token."""
    return 1 if _step_to_person(passage, joint) else _counted_at(passage, joint + 1)


def _counted_at(passage: Passage, at: int) -> int:
    """«подросток и двое взрослых»: so many more."""
    for unit in passage.counted_between(at, at + 1):
        if unit.head == Head.PERSON and unit.number is not None:
            return unit.number.value or 0
    return 0


def _step_to_person(passage: Passage, at: int) -> int:
    """How far the next person is, past «её пятилетняя»; 0 where none is named."""
    for step in (1, 2, 3):
        bits = passage.bits(at + step)
        if is_person(bits):
            return step
        norm = passage.norms[at + step]
        if bits & ~_MODIFIERS or (not bits and step > 1 and not is_adjectival(norm)):
            # «тракторист и его напарник»: whoever is his is a person, whatever the word
            return step if not bits and passage.norms[at + step - 1] in _HIS else 0
    return 0


def beyond_age(passage: Passage, at: int, step: int) -> int:
    """The first token from a person on that is not of an age («60 лет», «1985 г.р.»)."""
    at += step
    while passage.first <= at < passage.last and (
        passage.norms[at] in _OF_AGE or passage.tokens[at].shape is Shape.NUMBER
    ):
        at += step
    return at


def is_person(bits: int) -> bool:
    """Whether a word names one person."""
    return bool(bits & Word.PERSON and bits & Word.SG and not bits & Word.PL)
