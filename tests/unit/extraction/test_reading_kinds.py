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


def test_unknown_place_is_reported() -> None:
    report = read("Drones were downed over Borovsk, Kirov, Maloyaroslavets, and Qwerov.")
    assert [unresolved.text for unresolved in report.unresolved] == ["Qwerov"]
