"""Numbers written in words: «двадцать один», «тысяча двести», «полтора десятка», "one hundred and twelve"."""

from collections.abc import Sequence

from extraction.number_digits import LARGEST, Bare
from extraction.numerals import NUMERALS, Numeral, Rank
from extraction.tokens import Shape, Token
from extraction.wordsets import words

_BELOW = {
    Rank.HUNDREDS: frozenset({Rank.TENS, Rank.TEEN, Rank.UNIT}),
    Rank.TENS: frozenset({Rank.UNIT}),
    Rank.MULTIPLIER: frozenset({Rank.HUNDREDS, Rank.TENS, Rank.TEEN, Rank.UNIT}),
}
_ENGLISH_AND_AFTER = frozenset({"hundred", "thousand"})
_NOT_ONE = frozenset({"no", "any", "every", "ни"})
_TAKE_ONE = words("более больше свыше около порядка менее меньше до чем")
_OF_ONE = words("сотни тысячи")
"""«Более сотни» is more than one hundred; elsewhere «сотни» are hundreds."""
_ARTICLES = frozenset({"a", "the"})


def read_numeral(tokens: Sequence[Token], index: int) -> tuple[Bare | None, int]:
    """The number that begins at a word of NUMERALS, and the token to go on from."""
    head = NUMERALS[tokens[index][0]]
    if head.rank is Rank.VAGUE:
        return _vague(tokens, index)
    if head.rank is Rank.HALF_AGAIN:
        return _half_again(tokens, index)
    if head.value == 1 and index and tokens[index - 1][0] in _NOT_ONE and not head.ordinal:
        return None, index + 1
    if head.rank is Rank.MULTIPLIER and index and tokens[index - 1][1] is Shape.NUMBER:
        return None, index + 1  # the tail of a decimal: «1,8 млн»
    if head.plural and not (index and tokens[index - 1][0] in _TAKE_ONE and tokens[index][0] in _OF_ONE):
        return Bare(index, index + 1, None, spelled=True, ordinal=False, vague=True), index + 1
    return _compound(tokens, index, head)


def _vague(tokens: Sequence[Token], index: int) -> tuple[Bare | None, int]:
    first, last = index, index + 1
    if tokens[index][0] == "few":
        if index == 0 or tokens[index - 1][0] != "a":
            return None, last
        first -= 1
    if last < len(tokens):
        following = NUMERALS.get(tokens[last][0])
        if following is not None and following.rank is Rank.MULTIPLIER:
            last += 1
    return Bare(first, last, None, spelled=True, ordinal=False, vague=True), last


def _half_again(tokens: Sequence[Token], index: int) -> tuple[Bare | None, int]:
    """«полтора десятка» is fifteen, «полторы тысячи» fifteen hundred; alone it is no whole number."""
    if index + 1 < len(tokens):
        following = NUMERALS.get(tokens[index + 1][0])
        if following is not None and following.rank is Rank.MULTIPLIER:
            value = following.value * 3 // 2
            return Bare(index, index + 2, value, spelled=True, ordinal=False, vague=False), index + 2
    return None, index + 1


def _compound(tokens: Sequence[Token], index: int, head: Numeral) -> tuple[Bare | None, int]:
    """Adds and multiplies numerals as long as they can be parts of one number."""
    total, group, ordinal = 0, head.value, head.ordinal
    tail, last = head, index + 1
    while last < len(tokens) and not ordinal and tail.rank is not Rank.COLLECTIVE:
        step = last
        if tokens[last][0] == "and" and tokens[last - 1][0] in _ENGLISH_AND_AFTER and last + 1 < len(tokens):
            step = last + 1
        following = NUMERALS.get(tokens[step][0])
        if following is None:
            break
        if following.rank is Rank.MULTIPLIER and step == last and following.value > _unit_of(tail, group):
            group *= following.value
            if following.value >= 1000:
                total, group = total + group, 0
            group = min(group, LARGEST)
        elif following.rank in _BELOW.get(tail.rank, ()) and following.value > 0:
            group += following.value
            ordinal = following.ordinal
        else:
            break
        tail, last = following, step + 1
    if tokens[index][0] == "dozen" and index > 1 and tokens[index - 2][0] == "half":
        return Bare(index - 2, last, group // 2, spelled=True, ordinal=False, vague=False), last
    first = index - (index > 0 and head.rank is Rank.MULTIPLIER and tokens[index - 1][0] in _ARTICLES)
    value = min(total + group, LARGEST)
    return Bare(first, last, value, spelled=True, ordinal=ordinal, vague=False), last


def _unit_of(tail: Numeral, group: int) -> int:
    """The greatest multiplier already used: «сто тысяч» goes on, «тысяча десяток» does not."""
    return tail.value if tail.rank is Rank.MULTIPLIER else min(group, 9)
