"""Cells of CSV: no spreadsheet runs them, and every text comes back as it was."""

import csv
import io
import string

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from services.export_cells import guard, parse_list, to_cell, unguard

SIGNS = "=+-@＝＋－＠﹢﹣﹦"
BEFORE = ["", " ", "\t", "\r", "\n", "\u00a0", "\u3000", "\u200b", "\ufeff", " \u2009"]
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
RISKY = st.builds(
    "".join, st.lists(st.sampled_from(["'", *SIGNS, *BEFORE[1:], "1", "а", '"', ",", ";", "["]), max_size=6)
)


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("before", BEFORE)
def test_no_cell_begins_a_formula_whatever_stands_before_it(before: str, sign: str) -> None:
    assert to_cell(f"{before}{sign}HYPERLINK(1)").startswith("'")


@pytest.mark.parametrize("start", ["\t", "\r", "\n"])
def test_no_cell_begins_with_a_control_sign(start: str) -> None:
    assert to_cell(f"{start}12").startswith("'")


@pytest.mark.parametrize("text", ["12 БПЛА", "Сбиты = 5", "– 33 над Тулой", "▪️ 5", "(+7)", "“=1”"])
def test_harmless_text_is_left_alone(text: str) -> None:
    assert to_cell(text) == text


@given(st.one_of(TEXTS, RISKY))
@example("'=1+1")
@example("''")
@example("'")
@example("\r=1")
@example("а\rб\x00в")
def test_any_text_comes_back_from_a_csv_file_as_it_was(text: str) -> None:
    file = io.StringIO(newline="")
    csv.writer(file).writerow([to_cell(text), "beside"])
    (read,) = csv.reader(io.StringIO(file.getvalue(), newline=""))
    assert [unguard(cell) for cell in read] == [text, "beside"]


@given(st.one_of(TEXTS, RISKY))
def test_guarded_text_never_begins_a_formula_in_ascii(text: str) -> None:
    assert not guard(text).lstrip(string.whitespace).startswith(("=", "+", "-", "@"))


@given(st.lists(st.one_of(TEXTS, RISKY)))
@example([""])
@example(["[1]"])
@example(["a;b", "c"])
@example(["=1", "'2"])
def test_any_list_of_texts_comes_back(values: list[str]) -> None:
    assert parse_list(unguard(to_cell(values))) == values


@given(st.lists(st.integers(0, 10**9)))
def test_numbers_of_a_list_come_back_as_their_digits(values: list[int]) -> None:
    assert parse_list(unguard(to_cell(values))) == [str(value) for value in values]


def test_codes_are_joined_as_a_reader_of_tables_expects() -> None:
    assert to_cell(["RU-KLU", "RU-BRY"]) == "RU-KLU;RU-BRY"
    assert to_cell([]) == ""
    assert to_cell([[0, 5], [7, 9]]) == "[[0, 5], [7, 9]]"


def test_none_is_empty_and_truth_is_a_word() -> None:
    assert [to_cell(value) for value in (None, True, False, 0, 1.0)] == ["", "true", "false", "0", "1.0"]
