"""Regions: the 89 ISO 3166-2 codes that a claim may name, and the composite Moscow region."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from domain.errors import UnknownRegionError

MOSCOW_REGION = ("RU-MOW", "RU-MOS")
"""«Московский регион»: the city and the oblast named as one place; its key is "RU-MOW+RU-MOS"."""


class RegionGroup(StrEnum):
    """How a region is grouped in answers: by federal district, contested territories apart."""

    CENTRAL = "central"
    NORTHWESTERN = "northwestern"
    SOUTHERN = "southern"
    NORTH_CAUCASIAN = "north_caucasian"
    VOLGA = "volga"
    URAL = "ural"
    SIBERIAN = "siberian"
    FAR_EASTERN = "far_eastern"
    CONTESTED = "contested"


@dataclass(frozen=True, slots=True)
class Region:
    """A row of the region table; `zone` is the IANA zone in which its officials say "tonight"."""

    code: str
    name_ru: str
    name_en: str
    group: RegionGroup
    zone: str


@cache
def region_table() -> Mapping[str, Region]:
    """All regions by code, in the order of the table (domain/data/regions.tsv)."""
    text = files("domain").joinpath("data/regions.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader((line for line in text.splitlines() if not line.startswith("#")), delimiter="\t")
    return {
        row["code"]: Region(
            row["code"], row["name_ru"], row["name_en"], RegionGroup(row["group"]), row["zone"]
        )
        for row in rows
    }


def get_region(code: str) -> Region:
    """The region of an ISO code; raises UnknownRegionError for anything else."""
    try:
        return region_table()[code]
    except KeyError:
        raise UnknownRegionError(code) from None


def region_key(regions: tuple[str, ...] | frozenset[str]) -> str:
    """The key of one place made of one or more regions: "RU-KLU", or "RU-MOW+RU-MOS" for the composite."""
    if set(regions) == set(MOSCOW_REGION):
        return "+".join(MOSCOW_REGION)
    return "+".join(sorted(regions))
