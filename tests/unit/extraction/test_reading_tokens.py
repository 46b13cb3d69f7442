"""Tokens: offsets into the original through every normalisation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.tokens import Shape, tokenize


def norms(text: str) -> list[str]:
    return [token.norm for token in tokenize(text)]


@given(st.text(max_size=80))
def test_tokens_are_stretches_of_the_text_in_order(text: str) -> None:
    end = 0
    tokens = tokenize(text)
    for at, token in enumerate(tokens):
        before, (start, end) = end, tokens.span(at, at + 1)
        assert before <= start < end <= len(text)
        assert not text[start:end].isspace() or token.shape is Shape.LINE
        assert tokens.starts[at] == start


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("области–5", ["области", "–", "5"]),
        ("С-200 и М-4", ["с-200", "и", "м-4"]),
        ("Рубеж-8М", ["рубеж-8м"]),
        ("БПЛA ВСУ", ["бпла", "всу"]),
        ("c применением", ["с", "применением"]),
        ("бес\u00adпилотник", ["беспилотник"]),
        ("61-летний", ["61-летний"]),
        ("58БпЛА", ["58", "бпла"]),
        ("Чёрного\u00a0моря", ["черного", "моря"]),
        ("nation’s", ["nation's"]),
        ("раз  \nдва", ["раз", "\n", "два"]),
    ],
)
def test_words_are_cut_and_normalised(text: str, expected: list[str]) -> None:
    assert norms(text) == expected
