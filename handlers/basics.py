"""What the bot says of itself."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message

from handlers.answers import answer, words_of
from handlers.filters import from_editor
from rendering.buttons import start_buttons
from rendering.editing_guidance import render_editor_help
from rendering.guidance import render_about, render_help, render_privacy, render_sources, render_start
from services.desk import Desk
from services.ports import Replies


async def greet(message: Message, desk: Desk, replies: Replies) -> None:
    await desk.remember_chat(message.chat.id, message.chat.type)
    editor = await from_editor(message, desk)
    words = words_of(message)
    answer(message, replies, render_start(words, editor=editor), start_buttons(desk.today(), words))


async def tell_help(message: Message, desk: Desk, replies: Replies) -> None:
    words = words_of(message)
    editors_part = f"\n\n{render_editor_help(words)}" if await from_editor(message, desk) else ""
    answer(message, replies, render_help(words) + editors_part)


async def tell_sources(message: Message, desk: Desk, replies: Replies) -> None:
    standings = await desk.sources()
    answer(message, replies, render_sources(standings, words_of(message), desk.rules.zone))


async def tell_privacy(message: Message, replies: Replies) -> None:
    answer(message, replies, render_privacy(words_of(message)))


async def tell_about(message: Message, replies: Replies) -> None:
    answer(message, replies, render_about(words_of(message)))


def setup() -> Router:
    router = Router(name="basics")
    router.message.register(greet, Command("start", ignore_case=True))
    router.message.register(tell_help, Command("help", ignore_case=True))
    router.message.register(tell_sources, Command("sources", ignore_case=True))
    router.message.register(tell_privacy, Command("privacy", ignore_case=True))
    router.message.register(tell_about, Command("about", ignore_case=True))
    return router
