"""Answers to questions and taps: queued in memory, sent by delivery at its pace, never awaited here."""

from aiogram.enums import ChatType
from aiogram.types import CallbackQuery, InlineQuery, Message

from domain.screen import Buttons, Document
from handlers.incoming import language_of, thread_of
from rendering.i18n import Words, choose_language, words_for
from services.ports import Replies


def words_of(event: Message | CallbackQuery | InlineQuery) -> Words:
    """The words of the language of who wrote, tapped or typed."""
    if isinstance(event, Message):
        return words_for(language_of(event))
    return words_for(choose_language(event.from_user.language_code))


def answer(
    message: Message,
    replies: Replies,
    text: str,
    buttons: Buttons = (),
    attached: bytes | Document | None = None,
) -> None:
    """Answer where it was asked: in the same topic, and in a group as a reply to the question."""
    private = message.chat.type == ChatType.PRIVATE
    replies.send(
        message.chat.id,
        text,
        thread_id=thread_of(message),
        reply_to=None if private else message.message_id,
        buttons=buttons,
        attached=attached,
    )


def answer_tap(
    query: CallbackQuery, replies: Replies, text: str, buttons: Buttons = (), picture: bytes | None = None
) -> None:
    """Put the answer in the place of the message that was tapped.

    A text cannot become a picture there, nor a picture a text, and what is too old cannot be changed: then
    the answer is a message of its own.
    """
    shown = query.message
    if isinstance(shown, Message) and bool(shown.photo) == (picture is not None):
        replies.edit(shown.chat.id, shown.message_id, text, buttons=buttons, picture=picture)
    elif isinstance(shown, Message):
        answer(shown, replies, text, buttons, picture)
    elif shown is not None:
        replies.send(shown.chat.id, text, buttons=buttons, attached=picture)
