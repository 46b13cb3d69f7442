"""Hours without any sign of their own, and numbers that look like them."""

import pytest

from tests.unit.extraction.period_reading import POST, at, only, outer, read


@pytest.mark.parametrize(
    "words",
    [
        "С 1 до 5 над областью",
        "С 01 до 05",
        "С часа до пяти",
        "Между 1 и 5",
        "Сегодня с 1 до 5",
        "Ночью, с 1 по 5,",
    ],
)
def test_two_bare_hours_that_open_a_sentence_are_a_window(words: str) -> None:
    assert outer(only(f"{words} над районом сбиты три БПЛА.")) == (at("14.03 01:00"), at("14.03 05:00"))


@pytest.mark.parametrize(
    "text",
    [
        "Число сбитых выросло с 3 до 5, два из них над рекой.",
        "Между 3 и 5 дронами сбито больше всего.",
        "Атаковали с 2 до 4 БПЛА.",
    ],
)
def test_numbers_of_drones_are_no_hours(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("С вечера до 5 утра", "13.03 17:00", "14.03 05:00"),
        ("С вечера 13 марта до 05:30 14 марта", "13.03 17:00", "14.03 05:30"),
        ("С утра до 9 часов", "14.03 05:00", "14.03 09:00"),
    ],
)
def test_an_hour_closes_what_a_part_of_the_day_began(words: str, start: str, end: str) -> None:
    match = only(f"{words} сбиты три БПЛА.", POST)
    assert match.kind == "range"
    assert outer(match) == (at(start), at(end))
