"""Questions that set claims side by side, and what became of figures. Anyone may ask."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message

from domain.totals import Totals
from handlers.answers import answer, words_of
from handlers.asking import understand
from rendering.changes import render_log
from rendering.comparisons import render_comparison, render_disputes
from rendering.sentences import render_statement
from services.desk import Desk
from services.ports import Replies


async def tell_comparison(message: Message, command: CommandObject, desk: Desk, replies: Replies) -> None:
    inquiry = understand(message, command, desk, replies)
    if inquiry is not None:
        comparison = await desk.compare(inquiry.period, inquiry.region)
        answer(message, replies, render_comparison(comparison, words_of(message)))


async def tell_disputes(message: Message, command: CommandObject, desk: Desk, replies: Replies) -> None:
    inquiry = understand(message, command, desk, replies)
    if inquiry is not None:
        disputes = await desk.find_disputes(inquiry.period, inquiry.region)
        answer(message, replies, render_disputes(disputes, words_of(message), desk.rules.zone))


async def tell_sum(message: Message, command: CommandObject, desk: Desk, replies: Replies) -> None:
    inquiry = understand(message, command, desk, replies)
    if inquiry is not None:
        statement = await desk.state_figure(inquiry.period, inquiry.region)
        answer(message, replies, render_statement(statement, words_of(message)))
        desk.note_answer(message.chat.id, Totals(inquiry.period, (), statement.row), inquiry.region)


async def tell_log(message: Message, command: CommandObject, desk: Desk, replies: Replies) -> None:
    inquiry = understand(message, command, desk, replies)
    if inquiry is not None:
        log = await desk.read_log(inquiry.period, inquiry.region)
        answer(message, replies, render_log(log, words_of(message), desk.rules.zone))


def setup() -> Router:
    router = Router(name="comparisons")
    router.message.register(tell_sum, Command("sum", ignore_case=True))
    router.message.register(tell_comparison, Command("compare", ignore_case=True))
    router.message.register(tell_disputes, Command("disputed", ignore_case=True))
    router.message.register(tell_log, Command("log", ignore_case=True))
    return router
