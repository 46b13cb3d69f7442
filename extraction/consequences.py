"""Consequences: the killed, the injured and damage, each known, known to be none, or unknown.

Zero and False are read only from words that say so; "no information about casualties" is unknown. Casualties
stated in separate clauses are added up; the parts of a stated number («пять человек: три женщины …») are not.
"""

from collections.abc import Sequence
from itertools import compress

from extraction.casualties import HURT, read_care, read_casualty
from extraction.damage import falls_on_a_building, is_destroyed, read_damage
from extraction.lexicon import Word
from extraction.passage import Passage
from extraction.phrases import Head
from extraction.sentences import Sentence
from extraction.tokens import Tokens
from extraction.toll import Toll
from extraction.victims import read_victims

_VICTIMS = Word.VICTIMN | Word.DEADN
_CASUALTY = HURT | Word.KILLV
_NOT_OF_PEOPLE = Word.DRONE | Word.DOWN | Word.DAMV | Word.ATTACKV
_FOR = frozenset({"для", "for"})
_DAMAGE = Word.DAMV | Word.DAMN | Word.FIRE
OF_HARM = _VICTIMS | _CASUALTY | _DAMAGE | Word.DEBRIS | Word.CARE | Word.AFTERMATH
HARMFUL = OF_HARM | Word.DOWN
"""Only a sentence with one of these words can speak of harm; one of downing does where it names a thing."""
_THING, _MARK = Word.THING, Word.MARK
_CARE, _DEBRIS, _DOWN, _AFTERMATH = Word.CARE, Word.DEBRIS, Word.DOWN, Word.AFTERMATH


WORD_LIMIT = 200
"""Words of harm looked at in one post; the longest real one has a tenth of that."""


def read_consequences(sentence: Sentence, tokens: Tokens, classes: Sequence[int], toll: Toll | None) -> Toll:
    """`toll` with what a sentence that has words of harm says of people and of damage."""
    relevant = HARMFUL if sentence.bits & _THING else OF_HARM
    if toll is None:
        toll = Toll()
    if toll.words > WORD_LIMIT:
        return toll
    passage = Passage(sentence, tokens, classes)
    counted: set[int] = set()
    first, last = sentence.first, sentence.last
    for index in compress(range(first, last), classes[first:last]):
        bits = classes[index]
        if bits & relevant:
            toll.words += 1
            if toll.words > WORD_LIMIT:
                return toll
            _read_word(passage, index, bits, toll, counted)
        elif counted and bits & _MARK and tokens.norms[index] == ":":
            return toll  # what follows are the parts of a stated number
    if counted and not sentence.bits & _NOT_OF_PEOPLE:
        _read_more(passage, toll, counted)
    return toll


def _read_more(passage: Passage, toll: Toll, counted: set[int]) -> None:
    """«В Дмитрове пострадали двое, ещё один – в Клину»: more of the same, without a verb."""
    for unit in passage.counted_between(max(counted) + 1, passage.last):
        number = unit.number
        if number is not None and number.more and number.value and unit.head == Head.ELLIPTIC:
            toll.add(number.value, killed=toll.last_killed)


def _read_word(passage: Passage, index: int, bits: int, toll: Toll, counted: set[int]) -> None:
    if bits & _VICTIMS and read_victims(passage, index, bits, toll, counted):
        return
    if bits & _CASUALTY:
        read_casualty(passage, index, bits, toll, counted)
    elif bits & _CARE:
        read_care(passage, index, toll, counted)
    if bits & _DAMAGE:
        read_damage(passage, index, bits, toll)
    if bits & _DEBRIS and falls_on_a_building(passage, index):
        toll.damage = True
    if bits & _DOWN and is_destroyed(passage, index):
        toll.damage = True
    if bits & _AFTERMATH and passage.is_denied(index):
        _read_no_aftermath(passage, index, toll)


def _read_no_aftermath(passage: Passage, index: int, toll: Toll) -> None:
    """«без последствий для людей и объектов» says for whom; bare «без последствий» says nothing exact."""
    if passage.norms[index + 1] not in _FOR:
        return
    spared = passage.bits_between(index + 2, index + 6)
    if spared & Word.PERSON:
        toll.deny(dead_only=False)
    if spared & Word.THING:
        toll.no_damage = True
