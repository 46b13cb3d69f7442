"""Numbers that are given roughly or twice: spreads, round words, parts of a whole, a repeat in brackets."""

import pytest

from extraction.numbers import NumberMatch, find_numbers
from extraction.tokens import tokenize


def read(text: str) -> list[NumberMatch]:
    return find_numbers(tokenize(text))


def values(text: str) -> list[int | None]:
    return [match.value for match in read(text)]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("два-три дрона", 2),
        ("двумя-тремя дронами", 2),
        ("150–200 дронов", 150),
        ("от 10 до 15 аппаратов", 10),
        ("два или три", 2),
        ("полтора-два десятка", 15),
        ("from 10 to 15 drones", 10),
        ("two or three drones", 2),
        ("под сотню дронов", 100),
        ("с десяток", 10),
    ],
)
def test_a_spread_is_its_lower_end_roughly(words: str, value: int) -> None:
    assert [(match.value, match.qualifier) for match in read(words)] == [(value, "approx")]


@pytest.mark.parametrize("words", ["80% обломков", "80 процентов целей", "две трети дронов", "ни один дрон"])
def test_a_part_of_a_whole_and_none_at_all_are_no_numbers(words: str) -> None:
    assert values(words) == []


def test_a_number_said_again_in_brackets_is_one_number() -> None:
    assert values("7 (семь) дронов, 12 (в том числе пять на подлёте)") == [7, 12, 5]


def test_hundreds_after_a_limit_are_one_hundred() -> None:
    assert [(match.value, match.qualifier) for match in read("более сотни")] == [(100, "more_than")]


def test_half_a_dozen_is_six() -> None:
    assert values("half a dozen drones") == [6]


@pytest.mark.parametrize(
    ("words", "upper"),
    [
        ("150–200 дронов", 200),
        ("от 10 до 15", 15),
        ("не менее 12, но не более 15", 15),
        ("полтора-два десятка", 20),
        ("10", None),
    ],
)
def test_a_spread_keeps_its_upper_end(words: str, upper: int | None) -> None:
    assert [match.upper for match in read(words)] == [upper]
