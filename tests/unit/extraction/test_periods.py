"""Clock hours as windows, by the table of docs/SEMANTICS.md."""

from datetime import timedelta

import pytest

from domain.window import Precision
from extraction.periods import label_window
from tests.unit.extraction.period_reading import at, inner, only, outer

RANGES = [
    ("с 22.15 мск 13 марта до 6.30 мск 14 марта", "13.03 22:15", "14.03 06:30"),
    ("В период с 22:15 мск до 06:30 мск", "13.03 22:15", "14.03 06:30"),
    ("с 0.00 до 5.00", "14.03 00:00", "14.03 05:00"),
    ("за период с 21.00 мск 13 марта по 07.00 мск 14 марта", "13.03 21:00", "14.03 07:00"),
    ("с 08.00 часов 13 марта до 06.00 часов 14 марта", "13.03 08:00", "14.03 06:00"),
    ("с 19.00 мск 13.03 до 7.00 мск 14.03", "13.03 19:00", "14.03 07:00"),
    ("с 20:00 13.03.2025 до 8:00 14.03.2025", "13.03 20:00", "14.03 08:00"),
    ("с 20.00 мск 13 до 7.00 мск 14 марта", "13.03 20:00", "14.03 07:00"),
    ("с 13 марта 23.20 до 14 марта 7.00", "13.03 23:20", "14.03 07:00"),
    ("13 марта с 20.00 до 23.00", "13.03 20:00", "13.03 23:00"),
    ("вчера с 18:00 до 23:00", "13.03 18:00", "13.03 23:00"),
    ("с 20.00 мск 13 марта до 24.00 мск", "13.03 20:00", "14.03 00:00"),
    ("с 22.00 до 5.00 14 марта", "13.03 22:00", "14.03 05:00"),
    ("с 22.00 вчерашнего дня до 5.00", "13.03 22:00", "14.03 05:00"),
    ("с девяти вечера до трёх ночи", "13.03 21:00", "14.03 03:00"),
    ("с 2 до 4 ночи", "14.03 02:00", "14.03 04:00"),
    ("с 22 часов до 6 утра", "13.03 22:00", "14.03 06:00"),
    ("с полуночи до 6 утра", "14.03 00:00", "14.03 06:00"),
    ("с полуночи и до шести утра", "14.03 00:00", "14.03 06:00"),
    ("с часу до трёх ночи", "14.03 01:00", "14.03 03:00"),
    ("между часом и двумя ночи", "14.03 01:00", "14.03 02:00"),
    ("с 23-00 до 5-30", "13.03 23:00", "14.03 05:30"),
    ("с 2-х до 5-ти часов утра", "14.03 02:00", "14.03 05:00"),
    ("с 9.00мск 13.03 до 17.00мск", "13.03 09:00", "13.03 17:00"),
    ("между 22:00 и 3:00", "13.03 22:00", "14.03 03:00"),
    ("Поздним вечером, с 22:14 до 22:51", "13.03 22:14", "13.03 22:51"),
    ("В ночь на 14 марта с 22.00 мск 13 марта до 6.00 мск 14 марта", "13.03 22:00", "14.03 06:00"),
    ("в ночь на 14 марта с 22.00 до 4.00", "13.03 22:00", "14.03 04:00"),
    ("between 10:45 pm on March 13 and 7:00 am on March 14", "13.03 22:45", "14.03 07:00"),
    ("From 8:00 p.m. on 13 March to 7:00 a.m. on 14 March, Moscow time", "13.03 20:00", "14.03 07:00"),
    ("from March 13, 8:00 p.m. to March 14, 7:00 a.m.", "13.03 20:00", "14.03 07:00"),
    ("from 10 to 11 p.m.", "13.03 22:00", "13.03 23:00"),
    ("from 11 to 1 a.m.", "13.03 23:00", "14.03 01:00"),
    ("10 p.m. to 6 a.m. Moscow time", "13.03 22:00", "14.03 06:00"),
    ("between 8 p.m. GMT on March 13 and 3:30 a.m. GMT on March 14", "13.03 23:00", "14.03 06:30"),
]


@pytest.mark.parametrize(("text", "start", "end"), RANGES)
def test_hours_as_written_are_both_the_outer_and_the_inner_window(text: str, start: str, end: str) -> None:
    match = only(text)
    assert match.kind == "range"
    assert outer(match) == inner(match) == (at(start), at(end))
    assert match.window is not None
    assert match.window.precision is Precision.MINUTE


def test_a_window_that_would_end_after_the_post_belongs_to_the_previous_day() -> None:
    match = only("с 20.00 до 23.00", "2025-03-14T00:24+03:00")
    assert outer(match) == (at("13.03 20:00"), at("13.03 23:00"))


def test_a_dated_window_is_cut_at_the_post() -> None:
    match = only("с 5.00 до 12.00 14 марта")
    assert outer(match) == (at("14.03 05:00"), at("14.03 09:40"))


def test_a_date_of_december_in_january_belongs_to_last_year() -> None:
    match = only("с 22:00 31 декабря до 3:30 1 января", "2025-01-01T08:00+03:00")
    assert outer(match) == (at("31.12.2024 22:00"), at("01.01.2025 03:30"))


def test_moscow_hours_are_moscow_hours_wherever_they_are_said() -> None:
    said = only("с 1.00 до 3.00 мск", "2025-03-14T09:40+05:00", "Asia/Yekaterinburg")
    assert outer(said) == (at("14.03 01:00"), at("14.03 03:00"))


def test_a_governors_bare_hours_are_in_the_zone_of_the_region() -> None:
    bare = only("с 3.00 до 5.00", "2025-03-14T09:40+05:00", "Asia/Yekaterinburg")
    assert outer(bare) == (at("14.03 01:00"), at("14.03 03:00"))


def test_the_ministry_speaks_moscow_time() -> None:
    bare = only("с 1.00 до 3.00", "2025-03-14T09:40+05:00", "Asia/Yekaterinburg", ministry=True)
    assert outer(bare) == (at("14.03 01:00"), at("14.03 03:00"))


@pytest.mark.parametrize(
    "text",
    [
        "с 23:30 до 04:10 по местному времени (22:30 – 03:10 мск)",
        "с 23:30 до 04:10 (22:30 – 03:10 мск)",
        "С 23:30 до 04:10 по самарскому времени (с 22:30 до 03:10 мск)",
    ],
)
def test_the_same_hours_in_brackets_in_another_zone_are_one_period(text: str) -> None:
    match = only(text, "2025-03-14T09:40+04:00", "Europe/Samara")
    assert outer(match) == (at("13.03 22:30"), at("14.03 03:10"))


def test_the_same_hours_in_gmt_are_one_period() -> None:
    text = "Between 9:00 p.m. Moscow time on March 13 and 6:30 a.m. (between 6:00 p.m. GMT and 3:30 a.m. GMT)"
    assert outer(only(text)) == (at("13.03 21:00"), at("14.03 06:30"))


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("около 5.40", "14.03 05:40"),
        ("14 марта в районе 03.00 мск", "14.03 03:00"),
        ("Сегодня около 3 часов", "14.03 03:00"),
        ("около часа ночи", "14.03 01:00"),
        ("примерно в 23:10", "13.03 23:10"),
        ("около шести утра", "14.03 06:00"),
        ("накануне около 23:00", "13.03 23:00"),
        ("в ночь на 14 марта, около 22:30", "13.03 22:30"),
        ("at around 3 a.m.", "14.03 03:00"),
        ("shortly before 3 a.m. on March 14", "14.03 03:00"),
    ],
)
def test_about_an_hour_is_a_quarter_of_an_hour_either_way(text: str, moment: str) -> None:
    match = only(text)
    quarter = timedelta(minutes=15)
    assert match.kind == "point"
    assert outer(match) == (at(moment) - quarter, at(moment) + quarter)
    assert inner(match) == (at(moment), at(moment))


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("в 01:47 часов", "14.03 01:47"),
        ("в 3 часа 45 минут", "14.03 03:45"),
        ("Вчера в 23:15", "13.03 23:15"),
        ("в половине третьего ночи", "14.03 02:30"),
        ("at 3:05 a.m. on March 13", "13.03 03:05"),
        ("at two in the morning", "14.03 02:00"),
    ],
)
def test_a_moment_is_a_window_of_one_minute(text: str, moment: str) -> None:
    match = only(text)
    assert match.kind == "point"
    assert outer(match) == inner(match) == (at(moment), at(moment))
    assert label_window(match)[1] is Precision.MINUTE


def test_an_hour_counted_by_its_ordinal_is_some_time_within_it() -> None:
    match = only("в третьем часу ночи")
    assert outer(match) == (at("14.03 02:00"), at("14.03 03:00"))
    assert inner(match) is None


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("с 19.00 мск 13.03", "13.03 19:00"),
        ("с 08:00 часов 13 марта", "13.03 08:00"),
        ("сегодня с 12 часов ночи", "14.03 00:00"),
        ("начиная с 21.00 мск", "13.03 21:00"),
        ("с 23.00 мск 13 марта по настоящее время", "13.03 23:00"),
        ("since midnight", "14.03 00:00"),
    ],
)
def test_a_start_without_an_end_lasts_until_the_post(text: str, start: str) -> None:
    match = only(text)
    assert match.kind == "start_only"
    assert outer(match) == inner(match) == (at(start), at("14.03 09:40"))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("в 4-м часу утра", "14.03 03:00", "14.03 04:00"),
        ("в начале шестого утра", "14.03 05:00", "14.03 05:30"),
        ("около 3-4 часов утра", "14.03 03:00", "14.03 04:00"),
        ("ближе к пяти утра", "14.03 04:45", "14.03 05:15"),
        ("около 3:30 (мск)", "14.03 03:15", "14.03 03:45"),
        ("at about 2:30am", "14.03 02:15", "14.03 02:45"),
    ],
)
def test_a_rough_hour_allows_some_minutes_either_way(text: str, start: str, end: str) -> None:
    assert outer(only(text)) == (at(start), at(end))


@pytest.mark.parametrize("text", ["в полтретьего ночи", "в половине третьего ночи", "в 04:30 (МСК+2)"])
def test_a_moment_is_its_minute(text: str) -> None:
    assert outer(only(text)) == (at("14.03 02:30"), at("14.03 02:30"))


def test_a_rough_hour_stays_rough_when_told_again_in_moscow_time() -> None:
    match = only("около 11:20 (9:20 мск)", "2025-03-14T12:40+05:00", "Asia/Yekaterinburg")
    assert outer(match) == (at("14.03 09:05"), at("14.03 09:35"))
