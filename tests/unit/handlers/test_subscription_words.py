"""What stands after /subscribe, /quiet, /mute, /digest and /settings, as people write it."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.subscription import Subscription
from extraction.region_names import find_region_by_name
from handlers.subscription_words import (
    parse_digests,
    parse_language,
    parse_mute,
    parse_quiet,
    parse_wanted,
    parse_zone,
)

TYPED = st.text(st.sampled_from(list("калугamn 0123456789:-+,.≥")), max_size=30)


@pytest.mark.parametrize(
    ("text", "scopes", "minimum", "every_post"),
    [
        ("Калуга Брянск от 5", ["RU-KLU", "RU-BRY"], 5, False),
        ("калужская, брянская обл", ["RU-KLU", "RU-BRY"], 0, False),
        ("ЦФО", ["central"], 0, False),
        ("Центральный федеральный округ Казань", ["central", "RU-TA"], 0, False),
        ("ДФО и Уральский округ", ["ural", "far_eastern"], 0, False),
        ("Southern Federal District", ["southern"], 0, False),
        ("спорные", ["contested"], 0, False),
        ("всё", ["*"], 0, False),
        ("все от 10", ["*"], 10, False),
        ("everything every post", ["*"], 0, True),
        ("Kaluga every post", ["RU-KLU"], 0, True),
        ("Калуга каждый пост не менее 3", ["RU-KLU"], 3, True),
        ("Rostov 5+", ["RU-ROS"], 5, False),
        ("Москва", ["RU-MOW"], 0, False),
        ("Moscow Region from 10", ["RU-MOS"], 10, False),
        ("Московский регион", ["RU-MOW", "RU-MOS"], 0, False),
        ("Республика Алтай", ["RU-AL"], 0, False),
        ("Алтайский край", ["RU-ALT"], 0, False),
        ("Северная Осетия Алания, Татарстан", ["RU-SE", "RU-TA"], 0, False),
        ("Нижний Новгород и Самара", ["RU-NIZ", "RU-SAM"], 0, False),
        ("Ханты-Мансийский автономный округ", ["RU-KHM"], 0, False),
        ("RU-KLU ru-bry", ["RU-KLU", "RU-BRY"], 0, False),
        ("от 10", ["*"], 10, False),
        ("", [], 0, False),
    ],
)
def test_regions_districts_numbers_and_kinds_are_understood(
    text: str, scopes: list[str], minimum: int, every_post: bool
) -> None:
    wanted = parse_wanted(text, find_region_by_name)
    assert wanted.unknown is None
    assert wanted.subscriptions == tuple(Subscription(one, minimum, every_post) for one in scopes)


@pytest.mark.parametrize(
    ("text", "unknown", "candidates"),
    [
        ("Калуга Брянкс", "брянкс", ()),
        ("Алтай", "алтай", ("RU-AL", "RU-ALT")),
        ("Калуга 5", "5", ()),
        ("Париж", "париж", ()),
    ],
)
def test_word_that_is_no_region_or_several_is_asked_back_and_nothing_is_guessed(
    text: str, unknown: str, candidates: tuple[str, ...]
) -> None:
    wanted = parse_wanted(text, find_region_by_name)
    assert (wanted.subscriptions, wanted.unknown, wanted.candidates) == ((), unknown, candidates)


def test_without_words_or_with_everything_all_is_taken_back() -> None:
    assert parse_wanted("", find_region_by_name).taken_back is None
    assert parse_wanted("всё", find_region_by_name).taken_back is None
    assert parse_wanted("Калуга ЦФО", find_region_by_name).taken_back == ("central", "RU-KLU")


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("23:00 07:00", (1380, 420)),
        ("23-7", (1380, 420)),
        ("с 23 до 7:30", (1380, 450)),
        ("23:00–07:00", (1380, 420)),
        ("24:00 6", (0, 360)),
        ("7 7", None),
        ("25 7", None),
        ("23", None),
        ("ночью", None),
    ],
)
def test_quiet_hours_are_two_different_times_of_the_day(text: str, hours: tuple[int, int] | None) -> None:
    assert parse_quiet(text) == hours


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("3h", timedelta(hours=3)),
        ("3 ч", timedelta(hours=3)),
        ("5", timedelta(hours=5)),
        ("30 мин.", timedelta(minutes=30)),
        ("2 дня", timedelta(days=2)),
        ("30 days", timedelta(days=30)),
        ("31 day", None),
        ("0", None),
        ("3 года", None),
        ("завтра", None),
    ],
)
def test_mute_is_a_length_of_thirty_days_at_most(text: str, length: timedelta | None) -> None:
    assert parse_mute(text) == length


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("09:00 21:00", (540, 1260)),
        ("21, 9 и 9:00", (540, 1260)),
        ("9:61", None),
        ("1 2 3 4 5 6 7", None),
        ("утром", None),
    ],
)
def test_digests_are_a_few_times_of_the_day(text: str, minutes: tuple[int, ...] | None) -> None:
    assert parse_digests(text) == minutes


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("zone Europe/Samara", "Europe/Samara"),
        ("пояс Самара", "Europe/Samara"),
        ("zone utc", "UTC"),
        ("zone ../../etc/passwd", None),
        ("zone Якутия", "Asia/Yakutsk"),
        ("zone", None),
        ("язык ru", None),
    ],
)
def test_clock_is_a_zone_by_its_name_or_a_region_s(text: str, zone: str | None) -> None:
    assert parse_zone(text, find_region_by_name) == zone


@pytest.mark.parametrize(
    ("text", "language"), [("language EN", "en"), ("язык русский", "ru"), ("язык", None)]
)
def test_language_is_one_of_two(text: str, language: str | None) -> None:
    assert parse_language(text) == language


@given(TYPED)
def test_anything_typed_is_understood_or_asked_back(text: str) -> None:
    parse_wanted(text, find_region_by_name)
    for parse in (parse_quiet, parse_digests, parse_mute):
        parse(text)
