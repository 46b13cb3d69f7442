"""What holds for every text: no exception, honest spans, and work in step with the length."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.extraction.reading import KALUGA, MINISTRY, PAPER, read

WORDS = [
    "силами",
    "ПВО",
    "сбиты",
    "сбит",
    "уничтожено",
    "БПЛА",
    "дронов",
    "беспилотник",
    "три",
    "12",
    "по",
    "два",
    "над",
    "в",
    "Тульской",
    "областью",
    "Калугой",
    "Курской",
    "и",
    ",",
    ".",
    ":",
    "–",
    "ночью",
    "23:10",
    "до",
    "с",
    "мск",
    "из",
    "них",
    "том",
    "числе",
    "ещё",
    "всего",
    "пострадавших",
    "нет",
    "ранены",
    "повреждены",
    "дом",
    "обломки",
    "упали",
    "все",
    "летевших",
    "на",
    "Москву",
    "drones",
    "were",
    "shot",
    "down",
    "over",
    "the",
    "Kaluga",
    "Region",
    "including",
    "one",
    "of",
    "them",
    "(",
    ")",
    "▪️",
    "не",
    "отражена",
    "атака",
]
texts = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join))
sources = st.sampled_from([KALUGA, MINISTRY, PAPER])


@settings(deadline=None, max_examples=150)
@given(texts, sources)
def test_any_text_is_read_with_spans_that_equal_their_quotes(text: str, source: Any) -> None:
    report = read(text, source)
    for claim in report.claims:
        assert claim.evidence
        assert all(text[e.start : e.end] == e.text for e in claim.evidence)
        assert all(0 <= target < len(report.claims) for target in claim.targets)
        assert claim.window.outer.start <= claim.window.outer.end
    assert all(text[u.start : u.end] == u.text for u in report.unresolved)


@settings(deadline=None, max_examples=60)
@given(texts)
def test_same_text_is_always_read_the_same(text: str) -> None:
    assert read(text) == read(text)


def count_lines(work: Callable[[], object]) -> int:
    """Steps of Python taken, so that no clock decides."""
    steps = 0

    def step(_frame: FrameType, event: str, _arg: object) -> Any:
        nonlocal steps
        steps += event == "line"
        return step

    before = sys.gettrace()
    sys.settrace(step)
    try:
        work()
    finally:
        sys.settrace(before)
    return steps


@pytest.mark.parametrize(
    "unit",
    [
        "Силами ПВО сбиты 12 БПЛА над Боровским районом. ",
        "сбиты 12 БПЛА, ",
        "пострадали двое, ",
        "слово ",
        "( : ; ",
    ],
)
def test_work_grows_in_step_with_the_length(unit: str) -> None:
    read(unit)
    short, long = (
        count_lines(lambda size=size: read((unit * size)[:size]))  # type: ignore[misc]  # default binds the size
        for size in (12_000, 48_000)
    )
    assert long < 5 * short + 20_000
