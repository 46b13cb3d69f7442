"""What chats want to hear, and when their digests fall due: the subscription store."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, exists, func, or_, select, tuple_

from domain.subscription import DigestSlot, Listener, Subscription
from storage.prepared import change_all, read_rows
from storage.tables import chats
from storage.tables_subscribing import digest_slots, heard, subscriptions
from storage.upsert import insert_if_unknown, insert_or_change

_ONE_CHAT = subscriptions.c.chat_id == bindparam("chat")
_ONE = (_ONE_CHAT, subscriptions.c.thread_id == bindparam("thread"))
_OF_SCOPES = subscriptions.c.scope.in_(bindparam("scopes", expanding=True))
_OF_SUBJECTS = heard.c.subject.in_(bindparam("subjects", expanding=True))
_KEPT = (subscriptions.c.scope, subscriptions.c.minimum, subscriptions.c.every_post)
_OF_LISTENER = select(*_KEPT).where(*_ONE).order_by(subscriptions.c.scope)
_OF_CHATS = (
    select(subscriptions.c.chat_id, subscriptions.c.thread_id, *_KEPT)
    .where(subscriptions.c.chat_id.in_(bindparam("chats", expanding=True)))
    .order_by(subscriptions.c.chat_id, subscriptions.c.thread_id, subscriptions.c.scope)
)
_REMOVE = delete(subscriptions).where(*_ONE)
_REMOVE_SCOPE = delete(subscriptions).where(*_ONE, subscriptions.c.scope == bindparam("gone"))
# Of one scope, or one subject, at a time: the key then leads to the next listeners and no further, however
# many there are. The last two conditions say one thing: the first is what the key is searched by.
_WANTING = (
    select(subscriptions.c.chat_id, subscriptions.c.thread_id)
    .where(
        subscriptions.c.scope == bindparam("wanted"),
        subscriptions.c.chat_id >= bindparam("chat"),
        tuple_(subscriptions.c.chat_id, subscriptions.c.thread_id)
        > tuple_(bindparam("chat"), bindparam("thread")),
    )
    .order_by(subscriptions.c.chat_id, subscriptions.c.thread_id)
    .limit(bindparam("most"))
)
_HAVING_HEARD = (
    select(heard.c.chat_id, heard.c.thread_id)
    .where(
        heard.c.subject == bindparam("wanted"),
        heard.c.chat_id >= bindparam("chat"),
        tuple_(heard.c.chat_id, heard.c.thread_id) > tuple_(bindparam("chat"), bindparam("thread")),
    )
    .order_by(heard.c.chat_id, heard.c.thread_id)
    .limit(bindparam("most"))
)
_CONCERNS_ANYBODY = select(
    or_(
        exists().where(_OF_SCOPES),
        exists().where(_OF_SUBJECTS),
    )
)
_COUNT = select(func.count(func.distinct(subscriptions.c.chat_id)))
_SLOTS = (
    select(digest_slots.c.minute)
    .where(digest_slots.c.chat_id == bindparam("chat"), digest_slots.c.thread_id == bindparam("thread"))
    .order_by(digest_slots.c.minute)
)
_SLOTS_OF_CHAT = (
    select(digest_slots.c.thread_id, digest_slots.c.minute)
    .where(digest_slots.c.chat_id == bindparam("chat"))
    .order_by(digest_slots.c.thread_id, digest_slots.c.minute)
)
_DUE = (
    select(digest_slots.c.chat_id, digest_slots.c.thread_id, digest_slots.c.minute, digest_slots.c.due_at)
    .join(chats, chats.c.chat_id == digest_slots.c.chat_id, isouter=True)
    .where(
        digest_slots.c.due_at <= bindparam("now"),
        chats.c.suspended_at.is_(None),
        or_(chats.c.muted_until.is_(None), chats.c.muted_until <= bindparam("now")),
    )
    .order_by(digest_slots.c.due_at, digest_slots.c.chat_id, digest_slots.c.thread_id, digest_slots.c.minute)
    .limit(bindparam("most"))
)
_DROP_SLOTS = delete(digest_slots).where(
    digest_slots.c.chat_id == bindparam("chat"), digest_slots.c.thread_id == bindparam("thread")
)
_OF_ONE_CHAT = (subscriptions, digest_slots, heard)


class SqlSubscriptionStore:
    """Scopes by listener; lists of listeners are in order of chat and topic."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, listener: Listener, wanted: Collection[Subscription], at: datetime) -> None:
        """Keep what a listener wants besides what it wanted before; the same scope is kept anew."""
        statement = insert_or_change(
            self._connection,
            subscriptions,
            ("scope", "chat_id", "thread_id"),
            ("minimum", "every_post", "added_at"),
        )
        rows = [_row_of(listener, one) | {"added_at": at} for one in wanted]
        change_all(self._connection, statement, rows)

    def remove(self, listener: Listener, scopes: Collection[str] | None = None) -> int:
        """Take scopes back, all with None; returns how many there were."""
        whose = {"chat": listener.chat_id, "thread": listener.thread_id}
        if scopes is None:
            return self._connection.execute(_REMOVE, whose).rowcount
        return sum(self._connection.execute(_REMOVE_SCOPE, whose | {"gone": one}).rowcount for one in scopes)

    def read(self, listener: Listener) -> list[Subscription]:
        """What a listener wants, in order of the scopes."""
        rows = self._connection.execute(
            _OF_LISTENER, {"chat": listener.chat_id, "thread": listener.thread_id}
        )
        return [Subscription(*row) for row in rows]

    def read_of_chats(self, chat_ids: Collection[int]) -> dict[Listener, list[Subscription]]:
        """What every listener of these chats wants."""
        found: dict[Listener, list[Subscription]] = {}
        for chat_id, thread_id, scope, minimum, every_post in read_rows(
            self._connection, _OF_CHATS, {"chats": list(chat_ids)}
        ):
            kept = Subscription(scope, minimum, bool(every_post))
            found.setdefault(Listener(chat_id, thread_id), []).append(kept)
        return found

    def concern_anybody(self, scopes: Collection[str], subjects: Collection[str]) -> bool:
        """Whether anybody wants one of these scopes, or has heard of one of these subjects."""
        asked = {"scopes": list(scopes), "subjects": list(subjects)}
        return bool(read_rows(self._connection, _CONCERNS_ANYBODY, asked)[0][0])

    def read_listeners(
        self, scopes: Collection[str], subjects: Collection[str], after: Listener | None, limit: int
    ) -> list[Listener]:
        """The next listeners, after one, that want one of the scopes or have heard of one of the subjects."""
        beyond = after or Listener(-(2**63), -(2**63))
        asked = {"chat": beyond.chat_id, "thread": beyond.thread_id, "most": limit}
        found: set[Listener] = set()
        for statement, names in ((_WANTING, scopes), (_HAVING_HEARD, subjects)):
            for one in names:
                rows = read_rows(self._connection, statement, {"wanted": one, **asked})
                found.update(Listener(*row) for row in rows)
        return sorted(found)[:limit]

    def count_chats(self) -> int:
        """How many chats are subscribed to anything."""
        return self._connection.scalar(_COUNT) or 0

    def put_slots(self, slots: Sequence[DigestSlot]) -> None:
        """Keep when digests fall due next."""
        statement = insert_or_change(
            self._connection, digest_slots, ("chat_id", "thread_id", "minute"), ("due_at",)
        )
        rows = [_listener_row(one.listener) | {"minute": one.minute, "due_at": one.due_at} for one in slots]
        change_all(self._connection, statement, rows)

    def drop_slots(self, listener: Listener) -> int:
        """No more digests; returns how many a day there were."""
        whose = {"chat": listener.chat_id, "thread": listener.thread_id}
        return self._connection.execute(_DROP_SLOTS, whose).rowcount

    def read_slots(self, listener: Listener) -> list[int]:
        """At which minutes of the day a listener gets digests."""
        whose = {"chat": listener.chat_id, "thread": listener.thread_id}
        return list(self._connection.scalars(_SLOTS, whose))

    def read_slots_of_chat(self, chat_id: int) -> list[tuple[Listener, int]]:
        """The same for every listener of a chat."""
        rows = self._connection.execute(_SLOTS_OF_CHAT, {"chat": chat_id})
        return [(Listener(chat_id, thread_id), minute) for thread_id, minute in rows]

    def read_due(self, now: datetime, limit: int) -> list[DigestSlot]:
        """Digests due by now of chats that are neither muted nor suspended, the longest due first."""
        rows = read_rows(self._connection, _DUE, {"now": now, "most": limit})
        return [DigestSlot(Listener(chat, thread), minute, due_at) for chat, thread, minute, due_at in rows]


def move_chat(connection: Connection, old_chat_id: int, new_chat_id: int) -> None:
    """Give all that a chat wants and has heard to its new id; what is there already stays."""
    for table in _OF_ONE_CHAT:
        keys = tuple(column.name for column in table.primary_key)
        of_old = select(table).where(table.c.chat_id == old_chat_id)
        rows = [{**row, "chat_id": new_chat_id} for row in connection.execute(of_old).mappings()]
        if rows:
            connection.execute(insert_if_unknown(connection, table, *keys), rows)
            connection.execute(delete(table).where(table.c.chat_id == old_chat_id))


def forget_chat(connection: Connection, chat_id: int) -> None:
    """Keep nothing of what a chat wanted and heard."""
    for table in _OF_ONE_CHAT:
        connection.execute(delete(table).where(table.c.chat_id == chat_id))


def _row_of(listener: Listener, one: Subscription) -> dict[str, Any]:
    wanted = {"scope": one.scope, "minimum": one.minimum, "every_post": one.every_post}
    return _listener_row(listener) | wanted


def _listener_row(listener: Listener) -> dict[str, Any]:
    return {"chat_id": listener.chat_id, "thread_id": listener.thread_id}
