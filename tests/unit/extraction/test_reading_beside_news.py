"""What stands beside news and is none: skills, plots, questions, memories, neighbours, aims."""

import pytest

from domain.claim import Metric
from domain.report import PostKind
from tests.unit.extraction.reading import KALUGA, MOSCOW_MAYOR, PAPER, downed, read, triples

NO_NEWS = [
    "«Панцирь» сбивает девять дронов из десяти, а один долетает",
    "ФСБ предотвратила атаку шести дронов на аэродром в Брянской области",
    "Сбили дрон соседа? Рассказываем, что за это бывает",
    "Год назад, 5 марта, над Брянской областью сбили 21 беспилотник",
    "С октября на заводы Тулы не упал ни один дрон",
    "Air defenses downed 14 bombs and 231 drones in the special military operation zone over the past day",
    "Poland scrambled jets after three drones came; two were shot down near Lublin, the army said",
]


@pytest.mark.parametrize("text", NO_NEWS)
def test_figure_of_no_raid_on_a_region_makes_no_claim(text: str) -> None:
    report = read(text, PAPER)
    assert report.kind is not PostKind.INCIDENT
    assert report.claims == ()


def test_soldier_remembered_does_not_down_his_drones_today() -> None:
    report = read("Сегодня простились с лейтенантом Сергеевым: его расчёт сбил 11 беспилотников над областью")
    assert report.kind is not PostKind.INCIDENT


def test_search_of_crash_sites_is_no_new_fall() -> None:
    assert read("Продолжаем осмотр мест падения обломков. Звоните 112").kind is not PostKind.INCIDENT


def test_raid_repelled_on_the_way_is_counted_where_it_was_met() -> None:
    report = read("Ночью в Домодедове ПВО отразила атаку двух БПЛА на Москву", MOSCOW_MAYOR)
    (claim,) = [claim for claim in report.claims if claim.metric is Metric.DOWNED]
    assert (claim.regions, claim.count.best) == (("RU-MOS",), 2)


def test_figure_of_the_neighbours_is_not_added_to_a_governors_own() -> None:
    report = read(
        "Ночью над областью сбито 11 БПЛА. Семь – в Боровском округе, четыре – у Малоярославца. "
        "У соседей, в Тульской области, сбито ещё восемь.",
        KALUGA,
    )
    assert report.summary.total == 11
    assert ("RU-TUL", 8, 8) in triples(downed(report))


def test_another_over_a_region_is_one() -> None:
    report = read(
        "Six drones were downed: five over the Belgorod region and another over the Tula region", PAPER
    )
    assert triples(downed(report)) >= {("RU-BEL", 5, 5), ("RU-TUL", 1, 1)}


@pytest.mark.parametrize("where", ["над Рыльском Курской области", "на подлёте к Рыльску Курской области"])
def test_town_and_the_region_after_it_are_both_named(where: str) -> None:
    (claim,) = downed(read(f"Три БПЛА сбиты {where}", PAPER))
    assert (claim.regions, [place.name for place in claim.places]) == (("RU-KRS",), ["Рыльск"])


def test_town_attacked_keeps_its_name_before_its_region() -> None:
    report = read("При атаке БПЛА на Рыльск Курской области ранены двое", PAPER)
    assert [place.name for place in report.summary.places] == ["Рыльск"]


@pytest.mark.parametrize(
    "text",
    [
        "По данным Минобороны, сегодня утром над нашей областью сбито 4 беспилотника",
        "По данным Минобороны, этой ночью сбито 4 беспилотника. Пострадавших нет",
        "Минобороны сообщает: ночью в области уничтожено 4 БПЛА",
    ],
)
def test_ministry_quoted_by_a_governor_speaks_of_his_region(text: str) -> None:
    (claim,) = downed(read(text, KALUGA))
    assert (claim.originator, claim.regions, claim.count.low) == ("mod", ("RU-KLU",), 4)


def test_figure_of_the_country_told_by_a_governor_is_not_his_region_s() -> None:
    report = read("По данным Минобороны, над регионом сбиты 3 БПЛА. Всего над страной сбито 112", KALUGA)
    assert [(claim.regions, claim.count.low) for claim in downed(report)] == [(("RU-KLU",), 3), ((), 112)]
