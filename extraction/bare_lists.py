"""Bare lists: a sentence of nothing but names of places («Новокуйбышевск, Сызрань.»)."""

from extraction.phrases import Kind
from extraction.place_words import JOINT, LEAD_IN, PREPOSITION, word_flags
from extraction.sentences import Sentence
from extraction.tokens import Shape, Tokens

_MOST_WORDS = 40


def is_bare_list(sentence: Sentence, tokens: Tokens) -> bool:
    """Whether every word of a sentence belongs to the name of a place, with commas and "and" between."""
    if not sentence.places or sentence.last - sentence.first > _MOST_WORDS:
        return False
    if any(unit.kind not in (Kind.PLACE, Kind.BREAK) for unit in sentence.units):
        return False
    named = {at for place in sentence.places for at in range(place.first, place.last)}
    return all(
        at in named or tokens[at].shape in (Shape.MARK, Shape.LINE) or _leads(tokens.norms[at])
        for at in range(sentence.first, sentence.last)
    )


def _leads(norm: str) -> bool:
    """«На территории А, Б и города В»: words that only lead to a name."""
    return bool(word_flags(norm) & (JOINT | PREPOSITION | LEAD_IN))
