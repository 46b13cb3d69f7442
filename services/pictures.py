"""Pictures of totals: the figures that the answers in words print, drawn."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from domain.totals import Period, Totals, TotalsRow
from domain.view import Face, View, days_of
from rendering.chart_calendar import calendar_spec
from rendering.chart_days import days_spec
from rendering.chart_hours import hours_spec
from rendering.i18n import Words, words_for
from rendering.map_picture import map_spec
from rendering.picture import MOST_DAYS_OF_BARS, MOST_DAYS_OF_CALENDAR, MapView, PictureSpec, Theme
from rendering.pictures import render_caption
from services.hours_named import read_hours_named
from services.ports import Clock, Database, Drawing, Transaction
from services.read_totals import TotalsQuery, read_totals


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn answer: PNG bytes, Telegram HTML of at most 1024 characters, and the figures it shows."""

    png: bytes
    caption: str
    totals: Totals


@dataclass(frozen=True, slots=True)
class Asked:
    """How a picture is asked for, besides its days."""

    region: str | None = None
    theme: Theme = Theme.LIGHT
    strict: bool = False
    as_of: datetime | None = None
    about: Period | None = None

    @property
    def codes(self) -> frozenset[str] | None:
        """The codes of the region key; None for the country."""
        return frozenset(self.region.split("+")) if self.region else None


PLAINLY: Final = Asked()


@dataclass(frozen=True, slots=True)
class PictureDesk:
    """What a handler may have drawn. Each reads in one transaction and draws after it.

    Regions are region keys, None for the country. `as_of`: as it was known at that instant. `about`: the
    days that were asked about, where the picture draws others besides. PicturesBusyError when too many
    drawings wait.
    """

    database: Database
    clock: Clock
    zone: ZoneInfo
    drawing: Drawing

    async def show(self, view: View, *, theme: Theme = Theme.LIGHT) -> Picture:
        """The picture of a view; ValueError for a face that is not drawn, or for more days than it takes."""
        words, period, region = words_for(view.language), view.drawn, view.region
        asked = Asked(region, theme, strict=view.strict, as_of=view.as_of, about=view.period)
        match view.face:
            case Face.MAP:
                return await self.show_map(period, words, asked)
            case Face.BARS:
                return await self.show_days(period, words, asked)
            case Face.HOURS:
                return await self.show_hours(period, words, asked)
            case Face.CALENDAR:
                return await self.show_calendar(period, words, asked)
        raise ValueError(view.face)

    async def show_map(
        self, period: Period, words: Words, asked: Asked = PLAINLY, *, view: MapView = MapView.EUROPEAN
    ) -> Picture:
        """The regions of a period, shaded by their figures; a region asked about is told under the map."""
        query = TotalsQuery(period, strict=asked.strict, as_of=asked.as_of, zone=self.zone)

        def read(tx: Transaction) -> tuple[Totals, TotalsRow | None]:
            whole = read_totals(tx, query)
            codes = asked.codes
            return whole, read_totals(tx, replace(query, regions=codes)).all if codes else None

        totals, row = await self.database.read(read)
        spec = map_spec(totals, words, view=view, at=self._at(asked), zone=self.zone)
        return await self._picture(spec, totals, words, asked, own=row)

    async def show_days(self, period: Period, words: Words, asked: Asked = PLAINLY) -> Picture:
        """The days of a period as bars; ValueError for more than MOST_DAYS_OF_BARS."""
        _refuse_longer(period, MOST_DAYS_OF_BARS)
        totals = await self._totals(self._by_day(period, asked))
        spec = days_spec(totals, words, at=self._at(asked), zone=self.zone, region=asked.region)
        return await self._picture(spec, totals, words, asked)

    async def show_hours(self, period: Period, words: Words, asked: Asked = PLAINLY) -> Picture:
        """The hours of the day that the claims of a period name; never a strict one."""
        query = self._by_day(period, replace(asked, strict=False))
        totals, hours = await self.database.read(
            lambda tx: (read_totals(tx, query), read_hours_named(tx, query))
        )
        spec = hours_spec(totals, hours, words, at=self._at(asked), zone=self.zone, region=asked.region)
        return await self._picture(spec, totals, words, asked)

    async def show_calendar(self, period: Period, words: Words, asked: Asked = PLAINLY) -> Picture:
        """The days of a period on a calendar; ValueError for more than MOST_DAYS_OF_CALENDAR."""
        _refuse_longer(period, MOST_DAYS_OF_CALENDAR)
        totals = await self._totals(self._by_day(period, asked))
        spec = calendar_spec(totals, words, at=self._at(asked), zone=self.zone, region=asked.region)
        return await self._picture(spec, totals, words, asked)

    def _at(self, asked: Asked) -> datetime:
        return asked.as_of or self.clock()

    def _by_day(self, period: Period, asked: Asked) -> TotalsQuery:
        return TotalsQuery(period, asked.codes, "day", asked.as_of, strict=asked.strict, zone=self.zone)

    async def _totals(self, query: TotalsQuery) -> Totals:
        return await self.database.read(lambda tx: read_totals(tx, query))

    async def _picture(
        self, spec: PictureSpec, totals: Totals, words: Words, asked: Asked, *, own: TotalsRow | None = None
    ) -> Picture:
        png = await self.drawing.draw(spec, asked.theme)
        caption = render_caption(
            totals, words, self.zone, region=asked.region, about=asked.about, own_of_map=own
        )
        return Picture(png, caption, totals)


def _refuse_longer(period: Period, days: int) -> None:
    if days_of(period) > days:
        raise ValueError(f"a picture of this kind shows at most {days} days")
