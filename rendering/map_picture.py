"""The map of a period: each region shaded by its figure, contested territories marked all alike."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from domain.claim import SEA
from domain.region import MOSCOW_REGION, RegionGroup, region_key, region_table
from domain.totals import Totals, TotalsRow
from rendering.chart_figures import shade_bounds, shade_legend, short_figure, standing_of, tint_of
from rendering.chart_frame import frame_of
from rendering.html import plain
from rendering.i18n import Words
from rendering.map_shapes import map_shapes
from rendering.names import is_contested, region_name
from rendering.picture import LegendEntry, MapSpec, MapView, RegionMark, Standing, Tint

_MOST_RANKED: Final = 10
_COMPOSITE: Final = region_key(MOSCOW_REGION)


def map_spec(totals: Totals, words: Words, *, view: MapView, at: datetime, zone: ZoneInfo) -> MapSpec:
    """The map of totals by region. The composite Moscow region, where named, fills city and oblast alike."""
    rows = [row for row in totals.rows if standing_of(row) is not Standing.NOTHING]
    bounds = shade_bounds(row.tally.low for row in rows if standing_of(row) is not Standing.SILENT)
    contested = tuple(
        code for code, region in region_table().items() if region.group is RegionGroup.CONTESTED
    )
    composite = any(row.key == _COMPOSITE for row in rows)
    # The row of the whole has the claims about its parts as well: they are not drawn beside it.
    drawn = [row for row in rows if not (composite and row.key in MOSCOW_REGION)]
    marks = [mark for row in drawn for mark in _marks(row, bounds, contested, words)]
    seen = map_shapes(view).regions
    ranked = sorted(rows, key=lambda row: (-row.tally.low, -(row.tally.high or 0), row.key))
    own = [row for row in ranked if not is_contested(row.key) and not row.key.startswith(SEA)]
    return MapSpec(
        frame=frame_of(
            totals, words, at=at, zone=zone, notes=_notes(ranked, set(seen), words, composite=composite)
        ),
        view=view,
        marks=tuple(mark for mark in marks if mark.code in seen),
        legend=(*shade_legend(rows, bounds, words), _contested_entry(words)),
        ranking=tuple(_ranked(row, words) for row in own[:_MOST_RANKED]),
        contested=contested,
    )


def _marks(row: TotalsRow, bounds: Sequence[int], contested: Sequence[str], words: Words) -> list[RegionMark]:
    if row.key.startswith(SEA):
        return []
    tint, label = tint_of(row, bounds), short_figure(row, words)
    codes = row.key.split("+")
    # One figure of two regions is written once: on the oblast, which has the room.
    return [RegionMark(code, tint, label if code == codes[-1] else "", code in contested) for code in codes]


def _notes(ranked: Sequence[TotalsRow], seen: set[str], words: Words, *, composite: bool) -> list[str]:
    notes = []
    apart = [row for row in ranked if is_contested(row.key)]
    seas = [row for row in ranked if row.key.startswith(SEA)]
    more = len(ranked) - len(apart) - len(seas) - _MOST_RANKED
    if more > 0:
        notes.append(words.ngettext("and {n} more place", "and {n} more places", more))
    if composite:
        notes.append(words.gettext("Moscow and the oblast are counted as one place."))
    for heading, rows in (
        (words.gettext("Territories of disputed status"), apart),
        (words.gettext("Over the seas"), seas),
    ):
        if rows:
            told = ", ".join(" ".join(_ranked(row, words)) for row in rows)
            notes.append(f"{heading}: {told}")
    outside = [row for row in ranked if not row.key.startswith(SEA) and not seen & set(row.key.split("+"))]
    if outside:
        told = words.listed([" ".join(_ranked(row, words)) for row in outside])
        notes.append(words.gettext("Beyond the edge of the map: {regions}").format(regions=told))
    return notes


def _ranked(row: TotalsRow, words: Words) -> tuple[str, str]:
    name = plain(region_name(row.key, words))
    return f"{name} ({row.key})" if is_contested(row.key) else name, short_figure(row, words)


def _contested_entry(words: Words) -> LegendEntry:
    return LegendEntry(Tint(Standing.NOTHING), words.gettext("contested; ISO codes UA-…"), contested=True)
