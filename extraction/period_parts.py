"""Parts of a day in words: «ночью», «поздним вечером», «ночная атака», "overnight", "this afternoon"."""

from dataclasses import dataclass

from extraction.numerals import NUMERALS
from extraction.period_words import (
    LEADS,
    MONTHS,
    PART_ADJECTIVES,
    PARTS,
    RAIDS,
    RELATIVE_DAYS,
    REPORTS,
    WEEKDAYS,
)
from extraction.tokens import Shape, Token, Tokens
from extraction.wordsets import words


@dataclass(slots=True)
class Part:
    """A part of a day (`night`, `morning`, `day`, `evening`) and what the words before it say (LEADS)."""

    first: int
    last: int
    kind: str
    flags: frozenset[str]


_ALONE_IS_NO_TIME = words("ночи утро утра утру утренние день дня дню вечер вечера вечеру")
_NEED_A_LEAD = words("morning evening afternoon")
_PLACING = frozenset({"whole", "this", "past", "previous", "same", "in", "over", "since", "until"})
_GREETINGS = words("доброй доброго доброе добрый спокойной good")
_SUMS = words("итоги итогам итог результаты результатам хроника сводка")
"""«Итоги ночи», «по итогам минувшего дня» name the time of what follows."""
_BOTH = words("и and")
_MOST_LEADS = 12
"""No wording leads to a time with more words than these; it keeps the reading linear in any text."""
_HOURS_AND_TIME = words("время часы часов")


def read_leads(tokens: Tokens, index: int) -> tuple[int, frozenset[str]]:
    """Where the words leading to a word of time begin, and what they say."""
    flags = set()
    norms = tokens.norms
    first = index
    while first and index - first < _MOST_LEADS:
        flag = LEADS.get(norms[first - 1])
        if flag is None:
            break
        first -= 1
        if flag:
            flags.add(flag)
    return first, frozenset(flags)


def read_part(tokens: Tokens, index: int) -> Part | None:
    """The part of a day named by the word of PARTS at the index, if it tells a time there."""
    norm = tokens.norms[index]
    if _is_part_of_another(tokens, index, norm):
        return None
    first, flags = read_leads(tokens, index)
    if "every" in flags:
        return None
    kind = PARTS[norm]
    if norm == "tonight":
        flags |= {"tonight"}
    if norm == "обеда":
        return Part(index - 1, index + 1, kind, frozenset())
    if norm == "day" and not flags & {"over", "same", "whole"}:
        return None
    if norm in _NEED_A_LEAD or norm in _ALONE_IS_NO_TIME:
        placed = flags & _PLACING or _has_a_day_beside(tokens, first, index)
        if not placed:
            return None
    if flags & {"over", "near"} or norm == "рассвете" or ("past" in flags and norm.isascii()):
        flags -= {"until"}
    return Part(first, index + 1, kind, flags)


def _is_part_of_another(tokens: Tokens, index: int, norm: str) -> bool:
    """Whether the word belongs to an hour («7 утра»), a greeting, a paper's name, or a meal («до обеда»)."""
    before = tokens.norms[index - 1]
    if norm in _ALONE_IS_NO_TIME and index and _is_number(tokens[index - 1]):
        return True
    if norm == "обеда" and before != "после":
        return True
    return before in _GREETINGS or tokens.norms[index + 1] in REPORTS


def read_part_adjective(tokens: Tokens, index: int) -> Part | None:
    """«Ночная атака», «в вечернее время»; None where the adjective tells no time («ночной клуб»)."""
    noun = tokens.norms[index + 1]
    if noun in _BOTH and tokens.norms[index + 2] in PART_ADJECTIVES and tokens.norms[index + 3] in RAIDS:
        first, flags = read_leads(tokens, index)
        return Part(first, index + 1, PART_ADJECTIVES[tokens.norms[index]], flags - {"until", "since"})
    if noun not in RAIDS and tokens.norms[index + 2] not in RAIDS:
        return None
    first, flags = read_leads(tokens, index)
    if "every" in flags:
        return None
    last = index + 1 + (noun in _HOURS_AND_TIME)
    last += last > index + 1 and tokens.norms[last] == "суток"
    return Part(first, last, PART_ADJECTIVES[tokens.norms[index]], flags - {"until", "since"})


def read_early_hours(tokens: Tokens, index: int) -> Part | None:
    """ "In the early hours (of the morning)" is the night."""
    if tokens.norms[index - 1] not in {"early", "small"}:
        return None
    first, flags = read_leads(tokens, index - 1)
    last = index + 1
    if tokens.norms[last] == "of" and tokens.norms[last + 2] == "morning":
        flags |= {"this"} if tokens.norms[last + 1] == "this" else frozenset()
        last += 3
    return Part(first, last, "night", flags - {"until", "since", "over"})


def read_late(tokens: Tokens, index: int) -> Part | None:
    """ "Late on Friday" is its evening, "early Saturday" the night that ends on it."""
    last = index + 1 + (tokens.norms[index + 1] == "on")
    if tokens.norms[last] not in WEEKDAYS or tokens.norms[last + 1] in PARTS:
        return None
    kind = "evening" if tokens.norms[index] == "late" else "night"
    return Part(index, last, kind, frozenset())


def _is_number(token: Token) -> bool:
    return token.shape in (Shape.NUMBER, Shape.MIXED) or token.norm in NUMERALS


def _has_a_day_beside(tokens: Tokens, first: int, index: int) -> bool:
    """Whether a date or a named day touches the part: «вечер 11 ноября», "Monday morning"."""
    before, after = tokens.norms[first - 1], tokens.norms[index + 1]
    if before in RELATIVE_DAYS or before in WEEKDAYS or before in MONTHS:
        return True
    if before in _SUMS:
        return True
    if before in _BOTH and tokens.norms[first - 2] in PARTS:
        return True
    if after in {"of", "on"} or after in RELATIVE_DAYS:
        return True
    return index + 1 < len(tokens) and _is_number(tokens[index + 1]) and tokens.norms[index + 2] in MONTHS
