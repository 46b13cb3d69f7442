"""Posts, their submissions and versions, as they come in."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256


class OriginKind(StrEnum):
    """Where a forwarded text visibly comes from; only a channel, matched by id, can be verified."""

    CHANNEL = "channel"
    CHAT = "chat"
    USER = "user"
    HIDDEN_USER = "hidden_user"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Origin:
    """The visible origin of a text. `posted_at` is the original's time, aware UTC."""

    kind: OriginKind
    posted_at: datetime
    chat_id: int | None = None
    message_id: int | None = None
    title: str | None = None
    username: str | None = None


@dataclass(frozen=True, slots=True)
class Submission:
    """One act of handing a post in: which chat and message, by whom (hashed), when (aware UTC)."""

    chat_id: int
    message_id: int
    submitter: str
    submitted_at: datetime
    thread_id: int | None = None
    language: str = "ru"


@dataclass(frozen=True, slots=True)
class IncomingPost:
    """A text with its origin and the submission that brought it.

    `direct`: it came from the channel itself (the bot is a member), so later edits follow it;
    `edited_at` is set for such an edit.
    """

    text: str
    origin: Origin
    submission: Submission
    direct: bool = False
    edited_at: datetime | None = None

    @property
    def key(self) -> str:
        """The post's identity: origin chat and message, or a hash of the normalised text."""
        if self.origin.kind is OriginKind.CHANNEL and self.origin.chat_id is not None:
            return channel_key(self.origin.chat_id, self.origin.message_id or 0)
        return text_key(self.text)

    @property
    def link(self) -> str | None:
        """A t.me link to the original, where its channel is public or numbered as a supergroup."""
        origin = self.origin
        if origin.message_id is None or origin.chat_id is None or origin.kind is not OriginKind.CHANNEL:
            return None
        return channel_link(origin.chat_id, origin.message_id, origin.username)


def channel_key(chat_id: int, message_id: int) -> str:
    """The identity of a channel post."""
    return f"channel:{chat_id}:{message_id}"


def chat_of_key(key: str) -> int | None:
    """The chat id of a channel post's identity; None for any other identity."""
    kind, _, rest = key.partition(":")
    chat_id, _, _ = rest.partition(":")
    return int(chat_id) if kind == "channel" and chat_id.lstrip("-").isdecimal() else None


def channel_link(chat_id: int, message_id: int, username: str | None) -> str:
    """The t.me address of a channel post: by the channel's public name, else by its number."""
    if username:
        return f"https://t.me/{username}/{message_id}"
    bare = str(chat_id).removeprefix("-100")
    return f"https://t.me/c/{bare}/{message_id}"


def text_key(text: str) -> str:
    """The identity of a text without a visible origin."""
    return f"text:{text_hash(text)}"


def text_hash(text: str) -> str:
    """A hash of the text with white space folded and case ignored: the same words are the same text."""
    return sha256(" ".join(text.split()).casefold().encode()).hexdigest()
