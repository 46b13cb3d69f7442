"""The committed outlines: every region is there, where it belongs, with its enclaves cut out."""

import pytest

from domain.region import region_table
from rendering.map_shapes import Point, Ring, Shape, map_shapes
from rendering.picture import MapView

FAR = {"RU-IRK", "RU-SA", "RU-CHU", "RU-KAM", "RU-KYA", "RU-AL", "RU-ALT", "RU-PRI"}


def is_inside(point: Point, ring: Ring) -> bool:
    """Whether a ray from the point crosses the ring an odd number of times."""
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def covers(shape: Shape, point: Point) -> bool:
    return sum(is_inside(point, ring) for ring in shape.rings) % 2 == 1


def area(ring: Ring) -> float:
    """Above nought where the ring runs against the clock."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True)) / 2


def size_of(shape: Shape) -> float:
    return sum(area(ring) for ring in shape.rings)


def test_whole_country_has_every_region_and_the_european_view_what_lies_in_it() -> None:
    assert set(map_shapes(MapView.WHOLE).regions) == set(region_table())
    european = set(map_shapes(MapView.EUROPEAN).regions)
    assert not european & FAR
    assert len(european) == 68


@pytest.mark.parametrize("view", list(MapView))
def test_label_place_lies_in_its_region_and_in_no_other(view: MapView) -> None:
    regions = map_shapes(view).regions
    for code, shape in regions.items():
        assert covers(shape, shape.at), code
        assert not [other for other in regions if other != code and covers(regions[other], shape.at)], code


@pytest.mark.parametrize(
    ("inner", "outer"), [("RU-MOW", "RU-MOS"), ("RU-SPE", "RU-LEN"), ("RU-AD", "RU-KDA"), ("UA-40", "UA-43")]
)
def test_city_or_enclave_is_smaller_than_what_lies_around_it(inner: str, outer: str) -> None:
    regions = map_shapes(MapView.EUROPEAN).regions
    assert 0 < size_of(regions[inner]) < size_of(regions[outer]) / 4
    xs = [x for ring in regions[outer].rings for x, _ in ring]
    assert min(xs) < regions[inner].at[0] < max(xs)


def test_adygea_is_cut_out_of_the_territory_around_it() -> None:
    regions = map_shapes(MapView.EUROPEAN).regions
    assert any(area(ring) < 0 for ring in regions["RU-KDA"].rings)


def test_neighbours_lie_where_they_should() -> None:
    regions = map_shapes(MapView.WHOLE).regions
    west_to_east = [regions[code].at[0] for code in ("RU-KGD", "RU-KLU", "RU-ALT", "RU-IRK", "RU-KAM")]
    assert west_to_east == sorted(west_to_east)
    # Altai Territory lies north of the republic that has its name.
    assert regions["RU-ALT"].at[1] > regions["RU-AL"].at[1]
    # Chukotka is one piece on both sides of 180°.
    xs = [x for ring in regions["RU-CHU"].rings for x, _ in ring]
    assert max(xs) - min(xs) < map_shapes(MapView.WHOLE).size[0] / 4
