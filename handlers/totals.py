"""Questions about numbers: a day, a week, a region, and why. Anyone may ask."""

from datetime import date, timedelta

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message

from domain.region import MOSCOW_REGION, region_key
from domain.totals import Period, Totals
from handlers.answers import answer, words_of
from handlers.arguments import parse_day, parse_question
from rendering.guidance import render_ask_region, render_bad_date, render_unknown_region
from rendering.reasons import render_why
from rendering.totals import render_region, render_totals, render_week
from services.desk import Desk
from services.ports import Replies


async def tell_today(message: Message, desk: Desk, replies: Replies) -> None:
    await _tell_day(message, desk, replies, desk.today())


async def tell_yesterday(message: Message, desk: Desk, replies: Replies) -> None:
    await _tell_day(message, desk, replies, desk.today() - timedelta(days=1))


async def tell_day(message: Message, command: CommandObject, desk: Desk, replies: Replies) -> None:
    asked = command.args or ""
    day = parse_day(asked, desk.today())
    if day is None:
        answer(message, replies, render_bad_date(asked, words_of(message)))
    else:
        await _tell_day(message, desk, replies, day)


async def tell_week(message: Message, desk: Desk, replies: Replies) -> None:
    totals = await desk.totals(_week_to(desk.today()), by="day")
    answer(message, replies, render_week(totals, words_of(message)))


async def tell_region(message: Message, command: CommandObject, desk: Desk, replies: Replies) -> None:
    words, name = words_of(message), command.args or ""
    regions = _find_places(desk, name)
    if not name:
        text = render_ask_region(words)
    elif len(regions) == 1:
        today = desk.today()
        periods = Period(today, today), _week_to(today)
        day, week = [await _of_region(desk, period, regions[0]) for period in periods]
        all_time = await desk.all_time(regions[0])
        text = render_region(regions[0], day, week, all_time, words)
    else:
        text = render_unknown_region(name, regions, words)
    answer(message, replies, text)


async def tell_why(message: Message, command: CommandObject, desk: Desk, replies: Replies) -> None:
    words, today = words_of(message), desk.today()
    question = parse_question(command.args or "", today)
    regions = _find_places(desk, question.place) if question.place else []
    day = question.day or today
    if question.bad_day is not None:
        text = render_bad_date(question.bad_day, words)
    elif question.place and len(regions) != 1:
        text = render_unknown_region(question.place, regions, words)
    else:
        explanation = await desk.explain(Period(day, day), regions[0] if regions else None)
        text = render_why(explanation, words, desk.rules.zone)
    answer(message, replies, text)


async def _tell_day(message: Message, desk: Desk, replies: Replies, day: date) -> None:
    totals = await desk.totals(Period(day, day))
    answer(message, replies, render_totals(totals, words_of(message)))


async def _of_region(desk: Desk, period: Period, region: str) -> Totals:
    return await desk.totals(period, regions=region.split("+"))


def _find_places(desk: Desk, name: str) -> list[str]:
    """Region keys that a name may mean; the city and the oblast of Moscow together are one place."""
    found = desk.find_regions(name)
    return [region_key(MOSCOW_REGION)] if set(found) == set(MOSCOW_REGION) else found


def _week_to(day: date) -> Period:
    return Period(day - timedelta(days=6), day)


def setup() -> Router:
    router = Router(name="totals")
    router.message.register(tell_today, Command("today", ignore_case=True))
    router.message.register(tell_yesterday, Command("yesterday", ignore_case=True))
    router.message.register(tell_day, Command("day", ignore_case=True))
    router.message.register(tell_week, Command("week", ignore_case=True))
    router.message.register(tell_region, Command("region", ignore_case=True))
    router.message.register(tell_why, Command("why", ignore_case=True))
    return router
