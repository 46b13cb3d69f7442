"""What is still to be told, and what each listener has heard: the stores of news and of what was heard."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from domain.subscription import Heard, Listener, News, NewsPlace
from storage.columns import AnyRow
from storage.prepared import Row, change, change_all, read_rows
from storage.tables_subscribing import heard, news
from storage.upsert import insert_or_change

_ADD_NEWS = insert(news)
_OLDEST = (
    select(
        news.c.id,
        news.c.post_id,
        news.c.places,
        news.c.added_at,
        news.c.reached_chat_id,
        news.c.reached_thread_id,
    )
    .order_by(news.c.id)
    .limit(1)
)
_NEXT = _OLDEST.where(news.c.id > bindparam("former"))
_REACH = (
    update(news)
    .where(news.c.id == bindparam("wanted"))
    .values(reached_chat_id=bindparam("chat"), reached_thread_id=bindparam("thread"))
)
_FORGET_ALL_NEWS = delete(news)
_FORGET_NEWS = delete(news).where(news.c.id == bindparam("wanted"))

_HEARD = (
    heard.c.chat_id,
    heard.c.thread_id,
    heard.c.subject,
    heard.c.day,
    heard.c.message_key,
    heard.c.low,
    heard.c.high,
    heard.c.said,
    heard.c.held,
)
_ONE = (heard.c.chat_id == bindparam("chat"), heard.c.thread_id == bindparam("thread"))
_OF_SUBJECTS = select(*_HEARD).where(
    heard.c.subject.in_(bindparam("subjects", expanding=True)),
    heard.c.chat_id.between(bindparam("first"), bindparam("last")),
)
_OF_MESSAGES = (
    select(*_HEARD)
    .where(heard.c.message_key.in_(bindparam("keys", expanding=True)))
    .order_by(heard.c.message_key, heard.c.subject, heard.c.chat_id, heard.c.thread_id)
)
_HELD = select(*_HEARD).where(heard.c.held.is_(True), *_ONE).order_by(heard.c.subject)
_HOLDING = (
    select(heard.c.chat_id, heard.c.thread_id)
    .where(heard.c.held.is_(True))
    .group_by(heard.c.chat_id, heard.c.thread_id)
)
_FORGET = delete(heard).where(heard.c.subject == bindparam("gone"), *_ONE)
_FORGET_MESSAGE = delete(heard).where(heard.c.message_key == bindparam("wanted"))
_LET_GO = update(heard).where(heard.c.held.is_(True)).values(held=False)
_PRUNE = delete(heard).where(heard.c.day < bindparam("before"))
_KEYS = ("subject", "chat_id", "thread_id")
_CHANGED = ("message_key", "low", "high", "said", "held")


class SqlNewsStore:
    """News wait in the order they came."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, post_id: int, places: Sequence[NewsPlace], at: datetime) -> None:
        """Keep news until every listener concerned is told."""
        kept = [[one.day.isoformat(), one.region, one.fresh] for one in places]
        change(self._connection, _ADD_NEWS, {"post_id": post_id, "places": kept, "added_at": at})

    def find_oldest(self) -> News | None:
        """The news that waits longest."""
        rows = read_rows(self._connection, _OLDEST, {})
        return _news_of(rows[0]) if rows else None

    def find_next(self, former_id: int) -> News | None:
        """The news after this one, or else the oldest: who goes on so serves all in turn."""
        rows = read_rows(self._connection, _NEXT, {"former": former_id})
        return _news_of(rows[0]) if rows else self.find_oldest()

    def set_reached(self, news_id: int, listener: Listener) -> None:
        """All listeners up to this one have been told."""
        reached = {"wanted": news_id, "chat": listener.chat_id, "thread": listener.thread_id}
        change(self._connection, _REACH, reached)

    def forget(self, news_id: int) -> None:
        """Everybody has been told."""
        change(self._connection, _FORGET_NEWS, {"wanted": news_id})

    def forget_all(self) -> None:
        """Nobody is told what waits."""
        self._connection.execute(_FORGET_ALL_NEWS)


class SqlHeardStore:
    """One row for each listener and subject; lists are in order of the subject."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, told: Sequence[Heard]) -> None:
        """Keep what listeners were told, in place of what was kept of the same subjects."""
        statement = insert_or_change(self._connection, heard, _KEYS, _CHANGED)
        change_all(self._connection, statement, [_row_of(one) for one in told])

    def read_of_subjects(
        self, subjects: Collection[str], listeners: Sequence[Listener]
    ) -> dict[Listener, dict[str, Heard]]:
        """What these listeners, given in order, have heard of these subjects."""
        if not listeners:
            return {}
        asked = {
            "subjects": list(subjects),
            "first": listeners[0].chat_id,
            "last": listeners[-1].chat_id,
        }
        found: dict[Listener, dict[str, Heard]] = {}
        for one in map(_heard_of, read_rows(self._connection, _OF_SUBJECTS, asked)):
            found.setdefault(one.listener, {})[one.subject] = one
        return found

    def read_of_messages(self, message_keys: Collection[str]) -> dict[str, list[Heard]]:
        """What each of these messages tells."""
        found: dict[str, list[Heard]] = {}
        for one in map(_heard_of, read_rows(self._connection, _OF_MESSAGES, {"keys": list(message_keys)})):
            found.setdefault(one.message_key or "", []).append(one)
        return found

    def read_holding(self) -> list[Listener]:
        """Listeners for whom something is held, in order."""
        return sorted(Listener(*row) for row in self._connection.execute(_HOLDING))

    def read_held(self, listener: Listener) -> list[Heard]:
        """What is held for a listener."""
        asked = {"chat": listener.chat_id, "thread": listener.thread_id}
        return [_heard_of(row) for row in self._connection.execute(_HELD, asked)]

    def forget(self, listener: Listener, subjects: Collection[str]) -> None:
        """As if the listener had never heard of these."""
        whose = {"chat": listener.chat_id, "thread": listener.thread_id}
        for subject in subjects:
            self._connection.execute(_FORGET, whose | {"gone": subject})

    def forget_message(self, message_key: str) -> None:
        """A message never arrived: what it tells was not heard."""
        self._connection.execute(_FORGET_MESSAGE, {"wanted": message_key})

    def let_go(self) -> None:
        """Nothing is held any more; what was held counts as known, and is not told."""
        self._connection.execute(_LET_GO)

    def prune(self, before: date) -> int:
        """Forget what was told of days before this one; returns how many rows went."""
        return self._connection.execute(_PRUNE, {"before": before}).rowcount


def _news_of(row: Row) -> News:
    number, post_id, places, added_at, chat_id, thread_id = row
    return News(
        id=number,
        post_id=post_id,
        places=tuple(NewsPlace(date.fromisoformat(day), region, fresh) for day, region, fresh in places),
        added_at=added_at,
        reached=None if chat_id is None else Listener(chat_id, thread_id),
    )


def _heard_of(row: AnyRow | Row) -> Heard:
    chat_id, thread_id, subject, day, message_key, low, high, said, held = row
    return Heard(Listener(chat_id, thread_id), subject, day, message_key, low, high, said, bool(held))


def _row_of(one: Heard) -> dict[str, Any]:
    return {
        "subject": one.subject,
        "chat_id": one.listener.chat_id,
        "thread_id": one.listener.thread_id,
        "day": one.day,
        "message_key": one.message_key,
        "low": one.low,
        "high": one.high,
        "said": one.said,
        "held": one.held,
    }
