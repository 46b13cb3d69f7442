"""A place, days, "strict", "as of" and a page, as people write them after a command."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.totals import Period
from handlers.questions import Asked, parse_asked

MOSCOW = ZoneInfo("Europe/Moscow")
TODAY = date(2025, 11, 14)
DAY = Period(date(2025, 11, 12), date(2025, 11, 12))
SIX_TO_TWELVE = Period(date(2025, 11, 6), date(2025, 11, 12))
AT_0940 = datetime(2025, 11, 12, 9, 40, tzinfo=MOSCOW)


@pytest.mark.parametrize(
    "text",
    [
        "6–12 ноября",
        "6.11-12.11",
        "6.11–12.11",
        "06.11.2025 - 12.11.2025",
        "2025-11-06 – 2025-11-12",
        "2025-11-06..2025-11-12",
        "с 6 ноября по 12 ноября",
        "с 6 по 12 ноября 2025",
        "from 6 November to 12 November",
        "6 ноября — 12.11",
    ],
)
def test_a_period_is_understood_however_it_is_written(text: str) -> None:
    assert parse_asked(text, TODAY, MOSCOW) == Asked(period=SIX_TO_TWELVE)
    assert parse_asked(f"Калужская область {text}", TODAY, MOSCOW) == Asked(
        "Калужская область", SIX_TO_TWELVE
    )


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("", Asked()),
        ("Калуга", Asked("Калуга")),
        ("Калуга 12.11", Asked("Калуга", DAY)),
        ("week", Asked(period=Period(date(2025, 11, 8), TODAY))),
        ("Калуга за неделю", Asked("Калуга", Period(date(2025, 11, 8), TODAY))),
        ("month Kaluga", Asked("Kaluga", Period(date(2025, 10, 16), TODAY))),
        ("30 декабря – 2 января", Asked(period=Period(date(2024, 12, 30), date(2025, 1, 2)))),
        ("Ростов-на-Дону", Asked("Ростов-на-Дону")),
        ("strict", Asked(strict=True)),
        ("12.11 строго Калуга", Asked("Калуга", DAY, strict=True)),
        ("Калуга 12.11 #3", Asked("Калуга", DAY, page=3)),
        ("12.11.2025-6.11.2025", Asked(bad_day="12.11.2025 - 6.11.2025")),
        ("Калуга 31.13", Asked("Калуга 31.13", bad_day="31.13")),
    ],
)
def test_what_stands_together_is_told_apart(text: str, asked: Asked) -> None:
    assert parse_asked(text, TODAY, MOSCOW) == asked


@pytest.mark.parametrize(
    "text",
    [
        "2025-11-12 as of 2025-11-12 09:40",
        "12.11 as of 09:40",
        "12.11 на 09:40",
        "12.11 на 9:40 мск",
        "на 12.11 09:40",
        "на момент 12 ноября 09:40",
        "as of 2025-11-12T09:40:00+03:00",
        "as of 2025-11-12T06:40:00+00:00",
    ],
)
def test_an_instant_in_the_past_is_understood_in_the_zone_of_the_days(text: str) -> None:
    assert parse_asked(text, TODAY, MOSCOW).as_of == AT_0940


def test_a_clock_alone_is_of_today_and_on_a_day_asked_of_that_day() -> None:
    assert parse_asked("на 09:40", TODAY, MOSCOW).as_of == AT_0940.replace(day=14)
    assert parse_asked("Калуга 12.11 на 09:40", TODAY, MOSCOW) == Asked("Калуга", DAY, as_of=AT_0940)


@pytest.mark.parametrize("text", ["as of", "as of yesterday", "12.11 as of 25:61", "на 12:75"])
def test_what_is_no_instant_is_not_guessed(text: str) -> None:
    asked = parse_asked(text, TODAY, MOSCOW)
    assert asked.as_of is None
    assert asked.bad_instant is not None


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading_of_a_question(text: str) -> None:
    asked = parse_asked(text, TODAY, MOSCOW)
    assert asked.page >= 0
    assert asked.period is None or asked.period.first_on <= asked.period.last_on
