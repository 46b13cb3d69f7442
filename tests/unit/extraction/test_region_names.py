"""Names that a person types after /region."""

import pytest

from domain.region import region_table
from extraction.region_names import find_region_by_name


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("RU-KLU", ["RU-KLU"]),
        ("klu", ["RU-KLU"]),
        ("ua-43", ["UA-43"]),
        ("калужская область", ["RU-KLU"]),
        ("калужской", ["RU-KLU"]),
        ("Калуга", ["RU-KLU"]),
        ("Kaluga", ["RU-KLU"]),
        ("kaluga oblast", ["RU-KLU"]),
        ("Stavropol Krai", ["RU-STA"]),
        ("чувашия", ["RU-CU"]),
        ("башкирия", ["RU-BA"]),
        ("подмосковье", ["RU-MOS"]),
        ("москва", ["RU-MOW"]),
        ("московский регион", ["RU-MOW", "RU-MOS"]),
        ("St. Petersburg", ["RU-SPE"]),
        ("Алтай", ["RU-AL", "RU-ALT"]),
        ("республика алтай", ["RU-AL"]),
        ("алтайский край", ["RU-ALT"]),
        ("нет такой", []),
        ("", []),
    ],
)
def test_typed_name_gives_its_regions(name: str, codes: list[str]) -> None:
    assert find_region_by_name(name) == codes


def test_every_regions_own_names_find_it() -> None:
    missed = [
        (region.code, name)
        for region in region_table().values()
        for name in (region.name_ru, region.name_en)
        if find_region_by_name(name) != [region.code]
    ]
    assert missed == []
