"""What the use cases ask of storage and of the clock: narrow, synchronous, owned here.

A use case is a plain function of a Transaction. It cannot await, so no network call can stand inside one;
whoever opens the transaction commits it (storage/database.py), rolls back on any error, and may run the
function on another thread.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol, TypeVar

from domain.backlog import Backlog
from domain.outbox import OutboxMessage, OutboxRow, OutboxState
from domain.screen import Buttons, Card, Document
from rendering.picture import PictureSpec, Theme
from services.editing_stores import DecisionStore, DoubtStore
from services.export_stores import PageStore
from services.import_stores import BulkStore, StaleStore
from services.sharing_stores import InboxStore, PaceStore
from services.stores import (
    AlertStore,
    ClaimStore,
    ClusterStore,
    CorrectionStore,
    FigureStore,
    PostStore,
    SourceStore,
)
from services.subscribing_stores import ChatStore, HeardStore, NewsStore, PeopleStore, SubscriptionStore

T = TypeVar("T")


class Clock(Protocol):
    """The present instant, aware UTC."""

    def __call__(self) -> datetime: ...


class OutboxStore(Protocol):
    """Messages to send, exactly once each by key."""

    def add(self, message: OutboxMessage, at: datetime) -> bool:
        """False, and nothing stored, when the key is there already."""
        ...

    def find(self, key: str) -> OutboxRow | None: ...

    def waits_as_many(self, many: int, least: int) -> bool:
        """Whether at least so many rows of this priority or a lesser one wait to be sent."""
        ...

    def supersede_pending_edit(self, edits: str) -> None:
        """Drop edits of that message not yet sent: only the newest text matters."""
        ...

    def lease_due(self, now: datetime, lease_s: int, limit: int) -> list[OutboxRow]:
        """Take due rows by priority then id, in order per chat; they are `sending` until the lease ends.

        A row found still `sending` after its lease comes back with possible_repeat=True.
        """
        ...

    def mark_sent(self, row_id: int, telegram_message_id: int | None, at: datetime) -> None: ...

    def mark_part_sent(self, row_id: int, telegram_message_id: int | None, at: datetime) -> None:
        """One more part of a long text has arrived: the rest is due, and is no repeat of anything."""
        ...

    def mark_retry(self, row_id: int, next_try_at: datetime, error: str) -> None: ...

    def put_back(self, row_id: int, next_try_at: datetime) -> None:
        """It was leased and not tried: pending again, due at `next_try_at`."""
        ...

    def mark_dead(self, row_id: int, error: str, at: datetime) -> None: ...

    def mark_moot(self, row_id: int, why: str, at: datetime) -> None:
        """There is nothing left to edit: nobody needs to hear of it."""
        ...

    def bring_forward(self, now: datetime, lease_s: int) -> None:
        """Nothing waits for an instant that a clock set back has put far away: pending rows are due now."""
        ...

    def read_undelivered(self, limit: int, *, dead_only: bool = False) -> list[tuple[OutboxRow, datetime]]:
        """Dead and expired rows, or dead ones only, newest first, each with when it was given up."""
        ...

    def revive(self, row_id: int, at: datetime) -> bool:
        """Try a dead or expired row again from now on, however old it is; False for any other."""
        ...

    def expire_unfinished(self, why: str, at: datetime) -> int:
        """Whatever waits is not sent; returns how many rows that is."""
        ...

    def migrate_chat(self, old_chat_id: int, new_chat_id: int) -> None: ...

    def prune(self, before: datetime, most: int) -> int:
        """Delete rows sent or given up before an instant, at most so many; returns how many."""
        ...

    def count_by_state(self) -> Mapping[OutboxState, int]: ...


class BacklogStore(Protocol):
    """How much waits."""

    def read(self, now: datetime) -> Backlog: ...

    def read_received(self, update_ids: Collection[int]) -> dict[int, datetime]:
        """When these updates came; one forgotten since is left out."""
        ...

    def read_size(self) -> int | None: ...


class MetaStore(Protocol):
    """Small facts about the database itself: the hashing key, due times of jobs, import marks."""

    def find(self, key: str) -> str | None: ...

    def put(self, key: str, value: str) -> None: ...

    def forget(self, key: str) -> None: ...


class DialogStore(Protocol):
    """What people were asked and have not answered yet."""

    def find(self, key: str, since: datetime) -> tuple[str | None, dict[str, Any]] | None:
        """The state and what was gathered so far; None where nothing was asked since that instant."""
        ...

    def put(self, key: str, state: str | None, content: Mapping[str, Any], at: datetime) -> None: ...

    def forget(self, key: str) -> None: ...

    def read_keys(self) -> list[str]: ...

    def prune(self, before: datetime) -> int: ...


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
    def subscriptions(self) -> SubscriptionStore: ...
    @property
    def news(self) -> NewsStore: ...
    @property
    def heard(self) -> HeardStore: ...
    @property
    def people(self) -> PeopleStore: ...
    @property
    def meta(self) -> MetaStore: ...
    @property
    def decisions(self) -> DecisionStore: ...
    @property
    def doubts(self) -> DoubtStore: ...
    @property
    def figures(self) -> FigureStore: ...
    @property
    def corrections(self) -> CorrectionStore: ...
    @property
    def sources(self) -> SourceStore: ...
    @property
    def bulk(self) -> BulkStore: ...
    @property
    def stale(self) -> StaleStore: ...
    @property
    def pages(self) -> PageStore: ...
    @property
    def backlog(self) -> BacklogStore: ...
    @property
    def dialogs(self) -> DialogStore: ...
    @property
    def paces(self) -> PaceStore: ...


class Replies(Protocol):
    """Answers to questions: paced like everything sent, kept in memory only, never awaited."""

    def send(
        self,
        chat_id: int,
        text: str,
        *,
        thread_id: int | None = None,
        reply_to: int | None = None,
        buttons: Buttons = (),
        attached: bytes | Document | None = None,
    ) -> None:
        """`attached`: a picture (PNG bytes) or a file, whose caption the text then is."""
        ...

    def edit(
        self, chat_id: int, message_id: int, text: str, *, buttons: Buttons = (), picture: bytes | None = None
    ) -> None:
        """Put other words, or another picture, in the place of a message of ours; "" leaves its words."""
        ...

    def acknowledge(self, query_id: str, text: str = "", *, alert: bool = False) -> None:
        """End the waiting of who tapped a button, with a note of at most 200 plain characters."""
        ...

    def offer(self, query_id: str, cards: Sequence[Card], *, cache_s: int) -> None:
        """Answer what was typed after the bot's name in another chat; the same for whoever types it."""
        ...


class ChatAdmins(Protocol):
    """Who may decide for a group; asked of Telegram and remembered for some minutes."""

    async def is_admin(self, chat_id: int, user_id: int) -> bool:
        """Also False where Telegram cannot be asked: nobody decides by mistake."""
        ...


class Drawing(Protocol):
    """Makes PNGs of pictures, away from the event loop."""

    async def draw(self, spec: PictureSpec, theme: Theme) -> bytes:
        """At most 300 KB, 1080 pixels wide. The same figures may be answered from memory for some minutes.

        PicturesBusyError when too many wait.
        """
        ...


class Database(Protocol):
    """Where transactions come from. `write` is serialised (one writer); `read` sees one snapshot."""

    async def write(self, work: Callable[[Transaction], T]) -> T: ...

    async def read(self, work: Callable[[Transaction], T]) -> T: ...
