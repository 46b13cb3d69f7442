"""What a chat is told without asking: correction notices on or off, and how an alert would look."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message

from handlers.answers import answer, words_of
from handlers.filters import IN_PRIVATE, from_editor
from rendering.editing_guidance import render_editors_only
from rendering.guidance import render_corrections_setting, render_only_in_private
from rendering.trial import render_trial
from services.desk import Desk
from services.ports import Replies

_WISHES = {"on": True, "вкл": True, "off": False, "выкл": False}


async def set_corrections(message: Message, command: CommandObject, desk: Desk, replies: Replies) -> None:
    """One's own chat is one's own affair; what a group is told its editors decide."""
    words = words_of(message)
    wish = _WISHES.get((command.args or "").strip().casefold())
    if wish is not None and message.chat.type != "private" and not await from_editor(message, desk):
        answer(message, replies, render_editors_only(words))
        return
    if wish is not None:
        await desk.set_corrections(message.chat.id, wanted=wish)
    wanted = await desk.wants_corrections(message.chat.id)
    answer(message, replies, render_corrections_setting(words, wanted=wanted))


async def show_trial(message: Message, desk: Desk, replies: Replies) -> None:
    words = words_of(message)
    answer(message, replies, render_trial(desk.rules.alerts, desk.today(), words, desk.rules.zone))


async def keep_trial_private(message: Message, replies: Replies) -> None:
    answer(message, replies, render_only_in_private(words_of(message)))


async def refuse_trial(message: Message, replies: Replies) -> None:
    answer(message, replies, render_editors_only(words_of(message)))


def setup() -> Router:
    router = Router(name="notices")
    router.message.register(set_corrections, Command("corrections", ignore_case=True))
    router.message.register(show_trial, Command("test_alert", ignore_case=True), from_editor, IN_PRIVATE)
    router.message.register(keep_trial_private, Command("test_alert", ignore_case=True), from_editor)
    router.message.register(refuse_trial, Command("test_alert", ignore_case=True))
    return router
