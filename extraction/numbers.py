"""Numbers in Russian and English text: digits, inflected numerals, collectives, with their qualifying words.

Clock times, decimals and numbers inside a name («С-200», «61-летний») are not numbers here. A day of the
month is: whoever counts drones leaves out what extraction/periods.py has read as time.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import compress, count
from typing import NamedTuple

from extraction.number_digits import Bare, read_digits, read_mixed
from extraction.number_spreads import find_upper_end, is_spread, read_spread, skip_repeated, upper_of
from extraction.number_words import read_another, read_numeral
from extraction.numerals import NUMERALS, Rank
from extraction.period_match import PeriodMatch
from extraction.qualifiers import (
    EACH,
    NOT_EACH,
    PREFIXES,
    Qualifier,
    grows_to,
    prefix_of,
    suffix_of,
)
from extraction.tokens import Shape, Tokens
from extraction.wordsets import words

_Reader = Callable[[Tokens, int], tuple[Bare | None, int]]
_PARTS_OF_A_WHOLE = words("% процент процента процентов процентам процентами percent трети третьих четверти")
_MARKS = frozenset(".,:/-–—(")
"""After these a number may go on, unless no other number follows: a decimal, a spread, «7 (семь)»."""
_BESIDE_BEFORE = frozenset({*PREFIXES, "№", "#", "no", "any", "every", "ни"})
_BESIDE_AFTER = _PARTS_OF_A_WHOLE | words("more + plus or и and до to или")
"""Beside these words a number is read with care for what they make of it; beside others it stands alone."""
_LEADING_ON = _BESIDE_AFTER | _MARKS
_YET = frozenset({"но", "и", "but", "and"})


@dataclass(slots=True, init=False)
class NumberMatch:
    """A number over the half-open tokens `first:last`, with its qualifying words; `bare_*` is without them.

    `value` is None for `vague` («несколько», "dozens"). `distributive`: each so many («по три»).
    `more`: added to something said before («ещё», "another"). `ordinal`: a place in a row, never a count.
    `last` does not reach a later "each" («four UAVs each»). A value beyond 10**12 is cut to it.
    """

    first: int
    last: int
    value: int | None
    qualifier: Qualifier | None
    distributive: bool
    vague: bool
    spelled: bool
    ordinal: bool
    more: bool
    bare_first: int
    bare_last: int
    upper: int | None


def new_number(first: int, last: int, value: int | None, *, spelled: bool) -> NumberMatch:
    """A number without words that qualify it. A function, for it is quicker than __init__."""
    match = NumberMatch()
    match.first = match.bare_first = first
    match.last = match.bare_last = last
    match.value = value
    match.spelled = spelled
    match.qualifier = match.upper = None
    match.distributive = match.vague = match.ordinal = match.more = False
    return match


class Beginning(NamedTuple):
    """How to read the number that begins with a word, and its value if it can stand alone as a count."""

    read: _Reader
    value: int | None = None


def beginning_of(norm: str) -> Beginning | None:
    """What kind of number a word begins; None for one that begins none."""
    numeral = NUMERALS.get(norm)
    if numeral is not None:
        alone = numeral.rank <= Rank.TENS or numeral.rank is Rank.COLLECTIVE
        return Beginning(read_numeral, numeral.value if alone and not numeral.ordinal else None)
    if norm.isdecimal():
        alone = len(norm) == 1 or (norm[0] != "0" and len(norm) < 12)
        return Beginning(read_digits, int(norm) if alone else None)
    if norm[:1].isdecimal():
        return Beginning(read_mixed)
    if norm in EACH:
        return Beginning(_skip)
    if norm == "another":
        return Beginning(read_another)
    return Beginning(read_spread) if is_spread(norm) else None


def _skip(_tokens: Tokens, index: int) -> tuple[Bare | None, int]:
    return None, index + 1


def find_numbers(tokens: Tokens, entries: Sequence[Beginning | None] | None = None) -> list[NumberMatch]:
    """All numbers in order of appearance, never overlapping. Linear; raises nothing.

    `entries`: what begins at each token and at MARGIN more, where that is known.
    """
    found: list[NumberMatch] = []
    if entries is None:
        entries = [*map(beginning_of, tokens.norms)]
    norms = tokens.norms
    beyond = floor = 0
    for index in compress(count(), entries):
        entry = entries[index]
        if entry is None or index < beyond:
            continue
        read, value = entry
        following = index + 1
        if (
            value is not None
            and entries[following] is None
            and norms[index - 1] not in _BESIDE_BEFORE
            and (norms[following] not in _LEADING_ON or _is_at_end(norms, entries, following))
        ):
            beyond = floor = following
            found.append(new_number(index, beyond, value, spelled=read is read_numeral))
            continue
        if read is _skip:
            if found and _reaches(tokens, found[-1], index):
                found[-1].distributive = True
            continue
        match, beyond = _read_in_full(tokens, index, read, floor)
        if match is not None:
            floor = match.last
            if match.qualifier == "up_to" and found and _is_upper_end(tokens, found[-1], match):
                found[-1].last, found[-1].qualifier, found[-1].upper = match.last, "approx", match.value
                continue
            found.append(match)
    return found


def pass_over(periods: Sequence[PeriodMatch], entries: list[Beginning | None], tokens: Tokens) -> None:
    """Takes out of `entries` the numbers of words of time, which are no counts (see extraction/cuts.py).

    Not where one might be read together with a number beside («2-3 часа», "March 3 173").
    """
    norms = tokens.norms
    for period in periods:
        first, last = period.first, period.last
        led_to = entries[first - 1] is not None or norms[first - 1] in _LEADING_ON
        if led_to or (entries[last - 1] is not None and _goes_on(entries, tokens, last)):
            continue
        entries[first:last] = [None] * (last - first)


def _goes_on(entries: Sequence[Beginning | None], tokens: Tokens, last: int) -> bool:
    """Whether digits follow those before a token, right after them or joined by a mark («3 173», «1,8»)."""
    return entries[last] is not None or (tokens[last - 1].glued and tokens[last].glued)


def _is_upper_end(tokens: Tokens, lower: NumberMatch, match: NumberMatch) -> bool:
    """«не менее 12, но не более 15» is one number."""
    between = tokens.norms[lower.last : match.first]
    return lower.qualifier == "at_least" and 0 < len(between) <= 2 and between[-1] in _YET


def _is_at_end(norms: Sequence[str], entries: Sequence[Beginning | None], after: int) -> bool:
    """Whether the token after a number is a mark that no other number follows."""
    return norms[after] in _MARKS and entries[after + 1] is None


def _read_in_full(tokens: Tokens, index: int, read: _Reader, floor: int) -> tuple[NumberMatch | None, int]:
    """The number at the index with all that belongs to it, and the token to go on from."""
    bare, beyond = read(tokens, index)
    if bare is None:
        return None, beyond
    wide = None if read is read_mixed else find_upper_end(tokens, bare)
    upper = None
    if wide is not None:
        bare, upper = wide
        beyond = bare.last
    elif tokens.norms[beyond] == "(":
        beyond = skip_repeated(tokens, bare)
        bare = bare._replace(last=beyond)
    if tokens.norms[beyond] in _PARTS_OF_A_WHOLE:
        return None, beyond
    if read is read_spread and upper is None and bare.value is not None:
        upper = upper_of(tokens.norms[index], bare.value)
    match = _qualify(tokens, bare, floor, "approx" if upper is not None else None)
    match.upper = upper
    return match, beyond


def _qualify(tokens: Tokens, bare: Bare, floor: int, qualifier: Qualifier | None) -> NumberMatch:
    """The match with the words around the bare number taken in; never back beyond `floor`."""
    first, last, value, spelled, ordinal, vague = bare
    distributive = more = False
    start = first
    while start > floor and tokens.norms[start - 1] in PREFIXES:
        prefix = prefix_of(tokens, start, floor, value)
        if prefix is None:
            break
        if prefix.qualifier == "up_to" and grows_to(tokens, start, last):
            start = prefix.first
            break
        qualifier = qualifier or prefix.qualifier
        distributive |= prefix.distributive and not _is_place(tokens, first, last)
        more |= prefix.more
        start = prefix.first
    suffix = suffix_of(tokens, last)
    if suffix is not None:
        last, more, qualifier = suffix.last, more or suffix.more, qualifier or suffix.qualifier
    match = new_number(first, bare.last, value, spelled=spelled)
    match.first, match.last, match.qualifier = start, last, qualifier
    match.distributive, match.vague, match.ordinal, match.more = distributive, vague, ordinal, more
    return match


def _is_place(tokens: Tokens, first: int, last: int) -> bool:
    """Whether «по» before the number says where, not how many each («по двум адресам», «по одному из»)."""
    if tokens.norms[first] in NOT_EACH:
        return True
    return tokens.norms[last] == "из"


def _reaches(tokens: Tokens, match: NumberMatch, each: int) -> bool:
    """Whether at most three plain words part the number from a later "each" ("four UAVs each over")."""
    if each - match.last > 3:
        return False
    between = tokens[match.last : each]
    return all(token.shape is Shape.WORD and token.norm not in NUMERALS for token in between)
