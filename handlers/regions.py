"""One region, by a name as people write it: what is not quite a name is offered back to choose from."""

from dataclasses import replace

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message

from domain.region import region_table
from domain.totals import Period
from domain.view import Face, View
from handlers.answers import answer, words_of
from handlers.asking import find_places, week_to
from handlers.screens import show
from rendering.buttons import choice_buttons
from rendering.guidance import render_ask_region, render_unknown_region
from services.desk import Desk
from services.ports import Replies


async def tell_region(message: Message, command: CommandObject, desk: Desk, replies: Replies) -> None:
    words, name, today = words_of(message), command.args or "", desk.today()
    regions = find_places(desk, name)
    view = View(Face.REGION, Period(today, today), words.language)
    if not name:
        choices = choice_buttons(view, await _told_of(desk, view.period), words)
        answer(message, replies, render_ask_region(words), choices)
    elif len(regions) == 1:
        await _tell(message, desk, replies, view, regions[0])
    else:
        near = regions or desk.near_regions(name)
        text = render_unknown_region(name, near, words)
        answer(message, replies, text, choice_buttons(view, near, words))


async def _told_of(desk: Desk, today: Period) -> list[str]:
    """Regions of the last days, the greatest figure first."""
    totals = await desk.totals(week_to(today))
    return [row.key for row in totals.rows if set(row.key.split("+")) <= region_table().keys()]


async def _tell(message: Message, desk: Desk, replies: Replies, view: View, region: str) -> None:
    screen = await show(replace(view, region=region), desk, None)
    answer(message, replies, screen.text, screen.buttons)
    for totals in screen.figures:
        desk.note_answer(message.chat.id, totals, region)


def setup() -> Router:
    router = Router(name="regions")
    router.message.register(tell_region, Command("region", ignore_case=True))
    return router
