"""Which processes have the database: the lock of a bot that is alone, or the rows of those that share it."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select, update

from domain.instance import Holder
from storage.columns import AnyRow
from storage.tables_running import instance_locks
from storage.upsert import insert_or_change

BOT = "bot"
"""The row of who is alone: two such bots over one database would share an inbox and an outbox unawares."""

_COLUMNS = (
    instance_locks.c.name,
    instance_locks.c.holder,
    instance_locks.c.host,
    instance_locks.c.pid,
    instance_locks.c.since,
    instance_locks.c.beat_at,
)
_FIND = select(*_COLUMNS).where(instance_locks.c.name == BOT)
_READ_ALL = select(*_COLUMNS).order_by(instance_locks.c.since, instance_locks.c.holder)
_MINE = (
    instance_locks.c.name.in_((BOT, bindparam("own_row"))),
    instance_locks.c.holder == bindparam("me"),
)
_BEAT = update(instance_locks).where(*_MINE).values(beat_at=bindparam("at"))
_RELEASE = delete(instance_locks).where(*_MINE)


class SqlInstanceStore:
    """Who has it, since when, and when each was last heard of."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self) -> Holder | None:
        """The holder on record that is alone, alive or not."""
        row = self._connection.execute(_FIND).one_or_none()
        return None if row is None else _holder_of(row)

    def read_all(self) -> list[Holder]:
        """Every holder on record, alive or not, who came first first."""
        return [_holder_of(row) for row in self._connection.execute(_READ_ALL)]

    def put(self, holder: Holder) -> None:
        """Make this process a holder; where it does not share, whoever was it before."""
        changed = ("holder", "host", "pid", "since", "beat_at")
        statement = insert_or_change(self._connection, instance_locks, ("name",), changed)
        self._connection.execute(
            statement,
            {
                "name": _own_row(holder.id) if holder.shares else BOT,
                "holder": holder.id,
                "host": holder.host,
                "pid": holder.pid,
                "since": holder.since,
                "beat_at": holder.beat_at,
            },
        )

    def beat(self, holder_id: str, at: datetime) -> bool:
        """Give a sign of life; False when it is no holder any more."""
        asked = {"me": holder_id, "own_row": _own_row(holder_id), "at": at}
        return self._connection.execute(_BEAT, asked).rowcount == 1

    def release(self, holder_id: str) -> None:
        """It is a holder no more; nothing happens where it was none."""
        self._connection.execute(_RELEASE, {"me": holder_id, "own_row": _own_row(holder_id)})


def _own_row(holder_id: str) -> str:
    return f"shared:{holder_id}"


def _holder_of(row: AnyRow) -> Holder:
    return Holder(row.holder, row.host, row.pid, row.since, row.beat_at, shares=row.name != BOT)
