"""One screen of figures, whether it was asked by a command or by a tap."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from domain.screen import Buttons
from domain.totals import Totals
from domain.view import Face, View, days_to
from rendering.buttons import figure_buttons
from rendering.i18n import words_for
from rendering.pages import Page
from rendering.reasons import why_page
from rendering.regions import render_last_posts, render_region
from rendering.totals import render_week, totals_page
from services.desk import Desk
from services.pictures import Picture, PictureDesk

_WEEK = 7


@dataclass(frozen=True, slots=True)
class Screen:
    """A text, or the caption of a picture, with its buttons. `figures`: what it shows, for the change log."""

    text: str
    buttons: Buttons
    picture: bytes | None = None
    figures: tuple[Totals, ...] = field(default=(), repr=False)


async def show(view: View, desk: Desk, pictures: PictureDesk | None) -> Screen:
    """The answer that a view asks for; UnknownRegionError for a region that is none."""
    words, today = words_for(view.language), desk.today()
    if view.face in _DRAWN and pictures is not None:
        drawn = await _DRAWN[view.face](view, pictures)
        return Screen(drawn.caption, figure_buttons(view, today, words), drawn.png, (drawn.totals,))
    page, figures = await _TOLD.get(view.face, _tell_day)(view, desk)
    return Screen(page.text, figure_buttons(view, today, words, page.pages), figures=figures)


_Told = tuple[Page, tuple[Totals, ...]]


async def _tell_day(view: View, desk: Desk) -> _Told:
    totals = await _totals(view, desk)
    return totals_page(totals, words_for(view.language), desk.rules.zone, view.page), (totals,)


async def _tell_week(view: View, desk: Desk) -> _Told:
    totals = await _totals(view, desk, by="day")
    return Page(render_week(totals, words_for(view.language), zone=desk.rules.zone)), (totals,)


async def _tell_region(view: View, desk: Desk) -> _Told:
    region = view.region or ""
    week = days_to(view.period, _WEEK)
    day_totals, week_totals = [
        await desk.totals(period, regions=region.split("+")) for period in (view.period, week)
    ]
    story, all_time = await desk.region_story(region, week), await desk.all_time(region)
    words = words_for(view.language)
    told = render_region(region, day_totals, week_totals, all_time, words, story.places)
    return Page(told), (day_totals, week_totals)


async def _tell_why(view: View, desk: Desk) -> _Told:
    explanation = await desk.explain(view.period, view.region)
    told = why_page(explanation, words_for(view.language), desk.rules.zone, page=view.page)
    return told, (Totals(view.period, (), explanation.row),)


async def _tell_posts(view: View, desk: Desk) -> _Told:
    story = await desk.region_story(view.region or "", view.period)
    return Page(render_last_posts(story, words_for(view.language), desk.rules.zone)), ()


async def _draw_map(view: View, pictures: PictureDesk) -> Picture:
    return await pictures.show_map(view.period, words_for(view.language), strict=view.strict)


async def _draw_bars(view: View, pictures: PictureDesk) -> Picture:
    words = words_for(view.language)
    return await pictures.show_days(view.period, words, region=view.region, strict=view.strict)


async def _draw_hours(view: View, pictures: PictureDesk) -> Picture:
    return await pictures.show_hours(view.period, words_for(view.language), region=view.region)


async def _totals(view: View, desk: Desk, *, by: str = "region") -> Totals:
    regions = view.region.split("+") if view.region else None
    return await desk.totals(view.period, regions=regions, by=by, strict=view.strict)


_TOLD: Final[Mapping[Face, Callable[[View, Desk], Awaitable[_Told]]]] = {
    Face.DAY: _tell_day,
    Face.WEEK: _tell_week,
    Face.REGION: _tell_region,
    Face.WHY: _tell_why,
    Face.POSTS: _tell_posts,
}
_DRAWN: Final[Mapping[Face, Callable[[View, PictureDesk], Awaitable[Picture]]]] = {
    Face.MAP: _draw_map,
    Face.BARS: _draw_bars,
    Face.HOURS: _draw_hours,
}
