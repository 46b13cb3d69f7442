"""Figures that a post takes back: denied, corrected, said to be none, or of another time."""

import pytest

from domain.claim import Flag, Relation
from domain.report import PostKind
from domain.source import Source
from tests.unit.extraction.reading import KALUGA, MINISTRY, PAPER, downed, read, triples

CORRECTIONS = [
    ("Ранее сообщалось о 8 сбитых беспилотниках. По уточнённым данным, их было 9.", 9),
    ("Уточнение: число уничтоженных ночью БПЛА – 17, а не 14, как было сказано утром.", 17),
    ("Ночью сбиты два беспилотника. По уточнённым данным, пять.", 5),
    ("Ночью сбиты два беспилотника. Уточняю: сбито пять.", 5),
    ("Над областью ночью уничтожено 7 БПЛА. Обновлено: 9 БПЛА.", 9),
]


@pytest.mark.parametrize(("text", "figure"), CORRECTIONS)
def test_corrected_figure_makes_no_claim_of_its_own(text: str, figure: int) -> None:
    report = read(text)
    assert triples(downed(report)) == {("RU-KLU", figure, figure)}
    assert report.summary.total == figure


def test_correction_contains_what_its_originator_said_before() -> None:
    (claim,) = downed(read("Исправляю опечатку: над областью уничтожено 24 беспилотника, а не 42."))
    assert (claim.count.low, claim.relation, claim.targets) == (24, Relation.INCLUDES, ())


def test_correction_of_a_district_does_not_contain_the_whole_night() -> None:
    (claim,) = downed(read("Уточняю: в Боровском районе сбито 4 БПЛА, а не 3."))
    assert (claim.count.low, claim.relation) == (4, None)


def test_evidence_of_a_correction_is_the_right_number() -> None:
    text = "Над Тарусой сбиты три дрона. По уточнённой информации – четыре."
    (claim,) = downed(read(text))
    assert "четыре" in {words.text for words in claim.evidence}
    assert [place.name for place in claim.places] == ["Таруса"]


@pytest.mark.parametrize(
    "text",
    [
        "Глава города опроверг сообщения о четырёх сбитых дронах.",
        "Сообщения о девяти сбитых дронах не соответствуют действительности.",
        "Информация о двух сбитых под Тарусой беспилотниках не подтвердилась.",
        "В чатах пишут о 12 сбитых над Калугой беспилотниках. Это неправда.",
        "The governor denied reports that five drones had been shot down over the Kaluga region.",
        "Сбитых БПЛА над территорией области не было.",
        "Сбитых и упавших беспилотников не зафиксировано.",
        "Никаких 15 сбитых дронов над Калугой не было.",
        "Фактов уничтожения беспилотников над областью не отмечено.",
    ],
)
def test_what_is_denied_is_no_incident(text: str) -> None:
    report = read(text)
    assert report.kind is not PostKind.INCIDENT
    assert (report.claims, report.summary.regions) == ((), {})


def test_denial_beside_news_leaves_the_news() -> None:
    report = read("Ночью сбито 3 БПЛА. Сообщения о девяти сбитых дронах не соответствуют действительности.")
    assert triples(list(report.claims)) == {("RU-KLU", 3, 3)}


def test_unconfirmed_harm_denies_no_drones() -> None:
    assert read("За ночь сбито 6 БПЛА. Информация о пострадавших не подтвердилась.").summary.total == 6


OLDER = [
    ("Ночью над областью сбили 8 БПЛА. Накануне над областью сбили три беспилотника.", 8, 3),
    ("Вчера над областью сбили 6 БПЛА, сегодня ночью – ещё 4.", 4, 6),
    ("Сегодня ночью уничтожено 8 беспилотников, накануне – 5.", 8, 5),
    ("Сегодня ночью над областью сбили 9 БПЛА. Сутками ранее уничтожили 54.", 9, 54),
]


@pytest.mark.parametrize(("text", "news", "before"), OLDER)
def test_figure_of_the_day_before_counts_on_its_own_day(text: str, news: int, before: int) -> None:
    report = read(text)
    assert report.summary.total == news
    then = next(claim for claim in downed(report) if claim.count.low == before)
    assert Flag.BACKGROUND in then.flags
    now = next(claim for claim in downed(report) if claim.count.low == news)
    assert Flag.BACKGROUND not in now.flags
    assert then.window.outer.end <= now.window.outer.end


@pytest.mark.parametrize(
    "text",
    [
        "Этой ночью над областью сбито 6 БПЛА. Для сравнения: в прошлую ночь их было 14.",
        "За ночь над областью сбили 6 БПЛА – вдвое больше, чем вчера (3).",
        "Six drones were downed over the Kaluga region overnight, compared with 14 the previous night.",
    ],
)
def test_likened_figure_without_a_day_makes_no_claim(text: str) -> None:
    report = read(text)
    assert report.summary.total == 6
    assert triples(downed(report)) == {("RU-KLU", 6, 6)}


def test_evening_and_night_are_one_raid() -> None:
    assert read("Вчера вечером сбито 3 БПЛА, ночью – ещё 5.").summary.total == 8


WHOLES = [
    ("Ночью сбито 15 БПЛА. Семь – в Боровском районе, ещё пять – в Тарусском.", KALUGA, 15),
    ("За ночь сбили 11 БПЛА. Шесть – в Тарусском районе. Утром сбито ещё 2.", KALUGA, 13),
    (
        (
            "Больше всего БПЛА - 21 - уничтожено над Белгородской областью, 14 сбито над Курской, еще 12 - "
            "над Брянской, всего за ночь сбито 47 дронов, сообщило Минобороны."
        ),
        PAPER,
        47,
    ),
    (
        (
            "Ночью ПВО сбила 57 дронов, сообщило Минобороны. Больше всего — 21 — над Белгородской областью. "
            "Ещё 14 перехватили над Курской, 12 — над Тульской, остальные — над Брянской."
        ),
        PAPER,
        57,
    ),
    (
        "Ночью сбито 40 БПЛА, из них 20 – над Брянской областью. Ещё 12 – над Курской.",
        MINISTRY,
        40,
    ),
]


@pytest.mark.parametrize(("text", "source", "total"), WHOLES)
def test_parts_of_a_stated_total_never_add_to_it(text: str, source: Source, total: int) -> None:
    assert read(text, source).summary.total == total


def test_total_told_after_larger_parts_stands() -> None:
    report = read("Сбито 5 БПЛА над Тарусой и 4 БПЛА над Боровском. Всего за ночь сбито 7 БПЛА.")
    assert report.summary.total == 7


def test_record_is_an_incident_of_its_own_night() -> None:
    report = read("За ночь над регионом уничтожен 51 беспилотник, это рекорд с начала года.")
    assert (report.summary.total, report.summary.regions) == (51, {"RU-KLU": 51})
    assert read("С начала года над регионом уничтожен 51 беспилотник.").kind is PostKind.DIGEST


def test_attack_whose_weapon_is_named_after_it_is_an_incident_without_a_number() -> None:
    report = read("Утром совершена атака на предприятие в Калуге. По предварительным данным, БПЛА.")
    assert (report.summary.total, report.summary.regions) == (None, {"RU-KLU": None})
    assert [claim.rule for claim in report.claims] == ["weapon_named_after"]
