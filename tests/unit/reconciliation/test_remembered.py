"""What is kept between questions is what would be reckoned anew, and is not taken for anything else."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.claim import Count
from domain.errors import RelationCycleError
from domain.tally import Tally, WeighedClaim
from reconciliation import tally
from reconciliation.clustering import group_stretches
from reconciliation.stretches import lay_out
from tests.unit.reconciliation.oracle import A, B, claims, plain

C = "RU-TUL"
APART = [frozenset({A}), frozenset({B}), frozenset({C})]
ALL_KINDS = [frozenset({A}), frozenset({B}), frozenset({A, B}), frozenset({C}), frozenset[str]()]


@contextmanager
def nothing_kept() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reconciliation.figures._MOST_KNOWN", 0)
        yield


def figure_of(found: list[WeighedClaim], *, heed_corrections: bool, traced: bool = True) -> Tally | None:
    try:
        return tally(found, heed_corrections=heed_corrections, traced=traced)
    except RelationCycleError:
        return None


@settings(max_examples=200, deadline=None)
@given(claims(places=ALL_KINDS), st.booleans(), st.integers(0, 8))
def test_figure_asked_again_is_the_figure_reckoned_anew(
    found: list[WeighedClaim], heed_corrections: bool, left_out: int
) -> None:
    """Also where most of its clusters are known from another question, or from the same one put otherwise."""
    figure_of(found[left_out:], heed_corrections=heed_corrections)
    figure_of(found, heed_corrections=not heed_corrections)
    asked = [figure_of(found, heed_corrections=heed_corrections) for _ in range(2)]
    with nothing_kept():
        anew = figure_of(found, heed_corrections=heed_corrections)
    assert asked == [anew, anew]


@settings(max_examples=100, deadline=None)
@given(claims(places=ALL_KINDS), st.booleans())
def test_figure_without_its_trace_is_the_same_figure(
    found: list[WeighedClaim], heed_corrections: bool
) -> None:
    whole = figure_of(found, heed_corrections=heed_corrections)
    bare = figure_of(found, heed_corrections=heed_corrections, traced=False)
    assert bare == (None if whole is None else replace(whole, folded={}))


def test_claim_that_an_editor_changed_is_not_taken_for_what_it_was() -> None:
    """Its id stays."""
    was = [plain("a", 0, 120, Count(5, 5, 5)), plain("b", 60, 240, Count(9, 9, 9))]
    assert tally(was).low == 9
    assert tally([was[0], replace(was[1], count=Count(2, 2, 2))]).low == 5
    assert tally(was).low == 9


@settings(max_examples=200, deadline=None)
@given(st.one_of(claims(most=12, places=APART), claims(most=12, places=ALL_KINDS)))
def test_groups_found_place_by_place_are_those_of_the_sweep(found: list[WeighedClaim]) -> None:
    stretches = lay_out(found)
    groups = group_stretches(stretches)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reconciliation.clustering._by_place", lambda _: None)
        assert group_stretches(stretches) == groups
