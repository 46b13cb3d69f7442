"""One call to Telegram and what became of it."""

from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from typing import Any

from aiogram import Bot
from aiogram.types import BufferedInputFile, InputMediaPhoto, Message, ReplyParameters

from delivery.keyboards import NO_PREVIEW, article, keyboard
from delivery.outcomes import FAILURES, Outcome, Sent, outcome_of
from domain.screen import Buttons, Card, Document

_PICTURE_NAME = "dozor.png"


@dataclass(frozen=True, slots=True)
class Sender:
    """Sends Telegram HTML without link previews; an answer is waited for at most `timeout_s`."""

    bot: Bot
    timeout_s: int = 15

    async def send(
        self,
        chat_id: int,
        text: str,
        *,
        thread_id: int | None,
        reply_to: int | None,
        silent: bool,
        buttons: Buttons = (),
    ) -> Outcome:
        """One message of at most 4096 characters. A reply to a message that is gone is sent without it."""
        call = self.bot.send_message(
            chat_id,
            text,
            message_thread_id=thread_id,
            parse_mode="HTML",
            link_preview_options=NO_PREVIEW,
            disable_notification=silent or None,
            reply_parameters=_reply(reply_to),
            reply_markup=keyboard(buttons),
            request_timeout=self.timeout_s,
        )
        return await _outcome(call, is_edit=False)

    async def attach(
        self,
        chat_id: int,
        attached: bytes | Document,
        caption: str,
        *,
        thread_id: int | None,
        reply_to: int | None,
        buttons: Buttons = (),
    ) -> Outcome:
        """One picture or file, its caption of at most 1024 characters."""
        common: dict[str, Any] = {
            "caption": caption,
            "message_thread_id": thread_id,
            "parse_mode": "HTML",
            "reply_parameters": _reply(reply_to),
            "reply_markup": keyboard(buttons),
            "request_timeout": self.timeout_s,
        }
        if isinstance(attached, Document):
            file = BufferedInputFile(attached.content, attached.name)
            return await _outcome(self.bot.send_document(chat_id, file, **common), is_edit=False)
        picture = BufferedInputFile(attached, _PICTURE_NAME)
        return await _outcome(self.bot.send_photo(chat_id, picture, **common), is_edit=False)

    async def edit(self, chat_id: int, message_id: int, text: str, *, buttons: Buttons = ()) -> Outcome:
        """Replace the text of a message sent before."""
        call = self.bot.edit_message_text(
            text,
            chat_id=chat_id,
            message_id=message_id,
            parse_mode="HTML",
            link_preview_options=NO_PREVIEW,
            reply_markup=keyboard(buttons),
            request_timeout=self.timeout_s,
        )
        return await _outcome(call, is_edit=True)

    async def edit_buttons(self, chat_id: int, message_id: int, buttons: Buttons) -> Outcome:
        """Replace the buttons alone of a message sent before."""
        call = self.bot.edit_message_reply_markup(
            chat_id=chat_id,
            message_id=message_id,
            reply_markup=keyboard(buttons),
            request_timeout=self.timeout_s,
        )
        return await _outcome(call, is_edit=True)

    async def edit_picture(
        self, chat_id: int, message_id: int, picture: bytes, caption: str, *, buttons: Buttons = ()
    ) -> Outcome:
        """Put another picture in the place of one sent before."""
        file = BufferedInputFile(picture, _PICTURE_NAME)
        call = self.bot.edit_message_media(
            InputMediaPhoto(media=file, caption=caption, parse_mode="HTML"),
            chat_id=chat_id,
            message_id=message_id,
            reply_markup=keyboard(buttons),
            request_timeout=self.timeout_s,
        )
        return await _outcome(call, is_edit=True)

    async def acknowledge(self, query_id: str, text: str, *, alert: bool) -> Outcome:
        """End the waiting of who tapped a button."""
        call = self.bot.answer_callback_query(
            query_id, text=text or None, show_alert=alert or None, request_timeout=self.timeout_s
        )
        return await _outcome(call, is_edit=True)

    async def offer(self, query_id: str, cards: Sequence[Card], *, cache_s: int) -> Outcome:
        """Answer an inline query, for everybody alike."""
        call = self.bot.answer_inline_query(
            query_id,
            [article(card) for card in cards],
            cache_time=cache_s,
            is_personal=False,
            request_timeout=self.timeout_s,
        )
        return await _outcome(call, is_edit=True)


def _reply(reply_to: int | None) -> ReplyParameters | None:
    return ReplyParameters(message_id=reply_to, allow_sending_without_reply=True) if reply_to else None


async def _outcome(call: Awaitable[Any], *, is_edit: bool) -> Outcome:
    try:
        message = await call
    except FAILURES as error:
        return outcome_of(error, is_edit=is_edit)
    return Sent(message.message_id if isinstance(message, Message) else None)
