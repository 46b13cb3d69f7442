"""Sentences: one pass over the tokens that cuts the text and resolves overlapping matches.

Precedence where matches overlap, decided here and nowhere else: words of time, then places, then numbers,
then words of the lexicon.
"""

from collections.abc import Sequence
from functools import reduce
from itertools import pairwise
from operator import or_

from extraction.lexicon import CUES, HEADS, WEAPONS, Word
from extraction.numbers import NumberMatch
from extraction.periods import PeriodMatch
from extraction.phrases import Head, Kind, Unit, bare_weapon, break_at, counted
from extraction.place_match import PlaceMatch
from extraction.tokens import Shape, Token

_ABBREVIATIONS = frozenset(
    {
        "г",
        "гг",
        "т",
        "с",
        "им",
        "ул",
        "п",
        "пос",
        "рп",
        "д",
        "ст",
        "обл",
        "р",
        "н",
        "тыс",
        "млн",
        "m",
        "st",
        "mr",
        "no",
    }
)
_ENDS = frozenset(".!?…")
_THAN = frozenset({"чем", "than", "против"})  # «на три больше, чем прошлой ночью»
_WEAK = frozenset({",", "and"})
_BREAKS = {mark: break_at(mark) for mark in (",", ";", ":", "(", ")", "•", "and")}
_JOINED = frozenset(",:;–—-(")
_COMMAS = frozenset(",;:()")
_CLOSES_GROUP = CUES | WEAPONS
_WORDS = ~(Word.MARK | Word.CUTS)
_GROUP_REACH = 6
_LONGEST = (
    400  # tokens; no sentence is as long, and what looks at pairs of words must stay linear in the text
)


Match = NumberMatch | PlaceMatch | PeriodMatch


class Sentence:
    """The half-open tokens `first:last` with their units; `bits` is the "or" of the classes of its words.

    `has_things`: weapons or bare numbers; `has_others`: numbers of people, houses and the like.
    """

    last: int = 0
    bits: int = 0
    originator: str = ""
    background: bool = False
    has_things: bool = False
    has_others: bool = False
    at: int = 0

    def __init__(self, first: int) -> None:
        self.first = first
        self.units: list[Unit] = []
        self.periods: list[PeriodMatch] = []
        self.places: list[PlaceMatch] = []


def read_sentences(
    tokens: Sequence[Token],
    classes: Sequence[int],
    numbers: Sequence[NumberMatch],
    periods: Sequence[PeriodMatch],
    places: Sequence[PlaceMatch],
) -> list[Sentence]:
    """The sentences of a text, in order; none is empty of words. Linear in the number of tokens."""
    return _Cutter(tokens, classes, _starts(numbers, periods, places), _lists(places)).cut()


def _lists(places: Sequence[PlaceMatch]) -> set[int]:
    """The groups that have more than one place."""
    return {after.group for before, after in pairwise(places) if before.group == after.group}


def _starts(
    numbers: Sequence[NumberMatch], periods: Sequence[PeriodMatch], places: Sequence[PlaceMatch]
) -> dict[int, Match]:
    """Where each surviving match begins: the strongest kind wins a token, a numeral a homonymous town."""
    starts: dict[int, Match] = {}
    taken: set[int] = set()
    for period in periods:
        starts[period.first] = period
        taken.update(range(period.first, period.last))
    for place in places:
        first, last = place.first, place.last
        if first not in taken:
            starts[first] = place
            if last == first + 1:
                taken.add(first)
            else:
                taken.update(range(first, last))
    for number in numbers:
        first, last = number.first, number.bare_last
        free = first not in taken and (last == first + 1 or taken.isdisjoint(range(first, last)))
        if free or _is_spelled(starts.get(first), last):
            starts[first] = number
    return starts


def _is_spelled(rival: Match | None, last: int) -> bool:
    """«Обе» is both of them, not a town on the Ob."""
    return isinstance(rival, PlaceMatch) and rival.last == last == rival.first + 1


def _as_many(index: int) -> Unit:
    """«ещё столько же»: the number before, again."""
    last = index + 2
    unit = Unit(Kind.COUNTED, index, last)
    unit.number = NumberMatch(index, last, None, None, False, False, True, False, True, index, last)
    unit.mark = "same"
    return unit


class _Cutter:
    """The pass itself: units gather in the open sentence; only tokens of interest are looked at."""

    def __init__(
        self, tokens: Sequence[Token], classes: Sequence[int], starts: dict[int, Match], lists: set[int]
    ) -> None:
        self.tokens, self.classes, self.starts, self.lists = tokens, classes, starts, lists
        self.sentences: list[Sentence] = []
        self.open = Sentence(0)

    def cut(self) -> list[Sentence]:
        starts, cutting, mark = self.starts, Word.CUTS, Word.MARK
        beyond = 0
        for index, bits in enumerate(self.classes):
            if index in starts:
                if index >= beyond:
                    beyond = self._match(starts[index])
            elif bits >= cutting and index >= beyond:
                if bits & mark:
                    norm = self.tokens[index].norm
                    if norm in _COMMAS:
                        self._break(index, norm)
                    else:
                        self._mark(index, norm)
                elif bits & Word.ANDW:
                    self._break(index, "and")
                else:
                    beyond = self._word(index, bits)
        self._close(len(self.tokens))
        return self.sentences

    def _match(self, match: Match) -> int:
        if match.first - self.open.first > _LONGEST:
            self._close(match.first)
        if isinstance(match, PlaceMatch):
            return self._place_group(match)
        units = self.open.units
        if isinstance(match, PeriodMatch):
            if not match.first or self.tokens[match.first - 1].norm not in _THAN:
                self.open.periods.append(match)
            unit = Unit(Kind.TIME, match.first, match.last)
            unit.period = match
        else:
            timed = bool(units) and units[-1].kind == Kind.TIME and units[-1].last == match.first
            before = (units[-1].first if timed else match.first) - 1
            unit = counted(self.tokens, self.classes, match, self.starts, before)
            if unit.head in (Head.ELLIPTIC, Head.WEAPON):
                self.open.has_things = True
            else:
                self.open.has_others = True
        units.append(unit)
        return max(unit.last, match.first + 1)

    def _place_group(self, match: PlaceMatch) -> int:
        last, group = match.last, match.group
        members = [match]
        following = self._next_of_group(last, group)
        while following is not None:
            members.append(following)
            last = following.last
            following = self._next_of_group(last, group)
        self.open.places += members
        unit = Unit(Kind.PLACE, match.first, last)
        unit.places = tuple(members)
        self.open.units.append(unit)
        return last

    def _next_of_group(self, index: int, group: int) -> PlaceMatch | None:
        """The next member of a coordinated list, if only joining words stand before it."""
        if group not in self.lists:
            return None
        for ahead, bits in enumerate(self.classes[index : index + _GROUP_REACH], index):
            match = self.starts.get(ahead)
            if match is not None:
                return match if isinstance(match, PlaceMatch) and match.group == group else None
            if bits & _CLOSES_GROUP or self.tokens[ahead].shape is Shape.LINE:
                return None
        return None

    def _word(self, index: int, bits: int) -> int:
        units = self.open.units
        if bits & Word.SAMEW:
            if index + 1 < len(self.tokens) and self.tokens[index + 1].norm == "же":
                units.append(_as_many(index))
                self.open.has_things = True
                return index + 2
            return index + 1
        if bits & HEADS:
            unit = bare_weapon(self.tokens, self.classes, index)
            if unit is not None:
                units.append(unit)
                self.open.has_things = True
                return unit.last
        if (
            bits & Word.NATION
            and index
            and self.classes[index - 1] & (Word.DEFENCEW | Word.MINISTRY | Word.ADEFENCE)
        ):
            return index + 1  # «Минобороны России» is a name, not a place
        if bits & CUES:
            unit = Unit(Kind.CUE, index, index + 1, bits)
            unit.mark = self.tokens[index].norm
            units.append(unit)
        return index + 1

    def _break(self, index: int, mark: str) -> None:
        if index - self.open.first > _LONGEST:
            self._close(index)
        units = self.open.units
        if units and units[-1].kind == Kind.BREAK:
            if mark != "and" and units[-1].mark in _WEAK:
                units[-1] = _BREAKS[mark]
            return
        units.append(_BREAKS[mark])

    def _mark(self, index: int, norm: str) -> None:
        if norm in _ENDS:
            if self._ends_sentence(index):
                self._close(index + 1)
        elif norm[0] == "\n":
            self._line(index)
        else:
            self._break(index, "•")

    def _line(self, index: int) -> None:
        """A new line ends a sentence, except inside a list: after a comma or colon, before a small letter."""
        before = self.tokens[index - 1].norm if index else "."
        after = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        if before in _JOINED or (
            after is not None and after.shape is Shape.WORD and not after.capital and before not in _ENDS
        ):
            self._break(index, "•")
        else:
            self._close(index + 1)

    def _ends_sentence(self, index: int) -> bool:
        tokens = self.tokens
        if index + 1 < len(tokens) and tokens[index + 1].norm in "»”" and tokens[index].norm != ".":
            return False
        if tokens[index].norm != "." or not index:
            return True
        before = tokens[index - 1]
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        if after is None or after.shape is Shape.LINE:
            return True
        if after.start == tokens[index].end:
            return after.shape is Shape.MARK and after.norm not in ".,"
        if before.norm in _ABBREVIATIONS or (len(before.norm) == 1 and before.shape is Shape.WORD):
            return before.norm == "г" and after.capital and tokens[index - 2].shape is Shape.NUMBER
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
        if sentence.bits or sentence.units:
            sentence.last, sentence.at = index, len(self.sentences)
            self.sentences.append(sentence)
        self.open = Sentence(index)
