"""One pass over the tokens for what words of time are made of: clock times, days, parts of the day."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from extraction import period_stretches as stretches
from extraction.clock_times import (
    CLOCK_WORDS,
    HALVES,
    HOUR_TAILS,
    Clock,
    norm_at,
    parse_clock,
    parse_spoken_clock,
)
from extraction.dates import (
    JOINTS,
    CalendarDay,
    DayPair,
    RelativeDay,
    Weekday,
    parse_day,
    parse_month_first,
    parse_named_day,
    parse_short_day,
)
from extraction.number_digits import is_joined_before
from extraction.numerals import NUMERALS, Rank
from extraction.period_match import PeriodMatch
from extraction.period_parts import Part, read_early_hours, read_part, read_part_adjective
from extraction.period_windows import Frame
from extraction.period_words import (
    BEGINNINGS,
    LONE_MONTHS,
    MONTHS,
    PART_ADJECTIVES,
    PARTS,
    RELATIVE_DAYS,
    UNITS,
    WEEKDAYS,
    WEEKENDS,
    WEEKLY,
)
from extraction.tokens import Shape, Token

Atom = Clock | CalendarDay | RelativeDay | Weekday | DayPair | Part | PeriodMatch


class _Scan(NamedTuple):
    tokens: Sequence[Token]
    frame: Frame
    atoms: list[Atom]


_Reader = Callable[[_Scan, int], Atom | None]


def scan(tokens: Sequence[Token], frame: Frame) -> list[Atom]:
    """All atoms in order, not overlapping; stretches («за сутки») come out as whole matches."""
    state = _Scan(tokens, frame, [])
    atoms = state.atoms
    readers, number, mixed = _READERS, Shape.NUMBER, Shape.MIXED
    beyond = 0
    for index, token in enumerate(tokens):
        shape = token[1]
        if shape is number or shape is mixed:
            candidates: tuple[_Reader, ...] = _DIGITS
        elif token[0] in readers:
            candidates = readers[token[0]]
        else:
            continue
        if index < beyond:
            continue
        for read in candidates:
            atom = read(state, index)
            if atom is not None:
                atoms.append(atom if atom[0] >= beyond else _clip(atom, beyond))
                beyond = atom[1]
                break
    return atoms


def _clip(atom: Atom, beyond: int) -> Atom:
    """The atom without leading words that the one before has taken."""
    return atom._replace(first=beyond)


def _read_digits(state: _Scan, index: int) -> Atom | None:
    norm, shape = state.tokens[index][0], state.tokens[index][1]
    if is_joined_before(state.tokens, index):
        return None
    if shape is Shape.NUMBER and len(norm) == 4:
        dated = parse_day(state.tokens, index) if norm_at(state.tokens, index + 1) == "-" else None
        return dated or stretches.read_year(state.tokens, index, state.frame)
    if norm.endswith("-hour"):
        return stretches.read_hyphenated(state.tokens, index, state.frame)
    return _read_day_digits(state, index) or _read_clock_digits(state, index)


def _read_day_digits(state: _Scan, index: int) -> Atom | None:
    following = norm_at(state.tokens, index + 1)
    short = None
    if following == "." and (_ends_at(state, index, Clock) or _is_led_by_night(state, index)):
        short = parse_short_day(state.tokens, index)
    if short is None and (following in {".", "of"} or following in MONTHS or following in JOINTS):
        return parse_day(state.tokens, index)
    return short


def _read_clock_digits(state: _Scan, index: int) -> Atom | None:
    following = norm_at(state.tokens, index + 1)
    if state.tokens[index][1] is Shape.NUMBER and following not in {".", ":"} and following not in HOUR_TAILS:
        return None
    return parse_clock(state.tokens, index, after_day=_ends_at(state, index, CalendarDay))


def _ends_at(state: _Scan, index: int, kind: type[Atom]) -> bool:
    """Whether the atom before ends right at the token and is of the kind."""
    return bool(state.atoms) and isinstance(state.atoms[-1], kind) and state.atoms[-1].last == index


def _is_led_by_night(state: _Scan, index: int) -> bool:
    """Whether «11.11» stands after «в ночь с» or, as a second day, after «… на»."""
    if not state.atoms or norm_at(state.tokens, index - 1) not in {"с", "со", "на"}:
        return False
    before = state.atoms[-1]
    at_night = isinstance(before, Part) and before.kind == "night"
    return before.last == index - 1 and (at_night or isinstance(before, CalendarDay))


def _read_numeral(state: _Scan, index: int) -> Atom | None:
    tokens = state.tokens
    following = norm_at(tokens, index + 1)
    tens = NUMERALS[tokens[index][0]].rank is Rank.TENS
    if following in MONTHS or following == "of" or tens:
        day = parse_day(tokens, index)
        if day is not None:
            return day
    if tens or following in HOUR_TAILS or following == "часу" or norm_at(tokens, index - 1) in HALVES:
        return parse_spoken_clock(tokens, index)
    return None


def _read_day_in_english(state: _Scan, index: int) -> Atom | None:
    """ "Earlier in the day" is the post's own day."""
    tokens = state.tokens
    before = [norm_at(tokens, index - step) for step in (3, 2, 1)]
    told = before[0] in {"earlier", "later"} and before[1:] == ["in", "the"]
    return RelativeDay(index - 3, index + 1, 0) if told else None


def _readers() -> dict[str, tuple[_Reader, ...]]:
    """Word → the readings to try on it, in order."""
    tables: tuple[tuple[_Reader, set[str]], ...] = (
        (_read_numeral, {norm for norm, numeral in NUMERALS.items() if numeral.rank <= Rank.TENS}),
        (lambda state, index: parse_spoken_clock(state.tokens, index), set(CLOCK_WORDS)),
        (
            lambda state, index: parse_month_first(state.tokens, index),
            {norm for norm in MONTHS if norm.isascii()},
        ),
        (lambda state, index: stretches.read_month(state.tokens, index, state.frame), set(LONE_MONTHS)),
        (lambda state, index: parse_named_day(state.tokens, index), set(RELATIVE_DAYS) | set(WEEKDAYS)),
        (lambda state, index: read_early_hours(state.tokens, index), {"hours"}),
        (lambda state, index: stretches.read_unit(state.tokens, index, state.frame), set(UNITS)),
        (_read_day_in_english, {"day"}),
        (lambda state, index: read_part(state.tokens, index), set(PARTS)),
        (lambda state, index: read_part_adjective(state.tokens, index), set(PART_ADJECTIVES)),
        (lambda state, index: stretches.read_beginning(state.tokens, index, state.frame), set(BEGINNINGS)),
        (lambda state, index: stretches.read_weekly(index, state.frame), set(WEEKLY)),
        (
            lambda state, index: stretches.read_weekend(state.tokens, index, state.frame),
            set(WEEKENDS),
        ),
    )
    readers: dict[str, tuple[_Reader, ...]] = {}
    for reader, norms in tables:
        for norm in norms:
            readers[norm] = (*readers.get(norm, ()), reader)
    for norm in _hyphenated_spans():
        readers[norm] = (lambda state, index: stretches.read_hyphenated(state.tokens, index, state.frame),)
    return readers


def _hyphenated_spans() -> list[str]:
    """ "Four-hour", "twelve-hour": a length of time without its hours."""
    return [
        f"{norm}-hour" for norm, numeral in NUMERALS.items() if norm.isascii() and numeral.rank <= Rank.TENS
    ]


_DIGITS: tuple[_Reader, ...] = (_read_digits,)
_READERS = _readers()
