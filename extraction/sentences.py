"""Sentences: one pass over the tokens that cuts the text into units of grammar (see extraction/cuts.py)."""

from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import compress, count
from operator import or_

from extraction.cuts import (
    AT_AND,
    AT_COMMA,
    AT_CUE,
    AT_END,
    AT_LINE,
    AT_MATCH,
    AT_WORD,
    ENDS,
    find_lists,
    find_starts,
)
from extraction.lexicon import ALL_CLASSES, CUES, HEADS, WEAPONS, Word
from extraction.numbers import NumberMatch
from extraction.periods import PeriodMatch
from extraction.phrases import Head, Kind, Match, Unit, bare_weapon, break_at, counted
from extraction.place_match import PlaceMatch
from extraction.tokens import Shape
from extraction.wordbook import Columns
from extraction.wordsets import words

_ABBREVIATIONS = words("г гг т с им ул п пос рп д ст обл респ р н тыс млн m st mr no")
_UNITS = frozenset({"г", "м", "ч", "с"})
_THAN = frozenset({"чем", "than", "против"})  # «на три больше, чем прошлой ночью»
_WEAK = frozenset({",", "and"})
_BREAKS = {mark: break_at(mark) for mark in (",", ";", ":", "(", ")", "•", "and")}
_CUE, _PLACE, _TIME, _BREAK = Kind.CUE, Kind.PLACE, Kind.TIME, Kind.BREAK
_SAME, _NATION = Word.SAMEW, Word.NATION
_CLOSING_QUOTES = frozenset("»”")
_GO_ON = frozenset(".,")
_JOINED = frozenset(",:;–—-(")
_CLOSES_GROUP = CUES | WEAPONS
_NAMED_WITH_NATION = Word.DEFENCEW | Word.MINISTRY | Word.ADEFENCE
_ARMED = frozenset({"мо", "вс", "сил"})
_WORDS = ALL_CLASSES & ~Word.MARK
_THINGS = (Head.ELLIPTIC, Head.WEAPON)
_GROUP_REACH = 6
_LONGEST = 400
"""Tokens; no sentence is as long, and what looks at pairs of words must stay linear in the text."""


class Sentence:
    """The half-open tokens `first:last` with their units; `bits` is the "or" of the classes of its words.

    `has_things`: weapons or bare numbers; `has_others`: numbers of people, houses and the like.
    """

    __slots__ = (
        *("first", "last", "bits", "originator", "background", "has_things", "has_others", "at"),
        *("units", "periods", "places"),
    )

    def __init__(self, first: int) -> None:
        self.first = first
        self.last = self.bits = self.at = 0
        self.originator = ""
        self.background = self.has_things = self.has_others = False
        self.units: list[Unit] = []
        self.periods: list[PeriodMatch] = []
        self.places: list[PlaceMatch] = []


def read_sentences(
    words: Columns,
    numbers: Sequence[NumberMatch],
    periods: Sequence[PeriodMatch],
    places: Sequence[PlaceMatch],
) -> list[Sentence]:
    """The sentences of a text, in order; none is empty of words. Linear in the number of tokens."""
    starts = find_starts(numbers, periods, places)
    return _Cutter(words, starts, find_lists(places)).cut()


def _as_many(index: int) -> Unit:
    """«ещё столько же»: the number before, again."""
    last = index + 2
    unit = Unit(Kind.COUNTED, index, last)
    unit.number = NumberMatch(index, last, None, None, False, False, True, False, True, index, last)
    unit.mark = "same"
    return unit


class _Cutter:
    """The pass itself: units gather in the open sentence; only tokens of interest are looked at."""

    def __init__(self, words: Columns, starts: dict[int, Match], lists: set[int]) -> None:
        self.tokens, self.norms, self.classes = words.tokens, words.tokens.norms, words.classes
        self.cuts = list(words.cuts)
        self.starts, self.lists = starts, lists
        self.sentences: list[Sentence] = []
        self.open = Sentence(0)
        self.units = self.open.units

    def cut(self) -> list[Sentence]:
        norms, starts, cuts = self.norms, self.starts, self.cuts
        for index in starts:
            cuts[index] = AT_MATCH
        beyond = 0
        for index in compress(count(), cuts):
            if index < beyond:
                continue
            cut = cuts[index]
            if cut == AT_MATCH:
                beyond = self._match(starts[index])
            elif cut == AT_CUE:
                self._cue(index)
            elif cut == AT_COMMA:
                self._break(index, norms[index])
            elif cut == AT_WORD:
                beyond = self._word(index, self.classes[index])
            else:
                self._stop(index, cut)
        self._close(len(self.tokens))
        return self.sentences

    def _stop(self, index: int, cut: int) -> None:
        """At a joining word, the mark of an end, a new line, or another mark."""
        if cut == AT_AND:
            self._break(index, "and")
        elif cut == AT_END:
            if self._ends_sentence(index):
                self._close(index + 1)
        elif cut == AT_LINE:
            self._line(index)
        else:
            self._break(index, "•")

    def _match(self, match: Match) -> int:
        if match.first - self.open.first > _LONGEST:
            self._close(match.first)
        if isinstance(match, PlaceMatch):
            return self._place_group(match)
        unit = self._time(match) if isinstance(match, PeriodMatch) else self._counted(match)
        self.units.append(unit)
        return unit.last

    def _time(self, period: PeriodMatch) -> Unit:
        if self.norms[period.first - 1] not in _THAN:
            self.open.periods.append(period)
        unit = Unit(_TIME, period.first, period.last)
        unit.period = period
        return unit

    def _counted(self, number: NumberMatch) -> Unit:
        units, first = self.units, number.first
        timed = units and units[-1].kind == _TIME and units[-1].last == first
        before = (units[-1].first if timed else first) - 1
        unit = counted(self.tokens, self.classes, number, self.starts, before)
        if unit.head in _THINGS:
            self.open.has_things = True
        else:
            self.open.has_others = True
        return unit

    def _place_group(self, match: PlaceMatch) -> int:
        unit = Unit(_PLACE, match.first, match.last)
        unit.places = (match,)
        if match.group in self.lists:
            unit.places = tuple(self._members_from(match))
            unit.last = unit.places[-1].last
        self.open.places += unit.places
        self.units.append(unit)
        return unit.last

    def _members_from(self, match: PlaceMatch) -> Iterator[PlaceMatch]:
        """The match and what goes on its coordinated list."""
        following: PlaceMatch | None = match
        while following is not None:
            yield following
            following = self._next_of_group(following.last, following.group)

    def _next_of_group(self, index: int, group: int) -> PlaceMatch | None:
        """The next member of a coordinated list, if only joining words stand before it."""
        starts, classes = self.starts, self.classes
        for ahead in range(index, min(index + _GROUP_REACH, len(classes))):
            if ahead in starts:
                match = starts[ahead]
                return match if isinstance(match, PlaceMatch) and match.group == group else None
            if classes[ahead] & _CLOSES_GROUP or self.norms[ahead][0] == "\n":
                return None
        return None

    def _word(self, index: int, bits: int) -> int:
        if bits & _SAME:
            if self.norms[index + 1] == "же":
                self.units.append(_as_many(index))
                self.open.has_things = True
                return index + 2
            return index + 1
        if bits & HEADS:
            unit = bare_weapon(self.tokens, self.classes, index)
            if unit is not None:
                self.units.append(unit)
                self.open.has_things = True
                return unit.last
        if bits & _NATION and index and self._is_named_with(index - 1):
            return index + 1  # «Минобороны России» is a name, not a place
        if bits & CUES:
            self._cue(index)
        return index + 1

    def _is_named_with(self, before: int) -> bool:
        return bool(self.classes[before] & _NAMED_WITH_NATION) or self.norms[before] in _ARMED

    def _cue(self, index: int) -> None:
        self.units.append(Unit(_CUE, index, index + 1, self.classes[index], self.norms[index]))

    def _break(self, index: int, mark: str) -> None:
        if index - self.open.first > _LONGEST:
            self._close(index)
        units = self.units
        if units and units[-1].kind == _BREAK:
            if mark != "and" and units[-1].mark in _WEAK:
                units[-1] = _BREAKS[mark]
            return
        units.append(_BREAKS[mark])

    def _line(self, index: int) -> None:
        """A new line ends a sentence, except inside a list: after a comma or colon, before a small letter."""
        before = self.norms[index - 1] if index else "."
        after = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        if before in _JOINED or (
            after is not None and after.shape is Shape.WORD and not after.capital and before not in ENDS
        ):
            self._break(index, "•")
        else:
            self._close(index + 1)

    def _is_measure(self, index: int) -> bool:
        """«2026 г.», «300 кв. м.», «12 м/с.» may end a sentence."""
        if self.tokens[index].shape is Shape.NUMBER:
            return self.norms[index + 1] != "с"
        return self.norms[index] == "/" or (self.norms[index] == "." and self.norms[index - 1] == "кв")

    def _ends_sentence(self, index: int) -> bool:
        norm, following = self.norms[index], self.norms[index + 1]
        if norm != "." or not index:
            return norm == "." or following not in _CLOSING_QUOTES
        if not following or following[0] == "\n":
            return True
        tokens = self.tokens
        before, after = tokens[index - 1], tokens[index + 1]
        if tokens[index].glued:
            return after.shape is Shape.MARK and following not in _GO_ON
        if before.norm in _ABBREVIATIONS or (len(before.norm) == 1 and before.shape is Shape.WORD):
            return after.capital and before.norm in _UNITS and self._is_measure(index - 2)
        return True

    def _close(self, index: int) -> None:
        sentence = self.open
        bits, start = 0, sentence.first
        for period in sentence.periods:
            if period.kind != "running":
                continue  # «с начала суток» says when, it is not about a beginning
            bits = reduce(or_, self.classes[start : period.first], bits)
            start = period.last
        sentence.bits = reduce(or_, filter(None, self.classes[start:index]), bits) & _WORDS
        if not (sentence.bits or sentence.units):
            sentence.first = index
            return
        sentence.last, sentence.at = index, len(self.sentences)
        self.sentences.append(sentence)
        self.open = following = Sentence(index)
        self.units = following.units
