"""Days: «12 ноября», «3.08», "July 1 to 2", «вчера», "on Tuesday", «8–14 июня» — and which day is meant."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from extraction.number_digits import split_ending
from extraction.numerals import NUMERALS, Rank
from extraction.period_words import GENITIVE_MONTHS, MONTHS, PARTS, RELATIVE_DAYS, WEEKDAYS
from extraction.tokens import Shape, Tokens
from extraction.wordsets import words


@dataclass(slots=True)
class CalendarDay:
    """A day by its date. `year` None is the latest such day, `years_back` counts from the post's year."""

    first: int
    last: int
    day: int
    month: int
    year: int | None = None
    years_back: int | None = None


@dataclass(slots=True)
class RelativeDay:
    """A day counted back from the post's: 0 today, 1 yesterday, -1 tomorrow."""

    first: int
    last: int
    back: int


@dataclass(slots=True)
class Weekday:
    """A day of the week, Monday 0: the latest one up to the post."""

    first: int
    last: int
    weekday: int


Day = CalendarDay | RelativeDay | Weekday


@dataclass(slots=True)
class DayPair:
    """Two days in one expression; `joint` is the word between («на», «по», "to", «и», "-")."""

    first: int
    last: int
    begin: Day
    end: Day
    joint: str


JOINTS = words("на по до и - – — to and till through")
_RUSSIAN_DAY_ENDINGS = words("го е ого")
_ENGLISH_DAY_ENDINGS = words("st nd rd th")
_WHOLE_DAYS = words("день дня сутки суток")
_BEFORE_A_DATE = words("с со c до по на к ко за от ночь утром днем вечером ночью и (")
_BEFORE_A_WEEKDAY = words("в во на с со за по и до")
_CAPITAL_MONTHS = words("may march mar dec")
_YEAR_WORDS = words("года году год г гг")


def parse_day(tokens: Tokens, index: int) -> CalendarDay | DayPair | None:
    """The date that begins with the digits or ordinal at the index: «12 ноября», «8–14 июня»."""
    number = _day_number(tokens, index)
    if number is None:
        return parse_numeric_day(tokens, index)
    day, after = number
    month = _month_at(tokens, after + (tokens.norms[after] == "of"))
    if month is not None:
        after += tokens.norms[after] == "of"
        return _with_year(tokens, CalendarDay(index, after + 1, day, month))
    joint = tokens.norms[after]
    second = _day_number(tokens, after + 1) if joint in JOINTS else None
    if second is None:
        return parse_numeric_day(tokens, index)
    last_day, after = second
    month = _month_at(tokens, after)
    if month is None:
        return parse_numeric_day(tokens, index)
    end = _with_year(tokens, CalendarDay(index, after + 1, last_day, month))
    return DayPair(index, end.last, replace(end, day=day), end, joint)


def parse_month_first(tokens: Tokens, index: int) -> CalendarDay | DayPair | None:
    """The English order from a month's name on: "November 12th, 2025", "July 1 to 2", "August 1 and 2"."""
    if tokens.norms[index] in _CAPITAL_MONTHS and not tokens[index].capital:
        return None
    start = index + 1 + (tokens.norms[index + 1] == ".")
    number = _day_number(tokens, start)
    if number is None:
        return None
    day, after = number
    month = MONTHS[tokens.norms[index]]
    if _begins_a_time(tokens, after):
        return None
    joint = tokens.norms[after]
    second = _day_number(tokens, after + 1) if joint in JOINTS else None
    if second is None or second[0] <= day or not _closes(tokens, second[1], joint):
        return _with_year(tokens, CalendarDay(index, after, day, month))
    end = _with_year(tokens, CalendarDay(index, second[1], second[0], month))
    return DayPair(index, end.last, replace(end, day=day), end, joint)


def parse_numeric_day(tokens: Tokens, index: int) -> CalendarDay | None:
    """A date in digits with its year: 14.02.2026, 14.02.26, 2026-02-14."""
    parts, last = _joined_digits(tokens, index)
    if len(parts) != 3:
        return None
    if len(parts[0]) == 4:
        return _checked(CalendarDay(index, last, int(parts[2]), int(parts[1]), int(parts[0])))
    if len(parts[2]) not in (2, 4) or tokens.norms[index + 1] != ".":
        return None
    year = int(parts[2]) + (2000 if len(parts[2]) == 2 else 0)
    return _checked(CalendarDay(index, last, int(parts[0]), int(parts[1]), year))


def parse_short_day(tokens: Tokens, index: int) -> CalendarDay | None:
    """«3.08» after a clock time («с 19.00 мск 3.08»); elsewhere such digits are a time or a decimal."""
    parts, last = _joined_digits(tokens, index)
    if len(parts) != 2 or tokens.norms[index + 1] != "." or len(parts[1]) != 2 or len(parts[0]) > 2:
        return None
    return _checked(CalendarDay(index, last, int(parts[0]), int(parts[1])))


def parse_named_day(tokens: Tokens, index: int) -> RelativeDay | Weekday | None:
    """«сегодня», "yesterday", "on Tuesday", «в среду»."""
    norm = tokens.norms[index]
    if norm in RELATIVE_DAYS:
        last = index + 1 + (tokens.norms[index + 1] in _WHOLE_DAYS)
        return RelativeDay(index, last, RELATIVE_DAYS[norm])
    before = tokens.norms[index - 1]
    if norm.isascii() or before in _BEFORE_A_WEEKDAY or before in PARTS:
        return Weekday(index, index + 1, WEEKDAYS[norm])
    return None


def resolve_day(day: Day, today: date, ahead: int = 0) -> date | None:
    """The date meant by a post of `today`: the latest not beyond `today + ahead` days; None if none."""
    if isinstance(day, RelativeDay):
        return today - timedelta(days=day.back)
    if isinstance(day, Weekday):
        limit = today + timedelta(days=ahead)
        return limit - timedelta(days=(limit.weekday() - day.weekday) % 7)
    if day.year is not None:
        return _date_or_none(day.year, day)
    if day.years_back is not None:
        return _date_or_none(today.year - day.years_back, day)
    limit = today + timedelta(days=ahead)
    for year in (limit.year, limit.year - 1):
        found = _date_or_none(year, day)
        if found is not None and found <= limit:
            return found
    return None


def resolve_before(day: Day, end: date) -> date | None:
    """The date of the first day of a pair that ends on `end`."""
    if isinstance(day, CalendarDay):
        found = _date_or_none(end.year, day)
        if found is not None and found > end:
            found = _date_or_none(end.year - 1, day)
        return found
    return resolve_day(day, end)


def _date_or_none(year: int, day: CalendarDay) -> date | None:
    try:
        return date(year, day.month, day.day)
    except ValueError:
        return None


def _checked(day: CalendarDay) -> CalendarDay | None:
    """The day if it can stand in some calendar (the year of no use to us apart)."""
    plausible = day.year is None or 1990 <= day.year < 2100
    return day if plausible and _date_or_none(day.year or 2024, day) else None


def _day_number(tokens: Tokens, index: int) -> tuple[int, int] | None:
    """A day of the month at the index and the token after it: 12, «12-го», "12th", «двадцать первого»."""
    if index >= len(tokens):
        return None
    norm, shape = tokens.norms[index], tokens[index].shape
    if shape is Shape.NUMBER:
        value, after = (int(norm) if len(norm) <= 2 else 0), index + 1
    elif shape is Shape.MIXED:
        digits, ending = split_ending(norm)
        known = ending in _RUSSIAN_DAY_ENDINGS or ending in _ENGLISH_DAY_ENDINGS
        value, after = (int(digits) if known and len(digits) <= 2 else 0), index + 1
    else:
        value, after = _spoken_day(tokens, index)
    return (value, after) if 1 <= value <= 31 else None


def _spoken_day(tokens: Tokens, index: int) -> tuple[int, int]:
    numeral = NUMERALS.get(tokens.norms[index])
    if numeral is None:
        return 0, index
    if numeral.ordinal:
        return numeral.value, index + 1
    unit = NUMERALS.get(tokens.norms[index + 1])
    if numeral.rank is Rank.TENS and unit is not None and unit.ordinal:
        return numeral.value + unit.value, index + 2
    return 0, index


def _month_at(tokens: Tokens, index: int) -> int | None:
    norm = tokens.norms[index]
    month = MONTHS.get(norm)
    if month is None:
        return None
    if norm in GENITIVE_MONTHS and tokens[index].capital:
        before = tokens.norms[index - 2]
        return month if before in _BEFORE_A_DATE or index == 1 else None
    if norm in _CAPITAL_MONTHS and not tokens[index].capital:
        return None
    return month


def _with_year(tokens: Tokens, day: CalendarDay) -> CalendarDay:
    """The day with the year named after it, if one is («2026 года», «т.г.», ", 2025", «прошлого года»)."""
    last = day.last + (tokens.norms[day.last] == "." and tokens.norms[day.last - 1] not in GENITIVE_MONTHS)
    norm = tokens.norms[last]
    comma = norm == ","
    said = tokens.norms[last + comma]
    russian = not tokens.norms[day.last - 1].isascii()
    if len(said) == 4 and said.isdecimal() and said[:2] in {"19", "20"} and not (comma and russian):
        last += comma + 1
        if tokens.norms[last] in _YEAR_WORDS:
            last += 1
            last += tokens.norms[last - 1] == "г" and tokens.norms[last] == "."
        return replace(day, year=int(said), last=last)
    if norm in {"т", "с"} and tokens.norms[last + 1] == "." and tokens.norms[last + 2] == "г":
        return replace(day, years_back=0, last=last + 3 + (tokens.norms[last + 3] == "."))
    if norm in {"текущего", "этого", "this"} and tokens.norms[last + 1] in {"года", "year"}:
        return replace(day, years_back=0, last=last + 2)
    if norm in {"прошлого", "last"} and tokens.norms[last + 1] in {"года", "year"}:
        return replace(day, years_back=1, last=last + 2)
    return day


def _begins_a_time(tokens: Tokens, after: int) -> bool:
    """Whether the digits before `after` are the hours of a clock ("November 11:23")."""
    return tokens.norms[after] == ":" and tokens.norms[after + 1].isdecimal()


def _closes(tokens: Tokens, after: int, joint: str) -> bool:
    """Whether a second number in the English order is a day too, and not an hour or a count."""
    following = tokens.norms[after]
    if following in {":", "am", "pm", "a", "p", "%"} or following in MONTHS:
        return False
    if following == "." and tokens.norms[after + 1].isdecimal():
        return False
    return joint != "and" or after >= len(tokens) or tokens[after].shape is not Shape.WORD


def _joined_digits(tokens: Tokens, index: int) -> tuple[list[str], int]:
    """Groups of digits joined by one kind of mark without spaces, and the token after them."""
    parts, last = [tokens.norms[index]], index
    mark = tokens.norms[index + 1]
    while len(parts) < 4 and last + 2 < len(tokens) and mark in {".", "-"}:
        sign, digits = tokens[last + 1], tokens[last + 2]
        glued = tokens[last].glued and sign.glued
        if sign.norm != mark or not glued or digits.shape is not Shape.NUMBER or len(digits.norm) > 4:
            break
        parts.append(digits.norm)
        last += 2
    return ([] if tokens[index].shape is not Shape.NUMBER or len(parts[0]) > 4 else parts), last + 1
