"""Numbers written with digits: plain, grouped by thousands («29 806», "3,018"), with an ending («18-ти»)."""

from typing import NamedTuple

from extraction.numerals import CARDINAL_ENDINGS, NUMERALS, ORDINAL_ENDINGS
from extraction.tokens import Shape, Tokens
from extraction.wordsets import words

LARGEST = 10**12
"""Longer strings of digits (account numbers, noise) are cut to this, so that all can be converted."""
_GROUP_MARKS = frozenset(".,")
_JOINTS = frozenset(".,:/")
_SHORT_MULTIPLIERS = words("тыс тысяч тысячи тысяча тысячу млн миллион миллиона миллионов thousand million")


class Bare(NamedTuple):
    """A number without the words around it, over the half-open token range `first:last`."""

    first: int
    last: int
    value: int | None
    spelled: bool
    ordinal: bool
    vague: bool


def parse_digits(digits: str) -> int:
    """The value of a string of decimal digits, at most LARGEST."""
    return int(digits) if len(digits) <= 12 else LARGEST


def read_digits(tokens: Tokens, index: int) -> tuple[Bare | None, int]:
    """The number at a NUMBER token, and the token to go on from; None for a decimal, a time, a telephone."""
    digits = tokens.norms[index]
    last = _grouped_until(tokens, index)
    if last > index + 1:
        digits = "".join(token.norm for token in tokens[index:last] if token.shape is Shape.NUMBER)
    elif (end := _joined_until(tokens, index)) > index + 1:
        return None, end
    if len(digits) > 1 and digits[0] == "0":
        return None, last
    ordinal = index > 0 and tokens.norms[index - 1] in {"№", "#"}
    value = parse_digits(digits)
    if last < len(tokens) and tokens.norms[last] in _SHORT_MULTIPLIERS and not ordinal:
        value = min(value * NUMERALS[tokens.norms[last]].value, LARGEST)
        last += 1
        last += last < len(tokens) and tokens.norms[last - 1] in {"тыс", "млн"} and tokens.norms[last] == "."
    return Bare(index, last, value, spelled=False, ordinal=ordinal, vague=False), last


def _grouped_until(tokens: Tokens, index: int) -> int:
    """The token after a number grouped by thousands, or `index + 1` where there are no groups."""
    lead, following = tokens[index], tokens.norms[index + 1]
    group_of_three = tokens.norms[index + 2] if following in _GROUP_MARKS else following
    if len(group_of_three) != 3 or not group_of_three.isdecimal():
        return index + 1
    if len(lead.norm) > 3 or lead.norm[0] == "0" or is_joined_before(tokens, index):
        return index + 1
    after_mark, after_space = index, index
    mark = ""
    while after_mark + 2 < len(tokens):
        sign, group = tokens[after_mark + 1], tokens[after_mark + 2]
        glued = tokens[after_mark].glued and sign.glued
        if (
            not glued
            or group.shape is not Shape.NUMBER
            or len(group.norm) != 3
            or sign.norm not in _GROUP_MARKS
            or mark not in ("", sign.norm)
        ):
            break
        mark, after_mark = sign.norm, after_mark + 2
    if after_mark > index:
        return after_mark + 1
    while after_space + 1 < len(tokens):
        group = tokens[after_space + 1]
        if (
            group.shape is not Shape.NUMBER
            or len(group.norm) != 3
            or not _is_one_blank_after(tokens, after_space)
        ):
            break
        after_space += 1
    return after_space + 1


def _is_one_blank_after(tokens: Tokens, index: int) -> bool:
    end = tokens.starts[index] + tokens[index].length
    return tokens.starts[index + 1] == end + 1


def is_joined_before(tokens: Tokens, index: int) -> bool:
    """Whether the digits go on from digits before them («5.30 117»: «30» leads no group)."""
    if index < 2 or tokens.norms[index - 1] not in _JOINTS:
        return False
    sign = tokens[index - 1]
    glued = sign.glued and tokens[index - 2].glued
    return glued and tokens[index - 2].shape is Shape.NUMBER


def _joined_until(tokens: Tokens, index: int) -> int:
    """The token after digits joined by marks without spaces (1,8; 23.20; 24/7), or `index + 1`."""
    last = index
    while tokens.norms[last + 1] in _JOINTS and last + 2 < len(tokens):
        sign, digits = tokens[last + 1], tokens[last + 2]
        if not tokens[last].glued or not sign.glued or digits.shape is not Shape.NUMBER:
            break
        last += 2
    return last + 1


def split_ending(norm: str) -> tuple[str, str]:
    """Digits and what follows them: «18-ти» → ("18", "ти")."""
    end = 0
    while end < len(norm) and norm[end].isdecimal():
        end += 1
    return norm[:end], norm[end:].lstrip("-")


def read_mixed(tokens: Tokens, index: int) -> tuple[Bare | None, int]:
    """The number in a MIXED token, if what follows its digits is only an ending of case or order."""
    digits, ending = split_ending(tokens.norms[index])
    ordinal = ending in ORDINAL_ENDINGS
    if not digits or not (ordinal or ending in CARDINAL_ENDINGS):
        return None, index + 1
    value = parse_digits(digits)
    return Bare(index, index + 1, value, spelled=False, ordinal=ordinal, vague=False), index + 1
