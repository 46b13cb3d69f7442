"""The quick algorithms give what the definitions give when every subset is tried."""

import itertools
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.claim import Count
from domain.tally import TallyState, WeighedClaim
from reconciliation import clusters, combine, explain, reconcile_cluster, stretches, tally
from reconciliation.stretches import lay_out
from tests.unit.reconciliation.oracle import (
    A,
    B,
    C,
    brute_ceiling,
    brute_floor,
    claims,
    covered,
    disjoint,
    minutes,
    plain_claims,
)


def assert_as_defined(found: list[WeighedClaim]) -> None:
    figure = tally(found)
    floor, best = brute_floor(found)
    ceiling = brute_ceiling(found)
    assert (figure.floor, figure.ceiling) == (floor, ceiling)
    assert "bounded" not in figure.flags
    if ceiling is None:
        assert (figure.low, figure.best, figure.high) == (floor, best, None)
        assert figure.state is TallyState.OPEN
    elif floor > ceiling:
        assert (figure.low, figure.best, figure.high) == (ceiling, ceiling, floor)
        assert figure.state is TallyState.DISPUTED
    else:
        assert (figure.low, figure.best, figure.high) == (floor, min(best, ceiling), ceiling)
        assert figure.state is (TallyState.EXACT if floor == ceiling else TallyState.RANGE)


@settings(max_examples=300, deadline=None)
@given(claims())
def test_any_few_claims_are_tallied_as_defined(found: list[WeighedClaim]) -> None:
    assert_as_defined(found)


@settings(max_examples=300, deadline=None)
@given(plain_claims())
def test_claims_that_only_hours_decide_are_tallied_as_defined(found: list[WeighedClaim]) -> None:
    assert_as_defined(found)


def test_same_claims_left_open_with_others_taken_are_searched_anew() -> None:
    """Found by chance: one part comes up twice, and only the second time is a claim of it explained."""

    def at(name: str, hours: tuple[int, int], count: Count, *regions: str, **said: Any) -> WeighedClaim:
        spans: dict[str, Any] = {"outer": minutes(*hours), "inner": minutes(*said.pop("inner", hours))}
        names = {relation: frozenset(ids) for relation, ids in said.items()}
        return WeighedClaim(name, "mod", frozenset(regions), count, **spans, **names)

    assert_as_defined(
        [
            at("c0", (-15, 225), Count(12, 12, None), A),
            at("c1", (-15, -5), Count(0, 0, 0)),
            at("c2", (60, 91), Count(10, 15, 15), inner=(77, 85)),
            at("c3", (67, 77), Count(2, 2, 2)),
            at("c5", (90, 121), Count(11, 11, 20), A, inner=(90, 90), adds_to=["c1"], includes=["c0"]),
            at("c6", (180, 240), Count(3, 3, 3), B, C, inner=(202, 218)),
            at(
                "c7",
                (135, 165),
                Count(3, 4, 4),
                B,
                inner=(142, 158),
                includes=["c1", "c2", "c3"],
                part_of=["c6"],
            ),
        ]
    )


@settings(max_examples=300, deadline=None)
@given(claims(most=2))
def test_two_claims_are_disjoint_as_defined(found: list[WeighedClaim]) -> None:
    one, other = found[0], found[-1]
    laid_out = {stretch.id: stretch for stretch in lay_out(found)}
    assert stretches.disjoint(laid_out[one.id], laid_out[other.id]) == disjoint(one, other)


@settings(max_examples=100, deadline=None)
@given(claims(), st.randoms(use_true_random=False))
def test_order_of_arrival_never_changes_a_tally(found: list[WeighedClaim], chance: Random) -> None:
    shuffled = list(found)
    chance.shuffle(shuffled)
    assert tally(shuffled) == tally(found)
    assert explain(shuffled) == explain(found)


@settings(max_examples=100, deadline=None)
@given(claims())
def test_adding_a_claim_never_lowers_the_floor(found: list[WeighedClaim]) -> None:
    floors = [tally(found[:size]).floor for size in range(len(found) + 1)]
    assert floors == sorted(floors)


@settings(max_examples=100, deadline=None)
@given(claims(), st.integers(0, 9))
def test_floor_of_a_union_is_at_most_the_sum_of_floors(found: list[WeighedClaim], cut: int) -> None:
    assert tally(found).floor <= tally(found[:cut]).floor + tally(found[cut:]).floor


@settings(max_examples=100, deadline=None)
@given(claims(most=8))
def test_counted_claims_are_disjoint_and_make_the_floor(found: list[WeighedClaim]) -> None:
    figure = tally(found)
    by_id = {one.id: one for one in found}
    counted = [by_id[one] for one in figure.counted]
    assert all(disjoint(one, other) for one, other in itertools.combinations(counted, 2))
    assert sum(one.count.low for one in counted) == figure.floor


@settings(max_examples=100, deadline=None)
@given(claims(most=8))
def test_every_claim_is_counted_or_folded_into_what_explains_it(found: list[WeighedClaim]) -> None:
    figure = tally(found)
    by_id = {one.id: one for one in found}
    assert sorted([*figure.counted, *figure.folded]) == sorted(by_id)
    for one, into in figure.folded.items():
        others = [by_id[other] for other in into]
        assert others
        assert covered(by_id[one], others) or not any(disjoint(by_id[one], other) for other in others)


@settings(max_examples=100, deadline=None)
@given(claims())
def test_figures_of_clusters_add_up_to_the_whole(found: list[WeighedClaim]) -> None:
    groups = clusters(found)
    assert sorted(one.id for group in groups for one in group) == sorted(one.id for one in found)
    assert combine(map(reconcile_cluster, reversed(groups))) == tally(found)


@settings(max_examples=100, deadline=None)
@given(claims(most=7), st.integers(0, 6))
def test_duplicate_that_is_part_of_the_first_changes_nothing(found: list[WeighedClaim], which: int) -> None:
    first = found[which % len(found)]
    twin = WeighedClaim(
        "twin",
        first.originator,
        first.regions,
        first.count,
        first.outer,
        first.inner,
        first.adds_to,
        first.includes,
        first.part_of | {first.id},
    )
    named = [_name_too(one, first.id, twin.id) for one in found]
    before, after = tally(named), tally([*named, twin])
    assert (after.floor, after.ceiling) == (before.floor, before.ceiling)


def _name_too(one: WeighedClaim, first: str, twin: str) -> WeighedClaim:
    """Who names the first speaks of the twin as well: it is the same statement."""

    def widen(names: frozenset[str]) -> frozenset[str]:
        return names | {twin} if first in names else names

    return WeighedClaim(
        one.id,
        one.originator,
        one.regions,
        one.count,
        one.outer,
        one.inner,
        widen(one.adds_to),
        widen(one.includes),
        widen(one.part_of),
    )


@settings(max_examples=100, deadline=None)
@given(claims(places=[frozenset({"RU-KLU"}), frozenset()]), st.sampled_from([1, 2, 4]))
def test_bounds_of_a_group_too_large_to_search_hold(found: list[WeighedClaim], largest: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reconciliation.figures._MOST_KNOWN", 0)  # nothing of other limits
        patch.setattr("reconciliation.floor.LARGEST", largest)
        patch.setattr("reconciliation.ceiling.LARGEST", largest)
        figure = tally(found)
    ceiling = brute_ceiling(found)
    assert figure.floor <= brute_floor(found)[0]
    assert figure.ceiling is None or (ceiling is not None and figure.ceiling >= ceiling)


@settings(max_examples=100, deadline=None)
@given(claims(), st.integers(0, 20))
def test_bounds_of_a_search_out_of_patience_hold(found: list[WeighedClaim], work: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reconciliation.figures._MOST_KNOWN", 0)  # nothing of other limits
        patch.setattr("reconciliation.searching.SURE", 2)
        patch.setattr("reconciliation.searching.WORK", work)
        figure = tally(found)
    ceiling = brute_ceiling(found)
    assert figure.floor <= brute_floor(found)[0]
    assert figure.ceiling is None or (ceiling is not None and figure.ceiling >= ceiling)
    if "bounded" not in figure.flags:
        assert (figure.floor, figure.ceiling) == (brute_floor(found)[0], ceiling)
