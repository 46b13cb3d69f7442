"""Draws the map: outlines, fills, figures where there is room for them, legend and the greatest figures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, sin
from typing import Final

from matplotlib.patches import FancyBboxPatch, PathPatch
from matplotlib.path import Path

from rendering.draw_sheet import MARGIN, WIDTH, Sheet
from rendering.map_shapes import MapShapes, Ring, Shape, map_shapes
from rendering.picture import LegendEntry, MapSpec, MapView, RegionMark, Standing, Tint

_MOVE, _LINE, _CLOSE = int(Path.MOVETO), int(Path.LINETO), int(Path.CLOSEPOLY)
_LETTERS: Final = 26
_ROW: Final = 46
_RANKED: Final = 30
_LEGEND_W: Final = 300


@dataclass(frozen=True, slots=True)
class _Ground:
    """The map on the sheet: where its top is, and how many pixels a unit of its grid is."""

    shapes: MapShapes
    top: float
    scale: float

    @property
    def height(self) -> float:
        return self.shapes.size[1] * self.scale

    def at(self, point: tuple[int, int]) -> tuple[float, float]:
        return point[0] * self.scale, self.top + (self.shapes.size[1] - point[1]) * self.scale

    def path(self, rings: Iterable[Ring]) -> Path:
        """One path of all rings, each closed: holes run the other way and stay empty."""
        points: list[tuple[float, float]] = []
        codes: list[int] = []
        for ring in rings:
            points += [self.at(point) for point in ring] + [self.at(ring[0])]
            codes += [_MOVE, *[_LINE] * (len(ring) - 1), _CLOSE]
        return Path(points, codes)


def draw_map(sheet: Sheet, spec: MapSpec) -> None:
    """The map over the whole width, then the ranking; the legend stands in the map where it has room."""
    shapes = map_shapes(spec.view)
    ground = _Ground(shapes, sheet.y, WIDTH / shapes.size[0])
    _draw_ground(sheet, ground, spec)
    _draw_labels(sheet, ground, spec.marks, every=spec.view is MapView.EUROPEAN)
    sheet.y += ground.height + 18
    below = spec.legend
    if spec.view is MapView.EUROPEAN:
        inside = [entry for entry in spec.legend if _is_plain(entry)]
        _draw_legend_inside(sheet, ground, inside)
        below = tuple(entry for entry in spec.legend if not _is_plain(entry))
    sheet.legend_columns(below, 1 if len(below) <= 2 else 2 if spec.view is MapView.EUROPEAN else 3)
    sheet.y += 10
    _draw_ranking(sheet, spec.ranking)


def _draw_ground(sheet: Sheet, ground: _Ground, spec: MapSpec) -> None:
    palette = sheet.palette
    sheet.fill(0, ground.top, WIDTH, ground.height, facecolor=palette.water, edgecolor="none", zorder=1)
    sheet.add(
        PathPatch(ground.path(ground.shapes.land), facecolor=palette.land, edgecolor="none", zorder=1.1)
    )
    tints = {mark.code: mark.tint for mark in spec.marks}
    for code, shape in ground.shapes.regions.items():
        path = ground.path(shape.rings)
        style = palette.fill(tints.get(code, Tint(Standing.NOTHING)))
        sheet.add(PathPatch(path, zorder=2, **style))
        if code in spec.contested:
            sheet.add(PathPatch(path, zorder=2.2, **palette.contested))


@dataclass(frozen=True, slots=True)
class _Box:
    """Where a label is written: its middle and half its size."""

    x: float
    y: float
    half_width: float
    half_height: float

    def meets(self, other: "_Box") -> bool:
        return (
            abs(self.x - other.x) < self.half_width + other.half_width
            and abs(self.y - other.y) < self.half_height + other.half_height
        )


def _draw_labels(sheet: Sheet, ground: _Ground, marks: Sequence[RegionMark], *, every: bool) -> None:
    """The roomiest regions first; a label that meets another steps aside, with a line to its region.

    Without `every`, a label that does not fit is left out: the ranking below tells the greatest.
    """
    placed: list[_Box] = []
    shapes = ground.shapes.regions
    labelled = [mark for mark in marks if mark.label]
    for mark in sorted(labelled, key=lambda mark: (-shapes[mark.code].room, mark.code)):
        box = _place(sheet, ground, shapes[mark.code], mark.label, placed, every=every)
        if box is not None:
            placed.append(box)
            _write_label(sheet, ground, mark, box)


def _place(
    sheet: Sheet, ground: _Ground, shape: Shape, label: str, placed: Sequence[_Box], *, every: bool
) -> _Box | None:
    x, y = ground.at(shape.at)
    half_width, half_height = sheet.width_of(label, _LETTERS, bold=True) / 2 + 3, _LETTERS * 0.52
    home = _Box(x, y, half_width, half_height)
    fits = half_width <= 2.2 * shape.room * ground.scale
    if not every and not fits:
        return None
    for box in (home, *(_aside(home) if every else ())):
        inside = half_width < box.x < WIDTH - half_width and box.y > ground.top + half_height
        if inside and not any(box.meets(other) for other in placed):
            return box
    return home if every else None


def _aside(home: _Box) -> Iterable[_Box]:
    """Places around, the nearest first."""
    for distance in (34, 50, 70, 95, 125):
        for step in range(16):
            angle = step * pi / 8
            reach_x, reach_y = distance + home.half_width * 0.6, distance
            yield _Box(
                home.x + reach_x * cos(angle),
                home.y + reach_y * sin(angle),
                home.half_width,
                home.half_height,
            )


def _write_label(sheet: Sheet, ground: _Ground, mark: RegionMark, box: _Box) -> None:
    shape = ground.shapes.regions[mark.code]
    x, y = ground.at(shape.at)
    face = sheet.palette.fill(mark.tint)["facecolor"]
    overlaps = hypot(box.half_width, box.half_height) > shape.room * ground.scale
    hatched = mark.contested or mark.tint.standing in (Standing.SILENT, Standing.DISPUTED)
    aside = hypot(box.x - x, box.y - y) > 1
    if aside:
        for color, width in ((sheet.palette.page, 4.0), (sheet.palette.ink, 1.6)):
            sheet.line([x, box.x], [y, box.y], color=color, linewidth=width, zorder=4)
    sheet.text(
        box.x,
        box.y,
        mark.label,
        _LETTERS,
        color=sheet.palette.ink_on(face),
        align="center",
        bold=True,
        # A rim costs time: only what crosses lines needs one.
        halo=face if aside or hatched or overlaps else None,
        rim=0.3 if hatched else 0.14,
        zorder=6,
    )


def _is_plain(entry: LegendEntry) -> bool:
    """A colour without a hatch; there is room for these in a corner of the map."""
    return entry.tint.standing in (Standing.COUNTED, Standing.NOTHING) and not entry.contested


def _draw_legend_inside(sheet: Sheet, ground: _Ground, entries: Sequence[LegendEntry]) -> None:
    """In the lower right corner, over Kazakhstan and the Caspian Sea."""
    height = sheet.legend_height(entries, _LEGEND_W)
    x, y = WIDTH - _LEGEND_W - 14, ground.top + ground.height - height - 20
    sheet.legend(entries, x, y, _LEGEND_W)
    sheet.add(
        FancyBboxPatch(
            (x - 14, y - 8),
            _LEGEND_W + 16,
            height + 16,
            boxstyle="round,pad=0,rounding_size=10",
            facecolor=sheet.palette.page,
            edgecolor="none",
            alpha=0.86,
            zorder=3,
        )
    )


def _draw_ranking(sheet: Sheet, ranking: Sequence[tuple[str, str]]) -> None:
    """Two columns, read from the top down."""
    rows = -(-len(ranking) // 2)
    width = (WIDTH - 2 * MARGIN - 40) / 2
    for number, (name, figure) in enumerate(ranking):
        x = MARGIN + (number // max(1, rows)) * (width + 40)
        y = sheet.y + (number % max(1, rows)) * _ROW + _ROW / 2
        room = width - sheet.width_of(figure, _RANKED, bold=True) - 16
        # A long name is written smaller before it is cut.
        size = next((size for size in (_RANKED, 26, 23) if sheet.width_of(name, size) <= room), 23)
        sheet.text(x, y, sheet.cut(name, size, room), size)
        sheet.text(x + width, y, figure, _RANKED, align="right", bold=True)
    sheet.y += rows * _ROW
