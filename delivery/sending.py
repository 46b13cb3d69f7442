"""One call to Telegram and what became of it."""

from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Any

from aiogram import Bot
from aiogram.types import LinkPreviewOptions, Message, ReplyParameters

from delivery.outcomes import FAILURES, Outcome, Sent, outcome_of


@dataclass(frozen=True, slots=True)
class Sender:
    """Sends Telegram HTML without link previews; an answer is waited for at most `timeout_s`."""

    bot: Bot
    timeout_s: int = 15

    async def send(
        self, chat_id: int, text: str, *, thread_id: int | None, reply_to: int | None, silent: bool
    ) -> Outcome:
        """One message of at most 4096 characters. A reply to a message that is gone is sent without it."""
        reply = reply_to and ReplyParameters(message_id=reply_to, allow_sending_without_reply=True)
        call = self.bot.send_message(
            chat_id,
            text,
            message_thread_id=thread_id,
            parse_mode="HTML",
            link_preview_options=LinkPreviewOptions(is_disabled=True),
            disable_notification=silent or None,
            reply_parameters=reply or None,
            request_timeout=self.timeout_s,
        )
        return await _outcome(call, is_edit=False)

    async def edit(self, chat_id: int, message_id: int, text: str) -> Outcome:
        """Replace the text of a message sent before."""
        call = self.bot.edit_message_text(
            text,
            chat_id=chat_id,
            message_id=message_id,
            parse_mode="HTML",
            link_preview_options=LinkPreviewOptions(is_disabled=True),
            request_timeout=self.timeout_s,
        )
        return await _outcome(call, is_edit=True)


async def _outcome(call: Awaitable[Any], *, is_edit: bool) -> Outcome:
    try:
        message = await call
    except FAILURES as error:
        return outcome_of(error, is_edit=is_edit)
    return Sent(message.message_id if isinstance(message, Message) else None)
