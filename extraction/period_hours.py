"""Clock times as windows: «с 23.20 мск 11 ноября до 7.00 мск 12 ноября», «около 15.05», "by 10 a.m."."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import NamedTuple

from domain.window import Precision, Window
from extraction import period_windows as windows
from extraction.bare_hours import bare_day
from extraction.clock_times import LOCAL, Clock, read_zone, shift_meridian
from extraction.clock_words import spoken_hour
from extraction.dates import CalendarDay, Day, DayPair, RelativeDay, resolve_before, resolve_day
from extraction.idle_hours import is_idle
from extraction.number_digits import split_ending
from extraction.numerals import CARDINAL_ENDINGS
from extraction.period_days import Expression, day_date, night_date
from extraction.period_match import PeriodKind, PeriodMatch
from extraction.period_stretches import lies_back
from extraction.period_windows import Frame
from extraction.tokens import Tokens
from extraction.wordsets import words

RANGE_JOINTS = words("до по to until till through - – — and и")
_BARE_ENDS = words("до по to и")
_OPENERS = words("с со c from between между начиная")
_DASHES = frozenset("-–—")
_AFTER_JOINT = words("at around about примерно около ориентировочно the")
_DAY_GLUE = words(", ( on of the в")
_DIGEST_FROM = timedelta(hours=60)
_ROLES: dict[str, str] = (
    dict.fromkeys(words("с со c from since after после начиная starting between между"), "since")
    | dict.fromkeys(words("до к ко на по by until till before to"), "limit")
    | dict.fromkeys(words("около порядка примерно приблизительно ориентировочно районе"), "about")
    | dict.fromkeys(words("about around approximately roughly near ~"), "about")
    | dict.fromkeys(words("shortly just soon незадолго вскоре сразу чуть ближе closer"), "near")
    | dict.fromkeys(words("в во at in the of период временной промежуток интервал за"), "at")
)


@dataclass(slots=True)
class Hours:
    """What the clock times at one place say: the match, whether a zone is named, the token after them."""

    match: PeriodMatch | None
    zoned: bool
    beyond: int


@dataclass(slots=True)
class HourReader:
    """Reads clock times of one text. `atoms` are its clock times and days by their first token.

    `frame` is of the zone that the hours are in where none is named, `zone` the source's own.
    """

    tokens: Tokens
    atoms: Mapping[int, Clock | Day]
    frame: Frame
    zone: str

    def frame_of(self, zone: str | None) -> Frame:
        """The post's time in a zone that the words name."""
        if zone is None:
            return self.frame
        return windows.frame_of(self.frame.posted_at, self.zone if zone == LOCAL else zone)

    def read(self, clock: Clock, expression: Expression | None) -> Hours:
        """The period that begins with this clock time; `expression` is the day told just before it."""
        first, roles = self._leads(clock.first)
        borrowed = self._bare_start(clock)
        if borrowed is not None:
            first, roles = self._leads(borrowed.first)
            found = self._range(borrowed, clock, clock.last, None, None, expression)
        else:
            found = self._from(clock, expression)
        if found is not None:
            window, zoned, beyond, dated = found
            kind: PeriodKind = (
                "range" if window.outer.end - window.outer.start <= _DIGEST_FROM else "date_span"
            )
            if is_idle(self.tokens, first, beyond):
                kind = "duration"
            if "about" in roles:
                window = Window(window.outer, None, Precision.APPROX)
            match = self._match(first, beyond, window, kind, expression, dated=dated)
            return Hours(match, zoned, beyond)
        return self._moment(clock, first, roles, expression)

    def _from(self, clock: Clock, expression: Expression | None) -> "_Placed | None":
        """A range from this clock time on, if a joint and a second hour follow."""
        first_day, after = self._day_at(clock.last)
        zone, after = read_zone(self.tokens, after)
        bare = 0
        if (
            first_day is None
            and self._is_bare_number(after, 31)
            and self.tokens.norms[after + 1] in RANGE_JOINTS
        ):
            bare, after = int(split_ending(self.tokens.norms[after])[0]), after + 1
        joint = self.tokens.norms[after]
        after += joint == "," or (joint == "и" and self.tokens.norms[after + 1] in {"до", "по"})
        joint = self.tokens.norms[after]
        opener = self._opener(clock.first, expression)
        if joint not in RANGE_JOINTS or (joint in {"and", "и"} and opener not in {"between", "между"}):
            return None
        after += 1
        after += self.tokens.norms[after] in _AFTER_JOINT
        second_day, after = self._day_at(after)
        after += second_day is not None and self.tokens.norms[after] in {",", "в", "at"}
        second = self.atoms.get(after)
        if second is None and opener and second_day is None and (joint != "и" or opener == "между"):
            second = self._bare_end(after) if joint in _BARE_ENDS else None
        if not isinstance(second, Clock):
            return None
        start = clock if zone is None else replace(clock, zone=zone)
        if bare and second_day is None:
            second_day, beyond = self._day_at(second.last)
            return self._range(
                start, second, beyond, bare_day(bare, second_day, self.frame), second_day, expression
            )
        return self._range(start, second, second.last, first_day, second_day, expression)

    def _range(
        self,
        start: Clock,
        end: Clock,
        beyond: int,
        first_day: "Day | date | None",
        last_day: Day | None,
        expression: Expression | None,
    ) -> "_Placed | None":
        if last_day is None:
            last_day, beyond = self._day_at(beyond)
        zone, beyond = read_zone(self.tokens, beyond)
        zone = start.zone or end.zone or zone
        frame = self.frame_of(zone)
        if end.meridian is not None:
            start = shift_meridian(start, end.meridian, end.minutes)
        last_on = None if last_day is None else resolve_day(last_day, frame.today)
        if last_day is not None and last_on is None:
            return None
        if isinstance(first_day, date):
            first_on: date | None = first_day
        elif first_day is None:
            first_on = None if last_on else self._told_date(expression, start, frame)
        else:
            first_on = resolve_before(first_day, last_on) if last_on else resolve_day(first_day, frame.today)
            if first_on is None:
                return None
        placed = windows.place_range(frame, start.minutes, end.minutes, first_on, last_on)
        if placed is None:
            return None
        dated = _is_date(first_day) or _is_date(last_day)
        return _Placed(windows.exactly(*placed), zone is not None, beyond, dated)

    def _moment(
        self, clock: Clock, first: int, roles: frozenset[str], expression: Expression | None
    ) -> Hours:
        """A single clock time, by the words before it."""
        day, beyond = self._day_at(clock.last)
        zone, beyond = read_zone(self.tokens, beyond)
        zone = clock.zone or zone
        frame = self.frame_of(zone)
        if is_idle(self.tokens, first, clock.last):
            match = PeriodMatch(first, clock.last, None, "duration", background=False, dated=False)
            return Hours(match, zone is not None, clock.last)
        if "limit" in roles and "near" not in roles:
            beyond = beyond if isinstance(day, CalendarDay) else clock.last
            match = PeriodMatch(first, beyond, None, "status", background=False, dated=False)
            return Hours(match, zone is not None, beyond)
        on = self._told_date(expression, clock, frame) if day is None else resolve_day(day, frame.today)
        moment = None if day is not None and on is None else windows.place_moment(frame, clock.minutes, on)
        if moment is None:
            return Hours(None, zone is not None, clock.last)
        kind: PeriodKind = "point"
        if "since" in roles and "near" not in roles:
            window = windows.since(frame, moment, sure="about" not in roles)
            kind = "start_only"
            if window is not None and window.outer.end - window.outer.start > _DIGEST_FROM:
                kind = "date_span"
        elif clock.slack or roles & {"about", "near"}:
            window = windows.around(frame, moment, clock.slack or windows.AROUND)
        else:
            window = windows.exactly(moment, moment)
        if window is None:
            return Hours(None, zone is not None, clock.last)
        match = self._match(first, beyond, window, kind, expression, dated=_is_date(day))
        return Hours(match, zone is not None, beyond)

    def end(self, clock: Clock) -> tuple[datetime, int] | None:
        """The instant of the hour that closes «с вечера … до 5 утра 20 мая», and the token after it."""
        day, beyond = self._day_at(clock.last)
        zone, beyond = read_zone(self.tokens, beyond)
        frame = self.frame_of(clock.zone or zone)
        on = None if day is None else resolve_day(day, frame.today)
        moment = windows.place_moment(frame, clock.minutes, on)
        return None if moment is None else (moment, beyond)

    def _match(
        self,
        first: int,
        beyond: int,
        window: Window,
        kind: PeriodKind,
        expression: Expression | None,
        *,
        dated: bool,
    ) -> PeriodMatch:
        if expression is not None:
            first, dated = expression.first, dated or expression.dated
        return PeriodMatch(first, beyond, window, kind, lies_back(self.frame, window), dated)

    def _told_date(self, expression: Expression | None, clock: Clock, frame: Frame) -> date | None:
        """The date the words before a clock time put it on; a night's hours before noon are the morning's."""
        if expression is None or expression.day is None:
            return None
        at_night = (expression.parts and expression.parts[0].kind == "night") or (
            isinstance(expression.day, DayPair) and expression.day.joint == "на"
        )
        if not at_night:
            return day_date(expression.day, frame)
        if not expression.parts:
            morning = day_date(expression.day, frame)
        else:
            morning = night_date(expression, self.tokens, frame)
        if morning is None or clock.minutes < 720:
            return morning
        return morning - timedelta(days=1)

    def _leads(self, first: int) -> tuple[int, frozenset[str]]:
        """Where the little words before a clock time begin, and what they make of it."""
        roles = set()
        while first > 0 and (role := _ROLES.get(self.tokens.norms[first - 1])) is not None:
            first -= 1
            roles.add(role)
        if self.tokens.norms[first - 1] == "as" and self.tokens.norms[first] == "of":
            return first - 1, frozenset(roles | {"limit"})
        return first, frozenset(roles)

    def _opener(self, first: int, expression: Expression | None) -> str:
        """The word that opens a range before this token or before the day told before it, else ""."""
        for index in (first - 1, first - 2, expression.first - 1 if expression else -1):
            if self.tokens.norms[index] in _OPENERS:
                return self.tokens.norms[index]
        return ""

    def _bare_start(self, clock: Clock) -> Clock | None:
        """A first hour that leans on the second's «ночи», "p.m.": «с 2 до 4 ночи», "between 10 and 11 pm"."""
        joint = self.tokens.norms[clock.first - 1]
        index = clock.first - 2
        openers = _ROLES if joint in _DASHES else _OPENERS
        if joint not in RANGE_JOINTS or self.tokens.norms[index - 1] not in openers or index in self.atoms:
            return None
        if self._is_bare_number(index, 24):
            return Clock(index, index + 1, int(split_ending(self.tokens.norms[index])[0]) * 60)
        if self.tokens.norms[index] in {"час", "часа", "часу", "часом"}:
            return Clock(index, index + 1, 60)
        said = spoken_hour(self.tokens, index)
        return Clock(index, index + 1, said[0] * 60) if said and said[1] == index + 1 else None

    def _bare_end(self, index: int) -> Clock | None:
        """A second hour without any sign of its own: «с 9.00 до 21»."""
        if not self._is_bare_number(index, 24):
            said = spoken_hour(self.tokens, index)
            return Clock(index, said[1], said[0] * 60) if said else None
        return Clock(index, index + 1, int(split_ending(self.tokens.norms[index])[0]) * 60)

    def _is_bare_number(self, index: int, most: int) -> bool:
        if not 0 <= index < len(self.tokens) or index in self.atoms:
            return False
        digits, ending = split_ending(self.tokens.norms[index])
        return len(digits) in (1, 2) and int(digits) <= most and (not ending or ending in CARDINAL_ENDINGS)

    def _day_at(self, index: int) -> tuple[Day | None, int]:
        """The day told at a token, little words before it passed over, and the token after it."""
        for step in range(4):
            atom = self.atoms.get(index + step)
            if atom is not None and not isinstance(atom, Clock):
                return atom, atom.last
            if self.tokens.norms[index + step] not in _DAY_GLUE:
                break
        return None, index


class _Placed(NamedTuple):
    window: Window
    zoned: bool
    beyond: int
    dated: bool


def _is_date(day: Day | date | None) -> bool:
    return day is not None and not isinstance(day, RelativeDay)
