"""Draws charts: bars of days, the histogram of hours, the calendar."""

from collections.abc import Sequence
from typing import Final

from rendering.draw_sheet import MARGIN, SMALL, WIDTH, Sheet
from rendering.picture import (
    Bar,
    BarsSpec,
    CalendarSpec,
    DayCell,
    HoursSpec,
    MonthGrid,
    Standing,
)

_INNER: Final = WIDTH - 2 * MARGIN
_HOURS_HEIGHT: Final = 620
_MONTH_GAP: Final = 30


def draw_bars(sheet: Sheet, spec: BarsSpec) -> None:
    """A row for each day; the fewer they are, the larger they are written."""
    row = 74 if len(spec.bars) <= 10 else 48 if len(spec.bars) <= 31 else 38
    size = min(32, row * 0.66)
    labels = max(sheet.width_of(bar.label, size) for bar in spec.bars)
    figures = max(sheet.width_of(bar.text, size, bold=True) for bar in spec.bars)
    left = MARGIN + labels + 18
    room = WIDTH - MARGIN - left - figures - 34
    greatest = max((max(bar.low, bar.high or 0) for bar in spec.bars), default=0)
    # An arrow needs a little way beyond the greatest bar.
    scale = (room - 34) / max(1, greatest)
    for bar in spec.bars:
        middle = sheet.y + row / 2
        color = sheet.palette.faint if bar.rests else sheet.palette.ink
        sheet.text(MARGIN, middle, bar.label, size, color=color)
        end = _draw_bar(sheet, bar, left, middle, row * 0.62, scale)
        nothing = bar.standing is Standing.NOTHING
        sheet.text(
            end + 14, middle, bar.text, size, bold=not nothing, color=sheet.palette.faint if nothing else None
        )
        sheet.y += row
    sheet.line(
        [left, left], [sheet.y - row * len(spec.bars), sheet.y], color=sheet.palette.faint, linewidth=1.5
    )
    sheet.y += 10
    _draw_bar_legend(sheet, spec.legend)


def _draw_bar(sheet: Sheet, bar: Bar, left: float, middle: float, height: float, scale: float) -> float:
    """The bar with its line; returns where it ends."""
    low = left + bar.low * scale
    high = left + (bar.high if bar.high is not None else bar.low) * scale
    top = middle - height / 2
    if bar.standing is Standing.SILENT:
        low = max(low, left + 16)
        sheet.fill(left, top, low - left, height, **_outline(sheet))
    elif bar.low:
        sheet.fill(left, top, low - left, height, facecolor=_solid(sheet), edgecolor="none")
    if bar.standing is Standing.DISPUTED:
        sheet.fill(low, top, high - low, height, **_hatch(sheet))
    elif bar.high is None:
        _draw_arrow(sheet, low, middle)
        return low + 40
    elif bar.high > bar.low:
        _draw_whisker(sheet, low, high, middle, height)
    return max(low, high)


def _solid(sheet: Sheet) -> str:
    return sheet.palette.shade(2, 4)


def _outline(sheet: Sheet) -> dict[str, object]:
    return {
        "facecolor": sheet.palette.silent,
        "edgecolor": sheet.palette.mark,
        "hatch": "..",
        "linewidth": 1.5,
    }


def _hatch(sheet: Sheet) -> dict[str, object]:
    return {
        "facecolor": sheet.palette.silent,
        "edgecolor": sheet.palette.mark,
        "hatch": "xx",
        "linewidth": 1.5,
    }


def _draw_whisker(sheet: Sheet, low: float, high: float, middle: float, height: float) -> None:
    style = {"color": sheet.palette.ink, "linewidth": 2.4}
    sheet.line([low, high], [middle, middle], **style)
    sheet.line([high, high], [middle - height * 0.3, middle + height * 0.3], **style)


def _draw_arrow(sheet: Sheet, low: float, middle: float) -> None:
    style = {"color": sheet.palette.ink, "linewidth": 2.4}
    sheet.line([low, low + 32], [middle, middle], **style)
    sheet.line([low + 22, low + 34, low + 22], [middle - 8, middle, middle + 8], **style)


def _draw_bar_legend(sheet: Sheet, legend: Sequence[tuple[str, str]]) -> None:
    for mark, label in legend:
        x, middle = MARGIN, sheet.y + 20
        match mark:
            case "whisker":
                _draw_whisker(sheet, x + 4, x + 44, middle, 28)
            case "arrow":
                _draw_arrow(sheet, x + 6, middle)
            case "hatch":
                sheet.fill(x, middle - 13, 46, 26, **_hatch(sheet))
            case _:
                sheet.fill(x, middle - 13, 46, 26, **_outline(sheet))
        sheet.text(x + 62, middle, label, SMALL)
        sheet.y += 40


def draw_hours(sheet: Sheet, spec: HoursSpec) -> None:
    """A bar for each hour; every third hour is named below."""
    step = _INNER / len(spec.counts)
    top, bottom = sheet.y + 40, sheet.y + _HOURS_HEIGHT
    scale = (bottom - top) / max(1, *spec.counts)
    for hour, count in enumerate(spec.counts):
        x = MARGIN + hour * step
        if count:
            height = count * scale
            sheet.fill(x + 3, bottom - height, step - 6, height, facecolor=_solid(sheet), edgecolor="none")
            size = 26 if count < 100 else 21
            sheet.text(x + step / 2, bottom - height - 18, str(count), size, align="center", bold=True)
        if hour % 3 == 0:
            sheet.text(x + step / 2, bottom + 30, f"{hour:02}", 28, align="center")
    sheet.line([MARGIN, WIDTH - MARGIN], [bottom, bottom], color=sheet.palette.faint, linewidth=1.5)
    sheet.y = bottom + 62
    sheet.text(WIDTH / 2, sheet.y + 14, spec.axis, SMALL, align="center", color=sheet.palette.faint)
    sheet.y += 40


def draw_calendar(sheet: Sheet, spec: CalendarSpec) -> None:
    """Months side by side, the fewer the larger."""
    columns = 1 if len(spec.months) == 1 else 2 if len(spec.months) <= 6 else 3
    width = (_INNER - (columns - 1) * _MONTH_GAP) / columns
    for first in range(0, len(spec.months), columns):
        row = spec.months[first : first + columns]
        ends = [
            _draw_month(sheet, month, spec.weekdays, MARGIN + n * (width + _MONTH_GAP), width)
            for n, month in enumerate(row)
        ]
        sheet.y = max(ends) + _MONTH_GAP
    sheet.legend_columns(spec.legend, 3)


def _draw_month(sheet: Sheet, month: MonthGrid, weekdays: Sequence[str], x: float, width: float) -> float:
    """Seven columns from Monday; returns where the month ends."""
    cell = width / 7
    size = min(36, cell * 0.42)
    y = sheet.y
    sheet.text(x, y + 20, month.title, min(38, max(28, size)), bold=True)
    y += 56
    for n, name in enumerate(weekdays):
        sheet.text(
            x + (n + 0.5) * cell, y, name, max(18, size * 0.62), align="center", color=sheet.palette.faint
        )
    y += 22
    height = cell if cell < 90 else cell * 0.72
    last = y
    # Weeks before the period leave no gap.
    first = next(n for n, day in enumerate(month.days) if day is not None)
    offset = month.offset - (first + month.offset) // 7 * 7
    for n, day in enumerate(month.days):
        place = n + offset
        left, top = x + (place % 7) * cell, y + (place // 7) * height
        if day is not None:
            last = top + height
            _draw_cell(sheet, day, left, top, cell, height)
    return last


def _draw_cell(sheet: Sheet, day: DayCell, x: float, y: float, width: float, height: float) -> None:
    """A large cell tells its figure below the day's number, a small one only the number."""
    style = sheet.palette.fill(day.tint)
    sheet.fill(x + 2, y + 2, width - 4, height - 4, **style)
    nothing = day.tint.standing is Standing.NOTHING
    face = style["facecolor"]
    ink = sheet.palette.faint if nothing else sheet.palette.ink_on(face)
    # A rim costs time; only letters over a hatch need it.
    halo = face if "hatch" in style else None
    if width < 60:
        sheet.text(
            x + width / 2,
            y + height / 2,
            str(day.number),
            height * 0.44,
            color=ink,
            align="center",
            halo=halo,
            rim=0.3,
        )
        return
    small = height * 0.25
    sheet.text(x + 10, y + 8 + small / 2, str(day.number), small, color=ink, halo=halo, rim=0.3)
    size = min(height * 0.4, 40.0)
    while size > 13 and sheet.width_of(day.text, size, bold=True) > width - 12:
        size -= 1
    if day.text:
        sheet.text(
            x + width / 2,
            y + height * 0.64,
            day.text,
            size,
            color=ink,
            align="center",
            bold=True,
            halo=halo,
            rim=0.3,
        )
