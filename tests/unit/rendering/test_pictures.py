"""Pictures as data: every mark says what the words say, and nothing on record is never a nought."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from delivery.splitting import CAPTION_LIMIT, split_html
from domain.claim import Flag
from domain.region import MOSCOW_REGION, region_key, region_table
from domain.tally import Tally
from domain.totals import HoursNamed, Period, Totals, TotalsRow
from rendering.chart_calendar import calendar_spec
from rendering.chart_days import days_spec
from rendering.chart_figures import shade_bounds, short_figure, standing_of
from rendering.chart_hours import hours_spec
from rendering.figures import render_figure
from rendering.i18n import Words, words_for
from rendering.map_picture import map_spec
from rendering.map_shapes import map_shapes
from rendering.picture import MapSpec, MapView, RegionMark, Standing
from rendering.pictures import render_caption

DAY = date(2025, 11, 12)
AT = datetime(2025, 11, 12, 6, 40, tzinfo=UTC)
MSK = ZoneInfo("Europe/Moscow")
WEEK = Period(DAY - timedelta(days=6), DAY)

Make = Callable[..., TotalsRow]
Count = Callable[..., Tally]


def of_day(*rows: TotalsRow, all_: TotalsRow) -> Totals:
    return Totals(Period(DAY, DAY), rows, all_)


def drawn(totals: Totals, words: Words, view: MapView = MapView.EUROPEAN) -> MapSpec:
    return map_spec(totals, words, view=view, at=AT, zone=MSK)


def marks_of(spec: MapSpec) -> dict[str, RegionMark]:
    return {mark.code: mark for mark in spec.marks}


@pytest.fixture
def every_form(row: Make, tally: Count) -> list[TotalsRow]:
    """A row for each way a figure can stand."""
    return [
        row("RU-KLU", tally(11, 11)),
        row("RU-BRY", tally(11, 21)),
        row("RU-ORL", tally(11, None)),
        row("RU-TUL", tally(18, 12), claims=2),
        row("RU-KRS", tally(18, 12, flags=(Flag.REVISED,))),
        row("RU-BEL", tally(1, None), unnumbered=1),
        row("RU-LIP", tally(0, 12), shared_count=14),
        row("RU-TAM", tally(0, 5)),
        row("RU-RYA", tally(1, 3, 3, flags=(Flag.INFERRED_FROM_SUM,))),
        row("RU-VOR", tally(10, 10, flags=(Flag.APPROXIMATE,))),
        row("RU-SMO", tally(12_345, 12_345)),
    ]


def numbers(text: str) -> set[str]:
    return set(re.findall(r"\d+", re.sub(r"(?<=\d)[\s,](?=\d)", "", text)))


@pytest.mark.parametrize("language", ["ru", "en"])
def test_short_figure_tells_no_number_that_the_words_do_not(
    language: str, every_form: list[TotalsRow]
) -> None:
    words = words_for(language)
    for each in every_form:
        assert numbers(short_figure(each, words)) <= numbers(render_figure(each, words)), each.key


def test_each_standing_has_its_short_figure(every_form: list[TotalsRow], en: Words) -> None:
    told = {row.key: (standing_of(row).value, short_figure(row, en)) for row in every_form}
    assert told == {
        "RU-KLU": ("counted", "11"),
        "RU-BRY": ("counted", "11–21"),
        "RU-ORL": ("counted", "≥11"),
        "RU-TUL": ("disputed", "12/18"),
        "RU-KRS": ("counted", "12"),
        "RU-BEL": ("silent", "≥1"),
        "RU-LIP": ("silent", "?"),
        "RU-TAM": ("silent", "≤5"),
        "RU-RYA": ("counted", "≈3"),
        "RU-VOR": ("counted", "≈10"),
        "RU-SMO": ("counted", "12,345"),
    }


def test_shades_cover_every_figure_and_are_few() -> None:
    for greatest in (1, 2, 5, 6, 7, 19, 20, 41, 98, 221, 4_000):
        bounds = shade_bounds([1, greatest])
        assert bounds[0] == 1
        assert list(bounds) == sorted(set(bounds))
        assert len(bounds) <= 6
        assert bounds[-1] <= greatest
    assert shade_bounds([]) == ()


def test_region_without_a_number_is_marked_but_not_shaded(row: Make, tally: Count, en: Words) -> None:
    silent = row("RU-BEL", tally(1, None), unnumbered=1)
    spec = drawn(of_day(silent, row("RU-KLU", tally(11, 11)), all_=silent), en)
    marks = marks_of(spec)
    assert (marks["RU-BEL"].tint.standing, marks["RU-BEL"].tint.shade) == (Standing.SILENT, None)
    assert marks["RU-KLU"].tint.shade is not None
    assert "RU-BRY" not in marks
    assert [entry.label for entry in spec.legend][-3:] == [
        "no number of its own",
        "no claims",
        "contested; ISO codes UA-…",
    ]


def test_contested_territories_are_marked_alike_with_claims_or_without(
    row: Make, tally: Count, en: Words
) -> None:
    crimea = row("UA-43", tally(14, 14))
    spec = drawn(of_day(crimea, all_=crimea), en)
    assert set(spec.contested) == {code for code in region_table() if code.startswith("UA-")}
    assert marks_of(spec)["UA-43"].contested
    assert spec.ranking == ()
    assert "Territories of disputed status: Crimea (UA-43) 14" in spec.frame.notes


def test_composite_region_fills_city_and_oblast_with_one_figure(row: Make, tally: Count, en: Words) -> None:
    whole = row("RU-MOW+RU-MOS", tally(5, 5), claims=2)
    city = row("RU-MOW", tally(2, 5))
    marks = marks_of(drawn(of_day(whole, city, all_=whole), en))
    assert marks["RU-MOW"].tint == marks["RU-MOS"].tint
    assert [marks[code].label for code in ("RU-MOW", "RU-MOS")] == ["", "5"]


def test_region_beyond_the_edge_of_the_map_is_told_below_it(row: Make, tally: Count, en: Words) -> None:
    far = row("RU-IRK", tally(3, 3))
    spec = drawn(of_day(far, all_=far), en)
    assert spec.marks == ()
    assert "Beyond the edge of the map: Irkutsk Region 3" in spec.frame.notes
    assert [mark.code for mark in drawn(of_day(far, all_=far), en, MapView.WHOLE).marks] == ["RU-IRK"]


def test_sea_is_told_below_the_map(row: Make, tally: Count, ru: Words) -> None:
    sea = row("sea:Черное море", tally(6, 6))
    spec = drawn(of_day(sea, all_=sea), ru)
    assert (spec.marks, spec.ranking) == ((), ())
    assert "Над морями: Чёрное море 6" in spec.frame.notes


def test_places_beyond_the_ranking_are_counted(row: Make, tally: Count, ru: Words) -> None:
    rows = [row(code, tally(n, n)) for n, code in enumerate(sorted(map_shapes(MapView.EUROPEAN).regions), 1)]
    own = [one for one in rows if one.key.startswith("RU")]
    spec = drawn(of_day(*rows, all_=rows[0]), ru)
    assert len(spec.ranking) == 10
    assert f"и ещё {len(own) - 10} места" in spec.frame.notes


def test_frame_says_whose_figures_they_are_and_as_of_when(row: Make, tally: Count, ru: Words) -> None:
    frame = drawn(of_day(all_=row("all", tally(11, 21))), ru).frame
    assert (frame.caveat, frame.stamp) == (
        "Заявления сторон войны, не проверены",
        "По данным на 12 ноября 2025, 09:40 мск",
    )
    assert frame.subtitle == "Всего: 11–21"
    assert frame.title.replace("\N{NO-BREAK SPACE}", " ") == "Сбитые беспилотники, 12 ноября 2025"


def test_day_without_claims_has_a_row_that_says_so(row: Make, tally: Count, en: Words) -> None:
    rows = (
        row("2025-11-06", tally(5, 5)),
        row("2025-11-08", tally(4, 9)),
        row("2025-11-09", tally(18, 12), claims=2),
        row("2025-11-10", tally(1, None), unnumbered=1),
    )
    spec = days_spec(Totals(WEEK, rows, row("all", tally(28, None))), en, at=AT, zone=MSK)
    assert [(bar.standing.value, bar.low, bar.high, bar.text) for bar in spec.bars] == [
        ("counted", 5, 5, "5"),
        ("nothing", 0, 0, "no claims"),
        ("counted", 4, 9, "4–9"),
        ("disputed", 12, 18, "12/18"),
        ("silent", 1, None, "≥1"),
        ("nothing", 0, 0, "no claims"),
        ("nothing", 0, 0, "no claims"),
    ]
    assert [mark for mark, _ in spec.legend] == ["whisker", "arrow", "hatch", "outline"]
    assert [bar.rests for bar in spec.bars] == [False, False, True, True, False, False, False]


def test_hours_tell_how_many_claims_named_none(row: Make, tally: Count, ru: Words) -> None:
    totals = Totals(WEEK, (), row("all", tally(11, 11)))
    spec = hours_spec(totals, HoursNamed((1,) * 24, 5, 12), ru, at=AT, zone=MSK, region="RU-KLU")
    assert spec.frame.notes[-1] == "Не вошли: 5 заявлений без часов или длиннее 12 часов"
    assert spec.axis == "час суток, мск"
    assert spec.frame.title.startswith("Калужская область. ")


def test_hours_tell_in_all_how_many_claims_not_how_many_drones(row: Make, tally: Count, ru: Words) -> None:
    totals = Totals(WEEK, (), row("all", tally(221, 221), 9))
    spec = hours_spec(totals, HoursNamed((1,) * 24, 0, 12), ru, at=AT, zone=MSK)
    assert spec.frame.subtitle == "Заявлений: 9"


def test_calendar_has_every_day_of_the_period_and_no_other(row: Make, tally: Count, en: Words) -> None:
    period = Period(date(2025, 10, 30), DAY)
    rows = (row("2025-11-01", tally(5, 5)), row("2025-11-12", tally(41, 41)))
    spec = calendar_spec(Totals(period, rows, row("all", tally(46, 46))), en, at=AT, zone=MSK)
    october, november = spec.months
    assert (october.title, november.title) == ("October 2025", "November 2025")
    assert [cell.number for cell in october.days if cell] == [30, 31]
    assert [cell.number for cell in november.days if cell] == list(range(1, 13))
    assert (october.offset, november.offset) == (2, 5)
    shaded = {cell.number: cell.text for cell in november.days if cell and cell.tint.shade is not None}
    assert shaded == {1: "5", 12: "41"}


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("originators", [1, 4, 14])
def test_caption_of_the_longest_names_fits_with_all_that_may_be_said(
    language: str, originators: int, row: Make, tally: Count
) -> None:
    names = ("mod", *(f"governor:{code}" for code in region_table()))[:originators]
    ends = [10_000 + 8_000 * (n % 2) for n in range(originators)]
    sides = tuple((name, tally(end, end)) for name, end in zip(names, ends, strict=True))
    disputed = row("all", tally(18_000, 10_000), 20, 3, by_originator=sides)
    totals = Totals(WEEK, (), disputed, disputed, as_of=AT, strict=True)
    for region in (*region_table(), region_key(MOSCOW_REGION)):
        told = render_caption(
            totals,
            words_for(language),
            MSK,
            region=region,
            about=Period(DAY, DAY),
            own_of_map=replace(disputed, key=region),
        )
        assert split_html(told, CAPTION_LIMIT) == [told]


def test_picture_from_history_says_so_in_its_title(row: Make, tally: Count, en: Words) -> None:
    now = of_day(all_=row("all", tally(11, 11)))
    then = drawn(replace(now, as_of=AT), en).frame.title.replace("\N{NO-BREAK SPACE}", " ")
    assert then == "Downed drones, 12 November 2025, as known at 12 November 2025, 09:40 MSK"
    assert "as known" not in drawn(now, en).frame.title
