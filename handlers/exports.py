"""Figures and claims as files, into the chat. Anyone may ask; the route has the smaller of the limits."""

from dataclasses import replace

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message

from domain.errors import ExportTooLargeError
from domain.view import Face
from handlers.answers import answer, words_of
from handlers.asking import PLACE_AND_DAYS, understand
from handlers.middlewares import REFUSAL
from rendering.asking_back import render_only_csv
from rendering.guidance import render_export, render_export_too_large
from services.desk import Desk
from services.ports import Replies

_FORMAT = "csv"
_OTHER_FORMATS = frozenset({"json", "jsonl", "xlsx", "xls", "excel", "txt", "pdf", "xml", "ods"})


async def send_export(message: Message, command: CommandObject, desk: Desk, replies: Replies) -> None:
    words, asked = words_of(message), (command.args or "").split()
    other = next((word for word in asked if word.casefold() in _OTHER_FORMATS), None)
    if other is not None:
        answer(message, replies, render_only_csv(other, words))
        return
    rest = " ".join(word for word in asked if word.casefold() != _FORMAT)
    inquiry = await understand(
        message, replace(command, args=rest), desk, replies, face=Face.REGION, takes=PLACE_AND_DAYS
    )
    if inquiry is None:
        return
    try:
        documents = await desk.export(inquiry.period, inquiry.region)
    except ExportTooLargeError:
        answer(message, replies, render_export_too_large(words))
        return
    for document in documents:
        text = render_export(inquiry.period, inquiry.region, words, name=document.name)
        answer(message, replies, text, attached=document)


def setup() -> Router:
    router = Router(name="exports")
    router.message.register(send_export, Command("export", ignore_case=True), flags=REFUSAL)
    return router
