"""Clusters, and groups larger than an exact search is promised for."""

from dataclasses import replace

import pytest

from domain.claim import Count
from domain.tally import WeighedClaim
from reconciliation import clusters, tally
from tests.unit.reconciliation.oracle import A, B, C, minutes, plain

PLACES = [frozenset({A}), frozenset({B}), frozenset({A, B}), frozenset({B, C}), frozenset[str]()]


def ids(groups: list[list[WeighedClaim]]) -> list[list[str]]:
    return [[one.id for one in group] for group in groups]


def test_hours_that_only_touch_do_not_join_clusters() -> None:
    night, day = plain("night", 0, 420, Count(1, 1, 1)), plain("day", 420, 1200, Count(1, 1, 1))
    assert ids(clusters([day, night])) == [["night"], ["day"]]


def test_national_claim_joins_regions_of_its_hours() -> None:
    regional = [replace(plain(name, 0, 60, Count(1, 1, 1)), regions=frozenset({name})) for name in (A, B, C)]
    country = replace(plain("country", 30, 90, Count(1, 1, 1)), regions=frozenset())
    assert ids(clusters(regional)) == [[B], [A], [C]]
    assert ids(clusters([*regional, country])) == [[B, A, C, "country"]]


def test_relation_joins_claims_however_far_apart() -> None:
    early = plain("early", 0, 60, Count(1, 1, 1))
    late = replace(plain("late", 9000, 9060, Count(1, 1, 1)), adds_to=frozenset({"early"}))
    assert ids(clusters([late, early])) == [["early", "late"]]


def mixed(size: int) -> list[WeighedClaim]:
    """Claims of five kinds of place, each reaching some way into the next ones, some stating relations."""
    found = []
    for at in range(size):
        low = 1 + at * 7 % 11
        names = frozenset({f"c{at - 1:05}"}) if at % 3 == 1 else frozenset[str]()
        found.append(
            WeighedClaim(
                f"c{at:05}",
                "mod",
                PLACES[at * 3 % 5],
                Count(low, low, low + at % 2),
                minutes(at * 25, at * 25 + 60 + at * 13 % 90),
                minutes(at * 25, at * 25 + 60),
                adds_to=names if at % 2 else frozenset(),
                includes=frozenset() if at % 2 else names,
            )
        )
    return found


def test_twenty_mixed_claims_with_relations_are_never_bounded() -> None:
    assert "bounded" not in tally(mixed(20)).flags


def test_thousands_of_mixed_claims_end_in_a_flagged_bound() -> None:
    figure = tally(mixed(2500))
    assert "bounded" in figure.flags
    assert figure.floor > 0


def test_thousands_of_plain_claims_are_exact() -> None:
    found = [
        plain(f"c{at}", at * 7, at * 7 + 90, Count(1, 1, 1), (at * 7, at * 7 + 90)) for at in range(5000)
    ]
    figure = tally(found)
    assert figure.flags == ()
    # Starts 77 apart overlap by 13 minutes, and 455 fit. Starts 84 apart leave no gap: 418 reach the end.
    assert (figure.floor, figure.ceiling) == (455, 418)


def bridged(*loose: int) -> int | None:
    """The ceiling where only a dear window joins two cheap ones, and loose claims speak of all the time.

    The dear window need not be taken: a cheap one explains it.
    """
    found = [
        plain("dear", 0, 120, Count(1, 1, 50), (0, 120)),
        plain("cheap", 0, 120, Count(1, 1, 1), (10, 110)),
        plain("next", 120, 240, Count(1, 1, 5), (120, 240)),
        *(plain(f"loose {at}", 0, 240, Count(1, 1, high)) for at, high in enumerate(loose)),
    ]
    figure = tally(found)
    assert figure.flags == ()
    return figure.ceiling


def test_loose_claims_are_taken_where_bridging_the_gap_costs_more() -> None:
    assert bridged(1) == 7
    assert bridged(20, 20) == 46


def test_gap_is_bridged_without_a_search_where_it_would_cost_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reconciliation.ceiling.LARGEST", 1)
    assert bridged(100) == 55
    assert bridged(30, 30) == 55


def test_loose_claim_is_no_cover_for_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reconciliation.ceiling.LARGEST", 1)
    found = [
        plain("loose", 0, 600, Count(1, 1, 9), (90, 510)),
        plain("before", 0, 120, Count(1, 1, 2), (0, 120)),
        plain("after", 480, 600, Count(1, 1, 2), (480, 600)),
    ]
    figure = tally(found)
    assert (figure.ceiling, figure.flags) == (13, ())
