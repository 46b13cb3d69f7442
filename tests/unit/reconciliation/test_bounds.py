"""A bound is proven: never above the floor, never below the ceiling, and what is not flagged is exact."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.claim import Count
from domain.tally import WeighedClaim
from reconciliation import tally
from reconciliation.ceiling import find_ceiling
from reconciliation.clustering import group_stretches
from reconciliation.floor import find_floor
from reconciliation.stretches import Stretch, lay_out
from tests.unit.reconciliation.oracle import (
    A,
    B,
    brute_ceiling,
    brute_floor,
    claims,
    covered,
    disjoint,
    plain,
    plain_claims,
)

TANGLED = [frozenset({A}), frozenset({A}), frozenset({A, B}), frozenset[str]()]


@contextmanager
def no_search_above(largest: int, *, sure: int = 24, work: int = 120_000) -> Iterator[None]:
    """Groups are cut above so many claims, and searched above `sure` for so much work only."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reconciliation.figures._MOST_KNOWN", 0)  # nothing of other limits
        patch.setattr("reconciliation.floor.LARGEST", largest)
        patch.setattr("reconciliation.ceiling.LARGEST", largest)
        patch.setattr("reconciliation.searching.SURE", sure)
        patch.setattr("reconciliation.searching.WORK", work)
        yield


def assert_bounds(found: Sequence[WeighedClaim]) -> None:
    figure = tally(found)
    floor, ceiling = brute_floor(found)[0], brute_ceiling(found)
    assert figure.floor <= floor
    assert figure.ceiling is None or (ceiling is not None and figure.ceiling >= ceiling)
    if "bounded" not in figure.flags:
        assert (figure.floor, figure.ceiling) == (floor, ceiling)


def groups_of(found: Sequence[WeighedClaim]) -> list[list[Stretch]]:
    return group_stretches(lay_out(found))


@settings(max_examples=40, deadline=None)
@given(claims(most=11, places=TANGLED), st.sampled_from([1, 2, 3, 5]))
def test_cut_group_gets_bounds_that_hold(found: list[WeighedClaim], largest: int) -> None:
    with no_search_above(largest):
        assert_bounds(found)


@settings(max_examples=40, deadline=None)
@given(claims(most=11, places=TANGLED), st.integers(0, 60))
def test_search_that_is_given_up_leaves_bounds_that_hold(found: list[WeighedClaim], work: int) -> None:
    with no_search_above(600, sure=2, work=work):
        assert_bounds(found)


@settings(max_examples=40, deadline=None)
@given(plain_claims(most=11))
def test_plain_claims_are_exact_without_the_search_for_tangled_ones(found: list[WeighedClaim]) -> None:
    with no_search_above(1):
        figure = tally(found)
    assert figure.flags == ()
    assert (figure.floor, figure.ceiling) == (brute_floor(found)[0], brute_ceiling(found))


_Window = tuple[int, int]


@pytest.mark.parametrize(
    "windows",
    [
        [(240, 300, (250, 280), 2), (240, 480, (250, 280), 2), (270, 570, (270, 570), 8)],
        [
            (120, 240, (130, 160), 5),
            (120, 300, (130, 160), 1),
            (150, 330, (150, 330), 13),
            (270, 390, (270, 390), 1),
        ],
        [
            (0, 300, (10, 40), 1),
            (30, 150, (40, 70), 8),
            (30, 210, (75, 165), 1),
            (30, 210, (75, 165), 1),
            (60, 180, (70, 100), 5),
            (120, 240, (150, 210), 13),
            (120, 240, (120, 240), 2),
            (210, 510, (210, 510), 1),
        ],
    ],
    ids=["not lighter", "covered by others", "taken"],
)
def test_each_branch_of_an_open_choice_is_tried(windows: list[tuple[int, int, _Window, int]]) -> None:
    """Found by leaving each branch out: these are the smallest groups whose ceiling it then misses."""
    found = [
        plain(f"c{at}", start, end, Count(1, 1, high), inner)
        for at, (start, end, inner, high) in enumerate(windows)
    ]
    with no_search_above(1):
        assert tally(found).ceiling == brute_ceiling(found)


@settings(max_examples=60, deadline=None)
@given(plain_claims(most=11), st.integers(1, 4))
def test_plain_ceiling_given_up_early_is_flagged_or_exact(found: list[WeighedClaim], branches: int) -> None:
    with no_search_above(1), pytest.MonkeyPatch.context() as patch:
        patch.setattr("reconciliation.gaps._WORK", 0)
        patch.setattr("reconciliation.gaps._FEWEST", branches)
        assert_bounds(found)


@settings(max_examples=150, deadline=None)
@given(claims(places=TANGLED), st.sampled_from([1, 3, 600]), st.sampled_from([0, 40, 120_000]))
def test_bounds_are_made_of_claims_that_may_make_them(
    found: list[WeighedClaim], largest: int, work: int
) -> None:
    """A floor's claims are pairwise disjoint, a ceiling's cover all the others: so neither can lie beyond."""
    by_id = {one.id: one for one in found}
    with no_search_above(largest, sure=2, work=work):
        for group in groups_of(found):
            counted = [by_id[one.id] for one in find_floor(group).members]
            assert all(disjoint(x, y) for at, x in enumerate(counted) for y in counted[:at])
            cover = {one.id for one in find_ceiling(group).members}
            taken = [by_id[one] for one in cover]
            assert all(covered(by_id[one.id], taken) for one in group if one.id not in cover)


def test_a_bound_is_ever_short_of_the_exact_figure_and_then_flagged() -> None:
    """Else the tests above would hold of nothing: a cut loses what reaches over it."""
    found = [
        plain("a", 0, 120, Count(5, 5, 5), (0, 120)),
        plain("b", 60, 240, Count(9, 9, 9), (60, 240)),
        plain("c", 180, 360, Count(5, 5, 5)),
        WeighedClaim(
            "d",
            "mod",
            frozenset(),
            Count(1, 1, 1),
            *[plain("x", 0, 360, Count(1, 1, 1), (0, 360)).outer] * 2,
            adds_to=frozenset({"a"}),
        ),
    ]
    exact = tally(found)
    with no_search_above(1):
        bound = tally(found)
    assert exact.flags == ()
    assert bound.flags == ("bounded",)
    assert exact.ceiling is not None
    assert bound.ceiling is not None
    assert bound.floor < exact.floor or bound.ceiling > exact.ceiling
