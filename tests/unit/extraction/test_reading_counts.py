"""Counts of claims: the table of docs/SEMANTICS.md, and breakdowns against their headline."""

import pytest

from domain.claim import Count, Flag, Metric, Relation, Weapon
from tests.unit.extraction.reading import KALUGA, MINISTRY, downed, read, triples


@pytest.mark.parametrize(
    ("words", "count", "flag"),
    [
        ("сбиты 18 БПЛА", Count(18, 18, 18), None),
        ("сбиты восемнадцать дронов", Count(18, 18, 18), None),
        ("сбит беспилотник", Count(1, 1, 1), None),
        ("сбит БПЛА", Count(1, 1, 1), None),
        ("сбиты более 10 БПЛА", Count(11, 11, None), Flag.STATED_AS_LEAST),
        ("сбиты не менее 10 БПЛА", Count(10, 10, None), Flag.STATED_AS_LEAST),
        ("сбиты около 10 БПЛА", Count(10, 10, 10), Flag.APPROXIMATE),
        ("сбиты беспилотники", Count(1, 1, None), Flag.UNNUMBERED),
        ("сбиты несколько беспилотников", Count(1, 1, None), Flag.UNNUMBERED),
    ],
)
def test_count_follows_the_wording(words: str, count: Count, flag: Flag | None) -> None:
    (claim,) = downed(read(f"Ночью над Боровским районом {words}."))
    assert claim.count == count
    assert claim.regions == ("RU-KLU",)
    assert flag is None or flag.value in claim.flags


def test_shared_count_is_one_claim_over_all_its_regions() -> None:
    (claim,) = downed(read("Ночью сбиты 9 БПЛА над Тульской и Рязанской областями.", MINISTRY))
    assert claim.regions == ("RU-TUL", "RU-RYA")
    assert claim.count == Count(9, 9, 9)
    assert Flag.SHARED.value in claim.flags


def test_distributive_count_is_a_claim_for_each_region() -> None:
    report = read("Ночью сбиты по четыре БПЛА над Тульской и Рязанской областями.", MINISTRY)
    assert triples(downed(report)) == {("RU-TUL", 4, 4), ("RU-RYA", 4, 4)}
    assert report.summary.total == 8


def test_headline_equal_to_its_items_is_not_counted_again() -> None:
    report = read("За ночь уничтожены 12 БПЛА: семь – над Тульской областью, пять – над Курской.", MINISTRY)
    assert triples(downed(report)) == {("RU-TUL", 7, 7), ("RU-KRS", 5, 5)}
    assert report.summary.total == 12


def test_remainder_of_an_incomplete_breakdown_is_national_and_not_split() -> None:
    report = read("За ночь сбиты 20 БПЛА, в том числе 11 – над Тульской областью, 6 – над Курской.", MINISTRY)
    rest = [claim for claim in downed(report) if Flag.NOT_SPLIT.value in claim.flags]
    assert [(claim.regions, claim.count.low) for claim in rest] == [((), 3)]
    assert rest[0].relation is Relation.ADDS_TO
    assert {report.claims[at].regions for at in rest[0].targets} == {("RU-TUL",), ("RU-KRS",)}


def test_reading_that_hits_the_headline_is_inferred_from_the_sum() -> None:
    report = read(
        "За ночь сбиты 14 БПЛА: шесть – над Тульской областью, три – над Орловской и Брянской областями, "
        "два – над Смоленской областью.",
        MINISTRY,
    )
    by_region = {claim.regions: claim for claim in downed(report)}
    assert by_region[()].count == Count(14, 14, 14)
    assert by_region[()].relation is Relation.INCLUDES
    assert by_region["RU-ORL",].count == Count(1, 3, 3)
    assert Flag.INFERRED_FROM_SUM.value in by_region["RU-ORL",].flags


def test_items_above_their_headline_leave_it_the_national_figure() -> None:
    report = read("За ночь сбиты 9 БПЛА: семь – над Тульской областью, пять – над Курской.", MINISTRY)
    headline = next(claim for claim in downed(report) if not claim.regions)
    assert headline.count == Count(9, 9, 9)
    assert Flag.BREAKDOWN_MISMATCH.value in headline.flags


def test_rest_of_a_breakdown_is_what_the_items_leave() -> None:
    report = read("Сбиты 10 БПЛА: шесть – над Тульской областью, остальные – над Курской.", MINISTRY)
    assert report.summary.regions == {"RU-TUL": 6, "RU-KRS": 4}


def test_composite_moscow_region_is_one_place_of_two_codes() -> None:
    (claim,) = downed(read("Ночью сбиты 5 БПЛА над Московским регионом.", MINISTRY))
    assert claim.regions == ("RU-MOW", "RU-MOS")
    assert claim.composite
    assert Flag.SHARED.value not in claim.flags


def test_repelled_attack_of_a_stated_number_counts_with_its_flag() -> None:
    (claim,) = downed(read("Ночью силами ПВО отражена атака шести БПЛА."))
    assert claim.count == Count(6, 6, 6)
    assert Flag.REPELLED.value in claim.flags


def test_size_of_an_attack_is_not_the_number_downed() -> None:
    report = read("Противник атаковал регион десятью дронами. Силами ПВО сбиты семь БПЛА.")
    assert report.summary.total == 7
    assert {c.count.low for c in report.claims if c.metric is Metric.ATTACKED} == {10}


def test_missiles_and_bombs_have_their_own_claims() -> None:
    report = read(
        "Ночью над Брянской областью сбиты четыре БПЛА, две ракеты и управляемая авиабомба.", MINISTRY
    )
    assert report.summary.total == 4
    weapons = {(claim.weapon, claim.count.low) for claim in report.claims}
    assert {(Weapon.DRONE, 4), (Weapon.MISSILE, 2)} <= weapons


@pytest.mark.parametrize(
    "text",
    [
        "Обломки упали на 5 домов в 3 районах.",
        "На месте работают 40 человек и 12 единиц техники, звоните 112.",
        "Пострадали 2 человека, 43 и 17 лет.",
    ],
)
def test_other_numbers_are_no_drones(text: str) -> None:
    assert read(f"Ночью сбит БПЛА. {text}").summary.total == 1


def test_parts_of_one_region_are_parts_of_its_headline() -> None:
    report = read("Сбито 7 БПЛА: пять – в Боровском районе, два – на окраине Обнинска.", KALUGA)
    whole = [claim for claim in downed(report) if claim.relation is None]
    parts = [claim for claim in downed(report) if claim.relation is Relation.PART_OF]
    assert [claim.count.low for claim in whole] == [7]
    assert [claim.count.low for claim in parts] == [5, 2]
    assert all(claim.targets == (0,) for claim in parts)


def test_no_number_never_becomes_zero() -> None:
    report = read("Сбиты БПЛА над Боровским районом.")
    assert report.summary.total is None
    assert report.summary.regions == {"RU-KLU": None}
    assert all(claim.count.low >= 1 for claim in report.claims)


def test_spread_reaches_from_its_lower_to_its_upper_end() -> None:
    (claim,) = downed(read("Сбито от 10 до 12 беспилотников."))
    assert (claim.count.low, claim.count.best, claim.count.high) == (10, 10, 12)
    assert Flag.APPROXIMATE in claim.flags


def test_attack_still_being_repelled_downs_none_yet() -> None:
    report = read("Силы ПВО отражают атаку 20 беспилотников на Калугу.")
    assert report.summary.total is None
    assert downed(report) == []
