"""What the use cases ask of the stores of chats: how each is told, of what, and what it has heard."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Protocol

from domain.subscription import ChatSettings, DigestSlot, Heard, Listener, News, NewsPlace, Subscription


class ChatStore(Protocol):
    """Chats the bot has spoken in, with what was chosen there."""

    def remember(self, chat_id: int, kind: str, at: datetime) -> None: ...

    def find_language(self, chat_id: int) -> str | None: ...

    def set_language(self, chat_id: int, language: str) -> None: ...

    def wants_corrections(self, chat_id: int) -> bool:
        """Whether the chat is told when a figure it was given is corrected; yes unless it said no."""
        ...

    def set_corrections(self, chat_id: int, *, wanted: bool) -> None: ...

    def set_zone(self, chat_id: int, zone: str | None) -> None: ...

    def set_quiet(self, chat_id: int, quiet_from: int | None, quiet_to: int | None) -> None: ...

    def set_muted(self, chat_id: int, until: datetime | None) -> None: ...

    def set_suspended(self, chat_id: int, since: datetime | None) -> None: ...

    def get_settings(self, chat_id: int) -> ChatSettings:
        """How a chat wants to be told; the defaults for one that never said."""
        ...

    def read_settings(self, chat_ids: Collection[int]) -> dict[int, ChatSettings]:
        """The same for each of several."""
        ...

    def read_mutes_over(self, now: datetime) -> list[int]:
        """Chats whose mute has ended and that have not been told so."""
        ...

    def migrate(self, old_chat_id: int, new_chat_id: int) -> None: ...

    def forget(self, chat_id: int) -> None:
        """Keep nothing of a chat."""
        ...


class SubscriptionStore(Protocol):
    """Which scopes each listener wants to hear of, and when its digests fall due."""

    def put(self, listener: Listener, wanted: Collection[Subscription], at: datetime) -> None: ...

    def remove(self, listener: Listener, scopes: Collection[str] | None = None) -> int:
        """Take scopes back, all with None; returns how many there were."""
        ...

    def read(self, listener: Listener) -> list[Subscription]: ...

    def read_of_chats(self, chat_ids: Collection[int]) -> dict[Listener, list[Subscription]]: ...

    def concern_anybody(self, scopes: Collection[str], subjects: Collection[str]) -> bool:
        """Whether anybody wants one of these scopes, or has heard of one of these subjects."""
        ...

    def read_listeners(
        self, scopes: Collection[str], subjects: Collection[str], after: Listener | None, limit: int
    ) -> list[Listener]:
        """The next listeners, in order, that want one of the scopes or have heard of one of the subjects."""
        ...

    def count_chats(self) -> int: ...

    def put_slots(self, slots: Sequence[DigestSlot]) -> None: ...

    def drop_slots(self, listener: Listener) -> int: ...

    def read_slots(self, listener: Listener) -> list[int]: ...

    def read_slots_of_chat(self, chat_id: int) -> list[tuple[Listener, int]]: ...

    def read_due(self, now: datetime, limit: int) -> list[DigestSlot]:
        """Digests due of chats that are neither muted nor suspended, the longest due first."""
        ...


class NewsStore(Protocol):
    """News that not every listener has been told of."""

    def add(self, post_id: int, places: Sequence[NewsPlace], at: datetime) -> None: ...

    def find_oldest(self) -> News | None: ...

    def find_next(self, former_id: int) -> News | None:
        """The news after this one, or else the oldest: who goes on so serves all in turn."""
        ...

    def set_reached(self, news_id: int, listener: Listener) -> None: ...

    def forget(self, news_id: int) -> None: ...

    def forget_all(self) -> None: ...


class HeardStore(Protocol):
    """What each listener was told, by which message."""

    def put(self, told: Sequence[Heard]) -> None: ...

    def read_of_subjects(
        self, subjects: Collection[str], listeners: Sequence[Listener]
    ) -> dict[Listener, dict[str, Heard]]:
        """What these listeners, given in order, have heard of these subjects."""
        ...

    def read_of_messages(self, message_keys: Collection[str]) -> dict[str, list[Heard]]:
        """What each of these messages tells."""
        ...

    def read_holding(self) -> list[Listener]:
        """Listeners for whom something is held."""
        ...

    def read_held(self, listener: Listener) -> list[Heard]: ...

    def forget(self, listener: Listener, subjects: Collection[str]) -> None: ...

    def forget_message(self, message_key: str) -> None:
        """A message never arrived: what it tells was not heard."""
        ...

    def let_go(self) -> None:
        """Nothing is held any more, and nothing of it is told."""
        ...

    def prune(self, before: date) -> int: ...


class PeopleStore(Protocol):
    """What is kept of people."""

    def forget(self, chat_id: int, submitter: str) -> int:
        """Drop a person's messages and the marks on what he handed in; returns how many marks that were."""
        ...
