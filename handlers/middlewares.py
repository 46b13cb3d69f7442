"""What stands before the handlers: nobody is answered more often than the limits say.

A route may say by the flag `answers` that its answer is a REFUSAL, or that it is UNLIMITED: what editors
forward is stored and not only answered, and who forwards a hundred posts at once has handed in a hundred.
"""

from collections.abc import Awaitable, Callable
from typing import Any, Final

from aiogram import BaseMiddleware, Dispatcher
from aiogram.dispatcher.flags import get_flag
from aiogram.types import CallbackQuery, InlineQuery, Message, TelegramObject

from handlers.answers import answer, words_of
from rendering.guidance import render_too_many
from services.ports import Replies
from services.user_limits import Kind, UserLimits, Verdict

REFUSAL: Final = {"answers": "refusal"}
UNLIMITED: Final = {"answers": "unlimited"}


class LimitUsers(BaseMiddleware):
    """Drops what exceeds the limits of its sender; the first time that is said, then there is silence."""

    def __init__(self, limits: UserLimits) -> None:
        self._limits = limits

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        answers = get_flag(data, "answers", default="answer")
        if not isinstance(event, Message | CallbackQuery | InlineQuery) or answers == "unlimited":
            return await handler(event, data)
        kind = Kind(answers)
        verdict = self._limits.ask(_sender_id(event), kind)
        if verdict is Verdict.GO:
            return await handler(event, data)
        _refuse(event, data["replies"], self._limits.per_minute(kind), told=verdict is not Verdict.TELL)
        return None


def limit_users(dispatcher: Dispatcher, limits: UserLimits) -> None:
    """Put the limits before the handlers of messages, taps and inline queries.

    Only what a handler took is counted, not all talk.
    """
    asking = (dispatcher.message, dispatcher.channel_post, dispatcher.callback_query, dispatcher.inline_query)
    for observer in asking:
        observer.middleware(LimitUsers(limits))


def _refuse(
    event: Message | CallbackQuery | InlineQuery, replies: Replies, per_minute: int, *, told: bool
) -> None:
    """A tap always ends its waiting; the words are said once."""
    text = "" if told else render_too_many(per_minute, words_of(event))
    if isinstance(event, CallbackQuery):
        replies.acknowledge(event.id, text, alert=bool(text))
    elif isinstance(event, Message) and text:
        answer(event, replies, text)


def _sender_id(message: Message | CallbackQuery | InlineQuery) -> int:
    """Channels and anonymous admins share one user id of Telegram's own; their chat tells them apart."""
    if not isinstance(message, Message):
        return message.from_user.id
    if message.sender_chat is not None:
        return message.sender_chat.id
    return message.from_user.id if message.from_user is not None else message.chat.id
