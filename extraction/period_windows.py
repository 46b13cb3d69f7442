"""Windows by the table of docs/SEMANTICS.md ("Window"): what the words of time cover, for a given post."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.window import Precision, Span, Window
from extraction.drafts import make_span, make_window

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
_MIDNIGHT = time(0)
NIGHT_BEGINS, NIGHT_ENDS = 20 * 60, 10 * 60
NIGHT_SURELY_ENDS = 5 * 60
_BEFORE_MIDNIGHT = DAY - NIGHT_BEGINS * MINUTE
_UNTIL_MORNING, _SURELY_UNTIL = NIGHT_ENDS * MINUTE, NIGHT_SURELY_ENDS * MINUTE
TONIGHT_FROM_HOUR = 22
"""From this hour on a bare «ночью» is the night that has begun, before it the night that has passed."""
PART_HOURS = {"morning": (5 * 60, 12 * 60), "day": (8 * 60, 20 * 60), "evening": (17 * 60, 24 * 60)}
AROUND = 15
"""Minutes either way that «около 15.05» allows."""


@dataclass(slots=True)
class Frame:
    """A post's time in one zone, to which words like «сегодня» are relative."""

    posted_at: datetime
    today: date

    def at(self, day: date, minutes: int) -> datetime:
        """The instant of a wall-clock time, in minutes since midnight, on a day of this zone."""
        midnight = datetime.combine(day, _MIDNIGHT, self.posted_at.tzinfo)
        return midnight + minutes * MINUTE

    def cut(self, instant: datetime) -> datetime:
        """The instant, or the post's if that is earlier: a claim cannot cover time after its post."""
        return min(instant, self.posted_at)


def frame_of(posted_at: datetime, zone: str) -> Frame:
    """The post's time as the zone's clocks show it. `posted_at` must be aware."""
    local = posted_at.astimezone(ZoneInfo(zone))
    return Frame(local, local.date())


def window(start: datetime, end: datetime, inner: Span | None, precision: Precision) -> Window | None:
    """A window, or None where nothing is left of it before the post."""
    return make_window(make_span(start, end), inner, precision) if start <= end else None


def night_of(frame: Frame, morning: date) -> Window | None:
    """The night that ends on the given morning: 20:00 of the day before … 10:00, surely 00:00 … 05:00."""
    midnight = frame.at(morning, 0)
    start = midnight - _BEFORE_MIDNIGHT
    end, sure_end = frame.cut(midnight + _UNTIL_MORNING), frame.cut(midnight + _SURELY_UNTIL)
    inner = make_span(midnight, sure_end) if midnight < sure_end else None
    return window(start, end, inner, Precision.APPROX)


def part_of_day(frame: Frame, kind: str, day: date) -> Window | None:
    """Morning 05–12, daytime 08–20, evening 17–24, cut at the post; surely the middle half of that."""
    begins, ends = PART_HOURS[kind]
    start, end = frame.at(day, begins), frame.cut(frame.at(day, ends))
    if start >= end:
        return None
    quarter = (end - start) / 4
    return make_window(make_span(start, end), make_span(start + quarter, end - quarter), Precision.APPROX)


def whole_day(frame: Frame, day: date) -> Window | None:
    """A date without hours: midnight to midnight, cut at the post; nothing of it is sure."""
    return window(frame.at(day, 0), frame.cut(frame.at(day + DAY, 0)), None, Precision.APPROX)


def days(frame: Frame, first: date, last: date) -> Window | None:
    """Several whole days, cut at the post."""
    return window(frame.at(first, 0), frame.cut(frame.at(last + DAY, 0)), None, Precision.APPROX)


def past_day(frame: Frame) -> Window:
    """«За сутки»: 24 h ± 1 h before the post, surely the same less an hour at each end."""
    post = frame.posted_at
    outer = make_span(post - DAY - HOUR, post)
    return make_window(outer, make_span(post - DAY + HOUR, post - HOUR), Precision.APPROX)


def past_hours(frame: Frame, hours: float) -> Window:
    """A stretch of so many hours up to the post; nothing of it is sure."""
    post = frame.posted_at
    return make_window(make_span(post - timedelta(hours=hours), post), None, Precision.APPROX)


def around(frame: Frame, instant: datetime, slack: int) -> Window | None:
    """A moment give or take some minutes, cut at the post; the moment is sure unless it was a whole hour."""
    if instant > frame.posted_at:
        return None
    outer = make_span(instant - slack * MINUTE, frame.cut(instant + slack * MINUTE))
    return make_window(outer, make_span(instant, instant) if slack <= AROUND else None, Precision.APPROX)


def place_range(
    frame: Frame, begins: int, ends: int, first_on: date | None, last_on: date | None
) -> tuple[datetime, datetime] | None:
    """The instants of a stretch given by its hours (minutes since midnight) and what dates are named.

    Without a date it is the latest one that ended before the post. None where it cannot lie before the post.
    """
    day = last_on or first_on or frame.today
    start, end = frame.at(first_on or day, begins), frame.at(day, ends)
    if last_on is None and first_on is not None:
        end += DAY if end <= start else timedelta(0)
        back = DAY if start > frame.posted_at else timedelta(0)
        start, end = start - back, end - back
    elif last_on is None and end > frame.posted_at:
        start, end = start - DAY, end - DAY
    if start >= end:
        start -= DAY
    if start >= end or start > frame.posted_at:
        return None
    return start, frame.cut(end)


def place_moment(frame: Frame, minutes: int, day: date | None) -> datetime | None:
    """The instant of a clock time on a date, else its latest before the post; None if still to come."""
    moment = frame.at(day or frame.today, minutes)
    if moment > frame.posted_at and (day is None or day == frame.today):
        moment -= DAY
    return moment if moment <= frame.posted_at else None


def exactly(start: datetime, end: datetime) -> Window:
    """Hours as written, or one minute."""
    span = make_span(start, end)
    return make_window(span, span, Precision.MINUTE)


def since(frame: Frame, start: datetime, *, sure: bool) -> Window | None:
    """From a stated start up to the post."""
    if start > frame.posted_at:
        return None
    span = make_span(start, frame.posted_at)
    return make_window(span, span if sure else None, Precision.APPROX)
