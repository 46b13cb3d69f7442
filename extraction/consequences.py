"""Consequences: the killed, the injured and damage, each known, known to be none, or unknown.

Zero and False are read only from words that say so; "no information about casualties" is unknown. Casualties
stated in separate clauses are added up; the parts of a stated number («пять человек: три женщины …») are not.
"""

from collections.abc import Sequence

from extraction.casualties import HURT, read_casualty, read_victims
from extraction.damage import falls_on_a_building, read_damage
from extraction.lexicon import Word
from extraction.passage import Passage
from extraction.sentences import Sentence
from extraction.tokens import Token
from extraction.toll import Toll

_VICTIMS = Word.VICTIMN | Word.DEADN
_CASUALTY = HURT | Word.KILLV
_DAMAGE = Word.DAMV | Word.DAMN | Word.FIRE
RELEVANT = _VICTIMS | _CASUALTY | _DAMAGE | Word.DEBRIS


def read_consequences(
    sentence: Sentence, tokens: Sequence[Token], classes: Sequence[int], toll: Toll
) -> None:
    """Adds to `toll` what one sentence says of people and of damage."""
    if not sentence.bits & RELEVANT:
        return
    passage = Passage(sentence, tokens, classes)
    counted: set[int] = set()
    for index in range(sentence.first, sentence.last):
        bits = classes[index]
        if bits & Word.MARK and counted and tokens[index].norm == ":":
            return  # what follows are the parts of a stated number
        if bits & RELEVANT:
            _read_word(passage, index, bits, toll, counted)


def _read_word(passage: Passage, index: int, bits: int, toll: Toll, counted: set[int]) -> None:
    if bits & _VICTIMS and read_victims(passage, index, bits, toll):
        return
    if bits & _CASUALTY:
        read_casualty(passage, index, bits, toll, counted)
    if bits & _DAMAGE:
        read_damage(passage, index, bits, toll)
    if bits & Word.DEBRIS and falls_on_a_building(passage, index):
        toll.damage = True
