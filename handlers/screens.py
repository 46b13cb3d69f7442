"""One screen of figures, whether it was asked by a command or by a tap."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from domain.screen import Buttons
from domain.totals import Totals
from domain.view import PICTURES, Face, View, days_to
from rendering.buttons import figure_buttons
from rendering.changes import render_log
from rendering.comparisons import render_comparison, render_disputes
from rendering.i18n import words_for
from rendering.pages import Page, page_of_lines
from rendering.reasons import why_page
from rendering.regions import render_last_posts, render_region
from rendering.sentences import render_statement
from rendering.totals import render_week, totals_page
from services.desk import Desk
from services.pictures import PictureDesk

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
    if view.face in PICTURES and pictures is not None:
        drawn = await pictures.show(view)
        return Screen(drawn.caption, figure_buttons(view, today, words), drawn.png, (drawn.totals,))
    page, figures = await _TOLD.get(view.face, _tell_day)(view, desk)
    return Screen(page.text, figure_buttons(view, today, words, page.pages), figures=figures)


_Told = tuple[Page, tuple[Totals, ...]]


async def _tell_day(view: View, desk: Desk) -> _Told:
    totals = await _totals(view, desk)
    return totals_page(totals, words_for(view.language), desk.rules.zone, view.page), (totals,)


async def _tell_week(view: View, desk: Desk) -> _Told:
    totals, words = await _totals(view, desk, by="day"), words_for(view.language)
    told = render_week(totals, words, zone=desk.rules.zone)
    return page_of_lines(told, words, view.page), (totals,)


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
    words = words_for(view.language)
    return page_of_lines(render_last_posts(story, words, desk.rules.zone), words, view.page), ()


async def _compare(view: View, desk: Desk) -> _Told:
    comparison = await desk.compare(view.period, view.region)
    words = words_for(view.language)
    return page_of_lines(render_comparison(comparison, words), words, view.page), ()


async def _tell_disputes(view: View, desk: Desk) -> _Told:
    disputes, words = await desk.find_disputes(view.period, view.region), words_for(view.language)
    return page_of_lines(render_disputes(disputes, words, desk.rules.zone), words, view.page), ()


async def _tell_sentence(view: View, desk: Desk) -> _Told:
    statement = await desk.state_figure(view.period, view.region)
    told = render_statement(statement, words_for(view.language))
    return Page(told), (Totals(view.period, (), statement.row),)


async def _tell_log(view: View, desk: Desk) -> _Told:
    log, words = await desk.read_log(view.period, view.region), words_for(view.language)
    return page_of_lines(render_log(log, words, desk.rules.zone), words, view.page), ()


async def _totals(view: View, desk: Desk, *, by: str = "region") -> Totals:
    regions = view.region.split("+") if view.region else None
    return await desk.totals(view.period, regions=regions, by=by, strict=view.strict, as_of=view.as_of)


_TOLD: Final[Mapping[Face, Callable[[View, Desk], Awaitable[_Told]]]] = {
    Face.DAY: _tell_day,
    Face.WEEK: _tell_week,
    Face.REGION: _tell_region,
    Face.WHY: _tell_why,
    Face.POSTS: _tell_posts,
    Face.COMPARISON: _compare,
    Face.DISPUTES: _tell_disputes,
    Face.SENTENCE: _tell_sentence,
    Face.LOG: _tell_log,
}
