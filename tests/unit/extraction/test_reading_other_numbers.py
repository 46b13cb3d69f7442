"""Numbers beside a count that are of something else: none of them is added to it."""

import pytest

from domain.claim import Metric, Weapon
from domain.report import PostKind, TotalKind
from tests.unit.extraction.reading import KALUGA, MINISTRY, MOSCOW_MAYOR, PAPER, downed, read


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("Уничтожено более 25 БПЛА в Калуге и четырёх районах: Боровском, Жуковском и других.", 25),
        ("Сбито 12 БПЛА. Спасибо тульским соседям за информацию о подлёте ещё 20 аппаратов.", 12),
        ("Сбито 12 БПЛА. Аэропорт принял 4 борта вместо 22.", 12),
        ("Сбито 46 БПЛА. Основная группа – 30 аппаратов – шла на Обнинск, 16 – на Боровск.", 46),
        ("По округу нанесены удары 14 дронами, 9 из них подавлены; по городу – 31 дроном, 22 сбиты.", 31),
        ("К 6:00 – 9 сбитых БПЛА, к 8:00 – уже 13.", 13),
    ],
)
def test_number_of_something_else_is_not_added(text: str, total: int) -> None:
    assert read(text).summary.total == total


@pytest.mark.parametrize(
    "text", ["Уничтожены пять морских дронов.", "Five sea drones were destroyed off Novorossiysk."]
)
def test_drones_of_the_sea_are_boats(text: str) -> None:
    report = read(text)
    assert downed(report) == []
    assert {claim.weapon for claim in report.claims} <= {Weapon.BOAT}
    assert report.summary.total is None


@pytest.mark.parametrize("joint", [" –", ":", ", из них"])
def test_targets_of_several_kinds_are_counted_by_their_parts(joint: str) -> None:
    report = read(f"Ночью сбито 12 воздушных целей{joint} 10 БПЛА и две ракеты.")
    assert report.summary.total == 10
    assert [claim.count.best for claim in downed(report)] == [10]


def test_denied_claim_of_others_is_no_figure() -> None:
    report = read("No drones were shot down overnight, the governor said, denying claims of six.", PAPER)
    assert report.claims == ()


def test_sentence_after_a_digest_is_of_the_same_days() -> None:
    report = read("За неделю сбито 300 БПЛА. Над Брянской областью – 100, над Курской – 50.", MINISTRY)
    assert (report.kind, report.claims) == (PostKind.DIGEST, ())


def test_ordinal_of_an_attack_is_no_stretch_of_time() -> None:
    assert read("Третья атака за неделю. Сбиты 5 БПЛА.").summary.total == 5


def test_reminder_of_a_warning_is_told_before() -> None:
    report = read("Объявлена опасность атаки БПЛА. Напомню: за прошлую ночь над областью сбили 14 дронов.")
    assert report.claims == ()


def test_figure_of_the_day_before_beside_harm_of_today_is_background() -> None:
    text = "Сегодня утром в результате атаки БПЛА загорелся склад. Вчера над областью сбили 2 дрона."
    report = read(text)
    assert report.kind is PostKind.INCIDENT
    assert report.summary.total is None


def test_figure_of_a_whole_stretch_contains_the_increment_before_it() -> None:
    summary = read("Уничтожены ещё шесть дронов. За вечер силы ПВО сбили 34 БПЛА.", MOSCOW_MAYOR).summary
    assert (summary.total, summary.total_kind, summary.cumulative_total) == (6, TotalKind.INCREMENT, 34)


def test_list_of_the_ministry_without_its_headline_is_read() -> None:
    lines = "▪️ 8 – над территорией Брянской области,\n▪️ 5 – над территорией Курской области."
    assert read(lines, MINISTRY).summary.regions == {"RU-BRY": 8, "RU-KRS": 5}
    assert read(lines, PAPER).claims == ()


def test_ordinal_one_above_the_count_is_one_more() -> None:
    report = read("Два БПЛА уничтожены над Боровским районом. Третий подавлен средствами РЭБ.")
    assert report.summary.total == 3
    assert {claim.metric for claim in report.claims} == {Metric.DOWNED}


def test_title_of_a_channel_without_a_home_says_where_it_was() -> None:
    assert read("Рязань. Ночью сбито 8 БПЛА.", PAPER).summary.regions == {"RU-RYA": 8}
    assert read("Рязань. Ночью сбито 8 БПЛА.", KALUGA).summary.regions == {"RU-KLU": 8}
