"""Pictures of totals: the figures that the answers in words print, drawn."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from domain.totals import Period, Totals
from rendering.chart_calendar import calendar_spec
from rendering.chart_days import days_spec
from rendering.chart_hours import hours_spec
from rendering.i18n import Words
from rendering.map_picture import map_spec
from rendering.picture import MOST_DAYS_OF_BARS, MOST_DAYS_OF_CALENDAR, MapView, PictureSpec, Theme
from rendering.pictures import render_caption
from services.hours_named import read_hours_named
from services.ports import Clock, Database, Drawing
from services.read_totals import TotalsQuery, read_totals


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn answer: PNG bytes, Telegram HTML of at most 1024 characters, and the figures it shows."""

    png: bytes
    caption: str
    totals: Totals


@dataclass(frozen=True, slots=True)
class PictureDesk:
    """What a handler may have drawn. Each reads in one transaction and draws after it.

    Regions are region keys, None for the country. PicturesBusyError when too many drawings wait.
    """

    database: Database
    clock: Clock
    zone: ZoneInfo
    drawing: Drawing

    async def show_map(
        self,
        period: Period,
        words: Words,
        *,
        view: MapView = MapView.EUROPEAN,
        theme: Theme = Theme.LIGHT,
        strict: bool = False,
    ) -> Picture:
        """The regions of a period, shaded by their figures."""
        totals = await self._totals(TotalsQuery(period, strict=strict, zone=self.zone))
        spec = map_spec(totals, words, view=view, at=self.clock(), zone=self.zone)
        return await self._picture(spec, theme, totals, words, None)

    async def show_days(
        self,
        period: Period,
        words: Words,
        *,
        region: str | None = None,
        theme: Theme = Theme.LIGHT,
        strict: bool = False,
    ) -> Picture:
        """The days of a period as bars; ValueError for more than MOST_DAYS_OF_BARS."""
        _refuse_longer(period, MOST_DAYS_OF_BARS)
        totals = await self._totals(_by_day(period, region, self.zone, strict=strict))
        spec = days_spec(totals, words, at=self.clock(), zone=self.zone, region=region)
        return await self._picture(spec, theme, totals, words, region)

    async def show_hours(
        self, period: Period, words: Words, *, region: str | None = None, theme: Theme = Theme.LIGHT
    ) -> Picture:
        """The hours of the day that the claims of a period name."""
        query = _by_day(period, region, self.zone)
        totals, hours = await self.database.read(
            lambda tx: (read_totals(tx, query), read_hours_named(tx, query))
        )
        spec = hours_spec(totals, hours, words, at=self.clock(), zone=self.zone, region=region)
        return await self._picture(spec, theme, totals, words, region)

    async def show_calendar(
        self, period: Period, words: Words, *, region: str | None = None, theme: Theme = Theme.LIGHT
    ) -> Picture:
        """The days of a period on a calendar; ValueError for more than MOST_DAYS_OF_CALENDAR."""
        _refuse_longer(period, MOST_DAYS_OF_CALENDAR)
        totals = await self._totals(_by_day(period, region, self.zone))
        spec = calendar_spec(totals, words, at=self.clock(), zone=self.zone, region=region)
        return await self._picture(spec, theme, totals, words, region)

    async def _totals(self, query: TotalsQuery) -> Totals:
        return await self.database.read(lambda tx: read_totals(tx, query))

    async def _picture(
        self, spec: PictureSpec, theme: Theme, totals: Totals, words: Words, region: str | None
    ) -> Picture:
        png = await self.drawing.draw(spec, theme)
        return Picture(png, render_caption(totals, words, region=region), totals)


def _by_day(period: Period, region: str | None, zone: ZoneInfo, *, strict: bool = False) -> TotalsQuery:
    regions = frozenset(region.split("+")) if region else None
    return TotalsQuery(period, regions, "day", strict=strict, zone=zone)


def _refuse_longer(period: Period, days: int) -> None:
    if (period.last_on - period.first_on).days >= days:
        raise ValueError(f"a picture of this kind shows at most {days} days")
