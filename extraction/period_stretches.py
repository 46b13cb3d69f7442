"""Stretches counted in units: «за сутки», «с начала суток», «год назад», «за шесть часов», «в 2024 году»."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from domain.window import Window
from extraction import period_windows as windows
from extraction.number_digits import parse_digits
from extraction.numerals import NUMERALS, Rank
from extraction.period_match import PeriodKind, PeriodMatch
from extraction.period_parts import read_leads
from extraction.period_windows import Frame
from extraction.period_words import AGO, DAY, GENITIVE_MONTHS, HOUR, MONTHS, RAID_BEGUN, UNITS, WARS
from extraction.tokens import Shape, Tokens
from extraction.wordsets import words

_SUPERLATIVES = (
    *("самый", "самая", "самую", "самой", "самого", "самое", "самых", "крупнейш", "рекорд", "впервые"),
    *("мощнейш", "максим", "наибольш", "беспрецедент", "largest", "biggest", "highest", "heaviest", "record"),
)
_RAIDS = ("атак", "налет", "удар", "attack", "raid")
_OVER = frozenset({"over", "past", "in"})
_BORN = words("рождения выпуска постройки издания")
_DAY_WORDS = words("день дня днем day")
_WEEK_H, _MONTH_H, _YEAR_H = 168.0, 720.0, 8760.0
_WAR_BEGAN_ON = date(2022, 2, 24)
_A_FEW = 3.0
BACKGROUND_H = 36
BACKGROUND = timedelta(hours=BACKGROUND_H)
"""A date that ended earlier than this before the post is not the post's own news."""


def read_unit(tokens: Tokens, index: int, frame: Frame) -> PeriodMatch | None:
    """The stretch whose unit is the word of UNITS at the index, if the words around it make one."""
    norm = tokens.norms[index]
    unit = UNITS[norm]
    quantity, start = _quantity(tokens, index)
    if tokens.norms[index + 1] in AGO:
        return _ago(frame, start, index + 2, unit * (quantity or 1))
    first, flags = read_leads(tokens, start)
    if "every" in flags:
        return None
    if "start" in flags or ("this" in flags and unit >= _WEEK_H and quantity is None):
        return _since_the_start(tokens, frame, first, index + 1, unit)
    if norm in _DAY_WORDS and quantity is None:
        told = "single" in flags or ("past" in flags and norm == "day")
        return _match(first, index + 1, windows.past_day(frame), "past_24h") if told else None
    hours = unit * (quantity or 1)
    if not flags & _OVER or (hours >= DAY and _is_compared(tokens, first, hours)):
        return _match(first, index + 1, None, "duration") if "over" in flags else None
    return _stretch(frame, first, index + 1, hours, flags, quantity)


def _is_compared(tokens: Tokens, first: int, hours: float) -> bool:
    """«Самый массовый налёт за месяц», «второй раз за сутки под ударом»: not the time of the figure."""
    if hours > DAY:
        return _is_superlative(tokens, first)
    return _is_of_a_series(tokens.norms[max(0, first - 5) : first], tokens, first)


def _is_superlative(tokens: Tokens, first: int) -> bool:
    """«Самый массовый налёт с начала года: сбито 40»: a comparison, not the time of the figure."""
    before = tokens.norms[max(0, first - 5) : first]
    return any(norm.startswith(_SUPERLATIVES) for norm in before) or _is_of_a_series(before, tokens, first)


def _is_of_a_series(before: Sequence[str], tokens: Tokens, first: int) -> bool:
    """«Третья атака за неделю», «первый за месяц налёт», «за неделю это пятый удар»: how many there were."""
    near = [*before, *tokens.norms[first : first + 6]]
    if not any(norm.startswith(_RAIDS) for norm in near):
        return False
    numerals = [NUMERALS.get(norm) for norm in near]
    return any(numeral is not None and numeral.ordinal for numeral in numerals)


def _stretch(
    frame: Frame, first: int, last: int, hours: float, flags: frozenset[str], quantity: float | None
) -> PeriodMatch | None:
    """«За сутки», «за последние три часа», «за неделю», "over the past 24 hours", «в прошлом году»."""
    told = bool(flags & {"over", "past"})
    if hours == DAY and told:
        return _match(first, last, windows.past_day(frame), "past_24h")
    if hours > DAY and told:
        hours = min(hours, 10 * _YEAR_H)
        span = _match(first, last, windows.past_hours(frame, hours), "date_span")
        span.background = hours >= _YEAR_H and "over" not in flags
        return span
    if hours >= DAY:
        return None
    if "past" in flags and hours >= HOUR:
        return _match(first, last, windows.past_hours(frame, hours), "start_only")
    return _match(first, last, None, "duration") if quantity or told else None


def read_beginning(tokens: Tokens, index: int, frame: Frame) -> PeriodMatch | None:
    """«С начала налёта» is a running total from an hour not named; «с начала операции» is the whole war."""
    ahead = tokens.norms[index + 1 : index + 7]
    first, flags = read_leads(tokens, index)
    if "since" not in flags:
        return None
    if _is_superlative(tokens, first):
        return _match(first, index + 1, None, "duration")
    if ahead[0] in GENITIVE_MONTHS:
        month = MONTHS[ahead[0]]
        year = frame.today.year - (month > frame.today.month)
        return _whole(frame, first, index + 2, date(year, month, 1), frame.today, since=True)
    if any(norm in WARS for norm in ahead):
        return _whole(frame, first, index + 1, _WAR_BEGAN_ON, frame.today, since=True)
    if any(norm in RAID_BEGUN for norm in ahead[:3]):
        return PeriodMatch(first, index + 1, None, "running", background=False, dated=False)
    return None


def read_year(tokens: Tokens, index: int, frame: Frame) -> PeriodMatch | None:
    """«В 2024 году», «с начала 2026 года», "in 2024"; not «1958 года рождения»."""
    year = parse_digits(tokens.norms[index])
    if not 1990 <= year < 2100:
        return None
    named = tokens.norms[index + 1] in {"год", "года", "году"}
    if named and tokens.norms[index + 2] in _BORN:
        return None
    first, flags = read_leads(tokens, index)
    if not (named or tokens.norms[index - 1] in {"in", "since"}):
        return None
    last = index + 1 + named
    if flags & {"since"} and _is_superlative(tokens, first):
        return _match(first, last, None, "duration")
    return _whole(frame, first, last, date(year, 1, 1), date(year, 12, 31), since=bool(flags & {"since"}))


def read_month(tokens: Tokens, index: int, frame: Frame) -> PeriodMatch | None:
    """A month without a day: «в ноябре», «за ноябрь», "since January"."""
    whole = tokens.norms[index - 1] == "весь"
    before = tokens.norms[index - 1 - whole]
    if before not in {"в", "за", "in", "since", "during", "last"}:
        return None
    if tokens.norms[index].isascii() and not tokens[index].capital:
        return None
    month = MONTHS[tokens.norms[index]]
    year = frame.today.year - (month > frame.today.month)
    following = tokens.norms[index + 1]
    named = len(following) == 4 and following.isdecimal() and 1990 <= int(following) < 2100
    year = int(following) if named else year
    begin = date(year, month, 1)
    end = (begin + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return _whole(frame, index - 1 - whole, index + 1 + named, begin, end, since=before == "since")


def read_weekly(index: int, frame: Frame) -> PeriodMatch:
    """ "Weekly", «еженедельный»: the post sums up a week."""
    return _match(index, index + 1, windows.past_hours(frame, _WEEK_H), "date_span")


def read_weekend(tokens: Tokens, index: int, frame: Frame) -> PeriodMatch | None:
    """«За выходные», "over the weekend": the latest Saturday and Sunday."""
    first, flags = read_leads(tokens, index)
    if not flags:
        return None
    saturday = frame.today - timedelta(days=(frame.today.weekday() - 5) % 7)
    return _whole(frame, first, index + 1, saturday, saturday + timedelta(days=1), since=False)


def lies_back(frame: Frame, window: Window) -> bool:
    """Whether a window ended so long before the post that it is not its own news."""
    return frame.posted_at - window.outer.end > BACKGROUND


def _whole(frame: Frame, first: int, last: int, begin: date, end: date, *, since: bool) -> PeriodMatch | None:
    window = windows.days(frame, begin, frame.today if since else end)
    if window is None:
        return None
    return PeriodMatch(first, last, window, "date_span", lies_back(frame, window), dated=True)


def _since_the_start(tokens: Tokens, frame: Frame, first: int, last: int, unit: float) -> PeriodMatch | None:
    """«С начала суток», "since the start of the year"."""
    if _is_superlative(tokens, first):
        return _match(first, last, None, "duration")
    today = frame.today
    if unit == DAY:
        return _match(first, last, windows.since(frame, frame.at(today, 0), sure=True), "running")
    if unit < DAY:
        return None
    begin = today - timedelta(days=today.weekday())
    if unit >= _MONTH_H:
        begin = today.replace(day=1, month=today.month if unit < _YEAR_H else 1)
    return _match(first, last, windows.days(frame, begin, today), "date_span")


def _ago(frame: Frame, first: int, last: int, hours: float) -> PeriodMatch | None:
    """«Два часа назад» is a moment; «год назад», «неделей ранее» is a day long past."""
    if hours > 10 * _YEAR_H:
        return None
    then: datetime = frame.posted_at - timedelta(hours=hours)
    if hours < DAY:
        window = windows.around(frame, then.replace(second=0, microsecond=0), windows.AROUND)
        return None if window is None else _match(first, last, window, "point")
    slack = 0 if hours < _WEEK_H else 1
    day = then.date()
    window = windows.days(frame, day - timedelta(days=slack), day + timedelta(days=slack))
    return _match(first, last, window, "date", background=hours > BACKGROUND_H)


def _quantity(tokens: Tokens, index: int) -> tuple[float | None, int]:
    """How many units, and where the number begins; None where no number is said."""
    if tokens.norms[index] == "полчаса":
        return 0.5, index
    if index == 0:
        return None, index
    token = tokens[index - 1]
    if token.shape is Shape.NUMBER:
        return float(parse_digits(token.norm)), index - 1
    numeral = NUMERALS.get(token.norm)
    if numeral is None or numeral.ordinal:
        return None, index
    rough = {Rank.VAGUE: _A_FEW, Rank.HALF_AGAIN: 1.5}.get(numeral.rank)
    if rough is not None:
        return rough, index - 1
    value, first = numeral.value, index - 1
    tens = NUMERALS.get(tokens.norms[index - 2])
    if tens is not None and tens.rank is Rank.TENS and numeral.rank is Rank.UNIT:
        value, first = tens.value + value, index - 2
    return float(value), first


def _match(
    first: int, last: int, window: Window | None, kind: PeriodKind, *, background: bool = False
) -> PeriodMatch:
    return PeriodMatch(first, last, window, kind, background, dated=False)


def read_hyphenated(tokens: Tokens, index: int, frame: Frame) -> PeriodMatch:
    """A length of time as an adjective: "a four-hour window" gives no hours, "24-hour" is a day."""
    if tokens.norms[index] in {"24-hour", "twenty-four-hour"}:
        return _match(index, index + 1, windows.past_day(frame), "past_24h")
    return _match(index, index + 1, None, "duration")
