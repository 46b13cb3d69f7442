"""What an editor is asked back: which claim is meant, and what is to be set. By buttons, or in his words.

In a group only a reply to the question is taken for an answer to it.
"""

from collections.abc import Sequence
from typing import Any

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.base import BaseStorage
from aiogram.types import CallbackQuery, Message

from domain.claim import Metric, Weapon
from domain.decision import Action
from domain.errors import DecisionRefusedError, DomainError, Refusal, UnclearPlaceError
from domain.order import Order, Seen, Target
from domain.record import StoredClaim
from domain.screen import Buttons
from handlers.answers import answer, answer_tap, words_of
from handlers.deciding import (
    editor_of,
    refuse_tap,
    reply_to_tapped,
    settle_tap,
    taps_as_editor,
    told,
)
from handlers.dialog_storage import dialog_of, waits_for
from handlers.editing_words import Writer, parse_chosen, parse_order, parse_target
from handlers.filters import from_editor
from handlers.taps import AskTap, SetTap
from rendering.decision_buttons import (
    alike_buttons,
    cancel_buttons,
    claim_buttons,
    originator_buttons,
    region_buttons,
    undo_buttons,
)
from rendering.i18n import Words
from rendering.questions import (
    render_ask_alike,
    render_ask_claim,
    render_ask_post,
    render_ask_value,
    render_ask_whose,
    render_cancelled,
)
from rendering.reviews import render_decision_refusal
from services.desk import Desk
from services.editing_desk import PostHistory
from services.ports import Replies

_WORDS = F.text & ~F.text.startswith("/")
_ACTIONS = {"place": Action.MOVE, "number": Action.FIX, "anything": Action.FIX}


class Asked(StatesGroup):
    """What the next words of an editor are: a post's number, or what is to be set."""

    post = State()
    value = State()


async def ask(
    query: CallbackQuery, callback_data: AskTap, desk: Desk, replies: Replies, dialogs: BaseStorage
) -> None:
    if not await taps_as_editor(query, desk, replies):
        return
    try:
        history = await desk.editing.history(callback_data.target)
        if history.seen != callback_data.seen:
            raise DecisionRefusedError(Refusal.DECIDED_MEANWHILE, str(history.post.id))
        await _ask_about(query, callback_data, history, desk, replies, dialogs)
    except DomainError as refused:
        refuse_tap(query, replies, refused)
    else:
        replies.acknowledge(query.id)


async def _ask_about(
    query: CallbackQuery,
    tap: AskTap,
    history: PostHistory,
    desk: Desk,
    replies: Replies,
    dialogs: BaseStorage,
) -> None:
    words, claims, seen = words_of(query), _meant(history, tap.target), history.seen
    if len(claims) > 1:
        buttons = claim_buttons(tap.what, claims, seen, words)
        reply_to_tapped(query, replies, render_ask_claim(words), buttons)
        return
    target = _target_of(claims[0])
    if tap.what in _CHOSEN:
        text, buttons = await _CHOSEN[tap.what](claims[0], seen, desk, words)
        reply_to_tapped(query, replies, text, buttons)
        return
    await _await_value(dialog_of(query, dialogs), tap.what, target, seen)
    text = render_ask_value(tap.what, claims[0], words, replying=not _in_private(query))
    reply_to_tapped(query, replies, text, cancel_buttons(words))


async def _ask_alike(claim: StoredClaim, seen: Seen, desk: Desk, words: Words) -> tuple[str, Buttons]:
    target = _target_of(claim)
    alike = await desk.editing.find_alike(target)
    return render_ask_alike(claim, words), alike_buttons(target, alike, seen, words)


async def _ask_whose(claim: StoredClaim, seen: Seen, _: Desk, words: Words) -> tuple[str, Buttons]:
    return render_ask_whose(claim, words), originator_buttons(_target_of(claim), claim, seen, words)


_CHOSEN = {"same": _ask_alike, "whose": _ask_whose}
"""What is chosen among buttons; anything else is written."""


def _target_of(claim: StoredClaim) -> Target:
    return Target(claim.post_id, claim.ordinal + 1)


def _in_private(query: CallbackQuery) -> bool:
    return query.message is not None and query.message.chat.type == "private"


def _meant(history: PostHistory, target: Target) -> list[StoredClaim]:
    """The claim of a number; without one the claims that are totalled, or any there are."""
    if target.claim is not None:
        claims = [one for one in history.claims if one.ordinal + 1 == target.claim]
    else:
        told = [
            one
            for one in history.claims
            if one.claim.metric is Metric.DOWNED and one.claim.weapon is Weapon.DRONE
        ]
        claims = told or list(history.claims)
    if not claims:
        raise DecisionRefusedError(Refusal.UNKNOWN_CLAIM, f"{target.post_id}.{target.claim or 1}")
    return claims


async def choose(
    query: CallbackQuery, callback_data: SetTap, desk: Desk, replies: Replies, dialogs: BaseStorage
) -> None:
    if not await taps_as_editor(query, desk, replies):
        return
    try:
        action, wish = parse_chosen(callback_data.what, callback_data.chosen)
    except DomainError as refused:
        refuse_tap(query, replies, refused)
        return
    order = Order(action, callback_data.target, editor_of(query, desk), "", wish, callback_data.seen)
    if await settle_tap(query, order, desk, replies):
        await dialog_of(query, dialogs).clear()
        if query.message is not None:
            replies.edit(query.message.chat.id, query.message.message_id, "", buttons=())


async def begin_fix(message: Message, replies: Replies, dialogs: BaseStorage) -> None:
    """/fix with nothing after it, to no message: asked step by step."""
    words = words_of(message)
    await dialog_of(message, dialogs).set_state(Asked.post)
    answer(message, replies, render_ask_post(words), cancel_buttons(words))


async def take_post(message: Message, desk: Desk, replies: Replies, dialogs: BaseStorage) -> None:
    words = words_of(message)
    try:
        target = parse_target(message.text or "", None)
        history = await desk.editing.history(target)
        claims = _meant(history, target)
    except DomainError as refused:
        answer(message, replies, render_decision_refusal(refused, words), cancel_buttons(words))
        return
    await _ask_written(message, claims, history.seen, replies, dialog_of(message, dialogs))


async def _ask_written(
    message: Message, claims: Sequence[StoredClaim], seen: Seen, replies: Replies, state: FSMContext
) -> None:
    words = words_of(message)
    if len(claims) > 1:
        await state.clear()
        answer(message, replies, render_ask_claim(words), claim_buttons("anything", claims, seen, words))
        return
    await _await_value(state, "anything", _target_of(claims[0]), seen)
    text = render_ask_value("anything", claims[0], words, replying=message.chat.type != "private")
    answer(message, replies, text, cancel_buttons(words))


async def take_value(message: Message, desk: Desk, replies: Replies, dialogs: BaseStorage) -> None:
    words, state = words_of(message), dialog_of(message, dialogs)
    asked = await state.get_data()
    target, seen = _post(asked["target"]), Seen(*asked["seen"])
    writer = Writer(editor_of(message, desk), None, desk.today(), desk.find_regions)
    try:
        order = parse_order(_ACTIONS[asked["what"]], f"{target} {message.text}", writer, seen)
        outcome = await desk.editing.decide(order)
    except DomainError as refused:
        await _tell_refused(message, refused, target, seen, desk, replies, state)
    else:
        await state.clear()
        answer(message, replies, told(outcome, words, desk), undo_buttons(outcome.decision.id, words))


async def _tell_refused(
    message: Message,
    refused: DomainError,
    target: Target,
    seen: Seen,
    desk: Desk,
    replies: Replies,
    state: FSMContext,
) -> None:
    """The question stays open, unless the post stands otherwise; near names are offered as buttons."""
    words, buttons = words_of(message), cancel_buttons(words_of(message))
    if isinstance(refused, UnclearPlaceError):
        near = list(refused.candidates) or desk.near_regions(refused.query)
        refused = UnclearPlaceError(refused.query, tuple(near))
        buttons = (*region_buttons(target, near, seen, words), *buttons)
    elif isinstance(refused, DecisionRefusedError) and refused.why is Refusal.DECIDED_MEANWHILE:
        await state.clear()
        buttons = ()
    answer(message, replies, render_decision_refusal(refused, words), buttons)


async def cancel(message: Message, replies: Replies, dialogs: BaseStorage) -> None:
    await dialog_of(message, dialogs).clear()
    answer(message, replies, render_cancelled(words_of(message)))


async def cancel_by_tap(query: CallbackQuery, replies: Replies, dialogs: BaseStorage) -> None:
    """Whoever taps ends his own dialog only."""
    state = dialog_of(query, dialogs)
    waited = await state.get_state()
    await state.clear()
    replies.acknowledge(query.id)
    if waited is not None:
        answer_tap(query, replies, render_cancelled(words_of(query)))


async def answers_us(message: Message) -> bool:
    """Words in a private chat, or a reply to a message of ours."""
    shown = message.reply_to_message
    if message.chat.type == "private":
        return True
    return (
        shown is not None
        and shown.from_user is not None
        and message.bot is not None
        and shown.from_user.id == message.bot.id
    )


async def _await_value(state: FSMContext, what: str, target: Target, seen: Seen) -> None:
    await state.set_state(Asked.value)
    asked: dict[str, Any] = {"what": what, "target": str(target), "seen": [seen.version_id, seen.decisions]}
    await state.set_data(asked)


def _post(number: str) -> Target:
    post, _, claim = number.partition(".")
    return Target(int(post), int(claim) if claim else None)


def setup() -> Router:
    router = Router(name="dialogs")
    router.message.register(take_post, _WORDS, from_editor, answers_us, waits_for(Asked.post))
    router.message.register(take_value, _WORDS, from_editor, answers_us, waits_for(Asked.value))
    router.callback_query.register(ask, AskTap.filter())
    router.callback_query.register(choose, SetTap.filter())
    router.callback_query.register(cancel_by_tap, F.data == "x")
    return router
