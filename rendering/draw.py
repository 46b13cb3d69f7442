"""Draws pictures: PNG bytes from a spec. With draw_map.py and draw_charts.py the only users of matplotlib.

Slow to import (about a second) and to draw (some tenths): call it away from the event loop, and from one
thread at a time. Only the fonts that matplotlib brings are used.
"""

from collections.abc import Callable

from rendering.draw_charts import draw_bars, draw_calendar, draw_hours
from rendering.draw_map import draw_map
from rendering.draw_sheet import Sheet
from rendering.picture import BarsSpec, CalendarSpec, HoursSpec, MapSpec, PictureSpec, Theme


def draw_picture(spec: PictureSpec, theme: Theme) -> bytes:
    """The PNG of a spec: 1080 pixels wide, as high as its content needs, the same bytes for the same spec."""
    sheet = Sheet(theme)
    frame = spec.frame
    sheet.write_heading(frame.title, frame.subtitle)
    _body(spec)(sheet)
    sheet.write_closing(frame.notes, frame.caveat, frame.stamp)
    return sheet.png()


def _body(spec: PictureSpec) -> Callable[[Sheet], None]:
    match spec:
        case MapSpec():
            return lambda sheet: draw_map(sheet, spec)
        case BarsSpec():
            return lambda sheet: draw_bars(sheet, spec)
        case HoursSpec():
            return lambda sheet: draw_hours(sheet, spec)
        case CalendarSpec():
            return lambda sheet: draw_calendar(sheet, spec)
