"""Figures and claims as files, into the chat. Anyone may ask; the route has the smaller of the limits."""

from dataclasses import replace

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message

from domain.errors import ExportTooLargeError
from handlers.answers import answer, words_of
from handlers.asking import understand
from handlers.middlewares import REFUSAL
from rendering.guidance import render_export, render_export_too_large
from services.desk import Desk
from services.ports import Replies

_FORMAT = "csv"


async def send_export(message: Message, command: CommandObject, desk: Desk, replies: Replies) -> None:
    asked = [word for word in (command.args or "").split() if word.casefold() != _FORMAT]
    inquiry = understand(message, replace(command, args=" ".join(asked)), desk, replies)
    if inquiry is None:
        return
    words = words_of(message)
    try:
        documents = await desk.export(inquiry.period, inquiry.region)
    except ExportTooLargeError:
        answer(message, replies, render_export_too_large(words))
        return
    for document in documents:
        text = render_export(inquiry.period, inquiry.region, words)
        answer(message, replies, text, attached=document)


def setup() -> Router:
    router = Router(name="exports")
    router.message.register(send_export, Command("export", ignore_case=True), flags=REFUSAL)
    return router
