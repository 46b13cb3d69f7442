"""Questions about numbers: a day, a week, a region, and why. Anyone may ask."""

from dataclasses import replace
from datetime import timedelta

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message

from domain.totals import Period, Totals
from handlers.answers import answer, words_of
from handlers.asking import Inquiry, find_places, understand, week_to
from rendering.guidance import render_ask_region, render_unknown_region
from rendering.reasons import render_why
from rendering.totals import render_region, render_totals, render_week
from services.desk import Desk
from services.ports import Replies


async def tell_today(message: Message, command: CommandObject, desk: Desk, replies: Replies) -> None:
    inquiry = understand(message, command, desk, replies)
    if inquiry is not None:
        await _tell_day(message, desk, replies, _on(inquiry, days_ago=0, desk=desk))


async def tell_yesterday(message: Message, command: CommandObject, desk: Desk, replies: Replies) -> None:
    inquiry = understand(message, command, desk, replies)
    if inquiry is not None:
        await _tell_day(message, desk, replies, _on(inquiry, days_ago=1, desk=desk))


async def tell_day(message: Message, command: CommandObject, desk: Desk, replies: Replies) -> None:
    inquiry = understand(message, command, desk, replies, needs_day=True)
    if inquiry is not None:
        await _tell_day(message, desk, replies, inquiry)


async def tell_week(message: Message, command: CommandObject, desk: Desk, replies: Replies) -> None:
    inquiry = understand(message, command, desk, replies)
    if inquiry is None:
        return
    totals = await _totals(desk, replace(inquiry, period=week_to(inquiry.period)), by="day")
    answer(message, replies, render_week(totals, words_of(message), zone=desk.rules.zone))
    desk.note_answer(message.chat.id, totals, inquiry.region)


async def tell_region(message: Message, command: CommandObject, desk: Desk, replies: Replies) -> None:
    words, name = words_of(message), command.args or ""
    regions = find_places(desk, name)
    if not name:
        text = render_ask_region(words)
    elif len(regions) == 1:
        today = desk.today()
        day, week = [
            await _totals(desk, Inquiry(regions[0], period))
            for period in (Period(today, today), week_to(Period(today, today)))
        ]
        text = render_region(regions[0], day, week, await desk.all_time(regions[0]), words)
        for totals in (day, week):
            desk.note_answer(message.chat.id, totals, regions[0])
    else:
        text = render_unknown_region(name, regions, words)
    answer(message, replies, text)


async def tell_why(message: Message, command: CommandObject, desk: Desk, replies: Replies) -> None:
    inquiry = understand(message, command, desk, replies)
    if inquiry is not None:
        explanation = await desk.explain(inquiry.period, inquiry.region)
        text = render_why(explanation, words_of(message), desk.rules.zone, page=inquiry.page)
        answer(message, replies, text)
        desk.note_answer(message.chat.id, Totals(inquiry.period, (), explanation.row), inquiry.region)


async def _tell_day(message: Message, desk: Desk, replies: Replies, inquiry: Inquiry) -> None:
    totals = await _totals(desk, inquiry)
    answer(message, replies, render_totals(totals, words_of(message), zone=desk.rules.zone))
    desk.note_answer(message.chat.id, totals, inquiry.region)


async def _totals(desk: Desk, inquiry: Inquiry, *, by: str = "region") -> Totals:
    regions = inquiry.region.split("+") if inquiry.region else None
    return await desk.totals(
        inquiry.period, regions=regions, by=by, strict=inquiry.strict, as_of=inquiry.as_of
    )


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
    router.message.register(tell_region, Command("region", ignore_case=True))
    router.message.register(tell_why, Command("why", ignore_case=True))
    return router
