"""Every part of the country: names taken evenly from the whole gazetteer, in the phrases officials use."""

from collections.abc import Iterator

import pytest

from extraction.gazetteer import Entry, get_entry
from extraction.latin import romanise
from extraction.place_match import PlaceMatch
from extraction.places import find_places
from extraction.tokens import tokenize

STEP = 7
TOWN_ENDINGS = {
    "ск": ("ск", "ском", "ске"),
    "град": ("град", "градом", "граде"),
    "ово": ("ово", "овом", "ове"),
}


def entries(kind: str) -> Iterator[Entry]:
    number = 0
    while True:
        try:
            entry = get_entry(number)
        except IndexError:
            return
        if entry.kind == kind:
            yield entry
        number += 1


def adjectives() -> list[Entry]:
    """Districts whose adjective is declined by the plainest rule."""
    return [entry for entry in entries("district") if entry.name.endswith("ский") and " " not in entry.name]


def towns() -> list[tuple[Entry, str, str]]:
    """Towns declined by the plainest rules: with the instrumental and the locative."""
    found = []
    for entry in entries("city"):
        for end, (nominative, instrumental, locative) in TOWN_ENDINGS.items():
            if entry.name.endswith(end) and " " not in entry.name and entry.name.count("-") == 0:
                stem = entry.name.removesuffix(nominative)
                found.append((entry, stem + instrumental, stem + locative))
    return found


def found(text: str, home: str) -> list[PlaceMatch]:
    return find_places(tokenize(text), text, home)


def keys(text: str, home: str) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(match.name, match.kind, match.regions) for match in found(text, home)]


@pytest.mark.parametrize(
    "phrase",
    [
        "сбит в {stem}ском районе",
        "на территории {stem}ского муниципального округа сбиты три БПЛА",
        "над {stem}ским городским округом",
        "{stem}ский район – два БПЛА",
    ],
)
def test_every_district_is_found_at_home(phrase: str) -> None:
    for entry in adjectives()[::STEP]:
        text = phrase.format(stem=entry.name.removesuffix("ский"))
        assert keys(text, entry.region) == [(entry.name, "district", (entry.region,))], text


def test_neighbouring_districts_share_their_noun_everywhere() -> None:
    districts = adjectives()
    for one, two in zip(districts[::STEP], districts[1::STEP], strict=False):
        if one.region == two.region:
            text = f"в {one.name[:-2]}ом и {two.name[:-2]}ом районах"
            assert [match.name for match in found(text, one.region)] == [one.name, two.name], text


def test_every_town_is_found_at_home() -> None:
    for entry, instrumental, locative in towns()[::STEP]:
        for text in (
            f"над {instrumental} сбит БПЛА",
            f"под {instrumental} сбит БПЛА",
            f"обломки упали в {locative}",
            f"в городе {locative} повреждён дом",
        ):
            assert keys(text, entry.region) == [(entry.name, "city", (entry.region,))], text


def test_every_english_district_and_town_is_found_at_home() -> None:
    for entry in adjectives()[::STEP]:
        name = romanise(entry.name).title()
        text = f"was downed over the {name} District"
        assert [(match.name, match.kind) for match in found(text, entry.region)] == [(entry.name, "district")]
    for entry, _, _ in towns()[::STEP]:
        name = romanise(entry.name).title()
        [match] = found(f"drones were downed near {name} overnight", entry.region)
        assert (match.kind, match.regions) == ("city", (entry.region,)), name


def test_locative_of_an_adjective_is_not_the_town_it_comes_from() -> None:
    [district] = found("два – в Боровском, один упал", "RU-KLU")
    assert (district.name, district.kind) == ("Боровский", "district")
    [town] = found("два – над Боровском, один упал", "RU-KLU")
    assert (town.name, town.kind) == ("Боровск", "city")


@pytest.mark.parametrize(
    ("text", "home", "names"),
    [
        ("В селе Новая Абвгдовка Белгородского округа", "RU-BEL", ["Новая Абвгдовка", "Белгородский"]),
        ("в сёлах Безымено и Новая Абвгдовка.", "RU-BEL", ["Безымено", "Новая Абвгдовка"]),
        ("Посёлок Октябрьский подвергся атаке", "RU-BEL", ["Октябрьский"]),
        ("на одном из предприятий Энгельса пожар", "RU-SAR", ["Энгельс"]),
        ("над Казачьей бухтой", "UA-40", ["Казачья Бухта"]),
        ("над Набережными Челнами, Нижнекамском", "RU-TA", ["Набережные Челны", "Нижнекамск"]),
        ("в Кемеровской области – Кузбассе", "RU-KEM", ["Кемеровская область"]),
        ("в Республике Саха (Якутия)", "RU-SA", ["Республика Саха (Якутия)"]),
        ("в Грозном, Гудермесском районе", "RU-CE", ["Грозный", "Гудермесский"]),
        ("в посёлке имени Абвгда Курского района", "RU-KRS", ["имени Абвгда", "Курский"]),
        ("в селе Новостроевка-Первая FPV-дрон", "RU-BEL", ["Новостроевка-Первая"]),
        ("in the Altai Region", "RU-KLU", ["Алтайский край"]),
        ("over Valdai and Mozhaisk", "RU-NGR", ["Валдай", "Можайск"]),
        ("в хуторе Красный, в Тимском", "RU-KRS", ["Красный", "Тимский"]),
        ("in Slavyansk-on-Kuban", "RU-KDA", ["Славянск-на-Кубани"]),
    ],
)
def test_names_in_their_usual_company(text: str, home: str, names: list[str]) -> None:
    assert [match.name for match in found(text, home)] == names
