"""Passages: a sentence as the reading of consequences sees it, and what it asks of the words around."""

from collections.abc import Sequence
from itertools import pairwise

from extraction.lexicon import Word
from extraction.sentences import Sentence
from extraction.tokens import Token

NEAR = 7
"""How many tokens round a word may speak of it."""
STOPS = frozenset({".", ";", ":"})
_ABOUT = frozenset({"о", "об", "про"})
_BEFORE = frozenset({"без", "no", "without", "zero", "neither"})
_ABSENT = frozenset({"нет", "избежать"})
_AFTER = frozenset({"нет", "избежать", "отсутствуют"})


class Passage:
    """One sentence with the tokens and classes of its text."""

    __slots__ = ("classes", "first", "last", "sentence", "tokens")

    def __init__(self, sentence: Sentence, tokens: Sequence[Token], classes: Sequence[int]) -> None:
        self.sentence, self.tokens, self.classes = sentence, tokens, classes
        self.first, self.last = sentence.first, sentence.last

    def norm(self, index: int) -> str:
        """The normal form of a token, "" outside the text."""
        return self.tokens[index].norm if 0 <= index < len(self.tokens) else ""

    def bits(self, index: int) -> int:
        """The classes of a token, none outside the text."""
        return self.classes[index] if 0 <= index < len(self.classes) else 0

    def bits_near(self, index: int) -> int:
        """The classes of all words round a token."""
        return self.bits_between(max(self.first, index - NEAR), min(self.last, index + NEAR))

    def bits_between(self, low: int, high: int) -> int:
        """The classes of all words of a stretch."""
        found = 0
        for bits in self.classes[low:high]:
            found |= bits
        return found

    def is_told_about(self, index: int) -> bool:
        """«данных о пострадавших нет»: the word is what the news is about, and nothing is known."""
        for back in range(index - 1, max(self.first, index - 5) - 1, -1):
            norm = self.tokens[back].norm
            if norm in _ABOUT:
                return True
            if norm in (",", "нет"):
                return False
        return False

    def is_denied(self, index: int) -> bool:
        """Whether a noun of harm is said not to be: a denial before it, or «нет» after it in its clause."""
        before = self._is_denied_before(index)
        return self._is_denied_after(index) if before is None else before

    def _is_denied_before(self, index: int) -> bool | None:
        for back in range(index - 1, max(self.first, index - NEAR) - 1, -1):
            bits, norm = self.classes[back], self.tokens[back].norm
            if norm in _BEFORE:
                return not self._did_not_do_without(index)
            if norm in _ABSENT and index - back <= 4:
                return not any(token.norm == "," for token in self.tokens[back:index])
            if (
                norm in STOPS
                or bits & (Word.DAMV | Word.KILLV)
                or (bits & Word.INJV and not bits & Word.VICTIMN)
            ):
                return None
        return None

    def _is_denied_after(self, index: int) -> bool:
        for ahead in range(index + 1, min(self.last, index + 2 * NEAR)):
            bits, norm = self.classes[ahead], self.tokens[ahead].norm
            if norm in _AFTER or (norm == "не" and not bits & Word.DAMV):
                return True
            if norm in STOPS or bits & (Word.DAMV | Word.KILLV | Word.FIRE | Word.FALL):
                return False
            if bits & Word.INJV and not bits & (Word.VICTIMN | Word.DAMN):
                return False
        return False

    def _did_not_do_without(self, index: int) -> bool:
        """«без жертв не обошлось»: there were some."""
        around = self.tokens[max(self.first, index - 5) : index + 5]
        return any(a.norm == "не" and b.norm.startswith("обошл") for a, b in pairwise(around))
