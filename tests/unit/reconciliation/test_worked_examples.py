"""The worked examples of SEMANTICS, section 5, each asked through the lines of the `tally` verb."""

from typing import Any

import pytest

from tests.unit.reconciliation.lines import KALUGA, NIGHT, Window, ask, claim, query

BRYANSK, OREL, TULA = "RU-BRY", "RU-ORL", "RU-TUL"
KURSK, BELGOROD, ROSTOV, VORONEZH = "RU-KRS", "RU-BEL", "RU-ROS", "RU-VOR"
MOSCOW_REGION = ["RU-MOW", "RU-MOS"]


def figures(answer: dict[str, Any]) -> tuple[int, int | None, int, int | None, str]:
    return answer["floor"], answer["ceiling"], answer["low"], answer["high"], answer["state"]


def exactly(number: int) -> tuple[int, int, int, int, str]:
    return number, number, number, number, "exact"


GOVERNOR_ALL_DAY = claim(
    "governor", KALUGA, 11, window=("12T08:00", "12T20:00"), inner=("12T11:00", "12T17:00")
)


def test_four_hours_of_the_ministry_inside_the_governors_day_are_not_added() -> None:
    [answer] = ask(GOVERNOR_ALL_DAY, claim("ministry", KALUGA, 10, window=("12T12:00", "12T16:00")))
    assert figures(answer) == exactly(11)
    assert (answer["counted"], answer["folded"]) == (["governor"], {"ministry": ["governor"]})


def test_hours_that_reach_beyond_the_governors_post_give_a_range() -> None:
    [answer] = ask(GOVERNOR_ALL_DAY, claim("ministry", KALUGA, 10, window=("12T18:00", "12T22:00")))
    assert figures(answer) == (11, 21, 11, 21, "range")


def test_hours_after_the_governors_post_are_added() -> None:
    governor = claim("governor", KALUGA, 11, window=("12T08:00", "12T17:00"), inner=("12T10:15", "12T14:45"))
    [answer] = ask(governor, claim("ministry", KALUGA, 10, window=("12T18:00", "12T22:00")))
    assert figures(answer) == exactly(21)


def test_breakdown_that_sums_to_the_headline_meets_the_governor_in_one_region() -> None:
    """The headline 20 is a check and no claim; the Moscow region is one place of two codes."""
    ministry = [
        claim("kaluga", KALUGA, 10, window=("12T12:00", "12T16:00")),
        claim("bryansk", BRYANSK, 8, window=("12T12:00", "12T16:00")),
        claim("moscow", MOSCOW_REGION, 2, window=("12T12:00", "12T16:00"), composite=True),
    ]
    country, kaluga, moscow, city = ask(
        GOVERNOR_ALL_DAY, *ministry, query(), query(KALUGA), query(*MOSCOW_REGION), query("RU-MOW")
    )
    assert figures(country) == exactly(21)
    assert figures(kaluga) == exactly(11)
    assert figures(moscow) == exactly(2)
    assert figures(city) == (0, 2, 0, 2, "range")


def test_drones_without_a_number_are_at_least_one_and_never_none() -> None:
    [answer] = ask(claim("governor", KALUGA, 1, high=None, inner=None))
    assert figures(answer) == (1, None, 1, None, "open")


def not_split(*more: dict[str, Any]) -> list[dict[str, Any]]:
    """221 "including" 85 + 42 + 28: three items and a national remainder of 66 that adds to them."""
    items = [claim("bryansk", BRYANSK, 85), claim("kursk", KURSK, 42), claim("orel", OREL, 28)]
    remainder = claim("not split", [], 66, adds_to=["bryansk", "kursk", "orel"])
    return [*items, remainder, *more]


def test_remainder_not_split_by_region_adds_to_the_items() -> None:
    country, bryansk, kaluga = ask(*not_split(), query(), query(BRYANSK), query(KALUGA))
    assert figures(country) == exactly(221)
    assert figures(bryansk) == exactly(85)
    assert (kaluga["floor"], kaluga["counted"]) == (0, [])


@pytest.mark.parametrize(
    ("region", "window", "total"),
    [(KALUGA, NIGHT, 221), (BRYANSK, ("11T22:00", "12T04:00"), 221), (KALUGA, ("12T20:00", "13T07:00"), 239)],
    ids=["may be of those not split", "is within the region's own item", "another night"],
)
def test_governors_count_is_in_the_total_of_its_night_only(region: str, window: Window, total: int) -> None:
    [answer] = ask(*not_split(claim("governor", region, 18, window=window)))
    assert figures(answer) == exactly(total)


def test_each_or_together_leaves_the_regions_open_and_the_headline_firm() -> None:
    """22 = 8 + 4 + "three over A and B" + "two over C and D" + one each over E and F.

    Only three each with two together hits the headline. So A and B are [1, 3, 3], C and D [1, 1, 2], each a
    claim of its own that is part of the national headline: the lows of the items alone do not make 22.
    """
    part: dict[str, Any] = {"part_of": ["headline"]}
    items = [
        claim("g", KURSK, 8, **part),
        claim("h", BELGOROD, 4, **part),
        claim("a", KALUGA, 1, best=3, high=3, **part),
        claim("b", BRYANSK, 1, best=3, high=3, **part),
        claim("c", OREL, 1, best=1, high=2, **part),
        claim("d", TULA, 1, best=1, high=2, **part),
        claim("e", ROSTOV, 1, **part),
        claim("f", VORONEZH, 1, **part),
    ]
    country, a, c = ask(claim("headline", [], 22), *items, query(), query(KALUGA), query(OREL))
    assert (figures(country), country["best"], country["counted"]) == (exactly(22), 22, ["headline"])
    assert (a["low"], a["best"], a["high"], a["state"]) == (1, 3, 3, "range")
    assert (c["low"], c["best"], c["high"], c["state"]) == (1, 1, 2, "range")


def test_overnight_without_hours_may_or_may_not_hold_the_evening() -> None:
    evening = claim("evening", [], 57, window=("11T20:00", "11T23:00"))
    night = claim("night", [], 173, window=("11T20:00", "12T10:00"), inner=("12T00:00", "12T05:00"))
    [answer] = ask(evening, night)
    assert figures(answer) == (173, 230, 173, 230, "range")


def test_night_with_hours_holds_the_evening() -> None:
    [answer] = ask(claim("evening", [], 57, window=("11T20:00", "11T23:00")), claim("night", [], 173))
    assert figures(answer) == exactly(173)


def test_trailing_wider_total_includes_the_lines_above_it() -> None:
    lines = [
        claim("six", [], 6, window=("11T20:00", "11T23:00")),
        claim("rest", [], 78, window=("11T23:00", "12T07:00")),
    ]
    [answer] = ask(*lines, claim("total", [], 84, includes=["six", "rest"]))
    assert figures(answer) == exactly(84)
    assert (answer["counted"], answer["folded"]) == (["total"], {"six": ["total"], "rest": ["total"]})


def test_hours_that_overlap_by_five_minutes_are_added() -> None:
    first = claim("first", [], 12, window=("12T00:00", "12T04:05"))
    [answer] = ask(first, claim("second", [], 9, window=("12T04:00", "12T08:00")))
    assert figures(answer) == exactly(21)


def wave(total: int) -> list[dict[str, Any]]:
    """7, then "five more", then "the total reached …"."""
    return [
        claim("seven", KALUGA, 7, inner=None),
        claim("more", KALUGA, 5, inner=None, adds_to=["seven"]),
        claim("total", KALUGA, total, inner=None, includes=["seven", "more"]),
    ]


def test_total_reached_holds_the_waves_before_it() -> None:
    [answer] = ask(*wave(12))
    assert figures(answer) == exactly(12)


def test_total_below_its_parts_is_printed_as_revised_by_the_source() -> None:
    """The arithmetic stands as it is (12 against 10); the flag has the low figure printed."""
    [answer] = ask(*wave(10))
    assert figures(answer) == (12, 10, 10, 12, "disputed")
    assert (answer["best"], answer["flags"]) == (10, ["revised"])


def test_two_totals_of_one_night_are_disputed() -> None:
    [answer] = ask(claim("governor", KALUGA, 18, originator="governor:RU-KLU"), claim("ministry", KALUGA, 12))
    assert figures(answer) == (18, 12, 12, 18, "disputed")


def test_more_than_ten_has_a_floor_and_no_ceiling() -> None:
    part = claim("part", KALUGA, 8, window=("11T22:00", "12T02:00"))
    [answer] = ask(claim("more than ten", KALUGA, 11, high=None), part)
    assert figures(answer) == (11, None, 11, None, "open")


def test_count_shared_by_thirteen_regions_gives_each_one_to_the_rest() -> None:
    regions = [f"RU-{number:02}" for number in range(1, 14)]
    country, *each = ask(claim("shared", regions, 355), query(), *map(query, regions))
    assert figures(country) == exactly(355)
    assert [(one["low"], one["best"], one["high"]) for one in each] == [(1, 1, 343)] * 13


def test_only_the_current_version_of_an_edited_post_is_there_to_count() -> None:
    """A post edited from 12 to 9: the store gives the claims of the current version alone."""
    [answer] = ask(claim("post", KALUGA, 9))
    assert figures(answer) == exactly(9)
