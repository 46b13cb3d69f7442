"""The outlines of the regions (data/map.json): projected and simplified long before, read once."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rendering.picture import MapView

Point = tuple[int, int]
Ring = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """`rings` as points of the view's grid, y upwards; holes run the other way round.

    `at`: the place with most room for a label; `room`: how far the nearest edge is from there.
    """

    rings: tuple[Ring, ...]
    at: Point
    room: int


@dataclass(frozen=True, slots=True)
class MapShapes:
    """A view: its width and height, the regions by code, and the land of other countries."""

    size: Point
    regions: Mapping[str, Shape]
    land: tuple[Ring, ...]


@cache
def map_shapes(view: MapView) -> MapShapes:
    """The shapes of a view. A region that lies outside it has none."""
    text = files("rendering").joinpath("data/map.json").read_text(encoding="utf-8")
    told = json.loads(text)["views"][view.value]
    width, height = told["size"]
    regions = {
        code: Shape(tuple(map(_walk, shape["rings"])), (shape["at"][0], shape["at"][1]), shape["at"][2])
        for code, shape in told["regions"].items()
    }
    return MapShapes((width, height), regions, tuple(map(_walk, told["land"])))


def _walk(steps: list[int]) -> Ring:
    """From a first point and steps to points."""
    x = y = 0
    points = []
    for step_x, step_y in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + step_x, y + step_y
        points.append((x, y))
    return tuple(points)
