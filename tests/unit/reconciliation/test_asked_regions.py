"""What a claim over several regions says of some of them."""

from dataclasses import replace

from domain.claim import Count
from domain.tally import NOTHING, Tally, WeighedClaim
from reconciliation import tally
from tests.unit.reconciliation.oracle import A, B, C, plain


def shared(count: Count, *regions: str, composite: bool = False) -> WeighedClaim:
    return replace(plain("shared", 0, 300, count), regions=frozenset(regions), composite=composite)


def figures(figure: Tally) -> tuple[int, int, int | None]:
    return figure.low, figure.best, figure.high


def test_shared_count_gives_each_region_at_least_one_and_at_most_the_rest() -> None:
    claim = shared(Count(10, 10, 10), A, B, C)
    assert figures(tally([claim], regions=frozenset({A}))) == (1, 1, 8)
    assert figures(tally([claim], regions=frozenset({A, B}))) == (2, 2, 9)
    assert figures(tally([claim], regions=frozenset({A, B, C}))) == (10, 10, 10)


def test_count_of_as_many_as_the_regions_gives_each_exactly_one() -> None:
    assert figures(tally([shared(Count(3, 3, 3), A, B, C)], regions=frozenset({A}))) == (1, 1, 1)


def test_count_too_small_to_share_promises_no_region_anything() -> None:
    assert figures(tally([shared(Count(2, 2, 2), A, B, C)], regions=frozenset({A}))) == (0, 0, 2)


def test_part_of_a_composite_place_has_no_certain_share() -> None:
    claim = shared(Count(10, 10, 10), A, B, composite=True)
    assert figures(tally([claim], regions=frozenset({A}))) == (0, 0, 10)
    assert figures(tally([claim], regions=frozenset({A, B}))) == (10, 10, 10)


def test_open_shared_count_stays_open() -> None:
    assert figures(tally([shared(Count(11, 11, None), A, B)], regions=frozenset({A}))) == (1, 1, None)


def test_national_claim_says_nothing_of_a_single_region() -> None:
    assert tally([shared(Count(10, 10, 10))], regions=frozenset({A})) == NOTHING


def test_claims_of_other_regions_say_nothing() -> None:
    assert tally([shared(Count(10, 10, 10), B)], regions=frozenset({A})) == NOTHING


def test_share_of_a_region_is_covered_by_a_claim_about_that_region() -> None:
    own = plain("own", 0, 300, Count(4, 4, 4), (0, 300))
    figure = tally([shared(Count(10, 10, 10), A, B), own], regions=frozenset({A}))
    assert figures(figure) == (4, 4, 4)
    assert figure.folded == {"shared": ("own",)}
