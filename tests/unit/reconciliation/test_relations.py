"""Stated relations: they beat hours, they may name what is not there, they may not run in a circle."""

from dataclasses import replace

import pytest

from domain.claim import Count
from domain.errors import RelationCycleError
from domain.tally import TallyState, WeighedClaim
from reconciliation import explain, reconcile_cluster, tally
from tests.unit.reconciliation.oracle import B, plain


def wave(total: int, originator: str = "mod") -> list[WeighedClaim]:
    """Seven, then five more, then a total."""
    return [
        plain("seven", 0, 300, Count(7, 7, 7)),
        replace(plain("more", 0, 360, Count(5, 5, 5)), adds_to=frozenset({"seven"})),
        replace(
            plain("total", 0, 400, Count(total, total, total)),
            includes=frozenset({"seven", "more"}),
            originator=originator,
        ),
    ]


def test_total_that_equals_its_parts_is_exact() -> None:
    figure = tally(wave(12))
    assert (figure.low, figure.best, figure.high, figure.flags) == (12, 12, 12, ())


def test_total_below_its_parts_is_the_originator_correcting_itself() -> None:
    figure = tally(wave(10))
    assert (figure.floor, figure.ceiling, figure.low, figure.best) == (12, 10, 10, 10)
    assert figure.state is TallyState.DISPUTED
    assert figure.flags == ("revised",)


def test_total_of_another_originator_below_the_parts_revises_nothing() -> None:
    assert tally(wave(10, originator="governor:RU-KLU")).flags == ()


def test_words_reach_beyond_hours_and_places() -> None:
    part = replace(plain("part", 5000, 5100, Count(4, 4, 4)), regions=frozenset({B}))
    total = replace(plain("total", 0, 60, Count(9, 9, 9)), includes=frozenset({"part"}))
    figure = tally([part, total])
    assert (figure.floor, figure.ceiling, figure.folded) == (9, 9, {"part": ("total",)})


def test_relation_to_an_unknown_claim_says_nothing() -> None:
    lonely = replace(
        plain("lonely", 0, 60, Count(3, 3, 3)),
        adds_to=frozenset({"gone"}),
        includes=frozenset({"gone too"}),
        part_of=frozenset({"nowhere"}),
    )
    assert tally([lonely]) == tally([plain("lonely", 0, 60, Count(3, 3, 3))])


def test_claims_that_contain_one_another_in_a_circle_are_refused_by_name() -> None:
    circle = [
        replace(plain("a", 0, 60, Count(3, 3, 3)), includes=frozenset({"b"})),
        replace(plain("b", 0, 60, Count(3, 3, 3)), includes=frozenset({"c"})),
        replace(plain("c", 0, 60, Count(3, 3, 3)), includes=frozenset({"a"})),
    ]
    for refuse in (tally, explain, reconcile_cluster):
        with pytest.raises(RelationCycleError) as caught:
            refuse(circle)
        assert caught.value.claim_ids == ("a", "b", "c")


def test_claim_that_is_part_of_itself_is_refused() -> None:
    with pytest.raises(RelationCycleError):
        tally([replace(plain("a", 0, 60, Count(3, 3, 3)), part_of=frozenset({"a"}))])


def test_both_words_for_one_relation_make_no_circle() -> None:
    total = replace(plain("total", 0, 60, Count(9, 9, 9)), includes=frozenset({"part"}))
    part = replace(plain("part", 0, 60, Count(4, 4, 4)), part_of=frozenset({"total"}))
    assert tally([total, part]).low == 9


def test_long_line_of_totals_is_no_circle() -> None:
    line = [
        replace(plain(f"t{at:04}", 0, 60, Count(1, 1, 1)), includes=frozenset({f"t{at - 1:04}"}))
        for at in range(2000)
    ]
    assert tally(line).flags == ("bounded",)
