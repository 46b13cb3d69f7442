"""Cuts: what the cutting of sentences does at a word, and which match holds a token where matches overlap.

Precedence where matches overlap, decided here and nowhere else: words of time, then places, then numbers,
then words of the lexicon.
"""

from collections.abc import Sequence

from extraction.lexicon import CUES, HEADS, Word
from extraction.numbers import NumberMatch
from extraction.periods import PeriodMatch
from extraction.phrases import Match
from extraction.place_match import PlaceMatch

NO_CUT, AT_MATCH, AT_CUE, AT_WORD, AT_COMMA, AT_AND, AT_END, AT_LINE, AT_MARK = range(9)
"""A cue word is a unit by itself; AT_WORD is for words that have to be looked at with their neighbours."""
COMMAS = frozenset(",;:()")
ENDS = frozenset(".!?…")
_NEIGHBOURLY = Word.SAMEW | HEADS | Word.NATION


def cut_of(norm: str, bits: int) -> int:
    """What to do at a word of these classes where no match begins."""
    if bits & Word.MARK:
        if norm in COMMAS:
            return AT_COMMA
        if norm in ENDS:
            return AT_END
        return AT_LINE if norm[0] == "\n" else AT_MARK
    if bits & Word.ANDW:
        return AT_AND
    if bits & _NEIGHBOURLY:
        return AT_WORD
    return AT_CUE if bits & CUES else NO_CUT


def find_lists(places: Sequence[PlaceMatch]) -> dict[int, int]:
    """The groups that have more than one place, each with the token at which its last begins."""
    if len(places) < 2:
        return {}
    lists: dict[int, int] = {}
    before: int | None = None
    for place in places:
        group = place.group
        if group == before or group in lists:
            lists[group] = place.first
        before = group
    return lists


def find_starts(
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
