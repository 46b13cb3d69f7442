"""Days and places as people write them after a command."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.arguments import Question, parse_day, parse_question

TODAY = date(2025, 11, 14)
ASKED = date(2025, 11, 12)


@pytest.mark.parametrize(
    "text",
    [
        "2025-11-12",
        "12.11",
        "12.11.",
        "12.11.2025",
        "12.11.25",
        "12/11/2025",
        "12 ноября",
        "12 Ноября 2025",
        "12 ноя",
        "12 November",
        "12 nov 2025",
        "November 12",
        "November 12, 2025",
        "позавчера",
    ],
)
def test_a_day_is_understood_however_it_is_written(text: str) -> None:
    assert parse_day(text, TODAY) == ASKED


def test_relative_days_are_counted_from_today() -> None:
    assert parse_day("сегодня", TODAY) == TODAY
    assert parse_day("Today", TODAY) == TODAY
    assert parse_day("вчера", TODAY) == TODAY - timedelta(days=1)
    assert parse_day("yesterday", TODAY) == TODAY - timedelta(days=1)


def test_a_day_without_a_year_is_the_latest_such_day() -> None:
    assert parse_day("12.11", date(2026, 1, 5)) == date(2025, 11, 12)
    assert parse_day("31 декабря", date(2026, 1, 5)) == date(2025, 12, 31)
    assert parse_day("29.02", date(2026, 1, 5)) == date(2024, 2, 29)
    assert parse_day("29.02", date(2104, 1, 5)) == date(2096, 2, 29)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "31.02",
        "31.13",
        "12",
        "2025-13-01",
        "12.11.202",
        "1.2.3.4",
        "Калуга",
        "12 Калуга",
        "²2.11",
        "a b c d",
    ],
)
def test_what_is_no_day_is_not_guessed(text: str) -> None:
    assert parse_day(text, TODAY) is None


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("", Question()),
        ("Калуга", Question("Калуга")),
        ("Калуга 12.11", Question("Калуга", ASKED)),
        ("12.11 Калуга", Question("Калуга", ASKED)),
        ("Калужская область 12 ноября", Question("Калужская область", ASKED)),
        ("Нижний Новгород 12 ноября 2025", Question("Нижний Новгород", ASKED)),
        ("12 November Kaluga Region", Question("Kaluga Region", ASKED)),
        ("вчера", Question(None, TODAY - timedelta(days=1))),
        ("2025-11-12", Question(None, ASKED)),
        ("RU-KLU", Question("RU-KLU")),
        ("Калуга 31.13", Question("Калуга 31.13", bad_day="31.13")),
    ],
)
def test_a_place_and_a_day_are_told_apart(text: str, question: Question) -> None:
    assert parse_question(text, TODAY) == question


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading_of_arguments(text: str) -> None:
    day = parse_day(text, TODAY)
    assert day is None or isinstance(day, date)
    parse_question(text, TODAY)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2999, 12, 31)))
def test_every_full_date_comes_back_as_written(day: date) -> None:
    assert parse_day(day.isoformat(), TODAY) == day
    assert parse_day(f"{day:%d.%m.%Y}", TODAY) == day
