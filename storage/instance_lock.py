"""Which process has the database: the lock of the running bot."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select, update

from domain.instance import Holder
from storage.tables_running import instance_locks
from storage.upsert import insert_or_change

BOT = "bot"
"""The one lock: two bots over one database would share an inbox and an outbox."""

_FIND = select(
    instance_locks.c.holder,
    instance_locks.c.host,
    instance_locks.c.pid,
    instance_locks.c.since,
    instance_locks.c.beat_at,
).where(instance_locks.c.name == BOT)
_MINE = (instance_locks.c.name == BOT, instance_locks.c.holder == bindparam("me"))
_BEAT = update(instance_locks).where(*_MINE).values(beat_at=bindparam("at"))
_RELEASE = delete(instance_locks).where(*_MINE)


class SqlInstanceStore:
    """Who holds it, since when, and when it was last heard of."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self) -> Holder | None:
        """The holder on record, alive or not."""
        row = self._connection.execute(_FIND).one_or_none()
        return None if row is None else Holder(row.holder, row.host, row.pid, row.since, row.beat_at)

    def put(self, holder: Holder) -> None:
        """Make this process the holder, whoever was it before."""
        changed = ("holder", "host", "pid", "since", "beat_at")
        statement = insert_or_change(self._connection, instance_locks, ("name",), changed)
        self._connection.execute(
            statement,
            {
                "name": BOT,
                "holder": holder.id,
                "host": holder.host,
                "pid": holder.pid,
                "since": holder.since,
                "beat_at": holder.beat_at,
            },
        )

    def beat(self, holder_id: str, at: datetime) -> bool:
        """Give a sign of life; False when another has become the holder."""
        return self._connection.execute(_BEAT, {"me": holder_id, "at": at}).rowcount == 1

    def release(self, holder_id: str) -> None:
        """Let another have it; nothing happens where this one has lost it."""
        self._connection.execute(_RELEASE, {"me": holder_id})
