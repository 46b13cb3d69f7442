"""Sentences: one pass over the tokens that cuts the text into units of grammar (see extraction/cuts.py)."""

from collections.abc import Sequence
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
from extraction.numbers import NumberMatch, new_number
from extraction.periods import PeriodMatch
from extraction.phrases import Head, Kind, Match, Unit, bare_weapon, break_at, counted, new_unit
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
_ARMED = frozenset({"мо", "вс", "сил", "гвардии", "росгвардии", "мчс", "фсб", "мвд", "героя"})
_ALL_OVER = frozenset({"across", "throughout"})
_WORDS = ALL_CLASSES & ~Word.MARK
_LAST_THING = Head.WEAPON
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
    unit = new_unit(Kind.COUNTED, index, index + 2)
    unit.number = number = new_number(index, index + 2, None, spelled=True)
    number.more = True
    unit.mark = "same"
    return unit


class _Cutter:
    """The pass itself: units gather in the open sentence; only tokens of interest are looked at."""

    def __init__(self, words: Columns, starts: dict[int, Match], lists: dict[int, int]) -> None:
        self.tokens, self.norms, self.classes = words.tokens, words.tokens.norms, words.classes
        self.cuts = cuts = words.cuts
        for index in starts:
            cuts[index] = AT_MATCH
        self.starts, self.lists = starts, lists
        self.sentences: list[Sentence] = []
        self.open = Sentence(0)
        self.units = self.open.units
        self.limit, self.end = _LONGEST, len(self.tokens)

    def cut(self) -> list[Sentence]:
        norms, classes, starts, cuts = self.norms, self.classes, self.starts, self.cuts
        beyond = 0
        for index in compress(count(), cuts):
            if index < beyond:
                continue
            cut = cuts[index]
            if cut == AT_MATCH:
                beyond = self._match(index, starts[index])
            elif cut == AT_CUE:
                self.units.append(new_unit(_CUE, index, index + 1, classes[index], norms[index]))
            elif cut == AT_COMMA:
                self._break(index, norms[index])
            elif cut == AT_END:
                if self._ends_sentence(index):
                    self._close(index + 1)
            elif cut == AT_WORD:
                beyond = self._word(index, classes[index])
            else:
                self._stop(index, cut)
        self._close_last()
        return self.sentences

    def _stop(self, index: int, cut: int) -> None:
        """At a joining word, a new line, or another mark."""
        if cut == AT_LINE:
            self._line(index)
        else:
            self._break(index, "and" if cut == AT_AND else "•")

    def _match(self, index: int, match: Match) -> int:
        """At the first token of a match; gives the token after its unit."""
        if index > self.limit:
            self._close(index)
        if isinstance(match, PlaceMatch):
            unit = self._place_group(match)
        elif isinstance(match, NumberMatch):
            unit = self._counted(match)
        else:
            unit = self._time(match)
            if self.norms[unit.last - 1] == "." and self._ends_at_time(unit.last):
                self.units.append(unit)
                self._close(unit.last)
                return unit.last
        self.units.append(unit)
        return unit.last

    def _ends_at_time(self, following: int) -> bool:
        """ "… at 6 a.m. Air defences …": the dot of the hour ends the sentence too."""
        return bool(self.units) and following < self.end and self.tokens[following].capital

    def _time(self, period: PeriodMatch) -> Unit:
        if self.norms[period.first - 1] not in _THAN:
            self.open.periods.append(period)
        unit = new_unit(_TIME, period.first, period.last)
        unit.period = period
        return unit

    def _counted(self, number: NumberMatch) -> Unit:
        units, before = self.units, number.first
        if units:
            left = units[-1]
            if left.kind == _TIME and left.last == before:
                before = left.first
        unit = counted(self.tokens, self.classes, number, self.starts, before - 1)
        if unit.head <= _LAST_THING:
            self.open.has_things = True
        else:
            self.open.has_others = True
        return unit

    def _place_group(self, match: PlaceMatch) -> Unit:
        unit = new_unit(_PLACE, match.first, match.last)
        if match.group in self.lists:
            members = self._members_from(match)
            unit.places = tuple(members)
            unit.last = members[-1].last
            self.open.places += members
        else:
            unit.places = (match,)
            self.open.places.append(match)
        return unit

    def _members_from(self, match: PlaceMatch) -> list[PlaceMatch]:
        """The match and what goes on its coordinated list."""
        members = [match]
        last_begins = self.lists[match.group]
        while match.first < last_begins:
            following = self._next_of_group(match.last, match.group)
            if following is None:
                break
            members.append(following)
            match = following
        return members

    def _next_of_group(self, index: int, group: int) -> PlaceMatch | None:
        """The next member of a coordinated list, if only joining words stand before it."""
        starts = self.starts
        for ahead, bits in enumerate(self.classes[index : index + _GROUP_REACH], index):
            if ahead in starts:
                match = starts[ahead]
                return match if isinstance(match, PlaceMatch) and match.group == group else None
            if bits & _CLOSES_GROUP or self.norms[ahead][0] == "\n":
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
        if bits & _NATION and self._is_named_with(index - 1):
            return index + 1  # «Минобороны России» is a name, not a place
        if bits & CUES:
            self.units.append(new_unit(_CUE, index, index + 1, bits, self.norms[index]))
        return index + 1

    def _is_named_with(self, before: int) -> bool:
        """«МЧС России», "Russia said": a name, where "across Russia" is all of the country."""
        norm = self.norms[before]
        named = self.norms[before + 1]
        if named.startswith("russia"):
            return named != "russia" or norm not in _ALL_OVER
        return bool(self.classes[before] & _NAMED_WITH_NATION) or norm in _ARMED

    def _break(self, index: int, mark: str) -> None:
        if index > self.limit:
            self._close(index)
        units = self.units
        if not units or units[-1].kind != _BREAK:
            units.append(_BREAKS[mark])
        elif mark != "and" and units[-1].mark in _WEAK:
            units[-1] = _BREAKS[mark]

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

    def _close_last(self) -> None:
        if not self.sentences or self.sentences[-1].last < self.end:
            self._close(self.end)

    def _close(self, index: int) -> None:
        sentence = self.open
        bits, start = 0, sentence.first
        for period in sentence.periods:
            if period.kind != "running":
                continue  # «с начала суток» says when, it is not about a beginning
            bits = reduce(or_, self.classes[start : period.first], bits)
            start = period.last
        sentence.bits = bits = reduce(or_, filter(None, self.classes[start:index]), bits) & _WORDS
        self.limit = index + _LONGEST
        if not (bits or sentence.units):
            sentence.first = index
            return
        sentences = self.sentences
        sentence.last, sentence.at = index, len(sentences)
        sentences.append(sentence)
        if index < self.end:
            self.open = following = Sentence(index)
            self.units = following.units
