"""Instants and spans as a reader in one zone sees them; aware UTC comes in."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.source import MOSCOW
from domain.totals import Period
from domain.window import Precision, Span, Window
from rendering.i18n import Words

_A_POINT = timedelta(minutes=30)
"""The length of "around 15.05": a quarter of an hour to each side."""


def render_clock(at: datetime, zone: ZoneInfo) -> str:
    """The time of day, "09:40"."""
    return f"{at.astimezone(zone):%H:%M}"


def render_zone(at: datetime, zone: ZoneInfo, words: Words) -> str:
    """«мск» / "MSK", or the offset of any other zone at that instant: "UTC+4", "UTC+5:30"."""
    if zone.key == MOSCOW:
        return words.gettext("MSK")
    offset = at.astimezone(zone).utcoffset() or timedelta()
    minutes = int(offset.total_seconds()) // 60
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours}{f':{rest:02}' if rest else ''}"


def render_instant(at: datetime, zone: ZoneInfo, words: Words) -> str:
    """ "12 November 2025, 09:40 MSK"."""
    day = words.full_day(at.astimezone(zone).date())
    return f"{day}, {render_clock(at, zone)} {render_zone(at, zone, words)}"


def render_span(span: Span, precision: Precision, zone: ZoneInfo, words: Words) -> str:
    """ "12 November, 08:00–20:00 MSK"; midnight ends a day as 24:00.

    A rough window says so: "around 15:05" where it is a point, "roughly" before a longer one.
    """
    start = span.start.astimezone(zone)
    end_on, end_clock = _end_of(span.end, zone)
    label = render_zone(span.end, zone, words)
    if precision is Precision.APPROX and span.end - span.start <= _A_POINT:
        middle = span.start.astimezone(UTC) + (span.end - span.start) / 2
        around = words.gettext("around {clock}").format(clock=render_clock(middle, zone))
        return f"{words.day(middle.astimezone(zone).date())}, {around} {label}"
    told = _hours_told(start, end_on, end_clock, words)
    if precision is Precision.APPROX:
        told = words.gettext("roughly {hours}").format(hours=told)
    return f"{told} {label}"


def render_window(window: Window, zone: ZoneInfo, words: Words) -> str:
    """The hours the words allow and, where they are fewer, those that they certainly cover.

    "11 November, 20:00 – 12 November, 09:40 MSK (certainly 00:00–05:00)": why a claim of 00:00–07:00 is not
    part of a bare "overnight" can be seen by these alone.
    """
    told = render_span(window.outer, window.precision, zone, words)
    if window.inner is None:
        return words.gettext("{hours} (no hours given)").format(hours=told)
    certain = render_certain(window, zone, words)
    if not certain:
        return told
    return words.gettext("{hours} (certainly {certain})").format(hours=told, certain=certain)


def render_certain(window: Window, zone: ZoneInfo, words: Words) -> str:
    """The hours that are certainly covered, without the zone; the days only where one would ask which.

    Nothing where there are none, where all the hours are certain, or where they are a point.
    """
    is_a_point = window.precision is Precision.APPROX and window.outer.end - window.outer.start <= _A_POINT
    if window.inner is None or window.inner == window.outer or is_a_point:
        return ""
    start = window.inner.start.astimezone(zone)
    end_on, end_clock = _end_of(window.inner.end, zone)
    if start.date() == end_on == _end_of(window.outer.end, zone)[0]:
        return f"{start:%H:%M}–{end_clock}"
    return _hours_told(start, end_on, end_clock, words)


def _hours_told(start: datetime, end_on: date, end_clock: str, words: Words) -> str:
    if start.date() == end_on:
        hours = f"{start:%H:%M}" if f"{start:%H:%M}" == end_clock else f"{start:%H:%M}–{end_clock}"
        return f"{words.day(end_on)}, {hours}"
    return f"{words.day(start.date())}, {start:%H:%M} – {words.day(end_on)}, {end_clock}"


def render_period(period: Period, words: Words) -> str:
    """ "12 November 2025", "6–12 November 2025", "27 October – 2 November 2025"."""
    first, last = period.first_on, period.last_on
    if first == last:
        return words.full_day(last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{words.full_day(last)}"
    start = words.day(first) if first.year == last.year else words.full_day(first)
    return f"{start} – {words.full_day(last)}"


def period_as_asked(period: Period) -> str:
    """A period as it is written after a command: "2025-11-12", "2025-11-06 – 2025-11-12"."""
    return " – ".join(dict.fromkeys((period.first_on.isoformat(), period.last_on.isoformat())))


def _end_of(end: datetime, zone: ZoneInfo) -> tuple[date, str]:
    local = end.astimezone(zone)
    if local.time() == time(0):
        return local.date() - timedelta(days=1), "24:00"
    return local.date(), f"{local:%H:%M}"
