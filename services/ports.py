"""What the use cases ask of storage and of the clock: narrow, synchronous, owned here.

A use case is a plain function of a Transaction. It cannot await, so no network call can stand inside one;
whoever opens the transaction commits it (storage/database.py), rolls back on any error, and may run the
function on another thread.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from domain.outbox import OutboxMessage, OutboxRow, OutboxState
from services.stores import (
    AlertStore,
    ClaimStore,
    ClusterStore,
    DecisionStore,
    PostStore,
    SourceStore,
)

T = TypeVar("T")


class Clock(Protocol):
    """The present instant, aware UTC."""

    def __call__(self) -> datetime: ...


class InboxStore(Protocol):
    """Raw updates between intake and the dispatcher; closing one forgets its content."""

    def add_updates(self, raw: Sequence[tuple[int, str]], received_at: datetime) -> int:
        """Keep (update_id, JSON) pairs not kept before; returns how many were new."""
        ...

    def read_open(self, limit: int) -> list[tuple[int, str]]:
        """Updates not closed and not set aside, in order of update_id."""
        ...

    def close(self, update_id: int, closed_at: datetime) -> None:
        """Mark as handled and drop the content. Closing twice is harmless."""
        ...

    def set_aside(self, update_id: int, incident_id: str, error: str, at: datetime) -> None:
        """Keep an update that cannot be parsed or handled, with its error, out of the way of the others."""
        ...

    def read_set_aside(self, limit: int) -> list[tuple[int, str, str]]:
        """(update_id, incident_id, error), newest first."""
        ...

    def prune(self, before: datetime) -> int:
        """Delete closed rows older than `before`, but never the greatest update_id."""
        ...


class OutboxStore(Protocol):
    """Messages to send, exactly once each by key."""

    def add(self, message: OutboxMessage, at: datetime) -> bool:
        """False, and nothing stored, when the key is there already."""
        ...

    def find(self, key: str) -> OutboxRow | None: ...

    def supersede_pending_edit(self, edits: str) -> None:
        """Drop edits of that message not yet sent: only the newest text matters."""
        ...

    def lease_due(self, now: datetime, lease_s: int, limit: int) -> list[OutboxRow]:
        """Take due rows by priority then id, in order per chat; they are `sending` until the lease ends.

        A row found still `sending` after its lease comes back with possible_repeat=True.
        """
        ...

    def mark_sent(self, row_id: int, telegram_message_id: int | None, at: datetime) -> None: ...

    def mark_retry(self, row_id: int, next_try_at: datetime, error: str) -> None: ...

    def mark_dead(self, row_id: int, error: str, at: datetime) -> None: ...

    def migrate_chat(self, old_chat_id: int, new_chat_id: int) -> None: ...

    def count_by_state(self) -> Mapping[OutboxState, int]: ...


class ChatStore(Protocol):
    """Chats the bot has spoken in, with the language chosen there."""

    def remember(self, chat_id: int, kind: str, at: datetime) -> None: ...

    def find_language(self, chat_id: int) -> str | None: ...

    def set_language(self, chat_id: int, language: str) -> None: ...

    def migrate(self, old_chat_id: int, new_chat_id: int) -> None: ...


class MetaStore(Protocol):
    """Small facts about the database itself: the hashing key, due times of jobs, import marks."""

    def find(self, key: str) -> str | None: ...

    def put(self, key: str, value: str) -> None: ...


class Transaction(Protocol):
    """One unit of work over all stores: written together or not at all."""

    @property
    def inbox(self) -> InboxStore: ...
    @property
    def posts(self) -> PostStore: ...
    @property
    def claims(self) -> ClaimStore: ...
    @property
    def clusters(self) -> ClusterStore: ...
    @property
    def outbox(self) -> OutboxStore: ...
    @property
    def alerts(self) -> AlertStore: ...
    @property
    def chats(self) -> ChatStore: ...
    @property
    def meta(self) -> MetaStore: ...
    @property
    def decisions(self) -> DecisionStore: ...
    @property
    def sources(self) -> SourceStore: ...


class Replies(Protocol):
    """Answers to questions: paced like everything sent, kept in memory only, never awaited."""

    def send(
        self, chat_id: int, text: str, *, thread_id: int | None = None, reply_to: int | None = None
    ) -> None: ...


class Database(Protocol):
    """Where transactions come from. `write` is serialised (one writer); `read` sees one snapshot."""

    async def write(self, work: Callable[[Transaction], T]) -> T: ...

    async def read(self, work: Callable[[Transaction], T]) -> T: ...
