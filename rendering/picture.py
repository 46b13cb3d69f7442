"""Pictures as pure data: what is drawn, in words already chosen. rendering/draw.py makes PNGs of them."""

from dataclasses import dataclass
from enum import StrEnum

MOST_DAYS_OF_BARS = 62
"""More rows than this no phone shows in letters that can be read."""

MOST_DAYS_OF_CALENDAR = 366
"""Twelve months, or thirteen begun ones."""


class Theme(StrEnum):
    """On what ground a picture is drawn."""

    LIGHT = "light"
    DARK = "dark"


class MapView(StrEnum):
    """Which part of the country fills the map; the names of the views in data/map.json."""

    EUROPEAN = "european"
    WHOLE = "whole"


class Standing(StrEnum):
    """What is known of a region, a day or an hour. Nothing on record and no number are not zero."""

    NOTHING = "nothing"
    SILENT = "silent"
    COUNTED = "counted"
    DISPUTED = "disputed"


@dataclass(frozen=True, slots=True)
class Frame:
    """The words around a picture. `stamp` is the instant its figures are known at, with the zone.

    Pictures that differ in their stamps alone show the same figures.
    """

    title: str
    subtitle: str
    notes: tuple[str, ...]
    caveat: str
    stamp: str


@dataclass(frozen=True, slots=True)
class Tint:
    """How strong a fill is: shade `shade` of `of`, from 0. None where there is no number to shade by."""

    standing: Standing
    shade: int | None = None
    of: int = 1


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A sample with its words; `contested`: the sample is the mark of territories of disputed status."""

    tint: Tint
    label: str
    contested: bool = False


@dataclass(frozen=True, slots=True)
class RegionMark:
    """A region on the map: its code, its fill, and the short figure written on it."""

    code: str
    tint: Tint
    label: str
    contested: bool = False


@dataclass(frozen=True, slots=True)
class MapSpec:
    """Regions shaded by their figures. Regions without a mark have nothing on record.

    `ranking`: names with figures in words, the greatest first. `contested`: codes drawn as territories of
    disputed status, with claims or without.
    """

    frame: Frame
    view: MapView
    marks: tuple[RegionMark, ...]
    legend: tuple[LegendEntry, ...]
    ranking: tuple[tuple[str, str], ...]
    contested: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: from nothing to `low`, with a line on to `high` (None: without an upper limit)."""

    label: str
    standing: Standing
    low: int
    high: int | None
    text: str
    rests: bool = False
    """A day of rest (Saturday, Sunday): its label is drawn fainter, so that weeks can be told apart."""


@dataclass(frozen=True, slots=True)
class BarsSpec:
    """A row for each day."""

    frame: Frame
    bars: tuple[Bar, ...]
    legend: tuple[tuple[str, str], ...]
    """Which mark ("whisker", "arrow", "hatch", "outline") means what; only marks that are there."""


@dataclass(frozen=True, slots=True)
class HoursSpec:
    """How many claims name each hour of the day, from 00 to 23."""

    frame: Frame
    counts: tuple[int, ...]
    axis: str


@dataclass(frozen=True, slots=True)
class DayCell:
    """A day of a calendar: its number in the month, its fill and its short figure."""

    number: int
    tint: Tint
    text: str


@dataclass(frozen=True, slots=True)
class MonthGrid:
    """A month: `offset` empty places before its first day in a week that begins on Monday.

    Days outside the period are None.
    """

    title: str
    offset: int
    days: tuple[DayCell | None, ...]


@dataclass(frozen=True, slots=True)
class CalendarSpec:
    """Months of days shaded by their figures."""

    frame: Frame
    months: tuple[MonthGrid, ...]
    weekdays: tuple[str, ...]
    legend: tuple[LegendEntry, ...]


PictureSpec = MapSpec | BarsSpec | HoursSpec | CalendarSpec
