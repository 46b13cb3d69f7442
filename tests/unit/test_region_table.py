"""The table of regions: which codes there are, and that nobody's name is lost in it."""

from zoneinfo import ZoneInfo

import pytest

from domain.errors import UnknownRegionError
from domain.region import MOSCOW_REGION, RegionGroup, get_region, region_key, region_table

CONTESTED = {"UA-43", "UA-40", "UA-14", "UA-09", "UA-65", "UA-23"}


def test_table_has_eighty_nine_regions_of_which_six_stand_apart() -> None:
    table = region_table()
    assert len(table) == 89
    assert {code for code, region in table.items() if region.group is RegionGroup.CONTESTED} == CONTESTED
    assert sum(code.startswith("RU-") for code in table) == 83


def test_every_region_has_both_names_and_a_known_time_zone() -> None:
    for region in region_table().values():
        assert region.name_ru
        assert region.name_en.isascii() or "–" in region.name_en
        assert ZoneInfo(region.zone)


def test_names_of_regions_are_distinct_in_both_languages() -> None:
    regions = list(region_table().values())
    assert len({region.name_ru for region in regions}) == len(regions)
    assert len({region.name_en for region in regions}) == len(regions)


def test_composite_moscow_region_has_the_key_of_its_two_parts() -> None:
    assert region_key(MOSCOW_REGION) == "RU-MOW+RU-MOS"
    assert region_key(("RU-KLU",)) == "RU-KLU"


def test_unknown_code_is_refused() -> None:
    with pytest.raises(UnknownRegionError):
        get_region("RU-XXX")
