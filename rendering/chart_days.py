"""The days of a period as bars, one below the other: a phone is tall."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from domain.tally import TallyState
from domain.totals import Period, Totals, TotalsRow
from rendering.chart_figures import short_figure, standing_of
from rendering.chart_frame import frame_of
from rendering.i18n import Words
from rendering.picture import Bar, BarsSpec, Standing

_SATURDAY = 5


def days_spec(
    totals: Totals, words: Words, *, at: datetime, zone: ZoneInfo, region: str | None = None
) -> BarsSpec:
    """A bar for each day of totals by day; a day without a row has nothing on record."""
    rows = {date.fromisoformat(row.key): row for row in totals.rows}
    days = each_day(totals.period)
    note = words.gettext("The whole is counted over the period, not added up from its days.")
    return BarsSpec(
        frame=frame_of(totals, words, at=at, zone=zone, region=region, notes=[note] if len(rows) > 1 else []),
        bars=tuple(_bar(day, rows.get(day), words) for day in days),
        legend=_legend(list(rows.values()), words),
    )


def each_day(period: Period) -> list[date]:
    """The days of a period, both ends among them."""
    return [period.first_on + timedelta(days=n) for n in range((period.last_on - period.first_on).days + 1)]


def _bar(day: date, row: TotalsRow | None, words: Words) -> Bar:
    label, rests = words.short_weekday(day), day.weekday() >= _SATURDAY
    standing = Standing.NOTHING if row is None else standing_of(row)
    if row is None or standing is Standing.NOTHING:
        return Bar(label, Standing.NOTHING, 0, 0, words.gettext("no claims"), rests=rests)
    ends = _ends(row)
    return Bar(label, standing, ends.low, ends.high, short_figure(row, words), rests=rests)


@dataclass(frozen=True, slots=True)
class _Ends:
    low: int
    high: int | None


def _ends(row: TotalsRow) -> _Ends:
    tally = row.tally
    if row.shared_count is not None:
        return _Ends(0, 0)
    if tally.state is not TallyState.DISPUTED:
        return _Ends(tally.low, tally.high)
    # A source that corrected itself leaves one figure; what others dispute has two.
    return _Ends(tally.low, tally.high or tally.floor if standing_of(row) is Standing.DISPUTED else tally.low)


def _legend(rows: Sequence[TotalsRow], words: Words) -> tuple[tuple[str, str], ...]:
    marks = {mark for row in rows for mark in _marks(row)}
    told = (
        ("whisker", words.gettext("up to the most the claims allow")),
        ("arrow", words.gettext("no upper limit")),
        ("hatch", words.gettext("claims disagree")),
        ("outline", words.gettext("no number of its own")),
    )
    return tuple(entry for entry in told if entry[0] in marks)


def _marks(row: TotalsRow) -> list[str]:
    standing, ends = standing_of(row), _ends(row)
    if standing is Standing.NOTHING:
        return []
    if standing is Standing.DISPUTED:
        return ["hatch"]
    marks = ["outline"] if standing is Standing.SILENT else []
    if ends.high is None:
        return [*marks, "arrow"]
    return [*marks, "whisker"] if ends.high > ends.low else marks
