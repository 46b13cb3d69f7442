"""What whoever runs the bot asks it: editors, and everybody in the admin chat."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import Message

from handlers.answers import answer, words_of
from handlers.filters import from_editor
from rendering.editing_guidance import render_editors_only
from rendering.queues import render_inbox, render_outbox
from services.desk import Desk
from services.ports import Replies


async def from_operator(message: Message, desk: Desk, admin_chat: int | None = None) -> bool:
    return message.chat.id == admin_chat or await from_editor(message, desk)


async def tell_inbox(message: Message, desk: Desk, replies: Replies) -> None:
    found = await desk.operations.inbox()
    answer(message, replies, render_inbox(found, words_of(message), desk.rules.zone))


async def tell_outbox(message: Message, desk: Desk, replies: Replies) -> None:
    found = await desk.operations.outbox()
    answer(message, replies, render_outbox(found, words_of(message), desk.rules.zone))


async def refuse_stranger(message: Message, replies: Replies) -> None:
    answer(message, replies, render_editors_only(words_of(message)))


def setup() -> Router:
    router = Router(name="operations")
    asked = (
        (Command("inbox", ignore_case=True), tell_inbox),
        (Command("outbox", ignore_case=True), tell_outbox),
    )
    operators, strangers = Router(name="operations.operators"), Router(name="operations.strangers")
    operators.message.filter(from_operator)
    for command, handler in asked:
        operators.message.register(handler, command)
        strangers.message.register(refuse_stranger, command)
    router.message.filter(F.text.startswith("/"))
    router.include_routers(operators, strangers)
    return router
