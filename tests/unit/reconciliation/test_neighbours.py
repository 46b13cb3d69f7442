"""When two claims certainly speak of different drones, at the edges of the tolerance."""

from dataclasses import replace

import pytest

from domain.claim import Count
from reconciliation import tally
from tests.unit.reconciliation.oracle import B, plain

FIVE = Count(5, 5, 5)


@pytest.mark.parametrize(
    ("late_start", "floor"),
    [(120, 10), (106, 10), (105, 10), (104, 5), (60, 5)],
    ids=["touching", "14 minutes over", "15 minutes over", "16 minutes over", "half over"],
)
def test_hours_that_overlap_by_up_to_fifteen_minutes_are_neighbours(late_start: int, floor: int) -> None:
    assert tally([plain("a", 0, 120, FIVE), plain("b", late_start, 300, FIVE)]).floor == floor


@pytest.mark.parametrize(("overlap", "floor"), [(9, 10), (10, 5)])
def test_short_window_is_a_neighbour_only_if_less_than_half_of_it_overlaps(overlap: int, floor: int) -> None:
    short = plain("short", 120 - overlap, 140 - overlap, FIVE)
    assert tally([plain("long", 0, 120, FIVE), short]).floor == floor


def test_half_of_a_short_window_is_too_much_beside_other_places_too() -> None:
    elsewhere = replace(plain("elsewhere", 0, 240, FIVE), regions=frozenset({B}))
    country = replace(plain("country", 0, 240, Count(1, 1, 1)), regions=frozenset())
    pair = [plain("long", 0, 120, FIVE), plain("short", 110, 130, FIVE)]
    assert tally([elsewhere, country, *pair]).floor == 10


def test_window_inside_another_is_never_its_neighbour() -> None:
    assert tally([plain("long", 0, 120, FIVE), plain("short", 30, 40, FIVE)]).floor == 5


def test_tolerance_lets_a_chain_of_neighbours_stand_together() -> None:
    chain = [plain(f"c{at}", at * 20, at * 20 + 29, FIVE) for at in range(6)]
    assert tally(chain).floor == 30


def test_tolerance_does_not_let_every_second_of_a_denser_chain_in() -> None:
    chain = [plain(f"c{at}", at * 15, at * 15 + 30, FIVE) for at in range(6)]
    assert tally(chain).floor == 15


def test_among_equal_floors_the_greatest_best_is_taken() -> None:
    figure = tally([plain("a", 0, 120, FIVE), plain("b", 30, 150, Count(5, 7, 9))])
    assert (figure.floor, figure.best, figure.counted) == (5, 7, ("b",))


def test_among_equal_figures_one_total_is_taken_before_its_parts() -> None:
    parts = [plain("a", 0, 60, FIVE), plain("b", 60, 120, FIVE)]
    figure = tally([*parts, plain("total", 0, 120, Count(10, 10, 10), (0, 120))])
    assert (figure.counted, figure.folded) == (("total",), {"a": ("total",), "b": ("total",)})
