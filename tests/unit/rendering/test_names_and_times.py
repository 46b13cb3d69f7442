"""Names and times as a reader sees them."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from domain.claim import Place
from domain.region import region_table
from domain.window import Precision, Span
from rendering.i18n import Words
from rendering.names import (
    originator_name,
    originator_short,
    place_name,
    region_name,
    repeats_originator,
    sea_name,
    transliterate,
)
from rendering.times import render_instant, render_span


@pytest.mark.parametrize(
    ("originator", "english", "russian"),
    [
        ("mod", "Russian MoD", "Минобороны РФ"),
        ("governor:RU-KLU", "governor, Kaluga Region", "губернатор, Калужская область"),
        ("agency:A<B", "A&lt;B", "A&lt;B"),
        ("unknown", "source", "источник"),
    ],
)
def test_every_originator_has_a_name(
    originator: str, english: str, russian: str, en: Words, ru: Words
) -> None:
    assert originator_name(originator, en) == english
    assert originator_name(originator, ru) == russian


def test_an_originator_is_named_in_a_word_where_the_region_is_plain(ru: Words) -> None:
    assert [originator_short(name, ru) for name in ("mod", "governor:RU-KLU", "agency:ТАСС", "unknown")] == [
        "Минобороны",
        "губернатор",
        "ТАСС",
        "источник",
    ]


@pytest.mark.parametrize(
    ("title", "originator", "repeats"),
    [
        ("Губернатор Калужской области", "governor:RU-KLU", True),
        ("Минобороны России", "mod", True),
        ("Министерство обороны РФ", "mod", True),
        ("Владислав Шапша", "governor:RU-KLU", False),
        ("Губернатор Шапша", "governor:RU-KLU", False),
        ("Губернатор Брянской области", "governor:RU-KLU", False),
        ("Минобороны России", "governor:RU-KLU", False),
        ("", "mod", False),
    ],
)
def test_title_that_only_says_whose_it_is_repeats_the_name(
    title: str, originator: str, repeats: bool
) -> None:
    assert repeats_originator(title, originator) is repeats


def test_every_region_has_a_name_in_each_language(en: Words, ru: Words) -> None:
    for code in region_table():
        assert not re.search(r"[а-яё]", region_name(code, en), re.IGNORECASE)
        assert not re.search(r"[a-z]", region_name(code, ru), re.IGNORECASE)
    assert region_name("RU-MOW+RU-MOS", ru) == "Московский регион"
    assert region_name("RU-<X>", ru) == "RU-&lt;X&gt;"


def test_seas_and_places_are_written_in_the_reader_s_letters(en: Words, ru: Words) -> None:
    assert sea_name("Черное море", en) == "Black Sea"
    assert sea_name("Чёрное море", ru) == sea_name("Черное море", ru) == "Чёрное море"
    assert sea_name("Карское море", en) == "Karskoe more"
    assert place_name(Place("Боровский", "district", "RU-KLU"), ru) == "Боровский район"
    assert place_name(Place("Боровский", "district", "RU-KLU"), en) == "Borovsky district"
    assert place_name(Place("Зеленоград", "district", "RU-MOW"), ru) == "Зеленоград"


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("Спас-Деменский", "Spas-Demensky"),
        ("Великие Луки", "Velikie Luki"),
        ("Юхнов", "Yukhnov"),
        ("Щёкинский", "Shchyokinsky"),
        ("Нижний Новгород", "Nizhny Novgorod"),
        ("Подольск", "Podolsk"),
    ],
)
def test_names_are_put_into_latin_letters_as_on_maps(name: str, latin: str) -> None:
    assert transliterate(name) == latin


def _span(start: tuple[int, int, int], end: tuple[int, int, int]) -> Span:
    return Span(
        datetime(2025, 11, *start, tzinfo=ZoneInfo("Europe/Moscow")),
        datetime(2025, 11, *end, tzinfo=ZoneInfo("Europe/Moscow")),
    )


def test_hours_are_shown_in_the_zone_asked_for(en: Words, ru: Words, moscow: ZoneInfo) -> None:
    morning = _span((12, 8, 0), (12, 20, 0))
    assert render_span(morning, Precision.MINUTE, moscow, ru) == "12 ноября, 08:00–20:00 мск"
    assert render_span(morning, Precision.MINUTE, ZoneInfo("Europe/Samara"), en) == (
        "12 November, 09:00–21:00 UTC+4"
    )


def test_midnight_ends_the_day_it_closes(en: Words, moscow: ZoneInfo) -> None:
    assert render_span(_span((12, 20, 0), (13, 0, 0)), Precision.MINUTE, moscow, en) == (
        "12 November, 20:00–24:00 MSK"
    )
    assert render_span(_span((11, 23, 20), (12, 7, 0)), Precision.MINUTE, moscow, en) == (
        "11 November, 23:20 – 12 November, 07:00 MSK"
    )


def test_a_rough_hour_is_said_to_be_rough(en: Words, moscow: ZoneInfo) -> None:
    assert render_span(_span((12, 14, 50), (12, 15, 20)), Precision.APPROX, moscow, en) == (
        "12 November, around 15:05 MSK"
    )


def test_a_single_minute_is_one_time(en: Words, moscow: ZoneInfo) -> None:
    assert render_span(_span((12, 15, 5), (12, 15, 5)), Precision.MINUTE, moscow, en) == (
        "12 November, 15:05 MSK"
    )


def test_zones_with_odd_offsets_are_named_by_them(en: Words) -> None:
    at = datetime(2025, 11, 12, 6, 40, tzinfo=UTC)
    assert render_instant(at, ZoneInfo("Asia/Kolkata"), en) == "12 November 2025, 12:10 UTC+5:30"
    assert render_instant(at, ZoneInfo("UTC"), en) == "12 November 2025, 06:40 UTC+0"
