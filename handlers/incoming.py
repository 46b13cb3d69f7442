"""Message → IncomingPost: the only reader of forward_origin.

Telegram's types end here. Names of people are not taken over: of a forward from a person only the kind of
its origin and its time are kept.
"""

from collections.abc import Callable
from datetime import UTC, datetime

from aiogram.types import (
    Chat,
    Message,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
)

from domain.post import IncomingPost, Origin, OriginKind, Submission
from rendering.i18n import choose_language


def is_forward(message: Message) -> bool:
    """Whether the message carries somebody's words with a visible origin."""
    return message.forward_origin is not None


def is_part_of_album(message: Message) -> bool:
    """An album comes as separate messages, of which one at most carries the caption."""
    return message.media_group_id is not None


def text_of(message: Message) -> str | None:
    """The message's own words, in text or caption; a quoted passage is not among them."""
    text = message.text or message.caption
    return text if text and text.strip() else None


def read_incoming(message: Message, *, hash_submitter: Callable[[int], str]) -> IncomingPost | None:
    """A forward, or a channel's own post; None for anything else and where there is no text.

    A channel post that is itself a forward belongs to the channel it comes from, and does not follow its
    later edits.
    """
    text = text_of(message)
    forwarded = is_forward(message)
    if text is None or not (forwarded or message.chat.type == "channel"):
        return None
    edited_at = _edited_at(message) if not forwarded else None
    return IncomingPost(
        text=text,
        origin=_forward_origin(message) if forwarded else _own_origin(message),
        submission=_submission(message, edited_at, hash_submitter),
        direct=not forwarded,
        edited_at=edited_at,
    )


def _submission(
    message: Message, edited_at: datetime | None, hash_submitter: Callable[[int], str]
) -> Submission:
    sender = message.from_user
    return Submission(
        chat_id=message.chat.id,
        message_id=message.message_id,
        submitter=hash_submitter(sender.id if sender is not None else message.chat.id),
        submitted_at=edited_at or _instant(message.date),
        thread_id=thread_of(message),
        language=language_of(message),
    )


def thread_of(message: Message) -> int | None:
    """The topic of a forum; a reply outside forums also carries a thread id, which must not be sent back."""
    return message.message_thread_id if message.is_topic_message else None


def language_of(message: Message) -> str:
    """The language to answer in: the sender's."""
    return choose_language(message.from_user.language_code if message.from_user else None)


def _forward_origin(message: Message) -> Origin:
    match message.forward_origin:
        case MessageOriginChannel() as origin:
            return _channel(origin.chat, origin.message_id, origin.date)
        case MessageOriginChat() as origin:
            chat = origin.sender_chat
            return Origin(
                OriginKind.CHAT,
                _instant(origin.date),
                chat_id=chat.id,
                title=chat.title,
                username=chat.username,
            )
        case MessageOriginUser() as origin:
            return Origin(OriginKind.USER, _instant(origin.date))
        case MessageOriginHiddenUser() as origin:
            return Origin(OriginKind.HIDDEN_USER, _instant(origin.date))
        case None:
            raise ValueError("not a forward")


def _own_origin(message: Message) -> Origin:
    return _channel(message.chat, message.message_id, message.date)


def _channel(chat: Chat, message_id: int, at: datetime) -> Origin:
    return Origin(
        OriginKind.CHANNEL,
        _instant(at),
        chat_id=chat.id,
        message_id=message_id,
        title=chat.title,
        username=chat.username,
    )


def _edited_at(message: Message) -> datetime | None:
    return datetime.fromtimestamp(message.edit_date, UTC) if message.edit_date else None


def _instant(at: datetime) -> datetime:
    return at.astimezone(UTC)
