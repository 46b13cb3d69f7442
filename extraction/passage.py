"""Passages: a sentence as the reading of consequences sees it, and what it asks of the words around."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from extraction.lexicon import Word
from extraction.phrases import Kind, Unit
from extraction.sentences import Sentence
from extraction.tokens import Tokens

NEAR = 7
"""How many tokens round a word may speak of it."""
_TOLD_REACH = 5
STOPS = frozenset({".", ";", ":"})
_ABOUT = frozenset({"о", "об", "про"})
_BEFORE = frozenset({"без", "no", "ноль", "without", "zero", "neither"})
_ABSENT = frozenset({"нет", "избежать", "избежали"})
_AFTER = frozenset({"нет", "избежать", "избежали", "отсутствуют", "отсутствует", "исключены"})
_NOT = frozenset({"не", "not", "ни"})
_BEING = (
    "поступ", "зафикс", "зарегистр", "име", "был", "выяв", "допу", "обнаруж", "произош", "наблюда", "отмеч",
    "установ", "причин", "нанес", "повлек", "привел", "случ", "сообщ", "получ", "потреб", "report", "record",
)  # fmt: skip
_SLIGHT = frozenset({"minor", "minimal", "limited", "slight"})
"""What a denial before does not reach: "no casualties, and damage was minor"."""
_BUT = frozenset({"а", "but"})
_GENITIVE = ("ий", "ых", "их", "ов", "тв", "ба")
_UNTOLD = frozenset({",", "нет"})
_DENYING = _BEFORE | _ABSENT | STOPS | {"ни", ","}
_FIRE, _DAMN, _INJV, _VICTIMN = Word.FIRE, Word.DAMN, Word.INJV, Word.VICTIMN
_BREAKS = Word.DAMV | Word.KILLV
_EVENTS = _BREAKS | _INJV
_FALLING = _BREAKS | Word.FALL
_HAPPENING = _FALLING | _FIRE | _INJV
_UNHURT = _VICTIMN | _DAMN
_HARM_NOUNS = Word.VICTIMN | Word.DEADN | Word.DAMN | Word.FIRE


class Passage:
    """One sentence with the tokens and classes of its text.

    `norms` are the normal forms of the tokens, "" just outside the text.
    """

    __slots__ = ("_counted", "_starts", "classes", "first", "last", "norms", "sentence", "tokens")

    def __init__(self, sentence: Sentence, tokens: Tokens, classes: Sequence[int]) -> None:
        self.sentence, self.tokens, self.norms, self.classes = sentence, tokens, tokens.norms, classes
        self.first, self.last = sentence.first, sentence.last
        self._counted: list[Unit] | None = None
        self._starts: list[int] = []

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

    def counted_between(self, low: int, high: int) -> Sequence[Unit]:
        """The counted phrases that begin in a stretch, in order."""
        if self._counted is None:
            self._counted = [
                u
                for u in self.sentence.units
                if u.kind == Kind.COUNTED and u.number is not None and not self._is_taken_back(u)
            ]
            self._starts = [unit.first for unit in self._counted]
        if not self._counted:
            return ()
        return self._counted[bisect_left(self._starts, low) : bisect_left(self._starts, high)]

    def _is_taken_back(self, unit: Unit) -> bool:
        """«ранены не двое, а трое»: the number after "not" is the one that was wrong."""
        if self.norms[unit.first - 1] not in _NOT:
            return False
        return not _BUT.isdisjoint(self.norms[unit.last : unit.last + 2])

    def is_told_about(self, index: int) -> bool:
        """«данных о пострадавших нет»: the word is what the news is about, and nothing is known."""
        back, first = index, self.first
        while back > first and index - back < _TOLD_REACH:
            back -= 1
            norm = self.norms[back]
            if norm in _ABOUT:
                return True
            if norm in _UNTOLD:
                return False
        return False

    def is_denied(self, index: int) -> bool:
        """Whether a noun of harm is said not to be: a denial before it, or «нет» after it in its clause."""
        before = self._is_denied_before(index)
        return self._is_denied_after(index) if before is None else before

    def _is_denied_before(self, index: int) -> bool | None:
        back, first = index, self.first
        while back > first and index - back < NEAR:
            back -= 1
            bits, norm = self.classes[back], self.norms[back]
            if norm in _DENYING:
                if norm in _BEFORE:
                    return not (self._did_not_do_without(index) or self.norms[index + 2] in _SLIGHT)
                if (norm in _ABSENT and index - back <= 4) or (norm == "ни" and index - back <= 3):
                    return True
                if norm == "," and not (self.classes[back - 1] & _HARM_NOUNS and self._goes_on(back, index)):
                    return None
                if norm in _ABSENT or norm in STOPS:
                    return None
            if bits & _EVENTS and (bits & _BREAKS or not bits & _VICTIMN):
                return None
        return None

    def _goes_on(self, comma: int, index: int) -> bool:
        """Whether a denial goes on past a comma: «без жертв, разрушений», not «без жертв, двое раненых»."""
        return not self.counted_between(comma + 1, index)

    def _is_denied_after(self, index: int) -> bool:
        """«нет», «не поступало» after it; beyond a comma for a genitive only («разрушений, пожаров нет»)."""
        genitive = self.norms[index].endswith(_GENITIVE)
        ahead, last = index, self.last - 1
        while ahead < last and ahead - index < 2 * NEAR - 1:
            ahead += 1
            bits, norm = self.classes[ahead], self.norms[ahead]
            if norm in _AFTER:
                return True
            if norm in _NOT:
                return exists(self.norms, ahead + 1)
            if norm in STOPS or (norm == "," and not genitive):
                return False
            if not bits & _HAPPENING:
                continue
            if bits & _FALLING or (bits & _FIRE and not bits & _DAMN):
                if not norm.endswith(_GENITIVE):
                    return False
            elif bits & _INJV and not bits & _UNHURT:
                return False
        return False

    def _did_not_do_without(self, index: int) -> bool:
        """«без жертв не обошлось»: there were some."""
        around = self.norms[max(self.first, index - 5) : index + 5]
        return any(a == "не" and b.startswith("обошл") for a, b in pairwise(around))


def exists(norms: Sequence[str], index: int) -> bool:
    """«не поступало», «не допущено», «не было»: what follows a "not" says whether there was any."""
    return norms[index].startswith(_BEING) or norms[index + 1].startswith(_BEING)
