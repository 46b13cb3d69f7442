"""Questions about numbers as people write them: a place, days, "strict", "as of", a page, in any order."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from domain.totals import Period
from handlers.arguments import parse_day, parse_question

MOST_DAYS = 31
"""The longest period of a question in a chat, for anyone may ask; the command line has no such limit."""

_STRICT: Final = frozenset({"strict", "strictly", "строго"})
_SPANS: Final = {"week": 7, "неделя": 7, "неделю": 7, "month": 30, "месяц": 30}
_DASHES: Final = ("–", "—", "..")
_BETWEEN: Final = frozenset({"-", "–", "—", "..", "to", "по", "до"})
_BEFORE_A_PERIOD: Final = frozenset({"from", "с", "со", "за", "for"})
_AS_OF: Final = (("as", "of"), ("на", "момент"), ("as-of",), ("на",))
_LONGEST_DAY = 3
"""Words in the longest way to write a day: «12 ноября 2025»."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was understood. `period` is None where no day was named.

    `bad_day` and `bad_instant` are words that look like a day or an instant and are none.
    """

    place: str | None = None
    period: Period | None = None
    strict: bool = False
    as_of: datetime | None = None
    page: int = 1
    bad_day: str | None = None
    bad_instant: str | None = None


def parse_asked(text: str, today: date, zone: ZoneInfo) -> Asked:
    """«Калуга 6–12 ноября», "week Kaluga", "12.11 strict", "12.11 as of 2025-11-12 09:40", «12.11 на 09:40».

    Clock times are of the given zone; one without a day is of the last day asked, else of today.
    """
    words = [part for word in text.replace(",", " ").split() for part in _parts(word)]
    strict = any(word.casefold() in _STRICT for word in words)
    words = [word for word in words if word.casefold() not in _STRICT]
    words, page = _take_page(words)
    words, instant = _take_as_of(words)
    asked = replace(_parse_place_and_days(words, today), strict=strict, page=page)
    if instant is None:
        return asked
    day = asked.period.last_on if asked.period else today
    as_of = parse_instant(instant, day, today, zone)
    return replace(asked, as_of=as_of, bad_instant=None if as_of else instant)


def parse_instant(text: str, day: date, today: date, zone: ZoneInfo) -> datetime | None:
    """ "09:40" on the given day, "12.11 09:40", "2025-11-12T09:40+03:00"; None for others."""
    words = [word for word in text.split() if word.casefold() not in {"мск", "msk"}]
    try:
        written = datetime.fromisoformat(" ".join(words)) if ":" in text and "-" in text else None
    except ValueError:
        written = None
    if written is not None:
        return written if written.tzinfo else written.replace(tzinfo=zone)
    clock = _parse_clock(words[-1]) if words else None
    on = parse_day(" ".join(words[:-1]), today) if len(words) > 1 else day
    return None if clock is None or on is None else datetime.combine(on, clock, zone)


def _parts(word: str) -> list[str]:
    """ "6.11-12.11" and «6–12» as three words; an ISO day and a hyphened name stay whole."""
    if not word[0].isdecimal():
        return [word]
    for dash in (*_DASHES, *(("-",) if word.count("-") == 1 else ())):
        first, found, last = word.partition(dash)
        if found and first and last:
            return [first, dash, last]
    return [word]


def _take_page(words: list[str]) -> tuple[list[str], int]:
    """ "#2" at the end."""
    last = words[-1] if words else ""
    number = last.removeprefix("#")
    if last.startswith("#") and number.isdecimal() and number.isascii():
        return words[:-1], int(number)
    return words, 1


def _take_as_of(words: list[str]) -> tuple[list[str], str | None]:
    """The words after "as of"; a «на» that no clock time follows belongs to the place."""
    lowered = [word.casefold() for word in words]
    for marker in _AS_OF:
        for at in range(len(words) - len(marker), -1, -1):
            rest = words[at + len(marker) :]
            told = tuple(lowered[at : at + len(marker)]) == marker
            if told and (marker[0] != "на" or ":" in "".join(rest)):
                return words[:at], " ".join(rest)
    return words, None


def _parse_clock(word: str) -> time | None:
    try:
        return time.fromisoformat(word.rjust(5, "0")) if ":" in word else None
    except ValueError:
        return None


def _parse_place_and_days(words: list[str], today: date) -> Asked:
    for at, word in enumerate(words):
        if word.casefold() in _SPANS:
            first = today - timedelta(days=_SPANS[word.casefold()] - 1)
            return Asked(_place(words[:at], words[at + 1 :]), Period(first, today))
        if word.casefold() in _BETWEEN and (asked := _parse_range(words, at, today)) is not None:
            return asked
    question = parse_question(" ".join(words), today)
    period = Period(question.day, question.day) if question.day else None
    return Asked(question.place, period, bad_day=question.bad_day)


def _parse_range(words: list[str], at: int, today: date) -> Asked | None:
    """Days around the word that stands between them: the longest way to write each is tried first."""
    for after in range(_LONGEST_DAY, 0, -1):
        last = parse_day(" ".join(words[at + 1 : at + 1 + after]), today)
        if last is None or at + after >= len(words):
            continue
        for before in range(min(_LONGEST_DAY, at), 0, -1):
            first = _first_day(words[at - before : at], last)
            if first is not None:
                place = _place(words[: at - before], words[at + 1 + after :])
                if first > last:
                    return Asked(place, bad_day=" ".join(words[at - before : at + 1 + after]))
                return Asked(place, Period(first, last))
    return None


def _first_day(words: list[str], last: date) -> date | None:
    """The first day of a period: the latest such day not after its last; «6» in «6–12 ноября»."""
    if len(words) == 1 and words[0].isdecimal() and words[0].isascii():
        try:
            return last.replace(day=int(words[0]))
        except ValueError:
            return None
    return parse_day(" ".join(words), last)


def _place(before: list[str], after: list[str]) -> str | None:
    if before and before[-1].casefold() in _BEFORE_A_PERIOD:
        before = before[:-1]
    return " ".join((*before, *after)) or None
