"""What stands before the handlers: nobody is answered more often than the limits say.

A route may say by the flag `answers` that its answer is a REFUSAL, or that it is UNLIMITED: what editors
forward is stored and not only answered, and who forwards a hundred posts at once has handed in a hundred.
"""

from collections.abc import Awaitable, Callable
from typing import Any, Final

from aiogram import BaseMiddleware, Dispatcher
from aiogram.dispatcher.flags import get_flag
from aiogram.types import Message, TelegramObject

from handlers.answers import answer, words_of
from rendering.guidance import render_too_many
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
        if not isinstance(event, Message) or answers == "unlimited":
            return await handler(event, data)
        kind = Kind(answers)
        verdict = self._limits.ask(_sender_id(event), kind)
        if verdict is Verdict.GO:
            return await handler(event, data)
        if verdict is Verdict.TELL:
            text = render_too_many(self._limits.per_minute(kind), words_of(event))
            answer(event, data["replies"], text)
        return None


def limit_users(dispatcher: Dispatcher, limits: UserLimits) -> None:
    """Put the limits before the handlers of messages; only what a handler took is counted, not all talk."""
    dispatcher.message.middleware(LimitUsers(limits))


def _sender_id(message: Message) -> int:
    """Channels and anonymous admins share one user id of Telegram's own; their chat tells them apart."""
    if message.sender_chat is not None:
        return message.sender_chat.id
    return message.from_user.id if message.from_user is not None else message.chat.id
