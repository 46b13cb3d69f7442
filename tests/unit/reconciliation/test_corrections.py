"""A source that corrects itself: what it took back leaves the printed figure and no other."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from domain.claim import Count
from domain.tally import Tally, TallyState, WeighedClaim
from reconciliation import clusters, combine, explain, reconcile_cluster, tally
from tests.unit.reconciliation.oracle import brute_ceiling, brute_floor, claims, plain

_DAY = 24 * 60
TEN = Count(10, 10, 10)


def corrected(total: Count = TEN) -> list[WeighedClaim]:
    """Seven, then five more, then a total of ten."""
    return [
        plain("seven", 0, 300, Count(7, 7, 7)),
        replace(plain("more", 0, 360, Count(5, 5, 5)), adds_to=frozenset({"seven"})),
        replace(plain("total", 0, 400, total), includes=frozenset({"seven", "more"})),
    ]


def next_night(count: Count) -> WeighedClaim:
    return plain("next", _DAY, _DAY + 300, count)


def heeded(*found: WeighedClaim) -> Tally:
    return tally(found, heed_corrections=True)


def figures(figure: Tally) -> tuple[int, int | None, int, int | None, TallyState]:
    return figure.floor, figure.ceiling, figure.low, figure.high, figure.state


def test_corrected_total_is_what_stands() -> None:
    figure = heeded(*corrected())
    assert figures(figure) == (12, 10, 10, 10, TallyState.EXACT)
    assert (figure.best, figure.flags, figure.counted) == (10, ("revised",), ("total",))
    assert figure.folded == {"seven": ("total",), "more": ("total",)}


@pytest.mark.parametrize(
    ("other", "low", "high", "state"),
    [
        (Count(5, 5, 5), 15, 15, TallyState.EXACT),
        (Count(5, 5, 7), 15, 17, TallyState.RANGE),
        (Count(5, 5, 9), 15, 19, TallyState.RANGE),
        (Count(1, 1, None), 11, None, TallyState.OPEN),
    ],
)
def test_other_nights_stand_beside_a_corrected_one_as_they_are(
    other: Count, low: int, high: int | None, state: TallyState
) -> None:
    figure = heeded(*corrected(), next_night(other))
    assert (figure.low, figure.high, figure.state) == (low, high, state)
    assert figure.floor == 12 + other.low


def test_dispute_of_another_night_is_not_hidden_by_a_correction() -> None:
    governor = replace(next_night(Count(18, 18, 18)), id="governor", inner=None)
    ministry = replace(next_night(Count(12, 12, 12)), id="ministry", inner=governor.outer)
    figure = heeded(*corrected(), governor, ministry)
    assert figures(figure) == (30, 22, 22, 28, TallyState.DISPUTED)


def test_dispute_with_another_source_outlasts_a_correction() -> None:
    ministry = replace(plain("ministry", 0, 400, Count(14, 14, 14)), originator="governor:RU-KLU")
    covered = replace(corrected()[2], inner=ministry.outer)
    figure = heeded(*corrected()[:2], covered, ministry)
    assert (figure.low, figure.high, figure.state) == (10, 14, TallyState.DISPUTED)
    assert figure.flags == ("revised",)


def test_without_heed_the_figures_are_those_of_every_claim_as_made() -> None:
    figure = tally([*corrected(), next_night(Count(5, 5, 9))])
    assert figures(figure) == (17, 19, 17, 19, TallyState.RANGE)


def test_total_that_may_hold_its_parts_takes_nothing_back() -> None:
    assert heeded(*corrected(Count(10, 10, 12))).flags == ()
    assert heeded(*corrected(Count(10, 10, None))).flags == ()


def test_reasons_tell_that_the_total_counts_and_what_it_replaced() -> None:
    told = {one.id: one for one in explain(corrected(), heed_corrections=True)}
    assert [one for one in told if told[one].counted] == ["total"]
    assert told["seven"].into == told["more"].into == ("total",)


def test_kept_parts_of_clusters_give_the_same_as_the_claims() -> None:
    found = [*corrected(), next_night(Count(5, 5, 9))]
    parts = [reconcile_cluster(group) for group in clusters(found)]
    kept, anew = combine(parts, heed_corrections=True), heeded(*found)
    assert (kept.low, kept.best, kept.high, kept.state) == (anew.low, anew.best, anew.high, anew.state)


@settings(max_examples=150, deadline=None)
@given(claims(most=8))
def test_heeding_corrections_changes_no_floor_no_ceiling_and_nothing_uncorrected(
    found: list[WeighedClaim],
) -> None:
    figure = heeded(*found)
    assert (figure.floor, figure.ceiling) == (brute_floor(found)[0], brute_ceiling(found))
    if "revised" not in figure.flags:
        assert figure == tally(found)
    else:
        assert figure.low <= figure.floor
        by_id = {one.id: one for one in found}
        assert sum(by_id[one].count.low for one in figure.counted) <= figure.floor
