"""Kinds: what never counts, each with its reason."""

import pytest

from domain.report import PostKind
from domain.source import Source
from tests.unit.extraction.reading import KALUGA, MINISTRY, PAPER, read


@pytest.mark.parametrize(
    ("text", "source", "kind"),
    [
        ("В регионе объявлена беспилотная опасность.", KALUGA, PostKind.WARNING),
        ("Отбой беспилотной опасности.", KALUGA, PostKind.ALL_CLEAR),
        ("Аэропорт Калуга: введены ограничения на приём и выпуск рейсов.", PAPER, PostKind.ADVISORY),
        ("За неделю, с 1 по 7 марта, сбиты 900 БПЛА.", MINISTRY, PostKind.DIGEST),
        (
            "С начала специальной военной операции уничтожены 600 самолетов, 90 000 БПЛА.",
            MINISTRY,
            PostKind.DIGEST,
        ),
        ("За сутки средствами ПВО сбиты 150 БПЛА и две авиабомбы.", MINISTRY, PostKind.DIGEST),
        ("На полигоне прошли учения: условный противник потерял 12 БПЛА, все сбиты.", KALUGA, PostKind.OTHER),
        ("Подавитель дронов со скидкой: дрон сбит за 2 секунды! Реклама.", PAPER, PostKind.OTHER),
        (
            "Средствами ПВО сбиты четыре авиабомбы, 11 снарядов HIMARS и 187 БПЛА.",
            MINISTRY,
            PostKind.DIGEST,
        ),
        ("В зоне специальной военной операции сбиты 96 БПЛА.", MINISTRY, PostKind.DIGEST),
        ("Расчёты сбили 18 дронов на Краснолиманском направлении.", MINISTRY, PostKind.DIGEST),
        ("Итоги недели: над регионами сбито 912 дронов.", PAPER, PostKind.DIGEST),
        ("Сработала система ПВО, сбиты 12 снарядов РСЗО. Пострадавших нет.", KALUGA, PostKind.OTHER),
        (
            "ВС РФ нанесли массированный удар по аэродромам. Уничтожено 40 беспилотников.",
            MINISTRY,
            PostKind.OTHER,
        ),
        ("Действует режим «Атака БПЛА».", KALUGA, PostKind.WARNING),
        ("Почтили память погибшего при атаке беспилотника пожарного.", KALUGA, PostKind.OTHER),
        ("Над Киевом взрывы, работает ПВО.", PAPER, PostKind.OTHER),
        ("Спасибо всем, кто пришёл на субботник.", KALUGA, PostKind.OTHER),
        ("", KALUGA, PostKind.OTHER),
    ],
)
def test_what_is_no_incident_makes_no_claim(text: str, source: Source, kind: PostKind) -> None:
    report = read(text, source)
    assert report.kind is kind
    assert report.reason
    assert report.claims == ()
    assert report.summary.total is None
    assert not report.summary.regions


def test_place_abroad_is_never_a_region() -> None:
    report = read("Расчёт ЗРК сбил два БПЛА в небе над Сумской областью.", MINISTRY)
    assert not report.summary.is_incident


def test_advice_after_the_news_does_not_silence_it() -> None:
    report = read("Ночью сбиты три БПЛА. Если нашли обломки, не трогайте их и звоните 112.")
    assert report.summary.total == 3


@pytest.mark.parametrize(
    "text",
    [
        "Итоги ночи: сбиты три БПЛА.",
        "ВС Украины нанесли массированный удар дронами, сбиты три БПЛА. Поражение получил цех.",
        "Ракетная опасность отменена. За ночь сбито три БПЛА и ракета.",
        "Во время учений сбит настоящий дрон, позже ещё два БПЛА сбиты над Калугой.",
    ],
)
def test_words_of_other_topics_do_not_silence_the_news(text: str) -> None:
    assert read(text).summary.is_incident


def test_ministry_figure_of_a_night_counts_without_a_region() -> None:
    assert read("В течение ночи уничтожены 14 БПЛА.", MINISTRY).summary.total == 14


def test_growing_number_of_victims_is_not_one_of_drones() -> None:
    report = read("Ночью сбиты 4 БПЛА. Число пострадавших увеличилось до 14.")
    assert report.summary.total == 4
    assert report.summary.consequences.injured == 14


def test_drone_that_harms_is_an_incident_though_nobody_downed_it() -> None:
    report = read("БПЛА повредил ангар под Калугой.")
    assert report.summary.is_incident
    assert report.summary.total is None


def test_unknown_place_is_reported() -> None:
    report = read("Drones were downed over Borovsk, Kirov, Maloyaroslavets, and Qwerov.")
    assert [unresolved.text for unresolved in report.unresolved] == ["Qwerov"]
