"""What stands after a command: days and region names, as people write them."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

_RELATIVE: Final = {
    "сегодня": 0,
    "today": 0,
    "вчера": 1,
    "yesterday": 1,
    "позавчера": 2,
}
_MONTHS: Final = (
    ("янв", "jan"),
    ("фев", "feb"),
    ("мар", "mar"),
    ("апр", "apr"),
    ("мая", "may"),
    ("июн", "jun"),
    ("июл", "jul"),
    ("авг", "aug"),
    ("сен", "sep"),
    ("окт", "oct"),
    ("ноя", "nov"),
    ("дек", "dec"),
)
_LONGEST_DAY = 3
"""Words in the longest way to write a day: «12 ноября 2025»."""
_LEAP_CYCLE = 8
"""Years to look back for a 29 February: 1900 and its like make the longest gap."""


@dataclass(frozen=True, slots=True)
class Question:
    """A place and a day as asked. `bad_day`: words that look like a day and are none."""

    place: str | None = None
    day: date | None = None
    bad_day: str | None = None


def parse_day(text: str, today: date) -> date | None:
    """2025-11-12, 12.11, 12.11.2025, 12.11.25, «12 ноября», "12 November 2025", «вчера»; None for others.

    A day without a year is the latest such day not after `today`.
    """
    words = text.casefold().replace(",", " ").split()
    if len(words) == 1:
        return _parse_word(words[0], today)
    if len(words) in (2, 3):
        return _parse_named_month(words, today)
    return None


def parse_question(text: str, today: date) -> Question:
    """«Калуга 12.11», «12 ноября Калуга», a place or a day alone, or nothing."""
    words = text.split()
    for length in range(min(_LONGEST_DAY, len(words)), 0, -1):
        for day_words, place in (
            (words[-length:], words[:-length]),
            (words[:length], words[length:]),
        ):
            day = parse_day(" ".join(day_words), today)
            if day is not None:
                return Question(" ".join(place) or None, day)
    return Question(" ".join(words) or None, bad_day=next(filter(_looks_like_a_day, words), None))


def _parse_word(word: str, today: date) -> date | None:
    if word in _RELATIVE:
        return today - timedelta(days=_RELATIVE[word])
    if word.count("-") == 2:
        return _date_of(*word.split("-"))
    parts = word.rstrip(".").replace("/", ".").split(".")
    if len(parts) == 2:
        return _latest(parts[0], parts[1], today)
    if len(parts) == 3:
        year = f"20{parts[2]}" if len(parts[2]) == 2 else parts[2]
        return _date_of(year, parts[1], parts[0])
    return None


def _parse_named_month(words: list[str], today: date) -> date | None:
    day, month = (words[1], words[0]) if words[1].isdecimal() else (words[0], words[1])
    number = _month_number(month)
    if number is None:
        return None
    if len(words) == 2:
        return _latest(day, number, today)
    return _date_of(words[2], number, day)


def _month_number(word: str) -> str | None:
    starts = (n for n, (ru, en) in enumerate(_MONTHS, start=1) if word.startswith((ru, en)))
    return next((str(n) for n in starts), None)


def _latest(day: str, month: str, today: date) -> date | None:
    for year in range(today.year, today.year - _LEAP_CYCLE - 1, -1):
        found = _date_of(str(year), month, day)
        if found is not None and found <= today:
            return found
    return None


def _date_of(year: str, month: str, day: str) -> date | None:
    if len(year) != 4 or not all(part.isascii() and part.isdecimal() for part in (year, month, day)):
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _looks_like_a_day(word: str) -> bool:
    return word[0].isdecimal() and not word.isalpha()
