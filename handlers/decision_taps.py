"""Taps by which editors decide: at once, or on a card of the review queue. Whoever taps is checked anew."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from domain.decision import Action
from domain.errors import DomainError
from domain.order import Order, Target
from handlers.answers import answer_tap, words_of
from handlers.deciding import (
    editor_of,
    queue_page,
    refuse_tap,
    renew_buttons,
    reply_to_tapped,
    settle_tap,
    taps_as_editor,
    told,
)
from handlers.taps import CardTap, QueueTap, UndoTap, VerdictTap
from rendering.decision_buttons import card_buttons, not_an_incident, undo_buttons
from rendering.reviews import render_card, render_stale_card
from services.desk import Desk
from services.ports import Replies
from services.review import DoubtInContext, ReviewPage


async def give_verdict(query: CallbackQuery, callback_data: VerdictTap, desk: Desk, replies: Replies) -> None:
    if not await taps_as_editor(query, desk, replies):
        return
    words, rejected = words_of(query), callback_data.action is Action.REJECT
    reason = not_an_incident(words) if rejected else ""
    seen, target = callback_data.seen, callback_data.target
    order = Order(callback_data.action, target, editor_of(query, desk), reason, seen=seen)
    await settle_tap(query, order, desk, replies)
    page = _page_of(query)
    if page is None:
        await renew_buttons(query, target, desk, replies)
    else:
        await show_queue(query, page, desk, replies)


async def take_back(query: CallbackQuery, callback_data: UndoTap, desk: Desk, replies: Replies) -> None:
    if not await taps_as_editor(query, desk, replies):
        return
    try:
        outcome = await desk.editing.undo(callback_data.decision_id, editor_of(query, desk))
    except DomainError as refused:
        refuse_tap(query, replies, refused)
        return
    replies.acknowledge(query.id)
    words = words_of(query)
    reply_to_tapped(query, replies, told(outcome, words, desk), undo_buttons(outcome.decision.id, words))


async def turn_page(query: CallbackQuery, callback_data: QueueTap, desk: Desk, replies: Replies) -> None:
    if await taps_as_editor(query, desk, replies):
        replies.acknowledge(query.id)
        await show_queue(query, callback_data.page, desk, replies)


async def show_queue(query: CallbackQuery, number: int, desk: Desk, replies: Replies) -> None:
    """A page of the queue in the place of what was tapped."""
    text, buttons = await queue_page(number, words_of(query), desk)
    answer_tap(query, replies, text, buttons)


async def show_card(query: CallbackQuery, callback_data: CardTap, desk: Desk, replies: Replies) -> None:
    if not await taps_as_editor(query, desk, replies):
        return
    words, page = words_of(query), await desk.editing.review(callback_data.page)
    doubt = _doubt_of(page, callback_data.doubt_id)
    if doubt is None:
        replies.acknowledge(query.id, render_stale_card(words), alert=True)
        await show_queue(query, callback_data.page, desk, replies)
        return
    replies.acknowledge(query.id)
    target = Target(doubt.post.id, doubt.claim.ordinal + 1 if doubt.claim is not None else None)
    history = await desk.editing.history(target)
    text = render_card(doubt.open.doubt, history.post, doubt.claim, history.claims, words, desk.rules.zone)
    answer_tap(query, replies, text, card_buttons(target, history.seen, page.page, words))


def _doubt_of(page: ReviewPage, doubt_id: int) -> DoubtInContext | None:
    return next((one for one in page.doubts if one.open.id == doubt_id), None)


def _page_of(query: CallbackQuery) -> int | None:
    """The page of the queue that a card has a way back to; None for what is no card."""
    markup = query.message.reply_markup if isinstance(query.message, Message) else None
    for row in markup.inline_keyboard if markup is not None else ():
        for button in row:
            if (button.callback_data or "").startswith(f"{QueueTap.__prefix__}{QueueTap.__separator__}"):
                return QueueTap.unpack(button.callback_data or "").page
    return None


def setup() -> Router:
    router = Router(name="decision_taps")
    router.callback_query.register(give_verdict, VerdictTap.filter())
    router.callback_query.register(take_back, UndoTap.filter())
    router.callback_query.register(turn_page, QueueTap.filter())
    router.callback_query.register(show_card, CardTap.filter())
    return router
