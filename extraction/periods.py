"""Time windows in words: clock ranges, nights, dates, digests of several days (docs/SEMANTICS.md, "Window").

Hours are Moscow time when they say so («мск») or come from the ministry, else the source's own. Words without
a date are read from the time of the post: the latest such hours, night or day that had begun by then.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from domain.window import Precision, Span, Window
from extraction import period_windows as windows
from extraction.clock_times import MOSCOW, Clock
from extraction.dates import CalendarDay, Day, DayPair, RelativeDay, Weekday
from extraction.drafts import make_span, make_window
from extraction.period_days import Expression, match_of
from extraction.period_hours import HourReader, Hours
from extraction.period_match import PeriodKind, PeriodMatch
from extraction.period_parts import Part
from extraction.period_scan import Atom, Readers, readers_of, scan
from extraction.period_stretches import lies_back
from extraction.period_windows import Frame
from extraction.tokens import Tokens
from extraction.wordsets import words

__all__ = [
    "PeriodKind",
    "PeriodMatch",
    "choose_period",
    "default_window",
    "find_periods",
    "label_window",
    "news_window",
]

_CONTEXT_GLUE = words(
    ", ( в во период с со c около примерно приблизительно ориентировочно порядка районе за начиная время",
    "промежуток временной интервал и до по on at from between the of around about - – — после since after",
)
_PART_TO_DAY = words("на с со c of on to into from the , ( in за")
_PAIR_JOINTS = words("на по до to into and и - – —")
_SECOND_PART = frozenset({"и", "and", "to", "-", "–", "—"})
_NAMED = (Clock, CalendarDay, RelativeDay, Weekday)
_CLOSED = (Clock, PeriodMatch)
_ALSO = words(", и а также and")
_OBLIQUE_ENDINGS = ("тому", "нному", "тым", "нным", "тых", "нных", "тыми", "нными", "того", "нного")
_PARTS = words("night morning day evening")
_RANKS: dict[PeriodKind, int] = {
    "range": 0,
    "point": 1,
    "start_only": 2,
    "night": 3,
    "morning": 3,
    "evening": 3,
    "day": 3,
    "date_span": 4,
    "past_24h": 5,
    "date": 6,
    "today": 7,
    "duration": 8,
}


def find_periods(
    tokens: Tokens,
    posted_at: datetime,
    zone: str,
    ministry: bool,
    readers: Sequence[Readers] | None = None,
) -> list[PeriodMatch]:
    """All words of time in order, with the windows they mean for a post of `posted_at` (aware).

    `zone` is the source's IANA zone; the ministry speaks Moscow time. Raises nothing on any text.
    `readers`: see scan, where they are known.
    """
    if readers is None:
        readers = [*map(readers_of, tokens.norms)]
    if not any(readers):
        return []
    frame = windows.frame_of(posted_at, MOSCOW if ministry else zone)
    atoms = scan(tokens, readers, frame)
    return _Assembly(tokens, atoms, frame, zone).read() if atoms else []


def choose_period(matches: Sequence[PeriodMatch]) -> PeriodMatch | None:
    """The period of a clause that has several: hours beat their night, the post's own time any other.

    A running total's start («с начала суток») and status times are never chosen.
    """
    usable = [match for match in matches if match.window is not None and match.kind in _RANKS]
    if len(usable) < 2:
        return usable[0] if usable else None
    return min(usable, key=lambda match: (match.background, _RANKS[match.kind], not match.dated, match.first))


def label_window(match: PeriodMatch) -> tuple[Span | None, Precision]:
    """The window as a summary states it: «за сутки» without the hour of doubt, else the outer window."""
    if match.window is None:
        return None, Precision.NONE
    outer = match.window.outer
    if match.kind == "past_24h":
        outer = Span(outer.end - timedelta(hours=24), outer.end)
    return outer, match.window.precision


def default_window(posted_at: datetime) -> Window:
    """Nothing said of the time: 24 h before the post, none of it sure."""
    return make_window(make_span(posted_at - windows.DAY, posted_at), None, Precision.NONE)


def news_window(posted_at: datetime, zone: str) -> Window:
    """Relative words in a news text without a date: the day of publication ± 1 day, cut at the post."""
    frame = windows.frame_of(posted_at, zone)
    start = frame.at(frame.today - timedelta(days=1), 0)
    return Window(Span(start, frame.posted_at), None, Precision.NONE)


class _Assembly:
    """Puts the atoms of one text together, from left to right."""

    def __init__(self, tokens: Tokens, atoms: list[Atom], frame: Frame, zone: str) -> None:
        self._tokens, self._atoms, self._frame, self._zone = tokens, atoms, frame, zone
        self._found: list[PeriodMatch] = []
        self._zoned = False
        self._next = 0
        self._hours: HourReader | None = None

    def read(self) -> list[PeriodMatch]:
        while self._next < len(self._atoms):
            atom = self._atoms[self._next]
            if isinstance(atom, PeriodMatch):
                self._found.append(atom)
                self._next += 1
            elif isinstance(atom, Clock):
                self._clock(atom, None)
            else:
                self._day(self._expression(atom))
        return self._found

    def _hour_reader(self) -> HourReader:
        """The reader of hours, made at the first of them: most posts name none."""
        if self._hours is None:
            named = {atom.first: atom for atom in self._atoms if isinstance(atom, _NAMED)}
            self._hours = HourReader(self._tokens, named, self._frame, self._zone)
        return self._hours

    def _day(self, expression: Expression) -> None:
        """A day with the hours that follow it, or on its own."""
        following = self._atoms[self._next] if self._next < len(self._atoms) else None
        if isinstance(following, Clock) and self._only(expression.last, following.first, _CONTEXT_GLUE):
            self._clock(following, expression)
            return
        match = match_of(expression, self._tokens, self._frame, self._found)
        if match is None:
            return
        former = self._found[-1] if self._found else None
        joined = None if former is None else self._as_one(former, match)
        if joined is None:
            self._found.append(match)
        else:
            self._found[-1] = joined

    def _as_one(self, former: PeriodMatch, match: PeriodMatch) -> PeriodMatch | None:
        """«Вчера вечером и сегодня ночью» as one window, if the words touch and the times follow on."""
        if former.window is None or match.window is None or match.kind not in _PARTS:
            return None
        if former.kind not in _PARTS and former.kind != "date":
            return None
        if not self._only(former.last, match.first, _ALSO):
            return None
        if self._closes_clause(former, match):
            return match
        outer, other = former.window.outer, match.window.outer
        if other.start < outer.start or other.start - outer.end > 12 * windows.HOUR:
            return None
        window = windows.window(outer.start, max(outer.end, other.end), former.window.inner, Precision.APPROX)
        return replace(match, first=former.first, window=window, dated=former.dated or match.dated)

    def _closes_clause(self, former: PeriodMatch, match: PeriodMatch) -> bool:
        """«К дрону, сбитому вечером, ночью добавились два»: the first time is the participle's alone."""
        norms = self._tokens.norms
        comma = match.first == former.last + 1 and norms[former.last] == ","
        return comma and norms[former.first - 1].endswith(_OBLIQUE_ENDINGS)

    def _clock(self, clock: Clock, expression: Expression | None) -> None:
        hours = self._hour_reader().read(clock, expression)
        match = hours.match
        if expression is not None and (match is None or match.kind == "status"):
            alone = match_of(expression, self._tokens, self._frame, self._found)
            if alone is not None and self._close(alone, clock):
                return
            self._found += [alone] if alone is not None else []
        while self._next < len(self._atoms) and self._atoms[self._next].first < max(hours.beyond, clock.last):
            self._next += 1
        if match is None or self._is_double(clock, hours, match):
            return
        match.first = max(match.first, self._found[-1].last if self._found else 0)
        self._found.append(match)
        self._zoned = hours.zoned

    def _close(self, since: PeriodMatch, clock: Clock) -> bool:
        """«С вечера 19 мая до 5 утра 20 мая»: the hour closes what the part of the day began."""
        joint = self._tokens.norms[clock.first - 1]
        if since.kind != "start_only" or since.window is None or joint not in {"до", "по", "to", "until"}:
            return False
        end = self._hour_reader().end(clock)
        start = since.window.outer.start
        if end is None or end[0] <= start:
            return False
        window = windows.window(start, end[0], None, Precision.APPROX)
        stale = window is not None and lies_back(self._frame, window)
        self._found.append(replace(since, last=end[1], window=window, kind="range", background=stale))
        while self._next < len(self._atoms) and self._atoms[self._next].first < end[1]:
            self._next += 1
        return True

    def _is_double(self, clock: Clock, hours: Hours, match: PeriodMatch) -> bool:
        """Whether this is the same time in another zone, in brackets: «(22:40 – 04:15 мск)»."""
        if not self._found or match.window is None:
            return False
        former = self._found[-1]
        opened = self._tokens.norms[former.last] == "("
        if former.kind != match.kind or not opened or clock.first - former.last > 4:
            return False
        window = match.window if hours.zoned and not self._zoned else former.window
        if window is match.window and former.window and former.window.precision is Precision.APPROX:
            window = windows.around(self._frame, window.outer.start, windows.AROUND)
        self._found[-1] = replace(former, window=window, last=match.last)
        return True

    def _expression(self, atom: Part | Day | DayPair) -> Expression:
        """The parts and the day that make one expression from this atom on."""
        self._next += 1
        parts: tuple[Part, ...] = (atom,) if isinstance(atom, Part) else ()
        expression = Expression(atom.first, atom.last, parts, None if isinstance(atom, Part) else atom)
        while self._next < len(self._atoms):
            following = self._atoms[self._next]
            if isinstance(following, _CLOSED):
                break
            wider = self._widen(expression, following)
            if wider is None:
                break
            expression = wider
            self._next += 1
        return expression

    def _widen(self, expression: Expression, following: Part | Day | DayPair) -> Expression | None:
        """The expression with the next atom taken in, or None where they are two."""
        if following.first - expression.last > 3:
            return None
        told = [token.norm for token in self._tokens[expression.last : following.first]]
        if isinstance(following, Part):
            return self._with_part(expression, following, told)
        if expression.day is None:
            joins = bool(expression.parts) and all(norm in _PART_TO_DAY for norm in told)
            return _grown(expression, following, following) if joins else None
        day = self._joined_days(expression, expression.day, following, told)
        return None if day is None else _grown(expression, following, day)

    def _joined_days(
        self, expression: Expression, day: Day | DayPair, following: Day | DayPair, told: list[str]
    ) -> Day | DayPair | None:
        """What a second day makes of the first: the same day again, or a pair («с 1 на 2 ноября»)."""
        if isinstance(day, DayPair) or isinstance(following, (DayPair, RelativeDay)):
            return None
        if isinstance(day, RelativeDay):
            return following if told in ([], [","]) else None
        if isinstance(following, Weekday) and isinstance(day, CalendarDay):
            return day if told in ([","], [",", "в"]) else None
        pair = DayPair(day.first, following.last, day, following, told[0] if told else "до")
        if not told and len(expression.parts) == 2:
            return pair
        joined = len(told) == 1 and told[0] in _PAIR_JOINTS and not self._clock_follows(following.last)
        return pair if joined else None

    def _with_part(self, expression: Expression, part: Part, told: list[str]) -> Expression | None:
        """The expression with a part of the day after it («сегодня ночью», «ночью и утром»)."""
        if not expression.parts:
            return _grown(expression, part, expression.day, part) if told in ([], [","]) else None
        if len(expression.parts) > 1 or expression.parts[0].kind == part.kind:
            return None
        if isinstance(expression.day, DayPair) and not told:
            return _grown(expression, part, expression.day, part)
        until = "since" in expression.parts[0].flags and "until" in part.flags and not told
        both = len(told) == 1 and told[0] in _SECOND_PART
        return _grown(expression, part, expression.day, part) if both or until else None

    def _clock_follows(self, index: int) -> bool:
        following = self._atoms[self._next + 1] if self._next + 1 < len(self._atoms) else None
        return isinstance(following, Clock) and following.first == index

    def _only(self, first: int, last: int, allowed: frozenset[str]) -> bool:
        return last - first <= 5 and all(token.norm in allowed for token in self._tokens[first:last])


def _grown(
    expression: Expression, by: Atom, day: Day | DayPair | None, part: Part | None = None
) -> Expression:
    parts = (*expression.parts, part) if part is not None else expression.parts
    return Expression(expression.first, by.last, parts, day)
