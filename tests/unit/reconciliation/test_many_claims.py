"""Thousands of claims: every shape is exact, told claim by claim, and the work grows in step with them."""

import sys
from collections.abc import Callable, Sequence
from itertools import pairwise

import pytest

from domain.claim import Count
from domain.tally import WeighedClaim
from reconciliation import FoldRule, explain, tally
from reconciliation.folding import MOST_NAMED
from tests.unit.reconciliation.oracle import plain


def chain(size: int) -> list[WeighedClaim]:
    return [
        plain(f"{at:06}", at * 7, at * 7 + 90, Count(1, 1, 2), (at * 7, at * 7 + 90)) for at in range(size)
    ]


def nested(size: int) -> list[WeighedClaim]:
    return [plain(f"{at:06}", at, 4 * size - at, Count(1, 1, 1 + at % 3)) for at in range(size)]


def alike(size: int) -> list[WeighedClaim]:
    return [plain(f"{at:06}", 0, 480, Count(1, 1, 1 + at % 9), (0, 480)) for at in range(size)]


def narrow(size: int) -> list[WeighedClaim]:
    """Certain hours well within the possible ones, and all over one another."""
    found = []
    for at in range(size):
        start, end = at * 37 % 1000, 1000 + at * 53 % 1000
        inner = (start + (end - start) // 4, end - (end - start) // 4)
        found.append(plain(f"{at:06}", start, end, Count(1, 1, 1 + at % 5), inner))
    return found


def long_over_short(size: int) -> list[WeighedClaim]:
    """Half of them short and end to end, half over the time of all those."""
    short = [
        plain(f"s{at:06}", at * 30, at * 30 + 30, Count(2, 2, 2), (at * 30, at * 30 + 30))
        for at in range(size // 2)
    ]
    return [*short, *(plain(f"t{at:06}", at, size * 15 - at, Count(1, 1, 1)) for at in range(size // 2))]


SHAPES = [chain, nested, alike, narrow, long_over_short]


def work(function: Callable[[], object]) -> int:
    """How many lines of the room under test run: counted, so that no busy machine makes it fail."""
    lines = 0

    def trace(frame: object, event: str, _: object) -> object:
        nonlocal lines
        lines += event == "line"
        return trace

    def enter(frame: object, event: str, argument: object) -> object:
        code = frame.f_code  # type: ignore[attr-defined]
        return trace(frame, event, argument) if "/reconciliation/" in code.co_filename else None

    former = sys.gettrace()
    sys.settrace(enter)
    try:
        function()
    finally:
        sys.settrace(former)
    return lines


@pytest.mark.parametrize("shape", SHAPES)
def test_work_for_plain_claims_grows_in_step_with_them(
    shape: Callable[[int], Sequence[WeighedClaim]],
) -> None:
    counted = []
    for size in (200, 400, 800):
        found = shape(size)
        counted.append(work(lambda found=found: tally(found)))  # type: ignore[misc]
    assert all(more < 2.6 * less for less, more in pairwise(counted)), counted


@pytest.mark.parametrize("shape", SHAPES)
def test_plain_claims_of_every_shape_are_exact_and_each_is_told(
    shape: Callable[[int], Sequence[WeighedClaim]],
) -> None:
    found = shape(3000)
    figure = tally(found)
    assert figure.flags == ()
    assert sorted([*figure.counted, *figure.folded]) == sorted(one.id for one in found)
    assert all(into for into in figure.folded.values())


def test_claim_folded_into_thousands_names_a_hundred_of_them() -> None:
    told = {one.id: one for one in explain(long_over_short(600))}
    assert len(told["t000000"].into) == MOST_NAMED
    assert told["t000000"].rule is FoldRule.WINDOW
    assert told["t000000"].into[:2] == ("s000000", "s000001")


def test_claim_that_many_counted_ones_may_explain_names_the_latest_hundred_of_them() -> None:
    short = [plain(f"s{at:03}", at * 30, at * 30 + 30, Count(2, 2, 2)) for at in range(150)]
    vague = [plain("all", 0, 4500, Count(1, 1, 1)), plain("edge", 25, 100, Count(1, 1, 1))]
    told = {one.id: one for one in explain([*short, *vague])}
    assert told["all"].into == tuple(f"s{at:03}" for at in range(50, 150))
    # Five minutes of the first and ten of the last: neighbours, and not rivals.
    assert told["edge"].into == ("s001", "s002")
    assert {told["all"].rule, told["edge"].rule} == {FoldRule.OVERLAP}
