"""When each chat was last written to, for bots that share a database: the pace store."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select

from domain.pace import ALL_CHATS, Pace
from storage.columns import EPOCH, instant_of, instant_to_microseconds
from storage.prepared import Row, change, change_all, read_rows
from storage.tables_running import paces
from storage.upsert import insert_if_unknown, insert_or_change

_COLUMNS = (paces.c.chat_id, paces.c.full_at, paces.c.held_until, paces.c.sent)
_ALL = select(*_COLUMNS).where(paces.c.chat_id == ALL_CHATS).with_for_update()
_FIND = select(*_COLUMNS).where(paces.c.chat_id.in_(bindparam("chats", expanding=True)))
_PRUNE = delete(paces).where(
    paces.c.full_at < bindparam("before"),
    paces.c.held_until < bindparam("before"),
    paces.c.chat_id != ALL_CHATS,
)
_CHANGED = ("full_at", "held_until", "sent")


class SqlPaceStore:
    """Who decides which chat is written to has taken the row of all chats, and keeps it to his commit."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def take_all(self) -> Pace:
        """Wait until no other transaction decides who writes next, then what all chats together were sent."""
        found = read_rows(self._connection, _ALL, {})
        if not found:
            first = insert_if_unknown(self._connection, paces, "chat_id")
            change(self._connection, first, _row_of(Pace(ALL_CHATS, EPOCH, EPOCH)))
            found = read_rows(self._connection, _ALL, {})
        return _pace_of(found[0])

    def read(self, chat_ids: Collection[int]) -> list[Pace]:
        """What is remembered of these chats."""
        return [_pace_of(row) for row in read_rows(self._connection, _FIND, {"chats": list(chat_ids)})]

    def put(self, changed: Sequence[Pace]) -> None:
        """Remember these in place of what was remembered."""
        statement = insert_or_change(self._connection, paces, ("chat_id",), _CHANGED)
        change_all(self._connection, statement, [_row_of(one) for one in changed])

    def prune(self, before: datetime) -> int:
        """Forget chats that have been free since before an instant; returns how many."""
        return self._connection.execute(_PRUNE, {"before": before}).rowcount


def _pace_of(row: Row) -> Pace:
    chat_id, full_at, held_until, sent = row
    return Pace(chat_id, full_at, held_until, tuple(instant_of(at) for at in sent))


def _row_of(one: Pace) -> dict[str, object]:
    return {
        "chat_id": one.chat_id,
        "full_at": one.full_at,
        "held_until": one.held_until,
        "sent": [instant_to_microseconds(at) for at in one.sent],
    }
