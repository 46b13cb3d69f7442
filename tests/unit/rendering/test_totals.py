"""Totals: the whole first, contested territories last, and what every figure is."""

from collections.abc import Callable
from datetime import date

from domain.tally import NOTHING, Tally
from domain.totals import Period, Totals, TotalsRow
from rendering.i18n import Words
from rendering.totals import render_digest, render_region, render_totals, render_week

MakeTally = Callable[..., Tally]
MakeRow = Callable[..., TotalsRow]
DAY = Period(date(2025, 11, 12), date(2025, 11, 12))
WEEK = Period(date(2025, 11, 6), date(2025, 11, 12))


def _day(row: MakeRow, tally: MakeTally) -> Totals:
    rows = (
        row("RU-KLU", tally(11, 21), 2),
        row("UA-43", tally(90, 90)),
        row("RU-BRY", tally(85, None), 4, 1),
        row("RU-SMO", tally(11, None), 2),
    )
    return Totals(DAY, rows, row("all", tally(221, 221), 9), row("not_split", tally(66, 66)))


def test_a_day_is_told_from_the_whole_down(row: MakeRow, tally: MakeTally, en: Words) -> None:
    assert render_totals(_day(row, tally), en).splitlines() == [
        "<b>Downed drones, 12 November 2025</b>",
        "<b>In all: 221</b>, of them not split by region: 66",
        "Bryansk Region: at least 85 (1 claim without a number)",
        "Smolensk Region: at least 11",
        "Kaluga Region: 11–21",
        "<i>Territories of disputed status</i>",
        "Crimea: 90",
        "<i>Claims of the parties to the war, not verified. Whose and why: /why</i>",
    ]


def test_contested_territories_can_be_left_out(row: MakeRow, tally: MakeTally, ru: Words) -> None:
    told = render_totals(_day(row, tally), ru, show_contested=False)
    assert "Крым" not in told
    assert "оспаривается" not in told


def test_a_day_without_claims_has_no_zero(en: Words, ru: Words) -> None:
    empty = Totals(DAY, (), TotalsRow("all", NOTHING, 0, 0))
    assert "In all: no claims on record" in render_totals(empty, en)
    assert "Всего: заявлений не найдено" in render_totals(empty, ru)


def test_a_national_figure_without_regions_is_said_to_be_not_split(
    row: MakeRow, tally: MakeTally, en: Words
) -> None:
    whole = Totals(DAY, (), row("all", tally(57, 57)), row("not_split", tally(57, 57)))
    assert "<b>In all: 57</b>, not split by region" in render_totals(whole, en)


def test_a_week_is_told_by_day_and_not_added_up(row: MakeRow, tally: MakeTally, ru: Words) -> None:
    week = Totals(
        WEEK,
        (row("2025-11-11", tally(57, 57)), row("2025-11-12", tally(173, 173))),
        row("all", tally(173, 230), 2),
    )
    assert render_week(week, ru).splitlines()[:5] == [
        "<b>Сбитые беспилотники, 6–12 ноября 2025</b>",
        "<b>Всего: 173–230</b>",
        "вт 11 ноября: 57",
        "ср 12 ноября: 173",
        "Итог посчитан за всю неделю, а не сложен из дней.",
    ]


def test_a_region_is_told_over_a_day_a_week_and_all_records(
    row: MakeRow, tally: MakeTally, en: Words
) -> None:
    def over(period: Period, figure: TotalsRow) -> Totals:
        return Totals(period, (), figure)

    told = render_region(
        "RU-MOW+RU-MOS",
        over(DAY, row("all", NOTHING, 0)),
        over(Period(date(2025, 10, 30), date(2025, 11, 5)), row("all", tally(11, None), 3, 1)),
        row("RU-MOW+RU-MOS", tally(40, 40), 5),
        en,
    )
    assert told.splitlines()[:4] == [
        "<b>Downed drones: Moscow region, city and oblast together</b>",
        "12 November 2025: no claims on record",
        "30 October – 5 November 2025: at least 11 (1 claim without a number)",
        "All records: 40",
    ]


def test_a_digest_names_the_regions_new_that_day(row: MakeRow, tally: MakeTally, ru: Words) -> None:
    told = render_digest(_day(row, tally), ru, new_regions=("RU-KLU", "UA-43"))
    assert told.splitlines()[0] == "<b>Итоги: сбитые беспилотники, 12 ноября 2025</b>"
    assert told.splitlines()[-1] == "Новые за день: Калужская область, Крым"
    assert "Новые" not in render_digest(_day(row, tally), ru)
