"""Homonyms: the region named beside a name, then the source's home, then uniqueness; else unresolved."""

import pytest

from extraction.place_match import PlaceMatch
from extraction.places import find_places
from extraction.tokens import tokenize


def found(text: str, home: str | None = None) -> list[PlaceMatch]:
    return find_places(tokenize(text), text, home)


@pytest.mark.parametrize(
    ("text", "home", "name", "region"),
    [
        ("БПЛА сбит над Кировом", "RU-KLU", "Киров", "RU-KLU"),
        ("A drone was downed over Kirov", "RU-KIR", "Киров", "RU-KIR"),
        ("обломки упали в Донецке", "RU-ROS", "Донецк", "RU-ROS"),
        ("обломки упали в Железногорске", "RU-KRS", "Железногорск", "RU-KRS"),
        ("сбит в Советском районе", "RU-VOR", "Советский", "RU-VOR"),
        ("сбит в Дмитровском районе", "RU-ORL", "Дмитровский", "RU-ORL"),
        ("упали обломки в Рославле", "RU-KLU", "Рославль", "RU-SMO"),
    ],
)
def test_home_region_decides_and_uniqueness_after_it(text: str, home: str, name: str, region: str) -> None:
    [match] = found(text, home)
    assert (match.name, match.regions) == (name, (region,))


def test_region_named_beside_a_name_beats_the_home_region() -> None:
    district, region = found("в Кировском районе Ленинградской области", "RU-KLU")
    assert district.regions == region.regions == ("RU-LEN",)


def test_region_of_the_same_sentence_settles_a_post_without_a_home() -> None:
    assert [m.regions for m in found("В Калужской области БПЛА сбиты над Кировом")] == [
        ("RU-KLU",),
        ("RU-KLU",),
    ]


def test_governors_region_settles_what_a_news_text_says_he_said() -> None:
    matches = found("Kursk Governor Ivan Petrov said two drones were downed over Zheleznogorsk")
    assert [(m.name, m.regions, m.role) for m in matches] == [
        ("Курская область", ("RU-KRS",), "passing"),
        ("Железногорск", ("RU-KRS",), "at"),
    ]


def test_other_names_of_a_list_settle_the_doubtful_one() -> None:
    matches = found("Drones were seen over Lyudinovo, Kirov and Yukhnov")
    assert {m.regions for m in matches} == {("RU-KLU",)}


def test_undecided_homonym_stays_unresolved_with_its_candidates() -> None:
    [match] = found("БПЛА сбит над Железногорском")
    assert match.kind == "unresolved"
    assert match.regions == ()
    assert match.candidates == ("Железногорск (Красноярский край)", "Железногорск (Курская область)")


def test_misspelt_name_in_a_list_is_unresolved_with_the_near_name_shown() -> None:
    matches = found("Drones attacked the cities of Gukovo, Morosovsk and Zverevo", "RU-ROS")
    assert [(m.kind, m.name) for m in matches] == [
        ("city", "Гуково"),
        ("unresolved", "Morosovsk"),
        ("city", "Зверево"),
    ]
    assert matches[1].candidates == ("Морозовск",)


def test_misspelt_name_after_a_preposition_is_reported_with_the_near_name() -> None:
    [match] = found("Обломки упали в Козельсске", "RU-KLU")
    assert (match.kind, match.name, match.candidates) == ("unresolved", "Козельсске", ("Козельск",))


def test_unknown_last_name_of_a_list_is_reported_without_candidates() -> None:
    matches = found("in Tarusa, Borovsk, and Qwertovsk.", "RU-KLU")
    assert (matches[-1].kind, matches[-1].candidates) == ("unresolved", ())


def test_foreign_place_is_never_a_region() -> None:
    kinds = {
        m.kind for m in found("над Сумской и Харьковской областями, in Orange County, California, and Minsk")
    }
    assert kinds == {"foreign"}


def test_contested_towns_keep_to_their_own_codes() -> None:
    assert [m.regions for m in found("над Керчью и Джанкоем", "UA-43")] == [("UA-43",), ("UA-43",)]
    assert [m.regions for m in found("в районе Мекензиевых Гор", "UA-40")] == [("UA-40",)]


def test_towns_adjectival_name_gives_way_to_the_home_regions_district() -> None:
    assert [(m.name, m.kind) for m in found("сбит над Жуковским", "RU-KLU")] == [("Жуковский", "district")]
    assert [(m.name, m.kind) for m in found("сбит над Жуковским", "RU-MOS")] == [("Жуковский", "city")]


def test_moscow_source_finds_the_towns_of_its_oblast() -> None:
    assert [m.regions for m in found("сбит в районе Истры", "RU-MOW")] == [("RU-MOS",)]


def test_office_names_the_home_regions_main_town() -> None:
    assert [m.name for m in found("над областным центром сбит БПЛА", "RU-NIZ")] == ["Нижний Новгород"]
    assert [m.regions for m in found("на подступах к столице")] == [("RU-MOW",)]
