"""A calendar of months, each day shaded by its figure."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from domain.totals import Period, Totals, TotalsRow
from rendering.chart_figures import shade_bounds, shade_legend, short_figure, standing_of, tint_of
from rendering.chart_frame import frame_of
from rendering.i18n import Words
from rendering.picture import CalendarSpec, DayCell, MonthGrid, Standing, Tint

_A_MONDAY = date(2024, 1, 1)


def calendar_spec(
    totals: Totals, words: Words, *, at: datetime, zone: ZoneInfo, region: str | None = None
) -> CalendarSpec:
    """The months of totals by day, from the first to the last that the period touches."""
    rows = {date.fromisoformat(row.key): row for row in totals.rows}
    known = [row for row in rows.values() if standing_of(row) is not Standing.NOTHING]
    bounds = shade_bounds(row.tally.low for row in known if standing_of(row) is not Standing.SILENT)
    note = words.gettext("The whole is counted over the period, not added up from its days.")
    return CalendarSpec(
        frame=frame_of(totals, words, at=at, zone=zone, region=region, notes=[note] if len(rows) > 1 else []),
        months=tuple(_month(first, totals.period, rows, bounds, words) for first in _months(totals.period)),
        weekdays=tuple(words.weekday_name(_A_MONDAY + timedelta(days=n)) for n in range(7)),
        legend=tuple(shade_legend(known, bounds, words)),
    )


def _months(period: Period) -> list[date]:
    first = period.first_on.replace(day=1)
    months = []
    while first <= period.last_on:
        months.append(first)
        first = _following(first)
    return months


def _following(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def _month(
    first: date, period: Period, rows: Mapping[date, TotalsRow], bounds: Sequence[int], words: Words
) -> MonthGrid:
    days = [first + timedelta(days=n) for n in range((_following(first) - first).days)]
    cells = [
        _cell(day, rows.get(day), bounds, words) if period.first_on <= day <= period.last_on else None
        for day in days
    ]
    return MonthGrid(words.month(first), first.weekday(), tuple(cells))


def _cell(day: date, row: TotalsRow | None, bounds: Sequence[int], words: Words) -> DayCell:
    if row is None:
        return DayCell(day.day, Tint(Standing.NOTHING), "")
    return DayCell(day.day, tint_of(row, bounds), short_figure(row, words))
