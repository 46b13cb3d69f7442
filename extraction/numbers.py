"""Numbers in Russian and English text: digits, inflected numerals, collectives, with their qualifying words.

Clock times, decimals and numbers inside a name («С-200», «61-летний») are not numbers here. A day of the
month is: whoever counts drones leaves out what extraction/periods.py has read as time.
"""

from collections.abc import Sequence
from typing import NamedTuple

from extraction.number_digits import Bare, read_digits, read_mixed
from extraction.number_words import read_numeral
from extraction.numerals import NUMERALS
from extraction.qualifiers import (
    EACH,
    NOT_EACH,
    PREFIXES,
    Qualifier,
    grows_to,
    prefix_of,
    suffix_of,
)
from extraction.tokens import Shape, Token


class NumberMatch(NamedTuple):
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


def find_numbers(tokens: Sequence[Token]) -> list[NumberMatch]:
    """All numbers in order of appearance, never overlapping. Linear; raises nothing."""
    found: list[NumberMatch] = []
    numerals, number, mixed = NUMERALS, Shape.NUMBER, Shape.MIXED
    beyond = 0
    for index, token in enumerate(tokens):
        shape = token[1]
        if index < beyond:
            continue
        if shape is number:
            bare, beyond = read_digits(tokens, index)
        elif shape is mixed:
            bare, beyond = read_mixed(tokens, index)
        elif token[0] in numerals:
            bare, beyond = read_numeral(tokens, index)
        else:
            continue
        if bare is not None:
            floor = found[-1].last if found else 0
            found.append(_qualify(tokens, bare, floor))
    return found


def _qualify(tokens: Sequence[Token], bare: Bare, floor: int) -> NumberMatch:
    """The match with the words around the bare number taken in; never back beyond `floor`."""
    first, last, value, spelled, ordinal, vague = bare
    qualifier: Qualifier | None = None
    distributive = more = False
    start = first
    while start > floor and tokens[start - 1][0] in PREFIXES:
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
    distributive |= _followed_by_each(tokens, last)
    return NumberMatch(
        start, last, value, qualifier, distributive, vague, spelled, ordinal, more, first, bare.last
    )


def _is_place(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether «по» before the number says where, not how many each («по двум адресам», «по одному из»)."""
    if tokens[first][0] in NOT_EACH:
        return True
    return last < len(tokens) and tokens[last][0] == "из"


def _followed_by_each(tokens: Sequence[Token], last: int) -> bool:
    """Whether "each" stands within three plain words after the number ("four UAVs each over")."""
    for token in tokens[last : last + 4]:
        if token[0] in EACH:
            return True
        if token[1] is not Shape.WORD or token[0] in NUMERALS:
            return False
    return False
