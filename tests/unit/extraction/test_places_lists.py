"""Lists of names: one noun shared by several adjectives, in both languages, and what breaks a list."""

import pytest

from extraction.place_match import PlaceMatch
from extraction.places import find_places
from extraction.tokens import tokenize


def found(text: str, home: str | None = None) -> list[PlaceMatch]:
    return find_places(tokenize(text), text, home)


def names(text: str, home: str | None = None) -> list[str]:
    return [match.name for match in found(text, home)]


def regions(text: str, home: str | None = None) -> list[str]:
    return ["+".join(match.regions) for match in found(text, home)]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("сбиты над Тамбовской и Пензенской областями", ["RU-TAM", "RU-PNZ"]),
        ("Тульской, Рязанской областей и Республики Мордовия", ["RU-TUL", "RU-RYA", "RU-MO"]),
        ("над Краснодарским и Ставропольским краями, Калмыкией", ["RU-KDA", "RU-STA", "RU-KL"]),
        ("9 – над Орловской областью, шесть – Липецкой, два – над Тверской", ["RU-ORL", "RU-LIP", "RU-TVE"]),
        ("по два – над Чувашской и Удмуртской Республиками", ["RU-CU", "RU-UD"]),
        ("над Московским регионом и Костромской областью", ["RU-MOW+RU-MOS", "RU-KOS"]),
        ("над Брянщиной, Подмосковьем и Кубанью", ["RU-BRY", "RU-MOS", "RU-KDA"]),
        ("над Донецкой и Луганской народными республиками", ["UA-14", "UA-09"]),
        ("Курская область – 5, Орловская – 2", ["RU-KRS", "RU-ORL"]),
    ],
)
def test_russian_regions_share_a_noun_or_do_without(text: str, codes: list[str]) -> None:
    assert regions(text) == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("over the Penza, Tambov and Moscow Regions", ["RU-PNZ", "RU-TAM", "RU-MOS"]),
        ("over the Tver Oblast, Stavropol Krai and the Republic of Crimea", ["RU-TVE", "RU-STA", "UA-43"]),
        ("over Moscow and the Moscow Region", ["RU-MOW", "RU-MOS"]),
        ("in Udmurtia, Chuvashia and North Ossetia", ["RU-UD", "RU-CU", "RU-SE"]),
        ("over the Saratovskaya oblast", ["RU-SAR"]),
    ],
)
def test_english_regions_share_a_plural_noun(text: str, codes: list[str]) -> None:
    assert regions(text) == codes


def test_districts_share_their_noun_with_towns_between_them() -> None:
    text = "сбиты в Юхнове, Мещовском, Жиздринском и Кировском районах"
    assert [(m.name, m.kind) for m in found(text, "RU-KLU")] == [
        ("Юхнов", "city"),
        ("Мещовский", "district"),
        ("Жиздринский", "district"),
        ("Кировский", "district"),
    ]


def test_town_in_another_case_does_not_take_the_noun_of_its_neighbour() -> None:
    assert names("над Липецком и Усманским районом", "RU-LIP") == ["Липецк", "Усманский"]
    assert names("над Вольском, а также в Ершовском районе", "RU-SAR") == ["Вольск", "Ершовский"]


def test_municipal_district_abbreviations_are_districts() -> None:
    assert names("в Медынском, Тарусском МО и Боровском м.о.", "RU-KLU") == [
        "Медынский",
        "Тарусский",
        "Боровский",
    ]
    assert [m.kind for m in found("в Узловском р-не", "RU-TUL")] == ["district"]


def test_noun_before_the_list_is_shared_too() -> None:
    assert names("в трёх районах: Ржевском, Зубцовском и Бельском", "RU-TVE") == [
        "Ржевский",
        "Зубцовский",
        "Бельский",
    ]
    assert names("в сёлах Первое и Второе Цепляево", "RU-BEL")[-1] == "Второе Цепляево"


def test_english_town_names_stand_for_districts_before_the_word() -> None:
    text = "over the Pochinok, Roslavl and Yelnya districts of the Smolensk Region"
    assert names(text) == ["Починковский", "Рославльский", "Ельнинский", "Смоленская область"]


def test_towns_before_the_article_keep_out_of_a_shared_district_noun() -> None:
    text = "in Khimki and Klin, and the Ruzsky and Odintsovo districts"
    assert [m.kind for m in found(text, "RU-MOS")] == ["city", "city", "district", "district"]


def test_seas_share_their_noun() -> None:
    assert names("over the waters of the Azov and Black Seas") == ["Азовское море", "Черное море"]
    assert names("над акваториями Чёрного и Азовского морей") == ["Черное море", "Азовское море"]
    assert names("over the Sea of Azov and the Black Sea") == ["Азовское море", "Черное море"]


def test_members_of_one_list_share_group_and_preposition() -> None:
    matches = found("Над Псковом и Порховом сбиты пять, у Гдова – один", "RU-PSK")
    assert [(m.prep, m.group == matches[0].group) for m in matches] == [
        ("над", True),
        ("над", True),
        ("у", False),
    ]


def test_region_after_a_comma_says_where_the_town_is_and_is_not_in_its_list() -> None:
    town, region = found("over Taganrog, Rostov Region")
    assert (town.name, region.regions) == ("Таганрог", ("RU-ROS",))
    assert town.group != region.group


def test_every_case_of_awkward_town_names_is_known() -> None:
    text = (
        "в Великих Луках, Ливнах, Каменске-Шахтинском, Славянске-на-Кубани, "
        "Сергиевом Посаде, Ельце, Людинове и Кстово"
    )
    assert names(text) == [
        "Великие Луки",
        "Ливны",
        "Каменск-Шахтинский",
        "Славянск-на-Кубани",
        "Сергиев Посад",
        "Елец",
        "Людиново",
        "Кстово",
    ]
