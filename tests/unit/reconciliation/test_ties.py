"""Choices between equals, and between few large claims and many small ones."""

from dataclasses import replace

import pytest

from domain.claim import Count
from domain.tally import WeighedClaim
from reconciliation import tally
from tests.unit.reconciliation.oracle import brute_ceiling, brute_floor, plain


def exactly(name: str, start: int, end: int, count: int) -> WeighedClaim:
    return plain(name, start, end, Count(count, count, count), (start, end))


def test_one_claim_is_counted_before_two_that_make_the_same_floor() -> None:
    claims = [exactly("b", 0, 120, 5), exactly("one", 60, 240, 10), exactly("c", 120, 210, 5)]
    assert tally([*claims, exactly("after", 230, 300, 1)]).counted == ("after", "one")


@pytest.mark.parametrize("related", [False, True])
def test_many_small_claims_make_the_ceiling_where_their_sum_is_the_least(related: bool) -> None:
    """Of three that make nine together, and one that says ten of the same hours."""
    parts = [exactly(f"part{n}", 100 * n, 100 * n + 100, 3) for n in range(3)]
    whole = exactly("whole", 0, 300, 10)
    if related:
        far = plain("far", 2000, 2100, Count(1, 1, 1), (2000, 2100))
        parts.append(replace(far, adds_to=frozenset({"part0"})))
    figure = tally([whole, *parts])
    assert figure.ceiling == brute_ceiling([whole, *parts]) == 9 + related
    assert figure.floor == brute_floor([whole, *parts])[0] == 10 + related


def test_window_that_ends_in_the_middle_of_half_an_hour_covers_it() -> None:
    """The tolerance at each end leaves one instant to be covered, and the window reaches just that."""
    brief = plain("brief", 0, 30, Count(30, 30, 30))
    near = exactly("near", -60, 15, 4)
    other = replace(exactly("other", -120, -30, 50), includes=frozenset({"near"}))
    claims = [brief, near, other]
    assert tally(claims).ceiling == brute_ceiling(claims) == 54
