"""Answers to questions: queued in memory, sent by delivery at its pace, never awaited here."""

from aiogram.enums import ChatType
from aiogram.types import Message

from handlers.incoming import language_of, thread_of
from rendering.i18n import Words, words_for
from services.ports import Replies


def words_of(message: Message) -> Words:
    """The words of the sender's language."""
    return words_for(language_of(message))


def answer(message: Message, replies: Replies, text: str) -> None:
    """Answer where it was asked: in the same topic, and in a group as a reply to the question."""
    private = message.chat.type == ChatType.PRIVATE
    replies.send(
        message.chat.id,
        text,
        thread_id=thread_of(message),
        reply_to=None if private else message.message_id,
    )
