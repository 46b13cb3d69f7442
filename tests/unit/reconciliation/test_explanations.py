"""Why a number is what it is, claim by claim."""

from dataclasses import replace

from domain.claim import Count
from reconciliation import Explanation, FoldRule, explain, tally
from tests.unit.reconciliation.oracle import A, plain

TOTAL = plain("total", 0, 300, Count(9, 9, 9), (0, 300))


def test_counted_claim_stands_for_itself() -> None:
    assert explain([TOTAL]) == (Explanation("total", counted=True),)


def test_words_of_a_claim_are_told_before_hours() -> None:
    part = replace(plain("part", 60, 120, Count(4, 4, 4)), part_of=frozenset({"total"}))
    assert explain([TOTAL, part])[1] == Explanation("part", False, ("total",), FoldRule.PART_OF)


def test_words_of_a_total_are_told_before_hours() -> None:
    total = replace(TOTAL, includes=frozenset({"part"}))
    part = plain("part", 60, 120, Count(4, 4, 4))
    assert explain([total, part])[1] == Explanation("part", False, ("total",), FoldRule.INCLUDES)


def test_hours_that_cover_are_told_with_each_claim_of_the_chain() -> None:
    long = plain("long", 0, 240, Count(5, 5, 5))
    first = plain("a", 0, 120, Count(4, 4, 4), (0, 120))
    second = plain("b", 120, 240, Count(4, 4, 4), (120, 240))
    assert explain([long, first, second])[1] == Explanation("long", False, ("a", "b"), FoldRule.WINDOW)


def test_claim_that_nothing_covers_is_told_with_its_rivals() -> None:
    late = plain("late", 240, 400, Count(4, 4, 4), (240, 400))
    assert explain([TOTAL, late])[1] == Explanation("late", False, ("total",), FoldRule.OVERLAP)


def test_explanation_agrees_with_the_tally_of_the_asked_regions() -> None:
    country = replace(plain("country", 0, 300, Count(50, 50, 50)), regions=frozenset())
    found = [country, TOTAL, plain("part", 60, 120, Count(4, 4, 4))]
    asked = frozenset({A})
    told = explain(found, regions=asked)
    figure = tally(found, regions=asked)
    assert [one.id for one in told] == ["total", "part"]
    assert tuple(one.id for one in told if one.counted) == figure.counted
    assert {one.id: one.into for one in told if not one.counted} == figure.folded
