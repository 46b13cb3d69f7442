"""Numbers written in words: «двадцать один», «тысяча двести», «полтора десятка», "one hundred and twelve"."""

from extraction.number_digits import LARGEST, Bare
from extraction.numerals import NUMERALS, Numeral, Rank
from extraction.tokens import Shape, Tokens
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
_OVER = frozenset({"over", "above"})


def read_numeral(tokens: Tokens, index: int) -> tuple[Bare | None, int]:
    """The number that begins at a word of NUMERALS, and the token to go on from."""
    head = NUMERALS[tokens.norms[index]]
    if head.rank is Rank.VAGUE:
        return _vague(tokens, index)
    if head.rank is Rank.HALF_AGAIN:
        return _half_again(tokens, index)
    if head.value == 1 and index and tokens.norms[index - 1] in _NOT_ONE and not head.ordinal:
        return None, index + 1
    if head.rank is Rank.MULTIPLIER and index and tokens[index - 1].shape is Shape.NUMBER:
        return None, index + 1  # the tail of a decimal: «1,8 млн»
    if head.plural and not (
        index and tokens.norms[index - 1] in _TAKE_ONE and tokens.norms[index] in _OF_ONE
    ):
        return Bare(index, index + 1, None, spelled=True, ordinal=False, vague=True), index + 1
    return _compound(tokens, index, head)


def read_another(tokens: Tokens, index: int) -> tuple[Bare | None, int]:
    """ "five over Kursk and another over Tula" is one; "another seven" is a word beside a number."""
    if tokens.norms[index + 1] not in _OVER:
        return None, index + 1
    return Bare(index, index + 1, 1, spelled=True, ordinal=False, vague=False), index + 1


def _vague(tokens: Tokens, index: int) -> tuple[Bare | None, int]:
    first, last = index, index + 1
    if tokens.norms[index] == "few":
        if index == 0 or tokens.norms[index - 1] != "a":
            return None, last
        first -= 1
    if last < len(tokens):
        following = NUMERALS.get(tokens.norms[last])
        if following is not None and following.rank is Rank.MULTIPLIER:
            last += 1
    return Bare(first, last, None, spelled=True, ordinal=False, vague=True), last


def _half_again(tokens: Tokens, index: int) -> tuple[Bare | None, int]:
    """«полтора десятка» is fifteen, «полторы тысячи» fifteen hundred; alone it is no whole number."""
    if index + 1 < len(tokens):
        following = NUMERALS.get(tokens.norms[index + 1])
        if following is not None and following.rank is Rank.MULTIPLIER:
            value = following.value * 3 // 2
            return Bare(index, index + 2, value, spelled=True, ordinal=False, vague=False), index + 2
    return None, index + 1


def _compound(tokens: Tokens, index: int, head: Numeral) -> tuple[Bare | None, int]:
    """Adds and multiplies numerals as long as they can be parts of one number."""
    norms = tokens.norms
    total, group, ordinal = 0, head.value, head.ordinal
    tail, last = head, index + 1
    while last < len(tokens) and not ordinal and tail.rank is not Rank.COLLECTIVE:
        step = last
        if (
            tokens.norms[last] == "and"
            and tokens.norms[last - 1] in _ENGLISH_AND_AFTER
            and last + 1 < len(tokens)
        ):
            step = last + 1
        following = NUMERALS.get(tokens.norms[step])
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
    if norms[index] == "dozen" and norms[index - 2] == "half":
        return Bare(index - 2, last, group // 2, spelled=True, ordinal=False, vague=False), last
    first = index - (head.rank is Rank.MULTIPLIER and norms[index - 1] in _ARTICLES)
    value = min(total + group, LARGEST)
    return Bare(first, last, value, spelled=True, ordinal=ordinal, vague=False), last


def _unit_of(tail: Numeral, group: int) -> int:
    """The greatest multiplier already used: «сто тысяч» goes on, «тысяча десяток» does not."""
    return tail.value if tail.rank is Rank.MULTIPLIER else min(group, 9)
