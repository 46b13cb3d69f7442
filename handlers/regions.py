"""One region, by a name as people write it: what is not quite a name is offered back to choose from."""

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message

from domain.totals import Period
from domain.view import Face, View
from handlers.answers import answer, words_of
from handlers.asking import regions_told_of, understand
from handlers.telling import tell
from rendering.buttons import choice_buttons
from rendering.guidance import render_ask_region
from services.desk import Desk
from services.ports import Replies


async def ask_region(message: Message, desk: Desk, replies: Replies) -> None:
    words, today = words_of(message), Period(desk.today(), desk.today())
    view = View(Face.REGION, today, words.language)
    choices = choice_buttons(view, await regions_told_of(desk, today), words)
    answer(message, replies, render_ask_region(words), choices)


async def tell_region(message: Message, command: CommandObject, desk: Desk, replies: Replies) -> None:
    inquiry = await understand(message, command, desk, replies, face=Face.REGION)
    if inquiry is not None and inquiry.region is not None:
        await tell(message, desk, replies, inquiry.region_view(words_of(message).language))
    elif inquiry is not None:
        await ask_region(message, desk, replies)


def setup() -> Router:
    router = Router(name="regions")
    router.message.register(ask_region, Command("region", ignore_case=True, magic=F.args.is_(None)))
    router.message.register(tell_region, Command("region", ignore_case=True))
    return router
