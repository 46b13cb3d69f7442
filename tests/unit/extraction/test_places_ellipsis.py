"""Nouns left out: a sea or a region that leans on one named elsewhere in the text."""

import pytest

from extraction.places import find_places
from extraction.tokens import tokenize


def kinds(text: str, home: str | None = None) -> list[tuple[str, str]]:
    return [(match.kind, match.name) for match in find_places(tokenize(text), text, home)]


@pytest.mark.parametrize(
    ("text", "seas"),
    [
        ("девять – над Черным морем, шесть – над Азовским", ["Черное море", "Азовское море"]),
        ("над Каспийским – 2, над Азовским морем – 4", ["Каспийское море", "Азовское море"]),
        ("8 – над акваторией Балтийского моря, 6 – Каспийского", ["Балтийское море", "Каспийское море"]),
        ("12 over the Black Sea and five over the Azov", ["Черное море", "Азовское море"]),
    ],
)
def test_adjective_beside_a_sea_is_a_sea(text: str, seas: list[str]) -> None:
    assert kinds(text) == [("sea", name) for name in seas]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("над Азовским морем – 2, в Азовском районе – 3", ("district", "Азовский")),
        ("над Черным морем – 2, в Азовском – 3", ("district", "Азовский")),
        ("над Азовским морем – 2, над селом Азовское – 3", ("settlement", "Азовское")),
        ("over the Black Sea and over Azov", ("city", "Азов")),
    ],
)
def test_name_with_a_noun_or_a_locative_of_its_own_is_no_sea(text: str, last: tuple[str, str]) -> None:
    assert kinds(text, "RU-ROS")[-1] == last


@pytest.mark.parametrize(
    "text",
    [
        "21 over the Kursk region and 15 over Bryansk",
        "Drones were downed, 12 over Kursk and nine over Bryansk",
        "12 drones over Kursk and Bryansk, 9 over Crimea",
    ],
)
def test_counted_english_towns_in_a_list_of_regions_are_regions(text: str) -> None:
    assert {kind for kind, _ in kinds(text)} == {"region"}


@pytest.mark.parametrize(
    "text",
    [
        "Two drones over Kursk and one over Lgov",
        "A drone was shot down over Bryansk, nine over the Kursk region",
        "Two drones were downed over the city of Kursk",
    ],
)
def test_english_towns_beside_a_plain_town_or_without_a_number_stay_towns(text: str) -> None:
    assert "city" in {kind for kind, _ in kinds(text)}


def test_regional_officials_are_no_place_in_the_main_town() -> None:
    assert kinds("a fire in Tuapse, Krasnodar regional officials said")[-1][0] == "region"
