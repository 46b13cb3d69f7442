"""What is to be sent: rows with their final text, sent once each by delivery/."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class OutboxState(StrEnum):
    """`sending` past its lease: the answer was lost; it is sent again once, marked as a possible repeat."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class OutboxMessage:
    """One message to send, or one edit of a message sent before.

    `key` is unique: the same key is never stored twice. `edits` is the key of the message whose text this
    one replaces. `priority`: smaller goes first (alerts 0, edits 1, receipts 5, digests 7).
    """

    key: str
    chat_id: int
    text: str
    thread_id: int | None = None
    reply_to: int | None = None
    edits: str | None = None
    silent: bool = False
    priority: int = 5


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A message as it is kept, with what became of it. Instants are aware UTC."""

    id: int
    message: OutboxMessage
    state: OutboxState
    attempts: int
    next_try_at: datetime
    telegram_message_id: int | None = None
    edited_message_id: int | None = None
    possible_repeat: bool = False
    error: str | None = None
