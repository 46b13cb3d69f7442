"""What the bot says of itself."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from handlers.answers import answer, answer_tap, words_of
from handlers.filters import from_editor
from handlers.taps import HelpTap
from rendering.buttons import start_buttons
from rendering.guidance import render_about, render_privacy, render_sources, render_start
from rendering.help import COMMANDS, EDITORS, FIRST, NUMBERS, help_buttons, render_help
from services.desk import Desk
from services.ports import Replies

_CHAPTERS = {
    **dict.fromkeys(("commands", "команды", "all", "все"), COMMANDS),
    **dict.fromkeys(("numbers", "числа"), NUMBERS),
    **dict.fromkeys(("editors", "редакторам"), EDITORS),
}


async def greet(message: Message, desk: Desk, replies: Replies) -> None:
    await desk.remember_chat(message.chat.id, message.chat.type)
    editor = await from_editor(message, desk)
    words = words_of(message)
    answer(message, replies, render_start(words, editor=editor), start_buttons(desk.today(), words))


async def tell_help(message: Message, command: CommandObject, desk: Desk, replies: Replies) -> None:
    chapter = _CHAPTERS.get((command.args or "").casefold(), FIRST)
    words, editor = words_of(message), await from_editor(message, desk)
    answer(message, replies, render_help(words, chapter), help_buttons(words, chapter, editor=editor))


async def turn_help(query: CallbackQuery, callback_data: HelpTap, desk: Desk, replies: Replies) -> None:
    words, chapter = words_of(query), callback_data.chapter
    replies.acknowledge(query.id)
    buttons = help_buttons(words, chapter, editor=desk.is_editor(query.from_user.id))
    answer_tap(query, replies, render_help(words, chapter), buttons)


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
    router.callback_query.register(turn_help, HelpTap.filter())
    return router
