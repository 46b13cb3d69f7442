"""Long texts: the work grows with the length and not faster."""

import sys
from types import FrameType

import pytest

from extraction.places import find_places
from extraction.tokens import tokenize

WORDS = (
    "Калуга ",
    "Kirov and ",
    "Киров в Калужской области, ",
    "Над Кировом сбит БПЛА. ",
    "в Абвгдово, ",
    "в селе Ивановка ",
    "над Кировом и Железногорском, ",
    "район ",
    "«Калуга ",
)


def steps(text: str) -> int:
    """Calls of functions, our own and built-in, that finding the places of a text takes."""
    tokens = tokenize(text)
    count = 0

    def tick(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(tick)
    try:
        find_places(tokens, text, "RU-KLU")
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("word", WORDS)
def test_twice_the_text_takes_twice_the_steps(word: str) -> None:
    steps(word * 200)
    assert steps(word * 400) <= 2.2 * steps(word * 200) + 100
