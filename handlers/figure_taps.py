"""Taps under figures: the message becomes the answer that was asked for. Anyone may tap."""

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.errors import PicturesBusyError
from handlers.answers import answer_tap, words_of
from handlers.middlewares import REFUSAL
from handlers.screens import show
from handlers.taps import ViewTap
from rendering.guidance import render_stale_tap
from rendering.pictures import render_pictures_busy
from services.desk import Desk
from services.pictures import PictureDesk
from services.ports import Replies


async def turn(
    query: CallbackQuery,
    callback_data: ViewTap,
    desk: Desk,
    replies: Replies,
    pictures: PictureDesk | None = None,
) -> None:
    view = callback_data.view
    try:
        screen = await show(view, desk, pictures)
    except PicturesBusyError:
        replies.acknowledge(query.id, render_pictures_busy(words_of(query)), alert=True)
        return
    replies.acknowledge(query.id)
    answer_tap(query, replies, screen.text, screen.buttons, screen.picture)
    if query.message is not None:
        for totals in screen.figures:
            desk.note_answer(query.message.chat.id, totals, view.region)


async def tell_stale(query: CallbackQuery, replies: Replies) -> None:
    """A button of a former version, or none of ours: nothing is done, and who tapped is told what to do."""
    replies.acknowledge(query.id, render_stale_tap(words_of(query)), alert=True)


def setup() -> Router:
    router = Router(name="figure_taps")
    router.callback_query.register(turn, ViewTap.filter())
    return router


def setup_last() -> Router:
    """Behind every other taker of taps."""
    router = Router(name="stale_taps")
    router.callback_query.register(tell_stale, flags=REFUSAL)
    return router
