"""Times of the clock: «23.20 мск», «7 утра», «в третьем часу ночи», "11:23 pm", "noon", with their zone."""

from dataclasses import dataclass, replace

from extraction.number_digits import split_ending
from extraction.numerals import CARDINAL_ENDINGS
from extraction.tokens import Shape, Tokens
from extraction.wordsets import words

MOSCOW = "Europe/Moscow"
LOCAL = "local"
"""The zone of «по местному времени»: the source's own."""


@dataclass(slots=True)
class Clock:
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
_MERIDIANS = _DAY_PARTS | words("am pm a p in")
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
_DASHES = frozenset("-–—")
_CLOCK_MARKS = frozenset(".:-")


_HOURS_AHEAD = frozenset("123456789")
_ZONE_BEGINNINGS = frozenset({"(", ",", "по", *_NAMED_ZONES, *_ENGLISH_ZONES})


def parse_clock(
    tokens: Tokens, index: int, *, after_day: bool = False, hyphened: bool = False
) -> Clock | None:
    """The time of day written with digits from a NUMBER or MIXED token on ("11pm"); None if it is none.

    `after_day`: a date stands right before it, which tells a time as well as a preposition does. `hyphened`:
    the time before it was written with a hyphen.
    """
    token = tokens[index]
    digits, ending = (token.norm, "") if token.shape is Shape.NUMBER else split_ending(token.norm)
    if ending and not (ending in CARDINAL_ENDINGS and tokens.norms[index + 1] in HOUR_TAILS):
        return _glued_meridian(tokens, index)
    if len(digits) > 2:
        return None
    led = after_day or tokens.norms[index - 1] in CLOCK_LEADS
    hour, minute, after, mark = int(digits), 0, index + 1, tokens.norms[index + 1]
    if mark in _CLOCK_MARKS and _glued(tokens, after):
        if not _are_minutes(tokens, after, led=led, hyphened=hyphened):
            return None
        minute, after = int(tokens.norms[after + 1]), after + 2
    elif (clock := _with_glued_tail(tokens, index, hour)) is not None:
        return clock
    else:
        mark = ""
    tail = read_tail(tokens, after, allow_minutes=not mark)
    minute += tail.minute
    possible = (hour < 24 and minute < 60) or (hour == 24 and not minute)
    if not possible or not is_told_as_time(tokens, index, mark, tail, led=led):
        return None
    return Clock(index, tail.last, to_minutes(hour, minute, tail.meridian), tail.zone, tail.meridian)


def _are_minutes(tokens: Tokens, mark: int, *, led: bool, hyphened: bool) -> bool:
    """Whether the digits after a mark can be minutes; a hyphen («с 23-00») must not make a spread."""
    hour, said = tokens.norms[mark - 1], tokens.norms[mark + 1]
    if len(said) != 2 or _goes_on(tokens, mark + 2, tokens.norms[mark]):
        return False
    if tokens.norms[mark] != "-":
        return True
    return led and (hyphened or said == "00" or int(said) < int(hour) or hour[0] == "0")


def read_zone(tokens: Tokens, index: int) -> tuple[str | None, int]:
    """A zone named at the index («мск», "(GMT)", «по самарскому времени»), and the token after it."""
    if tokens.norms[index] not in _ZONE_BEGINNINGS:
        return None, index
    start = index + (tokens.norms[index] in {"(", ","})
    norm, following = tokens.norms[start], tokens.norms[start + 1]
    zone, last = None, index
    if norm == "по" and following in _NAMED_ZONES:
        zone, last = _NAMED_ZONES[following], start + 2
    elif norm in _NAMED_ZONES and (norm in {"мск", "msk", "gmt", "utc"} or following == "времени"):
        zone, last = _NAMED_ZONES[norm], start + 1
        if zone == MOSCOW and tokens.norms[last] == "+" and tokens.norms[last + 1] in _HOURS_AHEAD:
            zone, last = f"Etc/GMT-{int(tokens.norms[last + 1]) + 3}", last + 2
    elif norm in _ENGLISH_ZONES and following in {"time", "standard"}:
        zone, last = _ENGLISH_ZONES[norm], start + 2
    if zone is None:
        return None, index
    last += tokens.norms[last] in {"времени", "time"}
    if tokens.norms[index] == "(":
        if tokens.norms[last] in _DASHES:
            return None, index  # «(по Москве – 3:12)» leads to the same time in that zone
        last += tokens.norms[last] == ")"
    return zone, last


@dataclass(slots=True)
class Tail:
    """What follows the hour: its minutes, whether «часов» is said, the half of the day, the zone."""

    last: int
    minute: int
    hours: bool
    meridian: str | None
    zone: str | None


def read_tail(tokens: Tokens, index: int, *, allow_minutes: bool) -> Tail:
    """What follows the digits: «часов», «20 минут», «утра», "p.m.", the zone."""
    last, minute, hours = index, 0, False
    if tokens.norms[last] in _HOUR_WORDS:
        hours, last = True, last + 1
        last += tokens.norms[last - 1] == "ч" and tokens.norms[last] == "."
        said = tokens.norms[last]
        if allow_minutes and len(said) <= 2 and said.isdecimal() and tokens.norms[last + 1] in _MINUTE_WORDS:
            minute, last = int(said), last + 2
    meridian, last = read_meridian(tokens, last)
    zone, last = read_zone(tokens, last)
    return Tail(last, minute, hours, meridian, zone)


def read_meridian(tokens: Tokens, index: int) -> tuple[str | None, int]:
    """«Утра», «ночи», "am", "p.m.", "in the evening" at the index, and the token after it."""
    norm = tokens.norms[index]
    if norm not in _MERIDIANS:
        return None, index
    if norm in _DAY_PARTS or norm in {"am", "pm"}:
        return norm, index + 1
    if norm in {"a", "p"} and tokens.norms[index + 1] == "." and tokens.norms[index + 2] == "m":
        return norm + "m", index + 3 + (tokens.norms[index + 3] == ".")
    if norm == "in" and tokens.norms[index + 1] == "the":
        half = {"morning": "am", "afternoon": "pm", "evening": "pm"}.get(tokens.norms[index + 2])
        return half, index + 3 if half else index
    return None, index


def to_minutes(hour: int, minute: int, meridian: str | None) -> int:
    """Minutes since midnight of an hour said with the word that tells the half of the day."""
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
    minutes = to_minutes(clock.minutes // 60, clock.minutes % 60, meridian)
    if minutes >= before and meridian in {"am", "pm"}:
        minutes = (minutes + 720) % 1440
    return replace(clock, minutes=minutes)


def is_told_as_time(tokens: Tokens, index: int, mark: str, tail: Tail, *, led: bool) -> bool:
    """Whether digits or a word with this tail are a time of day and not a decimal, a price or a duration."""
    if mark in {":", "-"}:
        return True
    if mark == ".":
        if tail.last > index + 3:
            return True
        led |= tokens.norms[tail.last] in _DASHES and tokens.norms[tail.last + 2] == "."
        return led and tokens.norms[tail.last] not in _UNITS_OF_MEASURE
    if tail.meridian in {"am", "pm", "утра", "вечера"}:
        return True
    if tail.zone is not None and not (tail.hours and not led):
        return True
    return led and (tail.hours or tail.meridian is not None)


def _glued(tokens: Tokens, mark: int) -> bool:
    """Whether the mark at this index stands between digits without spaces."""
    if mark + 1 >= len(tokens):
        return False
    after = tokens[mark + 1]
    return after.shape is Shape.NUMBER and tokens[mark - 1].glued and tokens[mark].glued


def _goes_on(tokens: Tokens, index: int, mark: str) -> bool:
    """Whether more digits are joined on, as in a date (12.11.2025); seconds of a clock may be."""
    joint = tokens.norms[index]
    if not (joint in {".", ":", ","} or joint == mark == "-") or not _glued(tokens, index):
        return False
    return not (mark == ":" and tokens.norms[index] == ":" and len(tokens.norms[index + 1]) == 2)


def _with_glued_tail(tokens: Tokens, index: int, hour: int) -> Clock | None:
    """ "2:30pm", «7.00мск»: the minutes and the word after them are one token."""
    if tokens.norms[index + 1] not in {".", ":"} or index + 2 >= len(tokens):
        return None
    said, tail = split_ending(tokens.norms[index + 2])
    known = tail in {"am", "pm"} or tail in _NAMED_ZONES
    if not known or len(said) != 2 or int(said) > 59 or hour > 24 or not tokens[index + 1].glued:
        return None
    meridian = tail if tail in {"am", "pm"} else None
    zone, last = read_zone(tokens, index + 3) if meridian else (_NAMED_ZONES[tail], index + 3)
    return Clock(index, last, to_minutes(hour, int(said), meridian), zone, meridian)


def _glued_meridian(tokens: Tokens, index: int) -> Clock | None:
    norm = tokens.norms[index]
    hour, meridian = norm[:-2], norm[-2:]
    if meridian not in {"am", "pm"} or not hour.isdecimal() or len(hour) > 2 or int(hour) > 12:
        return None
    zone, last = read_zone(tokens, index + 1)
    return Clock(index, last, to_minutes(int(hour), 0, meridian), zone, meridian)
