"""Relations, attribution and windows of claims."""

from datetime import datetime

from domain.claim import Flag, Metric, Relation
from domain.report import PostKind, TotalKind
from tests.unit.extraction.reading import KALUGA, MINISTRY, MOSCOW_MAYOR, PAPER, downed, read


def test_increment_adds_to_earlier_posts() -> None:
    report = read("Силами ПВО сбиты ещё пять беспилотников, летевших на Москву.", MOSCOW_MAYOR)
    (claim,) = downed(report)
    assert (claim.relation, claim.targets) == (Relation.ADDS_TO, ())
    assert report.summary.total_kind is TotalKind.INCREMENT
    assert claim.regions == ("RU-MOW",)


def test_running_total_includes_earlier_posts() -> None:
    report = read("Всего за минувшую ночь уничтожено 12 БПЛА.")
    (claim,) = downed(report)
    assert (claim.relation, claim.targets) == (Relation.INCLUDES, ())
    assert report.summary.total_kind is TotalKind.CUMULATIVE


def test_wider_total_after_a_figure_includes_it() -> None:
    report = read("С 20:00 до 23:00 сбиты шесть БПЛА. Всего за ночь уничтожено 15.")
    first, total = downed(report)
    assert (first.count.low, total.count.low) == (6, 15)
    assert (total.relation, total.targets) == (Relation.INCLUDES, (0,))
    assert (report.summary.total, report.summary.cumulative_total) == (6, 15)


def test_subset_of_an_item_is_a_part_and_adds_nothing() -> None:
    report = read("Сбиты 7 БПЛА над Калужской областью, два из них – близ Тарусы.")
    assert report.summary.total == 7
    part = next(claim for claim in downed(report) if claim.relation is Relation.PART_OF)
    assert (part.count.low, part.targets) == (2, (0,))


def test_drones_flying_toward_a_city_are_no_separate_claim() -> None:
    report = read("Сбиты 9 БПЛА над Московским регионом, в том числе три, летевших на Москву.", MINISTRY)
    assert [claim.count.low for claim in downed(report)] == [9]


def test_governor_relaying_the_ministry_speaks_with_its_voice() -> None:
    report = read("По данным Минобороны, за ночь над страной сбито 90 БПЛА. Над нашей областью сбиты четыре.")
    assert [claim.count.low for claim in downed(report, "mod")] == [90]
    assert [claim.count.low for claim in downed(report, "governor:RU-KLU")] == [4]
    assert report.summary.total == 4


def test_forces_of_the_ministry_are_the_governors_own_words() -> None:
    (claim,) = downed(read("Силами ПВО Минобороны России сбиты три БПЛА."))
    assert claim.originator == "governor:RU-KLU"


def test_article_is_attributed_sentence_by_sentence() -> None:
    report = read(
        "Eleven drones were shot down over the Kaluga Region, Governor Vladislav Shapsha said. "
        "The Defense Ministry reported 30 drones downed overnight, including 9 over the Kaluga Region.",
        PAPER,
    )
    assert [claim.count.low for claim in downed(report, "governor:RU-KLU")] == [11]
    assert {claim.count.low for claim in downed(report, "mod")} == {9, 21}
    assert report.summary.total == 30


def test_confirmation_of_the_same_drones_is_a_part_of_the_claim_before() -> None:
    report = read(
        "Four drones were intercepted over the Kaluga region, Governor Vladislav Shapsha wrote. "
        "The Defense Ministry later confirmed the interception of the drones.",
        PAPER,
    )
    own, confirmed = downed(report)
    assert (confirmed.originator, confirmed.relation, confirmed.targets) == ("mod", Relation.PART_OF, (0,))
    assert own.count.low == 4


def test_background_of_another_year_goes_to_its_own_date() -> None:
    report = read("Сегодня ночью сбиты два БПЛА. Годом ранее в тот же день над областью сбили 8 БПЛА.")
    assert report.summary.total == 2
    past = [claim for claim in downed(report) if Flag.BACKGROUND.value in claim.flags]
    assert all(claim.window.outer.end < datetime.fromisoformat("2025-06-01T00:00:00+03:00") for claim in past)


def test_place_of_the_attack_is_the_place_of_what_was_downed() -> None:
    report = read(
        "Сорвана попытка атаки БПЛА на объекты в Тульской области. Силами ПВО сбиты три БПЛА.", MINISTRY
    )
    assert report.summary.regions == {"RU-TUL": 3}


def test_hits_and_falls_are_kept_apart_from_the_downed() -> None:
    report = read("Дрон упал на склад в Боровском районе, начался пожар.")
    assert report.kind is PostKind.INCIDENT
    assert report.summary.total is None
    assert {claim.metric for claim in report.claims} == {Metric.IMPACT}


def test_correction_counts_the_second_number_only() -> None:
    assert read("Уточнение: ночью сбито не восемь, а девять БПЛА.").summary.total == 9


def test_window_of_a_claim_is_that_of_its_sentence() -> None:
    (claim,) = downed(read("С 01:10 до 03:40 над Калугой сбиты два БПЛА.", KALUGA))
    assert claim.window.outer.start == datetime.fromisoformat("2026-03-05T01:10:00+03:00")
    assert claim.window.inner == claim.window.outer


def test_more_after_a_running_total_comes_on_top_of_it() -> None:
    report = read("Число сбитых за ночь выросло до 17. Ещё один уничтожен утром в Боровском округе.")
    earlier, more = downed(report)
    assert (earlier.count.low, earlier.relation, earlier.targets) == (17, Relation.INCLUDES, ())
    assert (more.count.low, more.relation, more.targets) == (1, Relation.ADDS_TO, (0,))
    assert (report.summary.total, report.summary.cumulative_total) == (1, 17)


def test_part_without_a_number_is_part_of_the_count_and_not_all_of_it() -> None:
    report = read("Ночью сбиты 40 БПЛА, в том числе над Тульской областью.", MINISTRY)
    whole, part = downed(report)
    assert (whole.count.high, whole.regions) == (40, ())
    assert (part.count.low, part.count.high, part.regions) == (1, None, ("RU-TUL",))
    assert (part.relation, part.targets) == (Relation.PART_OF, (0,))


def test_every_number_of_a_list_of_times_has_its_own_window() -> None:
    first, second = downed(read("С 20.00 до 23.00 сбито 9 БПЛА, с 1.00 до 4.00 – ещё 14."))
    assert (first.count.best, first.window.outer.end.hour) == (9, 23)
    assert (second.count.best, second.window.outer.start.hour) == (14, 1)
