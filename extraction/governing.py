"""Governing: the word that a noun of the air hangs on, and the adjectives between the two."""

from collections.abc import Sequence

from extraction.lexicon import Word
from extraction.tokens import Shape, Tokens

_QUALIFYING = Word.ADJ | Word.SKYADJ | Word.ATTR | Word.ARTICLE | Word.UNIT | Word.ALLW
_AGREEING = Word.DOWN | Word.ATTR | Word.ARTICLE | Word.ALLW | Word.SG | Word.PL
_DOWN, _FIN, _ATTR = Word.DOWN, Word.FIN, Word.ATTR
_FUNC, _ARTICLE = Word.FUNC, Word.ARTICLE
_IS_WORD = Shape.WORD
_ENDINGS = frozenset({"ых", "их", "ый", "ий", "ые", "ие", "ая", "яя", "ую", "ой", "ым", "им"})
_LONG_ENDINGS = frozenset({"ого", "его", "ыми", "ими", "ому", "ему"})
_QUOTES = frozenset("«»„“”‘’\"'")
_SOURCES = frozenset({"of", "from", "by"})
_INDEFINITE = frozenset({"a", "an"})
_GOVERNOR_REACH = 7


def is_adjectival(norm: str) -> bool:
    """Whether an unknown Russian word looks like an adjective or a participle."""
    return len(norm) > 4 and (norm[-2:] in _ENDINGS or norm[-3:] in _LONG_ENDINGS)


def governor(tokens: Tokens, classes: Sequence[int], index: int) -> tuple[int, str, int]:
    """The classes of the word that governs a noun, the preposition before it, the bits of its attributes."""
    attr, norms = 0, tokens.norms
    at = index + 1
    lowest = at - _GOVERNOR_REACH if index >= _GOVERNOR_REACH else 0
    while at > lowest:
        at -= 1
        norm, bits = norms[at], classes[at]
        if tokens[at].shape is not _IS_WORD:
            if norm not in _QUOTES:
                break
        elif bits & _QUALIFYING:
            attr = _agreement(attr, bits, norm)
            if bits & _FIN and not bits & _ATTR:
                return bits, "", attr
        elif bits or not is_adjectival(norm):
            if bits & _DOWN and _is_attributive(classes, norms, at):
                continue
            if norm in _SOURCES and at:
                return (classes[at - 1] or bits), norm, attr
            return bits, norm if bits & _FUNC else "", attr
    return 0, "", attr


def _is_attributive(classes: Sequence[int], norms: Sequence[str], at: int) -> bool:
    """ "a downed drone", "of intercepted drones": an English participle that is no verb of the sentence."""
    if not at or not norms[at].isascii():
        return False
    return bool(classes[at - 1] & _ARTICLE) or norms[at - 1] in _SOURCES


def _agreement(attr: int, bits: int, norm: str) -> int:
    """The bits of the attributes so far with those of one more; of articles only "a" says how many."""
    if not bits & _FIN or bits & _ATTR:
        attr |= bits & _AGREEING
    return attr & ~_ARTICLE if bits & _ARTICLE and norm not in _INDEFINITE else attr
