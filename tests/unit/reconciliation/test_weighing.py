"""Claims on record as the arithmetic sees them: relations found across posts, and editors' bonds."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.claim import Flag, Metric, Relation
from domain.errors import RelationCycleError
from domain.record import Bond, StoredClaim
from domain.tally import WeighedClaim
from reconciliation import tally
from services.weigh_claims import refuse_circular, weigh_claims
from tests.unit.reconciliation.stored import BRYANSK, KALUGA, MORNING, stored

MOMENT = timedelta(microseconds=1)


def weighed(*claims: StoredClaim) -> dict[str, WeighedClaim]:
    return {one.id: one for one in weigh_claims(claims)}


def more(posted_after: timedelta, **said: object) -> StoredClaim:
    """ "Five more", so long after the first post."""
    said.setdefault("relation", Relation.ADDS_TO)
    return stored("2.2.0", 5, posted_at=MORNING + posted_after, **said)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("apart", "names"),
    [
        (timedelta(0), set()),
        (MOMENT, {"1.1.0"}),
        (timedelta(hours=18), {"1.1.0"}),
        (timedelta(hours=18) + MOMENT, set()),
        (-MOMENT, set()),
    ],
    ids=["same instant", "next moment", "end of the wave", "after the wave", "before"],
)
def test_five_more_adds_to_the_posts_of_the_wave_before_it(apart: timedelta, names: set[str]) -> None:
    assert weighed(stored("1.1.0", 7), more(apart))["2.2.0"].adds_to == names


@pytest.mark.parametrize("relation", list(Relation))
def test_each_relation_is_said_of_the_earlier_posts_and_of_nothing_else(relation: Relation) -> None:
    one = weighed(stored("1.1.0", 7), more(timedelta(hours=1), relation=relation))["2.2.0"]
    said = {
        Relation.ADDS_TO: one.adds_to,
        Relation.INCLUDES: one.includes,
        Relation.PART_OF: one.part_of,
    }
    assert said.pop(relation) == {"1.1.0"}
    assert not any(said.values())


@pytest.mark.parametrize("relation", list(Relation))
def test_relation_within_a_post_names_the_claims_it_speaks_of(relation: Relation) -> None:
    post = [stored("1.1.0", 7), stored("1.1.1", 3), stored("1.1.2", 2, relation=relation, targets=(0, 1))]
    one = weighed(*post)["1.1.2"]
    assert one.adds_to | one.includes | one.part_of == {"1.1.0", "1.1.1"}


def test_claim_without_a_relation_names_nobody() -> None:
    one = weighed(stored("1.1.0", 7), more(timedelta(hours=1), relation=None))["2.2.0"]
    assert not one.adds_to | one.includes | one.part_of


def test_words_of_one_originator_are_not_of_another_nor_of_a_place_apart() -> None:
    governor = stored("1.1.0", 7, originator="governor:RU-KLU")
    elsewhere = stored("1.1.1", 7, BRYANSK)
    assert weighed(governor, elsewhere, more(timedelta(hours=1)))["2.2.0"].adds_to == frozenset()


def test_memory_of_another_day_is_in_no_wave() -> None:
    memory = stored("1.1.0", 7, flags=(Flag.BACKGROUND,))
    assert weighed(memory, more(timedelta(hours=1)))["2.2.0"].adds_to == frozenset()
    remembering = more(timedelta(hours=1), flags=(Flag.BACKGROUND,))
    assert weighed(stored("1.1.0", 7), remembering)["2.2.0"].adds_to == frozenset()


@pytest.mark.parametrize("is_one_place", [True, False])
def test_composite_place_is_weighed_as_one(is_one_place: bool) -> None:
    claim = stored("1.1.0", 10, "RU-MOW", "RU-MOS", composite=is_one_place)
    assert weighed(claim)["1.1.0"].composite is is_one_place
    figure = tally(weigh_claims([claim]), regions=frozenset({"RU-MOW"}))
    assert (figure.low, figure.high) == ((0, 10) if is_one_place else (1, 9))


def test_only_live_claims_of_downed_drones_are_weighed() -> None:
    claims = [
        stored("1.1.0", 7),
        stored("1.1.1", 7, live=False),
        stored("1.1.2", 7, metric=Metric.DEBRIS),
        stored("1.1.3", 7, flags=(Flag.IMPLAUSIBLE,)),
    ]
    assert list(weighed(*claims)) == ["1.1.0"]


@given(st.permutations(range(3, 10)))
def test_order_of_arrival_never_changes_what_is_weighed(order: list[int]) -> None:
    claims = [stored(f"{at}.{at}.0", at, posted_at=MORNING + timedelta(hours=at % 5)) for at in order]
    total = more(timedelta(hours=9), relation=Relation.INCLUDES)
    expected = weigh_claims([total, *sorted(claims, key=lambda claim: claim.id)])
    assert weigh_claims([*claims, total]) == expected
    assert expected[0].includes == {claim.id for claim in claims}


def bonded(name: str, low: int, bond: Relation, other: str, **said: object) -> StoredClaim:
    return stored(name, low, bonds=(Bond(bond, other),), **said)  # type: ignore[arg-type]


def low_of(*claims: StoredClaim) -> int:
    return tally(weigh_claims(claims)).low


def test_claims_an_editor_merged_count_once() -> None:
    apart = {"hours": (7, 9), "originator": "governor:RU-KLU"}
    assert low_of(stored("1.1.0", 7), stored("2.2.0", 5, **apart)) == 12
    assert low_of(stored("1.1.0", 7), bonded("2.2.0", 5, Relation.PART_OF, "1.1.0", **apart)) == 7


def test_claims_an_editor_split_are_added() -> None:
    assert low_of(stored("1.1.0", 7), stored("2.2.0", 5)) == 7
    assert low_of(stored("1.1.0", 7), bonded("2.2.0", 5, Relation.ADDS_TO, "1.1.0")) == 12


@pytest.mark.parametrize("said_by_the_other", [True, False])
def test_editors_word_beats_what_the_texts_say_of_each_other(said_by_the_other: bool) -> None:
    later = MORNING + timedelta(hours=1)
    total = {"relation": Relation.INCLUDES, "posted_at": later}
    addition = {"relation": Relation.ADDS_TO, "posted_at": later}
    if said_by_the_other:
        split = [bonded("1.1.0", 5, Relation.ADDS_TO, "2.2.0"), stored("2.2.0", 7, **total)]
        merged = [bonded("1.1.0", 5, Relation.PART_OF, "2.2.0"), stored("2.2.0", 7, **addition)]
    else:
        split = [stored("1.1.0", 5), bonded("2.2.0", 7, Relation.ADDS_TO, "1.1.0", **total)]
        merged = [stored("1.1.0", 7), bonded("2.2.0", 5, Relation.PART_OF, "1.1.0", **addition)]
    assert (tally(weigh_claims(split)).floor, tally(weigh_claims(split)).ceiling) == (12, 12)
    assert (tally(weigh_claims(merged)).floor, tally(weigh_claims(merged)).ceiling) == (7, 7)


def test_bond_to_a_claim_that_is_not_live_says_nothing() -> None:
    claims = [stored("1.1.0", 7, live=False), bonded("2.2.0", 5, Relation.PART_OF, "1.1.0")]
    assert low_of(*claims) == 5


def test_words_in_a_circle_are_refused_when_asked_and_never_stop_a_total() -> None:
    circle = [
        bonded("1.1.0", 7, Relation.PART_OF, "2.2.0"),
        bonded("2.2.0", 5, Relation.PART_OF, "3.3.0"),
        bonded("3.3.0", 4, Relation.PART_OF, "1.1.0"),
        bonded("4.4.0", 2, Relation.PART_OF, "1.1.0", hours=(8, 9)),
    ]
    with pytest.raises(RelationCycleError):
        refuse_circular(circle)
    refuse_circular(circle[1:])
    assert low_of(*circle) == 7
    assert weighed(*circle)["4.4.0"].part_of == {"1.1.0"}


def test_region_of_a_bond_is_no_bar() -> None:
    claims = [stored("1.1.0", 7, KALUGA), bonded("2.2.0", 5, Relation.PART_OF, "1.1.0")]
    elsewhere = stored("3.3.0", 4, BRYANSK)
    assert low_of(*claims, elsewhere) == 11
