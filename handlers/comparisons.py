"""Questions that set claims side by side, and what became of figures. Anyone may ask."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message

from domain.view import Face
from handlers.answers import words_of
from handlers.asking import CLAIMS, PLACE_AND_DAYS, Takes, understand
from handlers.telling import tell
from services.desk import Desk
from services.ports import Replies


async def tell_comparison(message: Message, command: CommandObject, desk: Desk, replies: Replies) -> None:
    await _tell(message, command, desk, replies, Face.COMPARISON)


async def tell_disputes(message: Message, command: CommandObject, desk: Desk, replies: Replies) -> None:
    await _tell(message, command, desk, replies, Face.DISPUTES)


async def tell_sum(message: Message, command: CommandObject, desk: Desk, replies: Replies) -> None:
    await _tell(message, command, desk, replies, Face.SENTENCE, PLACE_AND_DAYS)


async def tell_log(message: Message, command: CommandObject, desk: Desk, replies: Replies) -> None:
    await _tell(message, command, desk, replies, Face.LOG)


async def _tell(
    message: Message,
    command: CommandObject,
    desk: Desk,
    replies: Replies,
    face: Face,
    takes: Takes = CLAIMS,
) -> None:
    inquiry = await understand(message, command, desk, replies, face=face, takes=takes)
    if inquiry is not None:
        await tell(message, desk, replies, inquiry.view(face, words_of(message).language))


def setup() -> Router:
    router = Router(name="comparisons")
    router.message.register(tell_sum, Command("sum", ignore_case=True))
    router.message.register(tell_comparison, Command("compare", ignore_case=True))
    router.message.register(tell_disputes, Command("disputed", ignore_case=True))
    router.message.register(tell_log, Command("log", ignore_case=True))
    return router
