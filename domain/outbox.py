"""What is to be sent: rows with their final text, sent once each by delivery/."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.screen import Buttons


class OutboxState(StrEnum):
    """`sending` past its lease: the answer was lost; it is sent again once, marked as a possible repeat.

    `dead`: refused for good. `expired`: too old to be of use, not sent. `moot`: an edit of, or an answer to,
    a message that is not there.
    """

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    DEAD = "dead"
    EXPIRED = "expired"
    MOOT = "moot"


@dataclass(frozen=True, slots=True)
class OutboxMessage:
    """One message to send, or one edit of a message sent before.

    `key` is unique: the same key is never stored twice. `edits` is the key of the message whose text this
    one replaces; `replies_to` the key of one of ours that this answers, whose number is not known yet.
    `priority`: smaller goes first (alerts 0, edits 1, receipts 5, digests 7). Not sent after `expires_at`.
    """

    key: str
    chat_id: int
    text: str
    thread_id: int | None = None
    reply_to: int | None = None
    edits: str | None = None
    silent: bool = False
    priority: int = 5
    replies_to: str | None = None
    expires_at: datetime | None = None
    buttons: Buttons = ()


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A message as it is kept, with what became of it. Instants are aware UTC.

    `attempts`: calls to Telegram. `parts_sent`: of a text too long for one message; `telegram_message_id` is
    then the first part's.
    """

    id: int
    message: OutboxMessage
    state: OutboxState
    attempts: int
    next_try_at: datetime
    telegram_message_id: int | None = None
    edited_message_id: int | None = None
    possible_repeat: bool = False
    error: str | None = None
    parts_sent: int = 0
    added_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Undelivered:
    """The rows by state, and the newest of those that were not delivered: dead or expired."""

    counts: Mapping[OutboxState, int]
    rows: tuple[tuple[OutboxRow, datetime], ...]
    """With the instant at which each was given up."""
