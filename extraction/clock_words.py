"""Times of the clock in words: «шести утра», «в третьем часу ночи», «полтретьего», «полночь», "noon"."""

from extraction.clock_times import (
    CLOCK_LEADS,
    Clock,
    is_told_as_time,
    read_meridian,
    read_tail,
    read_zone,
    to_minutes,
)
from extraction.numerals import NUMERALS, Rank
from extraction.tokens import Tokens
from extraction.wordsets import words

HALVES = words("половины половине половину")
_HALF_HOURS = {
    f"пол{ordinal}": hour
    for hour, ordinal in enumerate(
        (
            *("первого", "второго", "третьего", "четвертого", "пятого", "шестого", "седьмого", "восьмого"),
            *("девятого", "десятого", "одиннадцатого", "двенадцатого"),
        )
    )
}
_MIDNIGHT = words("полночь полуночи полночью midnight")
_NOON = words("полдень полудня полудню noon midday")
CLOCK_WORDS = _MIDNIGHT | _NOON | words("час часа часу") | frozenset(_HALF_HOURS)


def parse_spoken_clock(tokens: Tokens, index: int) -> Clock | None:
    """The time of day in words: «шести утра», «двадцать два часа», «часа ночи», «полночь», "noon"."""
    norm = tokens.norms[index]
    if norm in CLOCK_WORDS:
        return _midnight_noon_or_one(tokens, index)
    if NUMERALS[norm].ordinal:
        return within_the_hour(tokens, index, NUMERALS[norm].value)
    said = spoken_hour(tokens, index)
    if said is None:
        return None
    hour, after = said
    tail = read_tail(tokens, after, allow_minutes=True)
    if after == tail.last or not is_told_as_time(
        tokens, index, "", tail, led=tokens.norms[index - 1] in CLOCK_LEADS
    ):
        return None
    return Clock(index, tail.last, to_minutes(hour, tail.minute, tail.meridian), tail.zone, tail.meridian)


def spoken_hour(tokens: Tokens, index: int) -> tuple[int, int] | None:
    """A cardinal up to 24 in words, and the token after it."""
    numeral = NUMERALS.get(tokens.norms[index])
    if numeral is None or numeral.ordinal or numeral.rank not in (Rank.UNIT, Rank.TEEN, Rank.TENS):
        return None
    hour, after = numeral.value, index + 1
    unit = NUMERALS.get(tokens.norms[after]) if numeral.rank is Rank.TENS else None
    if unit is not None and unit.rank is Rank.UNIT and not unit.ordinal:
        hour, after = hour + unit.value, after + 1
    return (hour, after) if hour <= 24 else None


def _midnight_noon_or_one(tokens: Tokens, index: int) -> Clock | None:
    norm, following = tokens.norms[index], tokens.norms[index + 1]
    if norm in _MIDNIGHT or norm in _NOON:
        zone, last = read_zone(tokens, index + 1)
        return Clock(index, last, 0 if norm in _MIDNIGHT else 720, zone)
    if norm in _HALF_HOURS:
        meridian, last = read_meridian(tokens, index + 1)
        zone, last = read_zone(tokens, last)
        return Clock(index, last, to_minutes(_HALF_HOURS[norm], 30, meridian), zone, meridian)
    if following not in {"ночи", "дня"} or tokens.norms[index - 1] not in CLOCK_LEADS:
        return None
    zone, last = read_zone(tokens, index + 2)
    return Clock(index, last, 60 if following == "ночи" else 780, zone, following)


def within_the_hour(tokens: Tokens, index: int, number: int) -> Clock | None:
    """«В третьем часу ночи» is some time between two and three, «в половине третьего» the middle of that."""
    if tokens.norms[index - 1] in HALVES and 1 <= number <= 12:
        meridian, last = read_meridian(tokens, index + 1)
        zone, last = read_zone(tokens, last)
        return Clock(index - 1, last, to_minutes(number - 1, 30, meridian), zone, meridian)
    begun = tokens.norms[index - 1] == "начале"
    told = tokens.norms[index + 1] in ({"часа"} if begun else {"часу"})
    meridian, last = read_meridian(tokens, index + 1 + told)
    if not (told or (begun and meridian)) or not 1 <= number <= 24:
        return None
    zone, last = read_zone(tokens, last)
    slack = 15 if begun else 30
    return Clock(index - begun, last, to_minutes(number - 1, 0, meridian) + slack, zone, meridian, slack)
