"""What a name's surroundings say: its role, villages the gazetteer lacks, and names that are no places."""

import pytest

from extraction.place_match import PlaceMatch
from extraction.places import find_places
from extraction.tokens import tokenize


def found(text: str, home: str | None = None) -> list[PlaceMatch]:
    return find_places(tokenize(text), text, home)


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("сбит на границе с Тульской областью", [("Тульская область", "border")]),
        ("на границе Тульской и Рязанской", [("Тульская область", "near"), ("Рязанская область", "near")]),
        ("три дрона, летевших на Москву", [("Москва", "toward")]),
        ("two drones flying towards Moscow", [("Москва", "toward")]),
        ("шли от границы с Крымом в сторону Адыгеи", [("Крым", "border"), ("Республика Адыгея", "toward")]),
        ("на окраине Козельска", [("Козельск", "near")]),
        ("on the outskirts of Obninsk", [("Обнинск", "near")]),
        ("в районе Старой Руссы", [("Старая Русса", "near")]),
        ("недалеко от города Данков", [("Данков", "near")]),
        ("жители Калуги слышали хлопки", [("Калуга", "passing")]),
        ("губернатор Тамбовской области сообщил", [("Тамбовская область", "passing")]),
        ("the Tula region, south of Moscow", [("Тульская область", "at"), ("Москва", "passing")]),
        ("над Воронежской областью", [("Воронежская область", "at")]),
    ],
)  # fmt: skip
def test_surroundings_give_the_role(text: str, roles: list[tuple[str, str]]) -> None:
    assert [(m.name, m.role) for m in found(text)] == roles


@pytest.mark.parametrize(
    "text",
    [
        "на улицах Воронежской и Липецкой горит трава",
        "без света три улицы, в том числе на Орловской",
        "Раненого везут в Рязанскую областную больницу",
        "загорелось на подстанции «Борисоглебская»",
        "Спасибо тульским расчетам",
        "сообщил Владимир Ковров",
        "Governor Alexander Gusev said",
        "Курский вокзал закрыт",
        "по самарскому времени",
        "в районе 03.00 мск",
        "MOSCOW, March 4. The ministry said",
        "between 9 p.m. Moscow time and midnight",
        "попали в микрорайоне Елецкий",
        "Ровно год назад",
        "орел летел над полем",
    ],
)
def test_names_of_streets_people_and_other_things_are_no_places(text: str) -> None:
    assert found(text, "RU-LIP") == []


def test_village_after_its_noun_is_found_even_if_no_gazetteer_has_it() -> None:
    matches = found("в деревнях Абвгдово и Ежзиклино, хуторе Мнопровка", "RU-NGR")
    assert [(m.name, m.kind, m.regions) for m in matches] == [
        ("Абвгдово", "settlement", ("RU-NGR",)),
        ("Ежзиклино", "settlement", ("RU-NGR",)),
        ("Мнопровка", "settlement", ("RU-NGR",)),
    ]


def test_stanitsa_is_not_the_oblast_of_its_name() -> None:
    [match] = found("В станице Воронежской повреждены окна", "RU-KDA")
    assert (match.name, match.kind, match.regions) == ("Воронежская", "settlement", ("RU-KDA",))


def test_unknown_district_adjective_is_the_sources_own_district() -> None:
    [match] = found("сбит в Абвгдейском округе", "RU-TVE")
    assert (match.name, match.kind, match.regions) == ("Абвгдейский", "district", ("RU-TVE",))


def test_town_azov_and_the_sea_of_azov_are_told_apart() -> None:
    assert [(m.name, m.kind) for m in found("над Азовом и Азовским морем", "RU-ROS")] == [
        ("Азов", "city"),
        ("Азовское море", "sea"),
    ]


def test_abbreviated_nouns_before_names_are_read() -> None:
    assert [m.name for m in found("у г. Ейск, в пос. Товарково и д. Трегубово")] == [
        "Ейск",
        "Товарково",
        "Трегубово",
    ]


def test_span_of_a_match_covers_the_name_and_its_noun() -> None:
    text = "Сбит над Новгородской областью, в Старой Руссе"
    tokens = tokenize(text)
    spans = [text[slice(*tokens.span(m.first, m.last))] for m in find_places(tokens, text, None)]
    assert spans == ["Новгородской областью", "Старой Руссе"]


def test_city_around_a_district_stands_beside_it() -> None:
    assert [(m.name, m.role) for m in found("в Ленинском районе Воронежа", "RU-VOR")] == [
        ("Ленинский", "at"),
        ("Воронеж", "at"),
    ]


def test_greater_sochi_is_sochi() -> None:
    assert [m.name for m in found("в Большом Сочи", "RU-KDA")] == ["Сочи"]


def test_hashtags_and_capitals_are_read_as_names() -> None:
    assert [m.regions for m in found("#Брянская_область НАД КУРСКОЙ ОБЛАСТЬЮ")] == [("RU-BRY",), ("RU-KRS",)]
