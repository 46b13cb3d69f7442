"""Questions about numbers: a day, a week, a region, and why. Anyone may ask."""

from dataclasses import replace
from datetime import timedelta

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message

from domain.totals import Period
from domain.view import Face, View
from handlers.answers import answer, words_of
from handlers.asking import Inquiry, understand, week_to
from handlers.screens import show
from rendering.totals import render_totals, render_week
from services.desk import Desk
from services.ports import Replies


async def tell_today(message: Message, command: CommandObject, desk: Desk, replies: Replies) -> None:
    inquiry = understand(message, command, desk, replies)
    if inquiry is not None:
        await _tell(message, desk, replies, Face.DAY, _on(inquiry, days_ago=0, desk=desk))


async def tell_yesterday(message: Message, command: CommandObject, desk: Desk, replies: Replies) -> None:
    inquiry = understand(message, command, desk, replies)
    if inquiry is not None:
        await _tell(message, desk, replies, Face.DAY, _on(inquiry, days_ago=1, desk=desk))


async def tell_day(message: Message, command: CommandObject, desk: Desk, replies: Replies) -> None:
    inquiry = understand(message, command, desk, replies, needs_day=True)
    if inquiry is not None:
        await _tell(message, desk, replies, Face.DAY, inquiry)


async def tell_week(message: Message, command: CommandObject, desk: Desk, replies: Replies) -> None:
    inquiry = understand(message, command, desk, replies)
    if inquiry is not None:
        week = replace(inquiry, period=week_to(inquiry.period))
        await _tell(message, desk, replies, Face.WEEK, week)


async def tell_why(message: Message, command: CommandObject, desk: Desk, replies: Replies) -> None:
    inquiry = understand(message, command, desk, replies)
    if inquiry is not None:
        await _tell(message, desk, replies, Face.WHY, inquiry)


async def _tell(message: Message, desk: Desk, replies: Replies, face: Face, inquiry: Inquiry) -> None:
    if inquiry.as_of is not None and face is not Face.WHY:
        await _tell_as_known(message, desk, replies, face, inquiry)
        return
    words = words_of(message)
    view = View(face, inquiry.period, words.language, inquiry.region, inquiry.strict, inquiry.page)
    screen = await show(view, desk, None)
    answer(message, replies, screen.text, screen.buttons)
    for totals in screen.figures:
        desk.note_answer(message.chat.id, totals, inquiry.region)


async def _tell_as_known(
    message: Message, desk: Desk, replies: Replies, face: Face, inquiry: Inquiry
) -> None:
    """An answer from history stands by itself: what lies near it is asked for anew."""
    totals = await desk.totals(
        inquiry.period,
        regions=inquiry.region.split("+") if inquiry.region else None,
        by="day" if face is Face.WEEK else "region",
        strict=inquiry.strict,
        as_of=inquiry.as_of,
    )
    render = render_week if face is Face.WEEK else render_totals
    answer(message, replies, render(totals, words_of(message), zone=desk.rules.zone))
    desk.note_answer(message.chat.id, totals, inquiry.region)


def _on(inquiry: Inquiry, *, days_ago: int, desk: Desk) -> Inquiry:
    """/today and /yesterday name their day themselves."""
    day = desk.today() - timedelta(days=days_ago)
    return replace(inquiry, period=Period(day, day))


def setup() -> Router:
    router = Router(name="totals")
    router.message.register(tell_today, Command("today", ignore_case=True))
    router.message.register(tell_yesterday, Command("yesterday", ignore_case=True))
    router.message.register(tell_day, Command("day", ignore_case=True))
    router.message.register(tell_week, Command("week", ignore_case=True))
    router.message.register(tell_why, Command("why", ignore_case=True))
    return router
