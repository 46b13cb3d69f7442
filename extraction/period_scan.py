"""One pass over the tokens for what words of time are made of: clock times, days, parts of the day."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import compress, count

from extraction import period_stretches as stretches
from extraction.bare_hours import BARE_JOINTS, read_bare_hour
from extraction.clock_times import HOUR_TAILS, Clock, parse_clock
from extraction.clock_words import CLOCK_WORDS, HALVES, parse_spoken_clock, within_the_hour
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
from extraction.number_digits import is_joined_before, split_ending
from extraction.numerals import NUMERALS, Rank
from extraction.period_match import PeriodMatch
from extraction.period_parts import Part, read_early_hours, read_late, read_part, read_part_adjective
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
from extraction.tokens import Shape, Tokens

_CLOCK_MARKS = frozenset(".:-")
_AFTER_DIGITS = frozenset({*_CLOCK_MARKS, "of", *HOUR_TAILS, *MONTHS, *JOINTS, *BARE_JOINTS})
_AFTER_NUMERAL = frozenset({"of", "часу", *HOUR_TAILS, *MONTHS})
_BEFORE_ORDINAL = HALVES | {"начале"}
_TENS = frozenset(norm for norm, numeral in NUMERALS.items() if numeral.rank is Rank.TENS)
_LEAD_TO_DIGITS = frozenset(".:-–—")
"""After a count these end its sentence or lead to its place; between digits they make a time or a date."""
Atom = Clock | CalendarDay | RelativeDay | Weekday | DayPair | Part | PeriodMatch


@dataclass(slots=True)
class _Scan:
    tokens: Tokens
    readers: "Sequence[Readers]"
    frame: Frame
    atoms: list[Atom]


_Reader = Callable[[_Scan, int], Atom | None]
Readers = tuple[_Reader, ...] | None


def scan(tokens: Tokens, readers: Sequence[Readers], frame: Frame) -> list[Atom]:
    """All atoms in order, not overlapping; stretches («за сутки») come out as whole matches.

    `readers`: the readings to try at each token, and at MARGIN more.
    """
    atoms: list[Atom] = []
    state = _Scan(tokens, readers, frame, atoms)
    beyond = 0
    for index in compress(count(), readers):
        if index < beyond:
            continue
        for read in readers[index] or ():
            atom = read(state, index)
            if atom is not None:
                overlap = beyond - atom.first
                if overlap > 0:
                    atom.first = beyond  # without leading words that the one before has taken
                atoms.append(atom)
                beyond = atom.last
                break
    return atoms


def _read_number(state: _Scan, index: int) -> Atom | None:
    """Digits alone; most are counts, which nothing of a time or a date follows."""
    tokens = state.tokens
    following = tokens.norms[index + 1]
    if following not in _AFTER_DIGITS or is_joined_before(tokens, index):
        return None
    if following in _LEAD_TO_DIGITS and state.readers[index + 2] is None:
        return None
    if following in BARE_JOINTS and (bare := _read_bare_hour(state, index)) is not None:
        return bare
    return _read_day_digits(state, index) or _read_clock_digits(state, index)


def _read_bare_hour(state: _Scan, index: int) -> Atom | None:
    """«С 1 до 5 над областью …»: the first of two hours without a sign of their own."""
    before = state.atoms[-1] if state.atoms else None
    return read_bare_hour(state.tokens, index, after_time=before is not None and before.last == index - 1)


def _read_long_number(state: _Scan, index: int) -> Atom | None:
    """Four digits: a year, or the year that begins a date."""
    if is_joined_before(state.tokens, index):
        return None
    dated = parse_day(state.tokens, index) if state.tokens.norms[index + 1] == "-" else None
    return dated or stretches.read_year(state.tokens, index, state.frame)


def _read_mixed(state: _Scan, index: int) -> Atom | None:
    """Digits with letters: «12-го», "24-hour", "11pm", «4-м часу»."""
    if is_joined_before(state.tokens, index):
        return None
    if state.tokens.norms[index].endswith("-hour"):
        return stretches.read_hyphenated(state.tokens, index, state.frame)
    return _read_day_digits(state, index) or _read_clock_digits(state, index)


def _read_day_digits(state: _Scan, index: int) -> Atom | None:
    following = state.tokens.norms[index + 1]
    short = None
    if following == "." and (_ends_at(state, index, Clock) or _is_led_by_night(state, index)):
        short = parse_short_day(state.tokens, index)
    if short is None and following == "." and state.tokens.norms[index + 3] != ".":
        return None  # a time or a decimal: a date in digits has its year
    if short is None and (following in {".", "of"} or following in MONTHS or following in JOINTS):
        return parse_day(state.tokens, index)
    return short


def _read_clock_digits(state: _Scan, index: int) -> Atom | None:
    tokens, following = state.tokens, state.tokens.norms[index + 1]
    if tokens[index].shape is Shape.MIXED and following == "часу":
        digits = split_ending(tokens.norms[index])[0]
        return within_the_hour(tokens, index, int(digits) if len(digits) <= 2 else 0)
    if tokens[index].shape is Shape.NUMBER and following not in _CLOCK_MARKS and following not in HOUR_TAILS:
        return None
    before = state.atoms[-1] if state.atoms else None
    hyphened = isinstance(before, Clock) and tokens.norms[before.first + 1] == "-"
    return parse_clock(tokens, index, after_day=_ends_at(state, index, CalendarDay), hyphened=hyphened)


def _ends_at(state: _Scan, index: int, kind: type[Atom]) -> bool:
    """Whether the atom before ends right at the token and is of the kind."""
    return bool(state.atoms) and isinstance(state.atoms[-1], kind) and state.atoms[-1].last == index


def _is_led_by_night(state: _Scan, index: int) -> bool:
    """Whether «11.11» stands after «в ночь с» or, as a second day, after «… на»."""
    norms = state.tokens.norms
    if not state.atoms or norms[index - 1] not in {"с", "со", "на"}:
        return False
    if norms[index - 1] != "на" and norms[index + 3] != "на":
        return False  # «прошедшей ночью с 22.10 мск» begins at ten past ten
    before = state.atoms[-1]
    at_night = isinstance(before, Part) and before.kind == "night"
    return before.last == index - 1 and (at_night or isinstance(before, CalendarDay))


def _read_numeral(state: _Scan, index: int) -> Atom | None:
    tokens = state.tokens
    following = tokens.norms[index + 1]
    if following in BARE_JOINTS and (bare := _read_bare_hour(state, index)) is not None:
        return bare
    tens = tokens.norms[index] in _TENS
    if following not in _AFTER_NUMERAL and not tens and tokens.norms[index - 1] not in _BEFORE_ORDINAL:
        return None
    if following in MONTHS or following == "of" or tens:
        day = parse_day(tokens, index)
        if day is not None:
            return day
    return parse_spoken_clock(tokens, index)


def _read_day_in_english(state: _Scan, index: int) -> Atom | None:
    """ "Earlier in the day" is the post's own day."""
    tokens = state.tokens
    before = [tokens.norms[index - step] for step in (3, 2, 1)]
    told = before[0] in {"earlier", "later"} and before[1:] == ["in", "the"]
    return RelativeDay(index - 3, index + 1, 0) if told else None


def _readers() -> dict[str, tuple[_Reader, ...]]:
    """Word → the readings to try on it, in order."""
    tables: tuple[tuple[_Reader, set[str]], ...] = (
        (_read_numeral, {norm for norm, numeral in NUMERALS.items() if numeral.rank <= Rank.TENS}),
        (lambda state, index: parse_spoken_clock(state.tokens, index), set(CLOCK_WORDS)),
        (_read_bare_hour, {"час", "часа", "часу", "часом"}),
        (
            lambda state, index: parse_month_first(state.tokens, index),
            {norm for norm in MONTHS if norm.isascii()},
        ),
        (lambda state, index: stretches.read_month(state.tokens, index, state.frame), set(LONE_MONTHS)),
        (lambda state, index: parse_named_day(state.tokens, index), set(RELATIVE_DAYS) | set(WEEKDAYS)),
        (lambda state, index: read_early_hours(state.tokens, index), {"hours"}),
        (lambda state, index: stretches.read_unit(state.tokens, index, state.frame), set(UNITS)),
        (lambda state, index: read_late(state.tokens, index), {"late", "early"}),
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


def readers_of(norm: str) -> Readers:
    """The readings to try where a word stands; None where no words of time begin."""
    if norm.isdecimal():
        return _BY_LENGTH.get(len(norm))
    readers = _WORDS.get(norm)
    return (_read_mixed,) if readers is None and norm[:1].isdecimal() else readers


_BY_LENGTH: dict[int, tuple[_Reader, ...]] = {1: (_read_number,), 2: (_read_number,), 4: (_read_long_number,)}
_WORDS = _readers()
