"""Pictures as PNG: of the right size, the same for the same figures, and no text leaves the sheet."""

import struct
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties
from matplotlib.image import imread

from domain.tally import Tally, TallyState
from domain.totals import HoursNamed, Period, Totals, TotalsRow
from rendering.chart_calendar import calendar_spec
from rendering.chart_days import days_spec
from rendering.chart_hours import hours_spec
from rendering.draw import draw_picture
from rendering.draw_sheet import MARGIN, WIDTH, Sheet
from rendering.i18n import words_for
from rendering.map_picture import map_spec
from rendering.map_shapes import map_shapes
from rendering.picture import MapView, PictureSpec, Theme

DAY = date(2025, 11, 12)
AT = datetime(2025, 11, 12, 6, 40, tzinfo=UTC)
MSK = ZoneInfo("Europe/Moscow")
MOST_BYTES = 300_000


def row(key: str, low: int, high: int | None) -> TotalsRow:
    state = TallyState.OPEN if high is None else TallyState.EXACT if low == high else TallyState.RANGE
    return TotalsRow(key, Tally(low, high, low, low, high, state), 1, 0)


def totals(rows: list[TotalsRow], days: int = 1) -> Totals:
    return Totals(Period(DAY - timedelta(days=days - 1), DAY), tuple(rows), row("all", 900, 1100))


def crowded(view: MapView) -> PictureSpec:
    """Every region has a long figure."""
    rows = [row(code, 100 + n, 200 + n) for n, code in enumerate(map_shapes(view).regions)]
    return map_spec(totals(rows), words_for("ru"), view=view, at=AT, zone=MSK)


def by_day(days: int) -> Totals:
    rows = [
        row((DAY - timedelta(days=n)).isoformat(), n * 7 % 50, None if n % 3 else n * 7 % 50 + 20)
        for n in range(days)
    ]
    return totals(rows, days)


def spec_of(kind: str) -> PictureSpec:
    words = words_for("ru")
    match kind:
        case "map":
            return crowded(MapView.EUROPEAN)
        case "whole":
            return crowded(MapView.WHOLE)
        case "days":
            return days_spec(by_day(62), words, at=AT, zone=MSK)
        case "hours":
            named = HoursNamed(tuple(range(24)), 3, 12)
            return hours_spec(by_day(7), named, words, at=AT, zone=MSK, region="RU-MOW+RU-MOS")
        case _:
            return calendar_spec(by_day(366), words, at=AT, zone=MSK)


@pytest.mark.parametrize("kind", ["map", "whole", "days", "hours", "calendar"])
def test_fullest_picture_is_small_enough_to_send_and_as_wide_as_a_phone_wants(kind: str) -> None:
    png = draw_picture(spec_of(kind), Theme.DARK)
    assert png.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", png[16:24])
    assert width == WIDTH
    # Telegram refuses photos whose sides together pass 10,000 or differ more than twentyfold.
    assert 400 < height < 4000
    assert len(png) <= MOST_BYTES


def test_same_figures_give_the_same_bytes_and_each_theme_its_own() -> None:
    spec = spec_of("hours")
    light = draw_picture(spec, Theme.LIGHT)
    assert draw_picture(spec, Theme.LIGHT) == light
    assert draw_picture(spec, Theme.DARK) != light


def test_picture_of_nothing_can_be_drawn() -> None:
    words = words_for("en")
    empty = Totals(Period(DAY, DAY), (), row("all", 0, 0))
    specs: list[PictureSpec] = [
        map_spec(empty, words, view=MapView.EUROPEAN, at=AT, zone=MSK),
        days_spec(empty, words, at=AT, zone=MSK),
        hours_spec(empty, HoursNamed((0,) * 24, 0, 12), words, at=AT, zone=MSK),
        calendar_spec(empty, words, at=AT, zone=MSK),
    ]
    assert all(draw_picture(spec, Theme.LIGHT) for spec in specs)


def test_text_is_broken_and_cut_to_the_width_it_has() -> None:
    sheet = Sheet(Theme.LIGHT)
    room = WIDTH - 2 * MARGIN
    lines = sheet.wrapped("Республика Северная Осетия – Алания. " * 3 + "я" * 90, 44, room, bold=True)
    assert len(lines) > 2
    assert all(sheet.width_of(line, 44, bold=True) <= room for line in lines)
    assert lines[-1].endswith("…")


def test_width_of_a_line_is_what_it_takes_on_the_sheet() -> None:
    sheet = Sheet(Theme.LIGHT)
    renderer = RendererAgg(1, 1, 100)
    for text, size in (("Республика Марий Эл, 11–21", 44), ("≥1 of Tatarstan AVAV", 26), ("98/107", 17)):
        for bold in (True, False):
            font = FontProperties(family="DejaVu Sans", weight="bold" if bold else "normal", size=size * 0.72)
            taken = renderer.get_text_width_height_descent(text, font, ismath=False)[0]
            assert taken * 0.98 <= sheet.width_of(text, size, bold=bold) <= taken * 1.12


def test_dollar_signs_are_letters_and_no_formula() -> None:
    sheet = Sheet(Theme.LIGHT)
    sheet.write("$5 – \\frac$ {x_1^2}", 30)
    assert sheet.png()


@pytest.mark.parametrize("theme", list(Theme))
def test_no_ground_of_a_client_shines_through(theme: Theme) -> None:
    """A picture that is drawn for light and opened by night keeps its own ground under its letters."""
    pixels = imread(BytesIO(draw_picture(spec_of("days"), theme)))
    assert pixels.shape[2] == 3 or pixels[..., 3].min() == 1.0
