"""Questions about numbers: a day, a week, and why. Anyone may ask.

Days that are named win over the day that a command is called after: "/today 21.11" is about that day.
"""

from dataclasses import replace
from datetime import timedelta

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message

from domain.totals import Period
from domain.view import Face, days_of
from handlers.answers import words_of
from handlers.asking import CLAIMS, understand, week_to
from handlers.telling import tell
from services.desk import Desk
from services.ports import Replies


async def tell_today(message: Message, command: CommandObject, desk: Desk, replies: Replies) -> None:
    inquiry = await understand(message, command, desk, replies, face=Face.DAY)
    if inquiry is not None:
        await tell(message, desk, replies, inquiry.view(Face.DAY, words_of(message).language))


async def tell_yesterday(message: Message, command: CommandObject, desk: Desk, replies: Replies) -> None:
    inquiry = await understand(message, command, desk, replies, face=Face.DAY)
    if inquiry is not None:
        day = desk.today() - timedelta(days=1)
        asked = inquiry if inquiry.is_dated else replace(inquiry, period=Period(day, day))
        await tell(message, desk, replies, asked.view(Face.DAY, words_of(message).language))


async def tell_day(message: Message, command: CommandObject, desk: Desk, replies: Replies) -> None:
    inquiry = await understand(message, command, desk, replies, face=Face.DAY, needs_day=True)
    if inquiry is not None:
        await tell(message, desk, replies, inquiry.view(Face.DAY, words_of(message).language))


async def tell_week(message: Message, command: CommandObject, desk: Desk, replies: Replies) -> None:
    """The week that ends with a day; several days that are named stay as they are."""
    inquiry = await understand(message, command, desk, replies, face=Face.WEEK)
    if inquiry is not None:
        period = week_to(inquiry.period) if days_of(inquiry.period) == 1 else inquiry.period
        week = replace(inquiry, period=period)
        await tell(message, desk, replies, week.view(Face.WEEK, words_of(message).language))


async def tell_why(message: Message, command: CommandObject, desk: Desk, replies: Replies) -> None:
    inquiry = await understand(message, command, desk, replies, face=Face.WHY, takes=CLAIMS)
    if inquiry is not None:
        await tell(message, desk, replies, inquiry.view(Face.WHY, words_of(message).language))


def setup() -> Router:
    router = Router(name="totals")
    router.message.register(tell_today, Command("today", ignore_case=True))
    router.message.register(tell_yesterday, Command("yesterday", ignore_case=True))
    router.message.register(tell_day, Command("day", ignore_case=True))
    router.message.register(tell_week, Command("week", ignore_case=True))
    router.message.register(tell_why, Command("why", ignore_case=True))
    return router
