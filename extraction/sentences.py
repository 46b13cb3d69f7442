"""Sentences: one pass over the tokens that cuts the text and resolves overlapping matches.

Precedence where matches overlap, decided here and nowhere else: words of time, then places, then numbers,
then words of the lexicon.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from extraction.lexicon import Word
from extraction.numbers import NumberMatch
from extraction.periods import PeriodMatch
from extraction.phrases import HEADS, WEAPONS, Head, Kind, Unit, bare_weapon, counted
from extraction.place_match import PlaceMatch
from extraction.tokens import Shape, Token

CUES = (
    Word.DOWN
    | Word.SHOT
    | Word.HIT
    | Word.FALL
    | Word.ATTACKV
    | Word.REPEL
    | Word.INJV
    | Word.INJWEAK
    | Word.KILLV
    | Word.DAMV
    | Word.WORKV
    | Word.SUBSETW
    | Word.RESTW
    | Word.TOTALW
    | Word.GROW
    | Word.TOWARD
    | Word.WHERE
    | Word.NEG
    | Word.DEBRIS
    | Word.FALLN
    | Word.FIRE
    | Word.ATTACKN
    | Word.ALLW
    | Word.NATION
    | Word.SOFAR
)
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
_JOINED = frozenset(",:;–—-(")
_COMMAS = frozenset(",;:()")
_GROUP_REACH = 6
_LONGEST = (
    400  # tokens; no sentence is as long, and what looks at pairs of words must stay linear in the text
)


@dataclass(slots=True, eq=False)
class Sentence:
    """The half-open tokens `first:last` with their units; `bits` is the "or" of the classes of its words."""

    first: int
    last: int = 0
    bits: int = 0
    units: list[Unit] = field(default_factory=list)
    periods: list[PeriodMatch] = field(default_factory=list)
    places: list[PlaceMatch] = field(default_factory=list)
    originator: str = ""
    background: bool = False
    has_things: bool = False
    at: int = 0


Match = NumberMatch | PlaceMatch | PeriodMatch


def read_sentences(
    tokens: Sequence[Token],
    classes: Sequence[int],
    numbers: Sequence[NumberMatch],
    periods: Sequence[PeriodMatch],
    places: Sequence[PlaceMatch],
) -> list[Sentence]:
    """The sentences of a text, in order; none is empty of words. Linear in the number of tokens."""
    return _Cutter(tokens, classes, _starts(numbers, periods, places)).cut()


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
        if place.first not in taken:
            starts[place.first] = place
            taken.update(range(place.first, place.last))
    for number in numbers:
        rival = starts.get(number.first)
        spelled = isinstance(rival, PlaceMatch) and rival.last == number.first + 1 == number.bare_last
        if spelled or taken.isdisjoint(range(number.first, number.bare_last)):
            starts[number.first] = number  # «Обе» is both of them, not a town on the Ob
    return starts


def _as_many(index: int) -> Unit:
    """«ещё столько же»: the number before, again."""
    last = index + 2
    unit = Unit(Kind.COUNTED, index, last)
    unit.number = NumberMatch(index, last, None, None, False, False, True, False, True, index, last)
    unit.mark = "same"
    return unit


class _Cutter:
    """The pass itself: units gather in the open sentence; only tokens of interest are looked at."""

    def __init__(self, tokens: Sequence[Token], classes: Sequence[int], starts: dict[int, Match]) -> None:
        self.tokens, self.classes, self.starts = tokens, classes, starts
        self.sentences: list[Sentence] = []
        self.open = Sentence(0)

    def cut(self) -> list[Sentence]:
        starts = self.starts
        interesting = CUES | HEADS | Word.MARK | Word.ANDW | Word.SAMEW
        beyond = 0
        for index, bits in enumerate(self.classes):
            if index < beyond:
                continue
            if index in starts:
                beyond = self._match(starts[index])
            elif bits & interesting:
                if bits & Word.MARK:
                    self._mark(index)
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
            unit = counted(self.tokens, self.classes, match, self.starts)
            self.open.has_things |= unit.head in (Head.ELLIPTIC, Head.WEAPON)
        units.append(unit)
        return max(unit.last, match.first + 1)

    def _place_group(self, match: PlaceMatch) -> int:
        members, last = [match], match.last
        while last < len(self.tokens):
            following = self._next_of_group(last, match.group)
            if following is None:
                break
            members.append(following)
            last = following.last
        self.open.places += members
        unit = Unit(Kind.PLACE, match.first, last)
        unit.places = tuple(members)
        self.open.units.append(unit)
        return max(last, match.first + 1)

    def _next_of_group(self, index: int, group: int) -> PlaceMatch | None:
        """The next member of a coordinated list, if only joining words stand before it."""
        for ahead in range(index, min(index + _GROUP_REACH, len(self.tokens))):
            match = self.starts.get(ahead)
            if match is not None:
                return match if isinstance(match, PlaceMatch) and match.group == group else None
            if self.classes[ahead] & (CUES | WEAPONS) or self.tokens[ahead].shape is Shape.LINE:
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
            if units[-1].mark in {",", "and"}:
                units[-1].mark = mark if mark != "and" else units[-1].mark
            return
        unit = Unit(Kind.BREAK, index, index + 1)
        unit.mark = mark
        units.append(unit)

    def _mark(self, index: int) -> None:
        norm = self.tokens[index].norm
        if norm in _COMMAS:
            self._break(index, norm)
        elif norm in _ENDS:
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
            for word in self.classes[start : period.first]:
                bits |= word
            start = period.last
        for word in self.classes[start:index]:
            bits |= word
        sentence.bits = bits & ~Word.MARK
        if sentence.bits or sentence.units:
            sentence.last, sentence.at = index, len(self.sentences)
            self.sentences.append(sentence)
        self.open = Sentence(index)
