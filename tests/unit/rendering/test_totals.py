"""Totals: the whole first, contested territories last, and what every figure is."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from domain.tally import NOTHING, Tally
from domain.totals import Period, Totals, TotalsRow
from rendering.i18n import Words
from rendering.regions import render_region
from rendering.totals import render_digest, render_totals, render_week

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
        "<b>Downed drones: Moscow city and oblast</b>",
        "12 November 2025: no claims on record",
        "30 October – 5 November 2025: at least 11 (1 claim without a number)",
        "All records: 40",
    ]


def test_a_digest_names_the_regions_new_that_day(row: MakeRow, tally: MakeTally, ru: Words) -> None:
    told = render_digest(_day(row, tally), ru, new_regions=("RU-KLU", "UA-43"))
    assert told.splitlines()[0] == "<b>Итоги: сбитые беспилотники, 12 ноября 2025</b>"
    assert told.splitlines()[-1] == "Новые за день: Калужская область, Крым"
    assert "Новые" not in render_digest(_day(row, tally), ru)


def test_hours_of_the_day_before_are_marked_with_one_footnote(
    row: MakeRow, tally: MakeTally, en: Words, ru: Words
) -> None:
    rows = (row("RU-KLU", tally(11, 11), 2, 1, straddling=1), row("RU-BRY", tally(8, 8)))
    night = Totals(DAY, rows, row("all", tally(19, 19), 3, straddling=1))
    lines = render_totals(night, en).splitlines()
    assert "<b>In all: 19*</b>" in lines
    assert "Kaluga Region: 11* (1 claim without a number)" in lines
    assert "Bryansk Region: 8" in lines
    note = "<i>* some of the hours begin the day before; a night counts on its morning</i>"
    assert lines.count(note) == 1
    assert "* часть часов начинается накануне" in render_totals(night, ru)
    assert "* some" not in render_totals(_day(row, tally), en)
    assert "Wed 12 November: 19*" in render_week(
        Totals(WEEK, (row("2025-11-12", tally(19, 19), straddling=1),), row("all", tally(19, 19))), en
    )


def test_a_strict_answer_says_so_and_how_many_it_left_out(
    row: MakeRow, tally: MakeTally, en: Words, ru: Words
) -> None:
    rows = (row("RU-KLU", NOTHING, 0, left_out=1), row("RU-BRY", tally(8, None), 2, 1, left_out=1))
    strict = Totals(DAY, rows, row("all", tally(8, 8), left_out=2), strict=True)
    lines = render_totals(strict, en).splitlines()
    assert lines[0] == "<b>Downed drones, 12 November 2025, hours within it only</b>"
    left_out = "Left out: 2 claims whose hours cross the edge of the period (Kaluga Region, Bryansk Region)"
    assert f"<i>{left_out}</i>" in lines
    assert "Bryansk Region: at least 8 (1 claim without a number)" in lines
    assert "".join(lines).casefold().count("left out") == 1
    assert "".join(lines).count("Kaluga") == 1
    russian = render_totals(strict, ru)
    assert "<b>Сбитые беспилотники, 12 ноября 2025, только часы внутри периода</b>" in russian
    assert "Исключено: 2 заявления, чьи часы выходят за край периода" in russian
    whole = Totals(DAY, (), row("all", tally(8, 8)), strict=True)
    assert "No claim's hours cross the edge of the period." in render_totals(whole, en)


def test_an_answer_from_history_names_its_instant(
    row: MakeRow, tally: MakeTally, moscow: ZoneInfo, en: Words, ru: Words
) -> None:
    then = datetime(2025, 11, 12, 6, 40, tzinfo=UTC)
    told = Totals(DAY, (), row("all", tally(8, 8)), as_of=then)
    assert render_totals(told, en, zone=moscow).splitlines()[0] == (
        "<b>Downed drones, 12 November 2025, as known at 12 November 2025, 09:40 MSK</b>"
    )
    assert "как было известно на 12 ноября 2025, 09:40 мск" in render_totals(told, ru, zone=moscow)


def test_an_answer_about_a_region_names_it_and_never_passes_for_the_country(
    row: MakeRow, tally: MakeTally, en: Words, ru: Words
) -> None:
    sides = (("governor:RU-KLU", tally(18, 18)), ("mod", tally(12, 12)))
    days = (row("2025-11-12", tally(18, 12), 2, by_originator=sides),)
    week = Totals(WEEK, days, row("all", tally(18, 12), 2, by_originator=sides), region="RU-KLU")
    assert render_week(week, ru).splitlines()[:3] == [
        "<b>Калужская область. Сбитые беспилотники, 6–12 ноября 2025</b>",
        "<b>Всего: данные расходятся: 12 (Минобороны) / 18 (губернатор)</b>",
        "ср 12 ноября: данные расходятся: 12 (Минобороны) / 18 (губернатор)",
    ]
    day = Totals(DAY, (row("RU-KLU", tally(8, 8)),), row("all", tally(8, 8)), region="RU-KLU")
    assert render_totals(day, en).startswith("<b>Kaluga Region. Downed drones, 12 November 2025</b>")


def test_a_total_for_the_country_that_holds_the_regions_is_not_said_to_stand_beside_them(
    row: MakeRow, tally: MakeTally, en: Words, ru: Words
) -> None:
    """The ministry's twenty, and governors' twenty of the same night: nothing is left "not split"."""
    whole = replace(tally(20, 20), counted=("1.1.0",), folded={"2.2.0": ("1.1.0",), "3.3.0": ("1.1.0",)})
    national = replace(tally(20, 20), counted=("1.1.0",))
    regions = (row("RU-KLU", tally(11, 11)), row("RU-BRY", tally(9, 9)))
    told = Totals(DAY, regions, row("all", whole, 3), row("not_split", national))
    assert "<b>In all: 20</b>; claimed for the country as a whole: 20" in render_totals(told, en)
    assert "<b>Всего: 20</b>; заявлено по стране в целом: 20" in render_totals(told, ru)
    beside = replace(tally(40, 40), counted=("1.1.0", "2.2.0", "3.3.0"))
    told = Totals(DAY, regions, row("all", beside, 3), row("not_split", national))
    assert "<b>In all: 40</b>, of them not split by region: 20" in render_totals(told, en)


def test_disputed_regions_stand_apart_with_both_sides(
    row: MakeRow, tally: MakeTally, en: Words, ru: Words
) -> None:
    sides = (("governor:RU-KLU", tally(18, 18)), ("mod", tally(12, 12)))
    rows = (row("RU-KLU", tally(18, 12), 2, by_originator=sides), row("RU-BRY", tally(8, 8)))
    told = Totals(DAY, rows, row("all", tally(20, 26), 3))
    assert render_totals(told, en).splitlines()[1:5] == [
        "<b>In all: 20–26</b>",
        "Bryansk Region: 8",
        "<i>The claims disagree: /disputed</i>",
        "Kaluga Region: 12 (ministry) / 18 (governor)",
    ]
    assert "<i>Данные расходятся: /disputed</i>\nКалужская область: 12 (Минобороны) /" in render_totals(
        told, ru
    )
