"""Aftercare: payments, repairs and claims for what drones did before, told as no news of their own."""

from collections.abc import Sequence

from extraction.events import is_inert
from extraction.lexicon import Word
from extraction.sentences import Sentence

_TOLD = Word.DRONE | Word.DEBRIS
_HARM = Word.DAMV | Word.FIRE | Word.INJV | Word.KILLV | Word.DOWN | Word.HIT
_FRESH = frozenset(
    {"range", "point", "start_only", "night", "morning", "day", "evening", "today", "past_24h"}
)


def is_aftercare(sentences: Sequence[Sentence], classes: Sequence[int]) -> bool:
    """Whether drones are spoken of only as the reason of a payment or a repair.

    News that ends with the promise of a repair («дрон атаковал дом, поможем с ремонтом») is none: there the
    drone comes first; so is what is told with a time of the post's own.
    """
    told = [s for s in sentences if s.bits & _TOLD and not s.background and not is_inert(s)]
    return bool(told) and all(_looks_back(sentence, classes) for sentence in told)


def _looks_back(sentence: Sentence, classes: Sequence[int]) -> bool:
    if not sentence.bits & _HARM and _is_aside(sentence, classes):
        return True
    if not sentence.bits & Word.T_AFTERCARE or any(p.kind in _FRESH for p in sentence.periods):
        return False
    for bits in classes[sentence.first : sentence.last]:
        if bits & Word.T_AFTERCARE:
            return True
        if bits & _TOLD:
            return False
    return False


def _is_aside(sentence: Sentence, classes: Sequence[int]) -> bool:
    """«Режим ЧС, введённый после падения обломков, снят»: drones only tell after what it was."""
    after = False
    for bits in classes[sentence.first : sentence.last]:
        after = after or bool(bits & Word.AFTERW)
        if bits & _TOLD:
            return after
    return False
