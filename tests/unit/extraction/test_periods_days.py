"""Nights, parts of the day, dates and digests, by the table of docs/SEMANTICS.md."""

import pytest

from domain.window import Precision
from extraction.periods import choose_period, label_window
from extraction.wordsets import phrases
from tests.unit.extraction.period_reading import at, inner, only, outer, read

NIGHTS = phrases(
    "ночью; Сегодня ночью; этой ночью; минувшей ночью; За ночь; в течение прошедшей ночи; прошлой ночью",
    "в ночь на 14 марта; в ночь с 13 на 14 марта; Ночь 14 марта; ночью 14 марта; в ночь на пятницу",
    "в ночь с четверга на пятницу; в ночь с 13.03 на 14.03; Ночная атака; в ночное время",
    "overnight; Last night; Over the past night; during the past night; Tonight; on the night of March 13",
    "on the night of March 13 to 14; In the night of March 14; overnight on March 13-14; Thursday night",
    "in the early hours of March 14; in the early hours of the morning; the dead of night",
)


@pytest.mark.parametrize("text", NIGHTS)
def test_a_night_runs_from_eight_to_the_post_and_surely_from_midnight_to_five(text: str) -> None:
    match = only(text)
    assert match.kind == "night"
    assert not match.background
    assert outer(match) == (at("13.03 20:00"), at("14.03 09:40"))
    assert inner(match) == (at("14.03 00:00"), at("14.03 05:00"))


def test_a_night_ends_at_ten_in_a_later_post() -> None:
    assert outer(only("Сегодня ночью", "2025-03-14T15:00+03:00"))[1] == at("14.03 10:00")


def test_late_in_the_evening_the_night_is_the_one_that_has_begun() -> None:
    assert outer(only("ночью", "2025-03-14T23:30+03:00")) == (at("14.03 20:00"), at("14.03 23:30"))
    assert outer(only("минувшей ночью", "2025-03-14T23:30+03:00"))[1] == at("14.03 10:00")


def test_a_night_in_a_region_is_read_by_its_own_clock() -> None:
    match = only("Сегодня ночью", "2025-03-14T11:40+05:00", "Asia/Yekaterinburg")
    assert outer(match) == (at("13.03 18:00"), at("14.03 08:00"))


@pytest.mark.parametrize(
    ("text", "kind", "start", "end"),
    [
        ("Утром", "morning", "14.03 05:00", "14.03 09:40"),
        ("утром 13 марта", "morning", "13.03 05:00", "13.03 12:00"),
        ("за утро", "morning", "14.03 05:00", "14.03 09:40"),
        ("This morning", "morning", "14.03 05:00", "14.03 09:40"),
        ("Сегодня днём", "day", "14.03 08:00", "14.03 09:40"),
        ("вчера днём", "day", "13.03 08:00", "13.03 20:00"),
        ("весь день", "day", "14.03 08:00", "14.03 09:40"),
        ("в светлое время суток", "day", "14.03 08:00", "14.03 09:40"),
        ("под утро", "morning", "14.03 05:00", "14.03 09:40"),
        ("на рассвете", "morning", "14.03 05:00", "14.03 09:40"),
        ("this afternoon", "day", "14.03 08:00", "14.03 09:40"),
        ("вечером 13 марта", "evening", "13.03 17:00", "14.03 00:00"),
        ("вчера вечером", "evening", "13.03 17:00", "14.03 00:00"),
        ("поздним вечером", "evening", "13.03 17:00", "14.03 00:00"),
        ("накануне вечером", "evening", "13.03 17:00", "14.03 00:00"),
        ("yesterday evening", "evening", "13.03 17:00", "14.03 00:00"),
    ],
)
def test_parts_of_the_day_have_their_hours_and_a_sure_middle_half(
    text: str, kind: str, start: str, end: str
) -> None:
    match = only(text)
    quarter = (at(end) - at(start)) / 4
    assert match.kind == kind
    assert outer(match) == (at(start), at(end))
    assert inner(match) == (at(start) + quarter, at(end) - quarter)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Сегодня ночью и утром", "13.03 20:00", "14.03 09:40"),
        ("За прошлую ночь и утро", "13.03 20:00", "14.03 09:40"),
        ("overnight and in the morning", "13.03 20:00", "14.03 09:40"),
        ("вечером и ночью", "13.03 17:00", "14.03 09:40"),
        ("с вечера до утра", "13.03 17:00", "14.03 09:40"),
        ("с вечера 12 марта до утра 13 марта", "12.03 17:00", "13.03 12:00"),
    ],
)
def test_two_parts_of_the_day_make_one_window(text: str, start: str, end: str) -> None:
    assert outer(only(text)) == (at(start), at(end))


@pytest.mark.parametrize("text", ["Сегодня", "today", "Earlier in the day"])
def test_today_runs_from_midnight_to_the_post_and_is_sure_of_nothing(text: str) -> None:
    match = only(text)
    assert match.kind == "today"
    assert outer(match) == (at("14.03 00:00"), at("14.03 09:40"))
    assert inner(match) is None


@pytest.mark.parametrize(
    "text",
    ["За сутки", "за прошедшие сутки", "Over the past 24 hours", "за последние 24 часа", "over a single day"],
)
def test_the_past_day_has_an_hour_of_doubt_at_each_end(text: str) -> None:
    match = only(text)
    assert match.kind == "past_24h"
    assert outer(match) == (at("13.03 08:40"), at("14.03 09:40"))
    assert inner(match) == (at("13.03 10:40"), at("14.03 08:40"))
    span, precision = label_window(match)
    assert span is not None
    assert (span.start, span.end) == (at("13.03 09:40"), at("14.03 09:40"))
    assert precision is Precision.APPROX


@pytest.mark.parametrize(
    "text", phrases("13 марта; вчера; накануне; On March 13; on Thursday; 13 марта с.г.")
)
def test_a_day_without_hours_is_the_whole_day_and_sure_of_nothing(text: str) -> None:
    match = only(text)
    assert match.kind == "date"
    assert outer(match) == (at("13.03 00:00"), at("14.03 00:00"))
    assert inner(match) is None
    assert not match.background


@pytest.mark.parametrize(
    "text",
    phrases(
        "11 марта; 3 марта 2023 года; год назад; Годом ранее; две недели назад; в прошлом году; в 2023 году",
        "a year ago; on 12 March 2024; с 8 по 10 марта; The previous night, on March 11 and 12; в ноябре",
    ),
)
def test_another_time_than_the_posts_own_is_background(text: str) -> None:
    assert only(text).background


def test_that_day_points_back_to_the_time_told_before() -> None:
    matches = read("Ровно год назад здесь упал аппарат. В тот день над областью сбили семь.")
    assert [match.background for match in matches] == [True, True]
    assert matches[0].window == matches[1].window


def test_the_previous_night_belongs_to_the_date_its_sentence_names() -> None:
    matches = read("On March 12, the ministry said 30 were shot down during the previous night.")
    assert outer(matches[1]) == (at("11.03 20:00"), at("12.03 10:00"))


@pytest.mark.parametrize(
    "text",
    phrases(
        "за неделю; За минувшую неделю; с 8 по 13 марта; 8–13 марта; March 8-13; over the past week; weekly",
        "за последние три дня; с начала года; с начала 2025 года; с 3 марта; за выходные; в марте",
        "за двое суток",
        "с начала специальной военной операции; since the start of the special military operation",
    ),
)
def test_several_days_are_a_digest(text: str) -> None:
    assert only(text).kind == "date_span"


@pytest.mark.parametrize(
    "text",
    phrases(
        "По состоянию на 9:15; к 9 утра; до 7.00; by 9 a.m.; as of 9 a.m.; на 14 марта 2025 г.; до 15 марта",
        "до вечера; завтра утром; прогноз на ночь с 14 на 15 марта; от 13 марта",
    ),
)
def test_the_time_of_a_statement_is_no_window(text: str) -> None:
    match = only(text)
    assert match.kind == "status"
    assert match.window is None
    assert label_window(match) == (None, Precision.NONE)


def test_a_dateline_is_no_window() -> None:
    assert [match.kind for match in read("MOSCOW, March 14. Seven drones were destroyed overnight.")] == [
        "status",
        "night",
    ]


@pytest.mark.parametrize("text", ["За шесть часов", "within a four-hour window", "за 40 минут"])
def test_a_length_of_time_without_hours_has_no_window(text: str) -> None:
    match = only(text)
    assert match.kind == "duration"
    assert match.window is None


def test_the_last_hours_end_at_the_post() -> None:
    assert outer(only("за последние три часа")) == (at("14.03 06:40"), at("14.03 09:40"))


@pytest.mark.parametrize("text", ["с начала суток", "с начала дня", "с начала налёта", "с начала атаки"])
def test_a_running_total_is_never_the_posts_own_window(text: str) -> None:
    match = only(text)
    assert match.kind == "running"
    assert choose_period([match]) is None


@pytest.mark.parametrize(
    "text",
    phrases(
        "с 25.70 до 99.99; волна 102.5 FM; 1.30 млн рублей; счёт 3:2; тел. 12.30.45; На 63-м километре",
        "трасса М-4; дом 12.30; улица 8 Марта; площадь 9 Мая; с 3 до 5 тысяч; 43 и 17 лет; 24/7; по 5 дронов",
        "1958 года рождения; Добрый вечер; доброе утро; каждую ночь; три дня подряд; Ночной клуб; до обеда",
        "evening bulletin; it may 5; for the second time; в 12 домах; на 40 минут; 61-летний; в 2 часах езды",
    ),
)
def test_other_numbers_and_words_are_no_time(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    "text",
    phrases(
        "Вчера вечером и сегодня ночью; вечером и ночью; Вечером 13 марта и в ночь на 14 марта",
        "Минувшие вечер и ночь; в вечернее и ночное время; вчера вечером, ночью и сегодня утром",
        "yesterday evening and overnight",
    ),
)
def test_parts_of_the_day_that_follow_on_are_one_window(text: str) -> None:
    assert outer(only(text)) == (at("13.03 17:00"), at("14.03 09:40"))


@pytest.mark.parametrize("text", ["с вечера 13 марта", "со вчерашнего вечера", "since yesterday evening"])
def test_since_a_part_of_the_day_runs_up_to_the_post(text: str) -> None:
    match = only(text)
    assert match.kind == "start_only"
    assert outer(match) == (at("13.03 17:00"), at("14.03 09:40"))


def test_this_evening_after_midnight_is_the_evening_just_past() -> None:
    match = only("сегодня вечером", "2025-03-15T00:20+03:00")
    assert outer(match) == (at("14.03 17:00"), at("15.03 00:00"))


@pytest.mark.parametrize(
    "text",
    phrases(
        "с начала марта; за первое полугодие; за первые две недели; за субботу и воскресенье; за весь март",
        "с понедельника по пятницу; за прошедшие праздники; за второй квартал; за несколько дней",
    ),
)
def test_more_than_a_day_or_two_is_a_digest(text: str) -> None:
    assert [match.kind for match in read(text, "2025-03-22T09:40+03:00")] == ["date_span"]
