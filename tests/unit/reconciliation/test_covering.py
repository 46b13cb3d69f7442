"""What covers a claim: hours that others certainly speak of, with the tolerance, at the same place."""

from dataclasses import replace

import pytest

from domain.claim import Count
from domain.tally import WeighedClaim
from reconciliation import tally
from tests.unit.reconciliation.oracle import A, B, C, plain

BIG = Count(20, 20, 20)
SMALL = Count(1, 1, 1)


def over(claim: WeighedClaim, *regions: str) -> WeighedClaim:
    return replace(claim, regions=frozenset(regions))


@pytest.mark.parametrize(
    ("inner", "ceiling"),
    [((15, 225), 20), ((16, 225), 21), ((15, 224), 21)],
    ids=["within the tolerance", "late by a minute more", "early by a minute more"],
)
def test_window_inside_anothers_inner_window_with_tolerance_is_covered(
    inner: tuple[int, int], ceiling: int
) -> None:
    whole = plain("whole", 0, 600, BIG, inner)
    assert tally([whole, plain("part", 0, 240, SMALL)]).ceiling == ceiling


def test_inner_windows_that_touch_cover_together() -> None:
    first, second = plain("a", 0, 120, SMALL, (0, 120)), plain("b", 120, 240, SMALL, (120, 240))
    assert tally([first, second, plain("long", 0, 240, BIG)]).ceiling == 2


def test_inner_windows_with_a_gap_between_do_not_cover() -> None:
    first, second = plain("a", 0, 120, SMALL, (0, 119)), plain("b", 120, 240, SMALL, (120, 240))
    assert tally([first, second, plain("long", 0, 240, BIG)]).ceiling == 22


def test_hours_that_are_only_possible_cover_nothing() -> None:
    assert tally([plain("vague", 0, 600, BIG), plain("part", 60, 240, SMALL)]).ceiling == 21


def test_short_window_is_covered_by_one_that_reaches_it() -> None:
    assert tally([plain("night", 0, 300, BIG, (0, 300)), plain("short", 100, 110, SMALL)]).ceiling == 20


def test_short_window_is_not_covered_by_one_long_past() -> None:
    figure = tally([plain("night", 0, 300, BIG, (0, 300)), plain("noon", 720, 730, SMALL)])
    assert (figure.floor, figure.ceiling) == (21, 21)


def test_two_claims_of_the_same_short_hours_cover_each_other() -> None:
    pair = [plain("a", 0, 10, Count(3, 3, 3), (0, 10)), plain("b", 0, 10, Count(2, 2, 2), (0, 10))]
    assert tally(pair).ceiling == 2


def test_claim_over_more_regions_covers_one_over_fewer_and_not_the_reverse() -> None:
    wide = over(plain("wide", 0, 300, Count(5, 5, 5), (0, 300)), A, B)
    narrow = plain("narrow", 60, 120, Count(7, 7, 7), (60, 120))
    assert tally([wide, narrow]).ceiling == 5
    assert tally([over(wide, A, C), over(narrow, A, B)]).ceiling == 12


def test_only_a_national_claim_covers_a_national_one() -> None:
    national = over(plain("country", 0, 300, Count(5, 5, 5), (0, 300)))
    regional = plain("region", 0, 300, Count(5, 5, 5), (0, 300))
    assert tally([national, regional]).ceiling == 5
    assert tally([replace(national, inner=None), regional]).ceiling == 10


def test_claim_that_adds_to_another_is_not_covered_by_its_hours() -> None:
    first = plain("first", 0, 300, Count(5, 5, 5), (0, 300))
    more = replace(plain("more", 0, 300, Count(2, 2, 2), (0, 300)), adds_to=frozenset({"first"}))
    figure = tally([first, more])
    assert (figure.floor, figure.ceiling) == (7, 7)


def test_ceiling_is_open_only_if_every_cover_is() -> None:
    unnumbered = plain("some", 60, 120, Count(1, 1, None), (60, 120))
    assert tally([unnumbered]).ceiling is None
    assert tally([unnumbered, plain("total", 0, 300, BIG, (0, 300))]).ceiling == 20
