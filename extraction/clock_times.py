"""Times of the clock: «23.20 мск», «7 утра», «в третьем часу ночи», "11:23 pm", "noon", with their zone."""

from collections.abc import Sequence
from typing import NamedTuple

from extraction.numerals import NUMERALS, Rank
from extraction.tokens import Shape, Token
from extraction.wordsets import words

MOSCOW = "Europe/Moscow"
LOCAL = "local"
"""The zone of «по местному времени»: the source's own."""


class Clock(NamedTuple):
    """A time of day over the tokens `first:last`, in minutes since midnight, 0 … 1440 (24:00).

    `zone` is an IANA name, LOCAL, or None where the words name none. `meridian` is the word that told the
    half of the day. `slack` is how many minutes either way a vague hour («в третьем часу») allows.
    """

    first: int
    last: int
    minutes: int
    zone: str | None = None
    meridian: str | None = None
    slack: int = 0


CLOCK_LEADS = words(
    "с со c до по в во к ко около порядка примерно приблизительно на районе после начиная между и",
    "from to at between and by until till around about since after before ( ~ - – —",
)
"""Words after which «5.30» and «5 часов» are times."""
HOUR_TAILS = words(
    "часов часа час часами ч утра вечера ночи дня мск по московского (",
    "msk am pm a p o'clock hours moscow gmt utc in",
)
_HOUR_WORDS = words("часов часа час часами ч hours h o'clock")
_MINUTE_WORDS = words("минут минуты минуту мин")
_DAY_PARTS = words("утра вечера ночи дня")
_UNITS_OF_MEASURE = words(
    "млн млрд тыс км м кг га руб рублей рубля метра метров метр % процента процентов fm мгц градуса градусов",
    "балла баллов литра литров тонн тонны million billion km meters metres percent раза",
)
_NAMED_ZONES = {
    "московскому": MOSCOW,
    "московского": MOSCOW,
    "москве": MOSCOW,
    "мск": MOSCOW,
    "msk": MOSCOW,
    "местному": LOCAL,
    "местного": LOCAL,
    "самарскому": "Europe/Samara",
    "саратовскому": "Europe/Saratov",
    "волгоградскому": "Europe/Volgograd",
    "астраханскому": "Europe/Astrakhan",
    "уральскому": "Asia/Yekaterinburg",
    "екатеринбургскому": "Asia/Yekaterinburg",
    "омскому": "Asia/Omsk",
    "киевскому": "Europe/Kyiv",
    "gmt": "UTC",
    "utc": "UTC",
    "гринвичу": "UTC",
}
_ENGLISH_ZONES = {"moscow": MOSCOW, "local": LOCAL, "samara": "Europe/Samara", "kyiv": "Europe/Kyiv"}
HALVES = words("половины половине половину")
_HALF_HOURS = {
    f"пол{ordinal}": hour
    for hour, ordinal in enumerate(
        "первого второго третьего четвертого пятого шестого седьмого восьмого девятого десятого "
        "одиннадцатого двенадцатого".split()
    )
}
_MIDNIGHT = words("полночь полуночи полночью midnight")
_NOON = words("полдень полудня полудню noon midday")
CLOCK_WORDS = _MIDNIGHT | _NOON | words("час часа часу") | frozenset(_HALF_HOURS)


def norm_at(tokens: Sequence[Token], index: int) -> str:
    """The normal form at an index, "" outside the text."""
    return tokens[index][0] if 0 <= index < len(tokens) else ""


def parse_clock(tokens: Sequence[Token], index: int, *, after_day: bool = False) -> Clock | None:
    """The time of day written with digits from a NUMBER or MIXED token on ("11pm"); None if it is none.

    `after_day`: a date stands right before it, which tells a time as well as a preposition does.
    """
    token = tokens[index]
    if token[1] is Shape.MIXED:
        return _glued_meridian(tokens, index)
    if len(token[0]) > 2:
        return None
    hour, minute, after, mark = int(token[0]), 0, index + 1, ""
    if norm_at(tokens, after) in {".", ":"} and _glued(tokens, after):
        mark = tokens[after][0]
        if len(tokens[after + 1][0]) != 2 or _goes_on(tokens, after + 2, mark):
            return None
        minute, after = int(tokens[after + 1][0]), after + 2
    tail = _read_tail(tokens, after, allow_minutes=not mark)
    minute += tail.minute
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        return None
    led = after_day or norm_at(tokens, index - 1) in CLOCK_LEADS
    if not _told_as_time(tokens, index, mark, tail, led=led):
        return None
    return Clock(index, tail.last, _to_minutes(hour, minute, tail.meridian), tail.zone, tail.meridian)


def parse_spoken_clock(tokens: Sequence[Token], index: int) -> Clock | None:
    """The time of day in words: «шести утра», «двадцать два часа», «часа ночи», «полночь», "noon"."""
    norm = tokens[index][0]
    if norm in CLOCK_WORDS:
        return _midnight_noon_or_one(tokens, index)
    if NUMERALS[norm].ordinal:
        return _within_the_hour(tokens, index, NUMERALS[norm].value)
    said = spoken_hour(tokens, index)
    if said is None:
        return None
    hour, after = said
    tail = _read_tail(tokens, after, allow_minutes=True)
    if after == tail.last or not _told_as_time(
        tokens, index, "", tail, led=norm_at(tokens, index - 1) in CLOCK_LEADS
    ):
        return None
    return Clock(index, tail.last, _to_minutes(hour, tail.minute, tail.meridian), tail.zone, tail.meridian)


def spoken_hour(tokens: Sequence[Token], index: int) -> tuple[int, int] | None:
    """A cardinal up to 24 in words, and the token after it."""
    numeral = NUMERALS.get(norm_at(tokens, index))
    if numeral is None or numeral.ordinal or numeral.rank not in (Rank.UNIT, Rank.TEEN, Rank.TENS):
        return None
    hour, after = numeral.value, index + 1
    unit = NUMERALS.get(norm_at(tokens, after)) if numeral.rank is Rank.TENS else None
    if unit is not None and unit.rank is Rank.UNIT and not unit.ordinal:
        hour, after = hour + unit.value, after + 1
    return (hour, after) if hour <= 24 else None


def read_zone(tokens: Sequence[Token], index: int) -> tuple[str | None, int]:
    """A zone named at the index («мск», "(GMT)", «по самарскому времени»), and the token after it."""
    start = index + (norm_at(tokens, index) in {"(", ","})
    norm, following = norm_at(tokens, start), norm_at(tokens, start + 1)
    zone, last = None, index
    if norm == "по" and following in _NAMED_ZONES:
        zone, last = _NAMED_ZONES[following], start + 2
    elif norm in _NAMED_ZONES and (norm in {"мск", "msk", "gmt", "utc"} or following == "времени"):
        zone, last = _NAMED_ZONES[norm], start + 1
    elif norm in _ENGLISH_ZONES and following in {"time", "standard"}:
        zone, last = _ENGLISH_ZONES[norm], start + 2
    if zone is None:
        return None, index
    last += norm_at(tokens, last) in {"времени", "time"}
    last += norm_at(tokens, index) == "(" and norm_at(tokens, last) == ")"
    return zone, last


class _Tail(NamedTuple):
    last: int
    minute: int
    hours: bool
    meridian: str | None
    zone: str | None


def _read_tail(tokens: Sequence[Token], index: int, *, allow_minutes: bool) -> _Tail:
    """What follows the digits: «часов», «20 минут», «утра», "p.m.", the zone."""
    last, minute, hours = index, 0, False
    if norm_at(tokens, last) in _HOUR_WORDS:
        hours, last = True, last + 1
        last += tokens[last - 1][0] == "ч" and norm_at(tokens, last) == "."
        said = norm_at(tokens, last)
        if (
            allow_minutes
            and len(said) <= 2
            and said.isdecimal()
            and norm_at(tokens, last + 1) in _MINUTE_WORDS
        ):
            minute, last = int(said), last + 2
    meridian, last = _read_meridian(tokens, last)
    zone, last = read_zone(tokens, last)
    return _Tail(last, minute, hours, meridian, zone)


def _read_meridian(tokens: Sequence[Token], index: int) -> tuple[str | None, int]:
    norm = norm_at(tokens, index)
    if norm in _DAY_PARTS or norm in {"am", "pm"}:
        return norm, index + 1
    if norm in {"a", "p"} and norm_at(tokens, index + 1) == "." and norm_at(tokens, index + 2) == "m":
        return norm + "m", index + 3 + (norm_at(tokens, index + 3) == ".")
    if norm == "in" and norm_at(tokens, index + 1) == "the":
        half = {"morning": "am", "afternoon": "pm", "evening": "pm"}.get(norm_at(tokens, index + 2))
        return half, index + 3 if half else index
    return None, index


def _to_minutes(hour: int, minute: int, meridian: str | None) -> int:
    if (
        meridian in {"pm", "вечера"}
        or (meridian == "дня" and hour < 8)
        or (meridian == "ночи" and hour in range(9, 12))
    ):
        hour += 12 if hour < 12 else 0
    elif meridian in {"am", "ночи"} and hour == 12:
        hour = 0
    return hour * 60 + minute


def shift_meridian(clock: Clock, meridian: str, before: int) -> Clock:
    """A first hour that borrows "p.m." from the second ("from 10 to 11 p.m."; "11 to 1 a.m." is 11 p.m.)."""
    if clock.meridian is not None or clock.minutes > 12 * 60:
        return clock
    minutes = _to_minutes(clock.minutes // 60, clock.minutes % 60, meridian)
    if minutes >= before and meridian in {"am", "pm"}:
        minutes = (minutes + 720) % 1440
    return clock._replace(minutes=minutes)


def _told_as_time(tokens: Sequence[Token], index: int, mark: str, tail: _Tail, *, led: bool) -> bool:
    """Whether digits or a word with this tail are a time of day and not a decimal, a price or a duration."""
    if mark == ":":
        return True
    if mark == ".":
        if tail.last > index + 3:
            return True
        return led and norm_at(tokens, tail.last) not in _UNITS_OF_MEASURE
    if tail.meridian in {"am", "pm", "утра", "вечера"}:
        return True
    if tail.zone is not None and not (tail.hours and not led):
        return True
    return led and (tail.hours or tail.meridian is not None)


def _glued(tokens: Sequence[Token], mark: int) -> bool:
    """Whether the mark at this index stands between digits without spaces."""
    if mark + 1 >= len(tokens):
        return False
    after = tokens[mark + 1]
    return after[1] is Shape.NUMBER and tokens[mark - 1][3] == tokens[mark][2] and tokens[mark][3] == after[2]


def _goes_on(tokens: Sequence[Token], index: int, mark: str) -> bool:
    """Whether more digits are joined on, as in a date (12.11.2025); seconds of a clock may be."""
    if norm_at(tokens, index) not in {".", ":", ","} or not _glued(tokens, index):
        return False
    return not (mark == ":" and tokens[index][0] == ":" and len(tokens[index + 1][0]) == 2)


def _glued_meridian(tokens: Sequence[Token], index: int) -> Clock | None:
    norm = tokens[index][0]
    hour, meridian = norm[:-2], norm[-2:]
    if meridian not in {"am", "pm"} or not hour.isdecimal() or len(hour) > 2 or int(hour) > 12:
        return None
    zone, last = read_zone(tokens, index + 1)
    return Clock(index, last, _to_minutes(int(hour), 0, meridian), zone, meridian)


def _midnight_noon_or_one(tokens: Sequence[Token], index: int) -> Clock | None:
    norm, following = tokens[index][0], norm_at(tokens, index + 1)
    if norm in _MIDNIGHT or norm in _NOON:
        zone, last = read_zone(tokens, index + 1)
        return Clock(index, last, 0 if norm in _MIDNIGHT else 720, zone)
    if norm in _HALF_HOURS:
        meridian, last = _read_meridian(tokens, index + 1)
        zone, last = read_zone(tokens, last)
        return Clock(index, last, _to_minutes(_HALF_HOURS[norm], 30, meridian), zone, meridian)
    if following not in {"ночи", "дня"} or norm_at(tokens, index - 1) not in CLOCK_LEADS:
        return None
    zone, last = read_zone(tokens, index + 2)
    return Clock(index, last, 60 if following == "ночи" else 780, zone, following)


def _within_the_hour(tokens: Sequence[Token], index: int, number: int) -> Clock | None:
    """«В третьем часу ночи» is some time between two and three, «в половине третьего» the middle of that."""
    if norm_at(tokens, index - 1) in HALVES and 1 <= number <= 12:
        meridian, last = _read_meridian(tokens, index + 1)
        zone, last = read_zone(tokens, last)
        return Clock(index - 1, last, _to_minutes(number - 1, 30, meridian), zone, meridian)
    begun = norm_at(tokens, index - 1) == "начале"
    told = norm_at(tokens, index + 1) in ({"часа"} if begun else {"часу"})
    meridian, last = _read_meridian(tokens, index + 1 + told)
    if not (told or (begun and meridian)) or not 1 <= number <= 24:
        return None
    zone, last = read_zone(tokens, last)
    slack = 15 if begun else 30
    return Clock(index - begun, last, _to_minutes(number - 1, 0, meridian) + slack, zone, meridian, slack)
