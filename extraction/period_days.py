"""Days and parts of days as windows: «в ночь на 12 ноября», «вечером 14 февраля», «ночью и утром»."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from domain.window import Precision, Window
from extraction import period_windows as windows
from extraction.dates import CalendarDay, Day, DayPair, RelativeDay, Weekday, resolve_before, resolve_day
from extraction.period_match import PeriodKind, PeriodMatch
from extraction.period_parts import Part
from extraction.period_stretches import BACKGROUND, lies_back
from extraction.period_windows import Frame
from extraction.tokens import Shape, Tokens
from extraction.wordsets import words

_DAY = timedelta(days=1)
_KINDS: dict[str, PeriodKind] = {"night": "night", "morning": "morning", "day": "day", "evening": "evening"}
_LIMIT_LEADS = words("на к ко до по от by before until till")
_SINCE_LEADS = words("с со c since from начиная")
_STALE_NIGHT = timedelta(hours=20)
"""A night that ended earlier than this before the post is not the one the post is about."""
_TELLING = words("said told reported announced wrote confirmed added stated telegram")
_REACH = 8
"""How many matches back a word like «в тот день» may point: keeps the reading linear in any text."""
_STILL_UP_UNTIL = 5
"""Before this hour «сегодня вечером» is the evening that has just passed."""
_DIGEST_FROM = timedelta(hours=60)


@dataclass(slots=True)
class Expression:
    """Words of a day over the tokens `first:last`: its parts («ночью и утром»), its date, or both."""

    first: int
    last: int
    parts: tuple[Part, ...]
    day: Day | DayPair | None

    @property
    def dated(self) -> bool:
        """Whether a date or a day of the week is named."""
        return self.day is not None and not isinstance(self.day, RelativeDay)


def match_of(
    expression: Expression, tokens: Tokens, frame: Frame, earlier: Sequence[PeriodMatch]
) -> PeriodMatch | None:
    """The period that an expression without clock hours speaks of; `earlier` are the matches before it."""
    if not expression.parts:
        if isinstance(expression.day, Weekday) and _is_of_telling(expression, tokens):
            return None
        return _bare_day(expression, tokens, frame)
    part = expression.parts[0]
    if "same" in part.flags and expression.day is None and (known := _antecedent(part, earlier)):
        return replace(known, first=expression.first, last=expression.last, kind=_KINDS[part.kind])
    if "until" in part.flags:
        return _status(expression)
    if len(expression.parts) > 1:
        window = _joined(expression, frame)
    elif part.kind == "night":
        window = (
            windows.night_of(frame, morning)
            if (morning := night_date(expression, tokens, frame, earlier))
            else None
        )
    else:
        window = _other_part(expression, part, frame)
    if window is None:
        return _status(expression)
    kind = _KINDS[part.kind]
    if _is_since(expression, part, tokens):
        kind, window = "start_only", Window(window.outer, None, Precision.APPROX)
        window = windows.since(frame, window.outer.start, sure=False) or window
    return PeriodMatch(
        expression.first,
        expression.last,
        window,
        kind,
        _is_stale(expression, window, frame),
        expression.dated,
    )


def _is_since(expression: Expression, part: Part, tokens: Tokens) -> bool:
    """«С вечера», «со вчерашнего вечера»: from the part's start up to the post."""
    if len(expression.parts) > 1:
        return False
    named = isinstance(expression.day, RelativeDay) and expression.day.first == expression.first
    return "since" in part.flags or (named and tokens.norms[expression.first - 1] in _SINCE_LEADS)


def day_date(day: Day | DayPair | None, frame: Frame) -> date | None:
    """The date of a day, or the last one of a pair."""
    if isinstance(day, DayPair):
        day = day.end
    return None if day is None else resolve_day(day, frame.today)


def night_date(
    expression: Expression, tokens: Tokens, frame: Frame, earlier: Sequence[PeriodMatch] = ()
) -> date | None:
    """The morning on which the night of the expression ends."""
    part, day = expression.parts[0], expression.day
    late = frame.posted_at.hour >= windows.TONIGHT_FROM_HOUR
    begun = late and not part.flags & {"past", "previous"}
    latest = frame.today + _DAY if begun else frame.today
    if isinstance(day, DayPair):
        return resolve_day(day.end, frame.today, ahead=1)
    if isinstance(day, RelativeDay):
        return latest if day.back in (0, 1) else frame.today - (day.back - 1) * _DAY
    if day is None:
        told = _date_in_sentence(expression, tokens, earlier) if "previous" in part.flags else None
        return told or latest
    morning = resolve_day(day, frame.today, ahead=1)
    if morning is None or not _begins_on(part, day, tokens):
        return morning
    begun_by = frame.at(morning, windows.NIGHT_BEGINS + 120)
    return morning + _DAY if begun_by <= frame.posted_at else morning


def _begins_on(part: Part, day: Day, tokens: Tokens) -> bool:
    """Whether the words name the evening the night begins on: "the night of July 1", "Tuesday night"."""
    if isinstance(day, Weekday) and day.first < part.first:
        return True
    between = tokens[part.last : day.first]
    return any(token.norm == "of" for token in between)


def _date_in_sentence(expression: Expression, tokens: Tokens, earlier: Sequence[PeriodMatch]) -> date | None:
    """The date that a sentence named before "the previous night"."""
    for match in reversed(earlier[-_REACH:]):
        if expression.first - match.last > 60:
            return None
        between = tokens[match.last : expression.first]
        if any(token.norm in {".", "!", "?"} or token.shape is Shape.LINE for token in between):
            return None
        if match.kind == "date" and match.window is not None:
            return match.window.outer.start.date()
    return None


def _antecedent(part: Part, earlier: Sequence[PeriodMatch]) -> PeriodMatch | None:
    """What «в тот день», "the same night" point back to: another time, or the same part of a day."""
    for match in reversed(earlier[-_REACH:]):
        if match.window is not None and (match.background or match.kind in {part.kind, "date"}):
            return match
    return None


def _is_stale(expression: Expression, window: Window, frame: Frame) -> bool:
    if len(expression.parts) > 1:
        return lies_back(frame, window)
    if expression.parts[0].kind == "night":
        return frame.posted_at - window.outer.end > _STALE_NIGHT
    return _began_long_ago(frame, window)


def _began_long_ago(frame: Frame, window: Window) -> bool:
    return frame.posted_at - window.outer.start > BACKGROUND


def _other_part(expression: Expression, part: Part, frame: Frame) -> Window | None:
    """Morning, daytime or evening of the named day, else the latest one that has begun."""
    if expression.day is not None:
        day = day_date(expression.day, frame)
        window = None if day is None else windows.part_of_day(frame, part.kind, day)
        today = isinstance(expression.day, RelativeDay) and expression.day.back == 0
        if window is None and today and part.kind != "morning" and frame.posted_at.hour < _STILL_UP_UNTIL:
            return windows.part_of_day(frame, part.kind, frame.today - _DAY)
        return window or (windows.whole_day(frame, frame.today) if today else None)
    window = windows.part_of_day(frame, part.kind, frame.today)
    if "past" in part.flags and frame.posted_at < frame.at(
        frame.today, sum(windows.PART_HOURS[part.kind]) // 2
    ):
        window = None
    if window is None and "this" in part.flags:
        return windows.whole_day(frame, frame.today)
    return window or windows.part_of_day(frame, part.kind, frame.today - _DAY)


def _joined(expression: Expression, frame: Frame) -> Window | None:
    """«Ночью и утром», «с вечера до утра»: one window from the first part's start to the second's end."""
    first, second = expression.parts[0], expression.parts[1]
    if isinstance(expression.day, DayPair):
        return _between(first.kind, second.kind, expression.day, frame)
    named = None if expression.day is None else day_date(expression.day, frame)
    for day in (named,) if named else (frame.today, frame.today - _DAY):
        opening = _part_on(first.kind, frame, day)
        later = first.kind in {"day", "evening"} and second.kind in {"night", "morning"}
        closing = _part_on(second.kind, frame, day + _DAY if later else day)
        if opening is not None and closing is not None and closing.outer.start < frame.posted_at:
            end = max(opening.outer.end, closing.outer.end)
            return windows.window(opening.outer.start, end, opening.inner, Precision.APPROX)
    return _part_on(first.kind, frame, named or frame.today)


def _between(first: str, second: str, pair: DayPair, frame: Frame) -> Window | None:
    """«С вечера 11 ноября до утра 12 ноября»."""
    last_on = resolve_day(pair.end, frame.today, ahead=second == "night")
    first_on = None if last_on is None else resolve_before(pair.begin, last_on)
    if first_on is None or last_on is None:
        return None
    begun_on = first_on + _DAY if first == "night" and first_on < last_on else first_on
    opening, closing = _part_on(first, frame, begun_on), _part_on(second, frame, last_on)
    if opening is None or closing is None or opening.outer.start > closing.outer.end:
        return opening
    return windows.window(opening.outer.start, closing.outer.end, opening.inner, Precision.APPROX)


def _part_on(kind: str, frame: Frame, day: date) -> Window | None:
    return windows.night_of(frame, day) if kind == "night" else windows.part_of_day(frame, kind, day)


def _bare_day(expression: Expression, tokens: Tokens, frame: Frame) -> PeriodMatch | None:
    """A date without part or hours."""
    day = expression.day
    if isinstance(day, DayPair):
        return _pair(expression, day, frame)
    lead = tokens.norms[expression.first - 1]
    before = tokens.norms[expression.first - 2]
    if lead in _LIMIT_LEADS or (lead == "of" and before == "as") or _is_dateline(expression, tokens):
        return _status(expression)
    on = day_date(day, frame)
    window = None if on is None else windows.whole_day(frame, on)
    if on is None or window is None:
        return _status(expression)
    if lead in _SINCE_LEADS:
        return _since_date(expression, frame, on)
    if isinstance(day, RelativeDay) and day.back == 0:
        return PeriodMatch(expression.first, expression.last, window, "today", background=False, dated=False)
    background = isinstance(day, CalendarDay) and _began_long_ago(frame, window)
    background |= lies_back(frame, window)
    return PeriodMatch(expression.first, expression.last, window, "date", background, expression.dated)


def _is_of_telling(expression: Expression, tokens: Tokens) -> bool:
    """ "The governor said on Sunday": the day of the telling, not of what is told."""
    on = tokens.norms[expression.first - 1] == "on"
    return tokens.norms[expression.first - 1 - on] in _TELLING


def _since_date(expression: Expression, frame: Frame, on: date) -> PeriodMatch | None:
    """«С 10 ноября»: up to the post; a digest if that is long."""
    window = windows.since(frame, frame.at(on, 0), sure=False)
    if window is None:
        return None
    digest = window.outer.end - window.outer.start > _DIGEST_FROM
    kind: PeriodKind = "date_span" if digest else "start_only"
    return PeriodMatch(
        expression.first - 1, expression.last, window, kind, background=False, dated=expression.dated
    )


def _pair(expression: Expression, pair: DayPair, frame: Frame) -> PeriodMatch | None:
    """«С 3 на 4 февраля» is a night, «с 8 по 14 июня», "June 8-14", «7 и 9 января» are spans of days."""
    at_night = pair.joint == "на"
    end = resolve_day(pair.end, frame.today, ahead=1 if at_night else 0)
    begin = None if end is None else resolve_before(pair.begin, end)
    if end is None or begin is None or begin > end:
        return _status(expression)
    if at_night:
        window = windows.night_of(frame, end)
        background = window is not None and frame.posted_at - window.outer.end > _STALE_NIGHT
    else:
        window = windows.days(frame, begin, end)
        background = window is not None and lies_back(frame, window)
    if window is None:
        return _status(expression)
    kind: PeriodKind = "night" if at_night else "date_span"
    return PeriodMatch(expression.first, expression.last, window, kind, background, expression.dated)


def _is_dateline(expression: Expression, tokens: Tokens) -> bool:
    """Whether the date is a report's own ("MOSCOW, March 3. /…/"), not a time in its news."""
    first = expression.first
    if not isinstance(expression.day, CalendarDay) or first < 2 or tokens.norms[first - 1] != ",":
        return False
    if tokens.norms[expression.last] not in {".", "/", "-", "–", "—", "("}:
        return False
    start = (
        next((k for k in range(first - 2, max(-1, first - 6), -1) if tokens[k].shape is Shape.LINE), -1) + 1
    )
    return first - start <= 5 and all(
        token.capital for token in tokens[start : first - 1] if token.shape is Shape.WORD
    )


def _status(expression: Expression) -> PeriodMatch:
    return PeriodMatch(
        expression.first, expression.last, None, "status", background=False, dated=expression.dated
    )
