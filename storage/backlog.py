"""How much waits, read without walking what is finished: the backlog store."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, or_, select

from domain.backlog import Backlog
from domain.outbox import OutboxState
from storage.inbox import OPEN, SET_ASIDE
from storage.tables import inbox, outbox
from storage.tables_editing import doubts

_UNFINISHED = (OutboxState.PENDING.value, OutboxState.SENDING.value)
_COUNTED = (*_UNFINISHED, OutboxState.DEAD.value)

# The index on state leads to these rows alone: sent ones are most of the table and grow for ever.
_OUTBOX = (
    select(outbox.c.state, func.count().label("rows"))
    .where(outbox.c.state.in_(_COUNTED))
    .group_by(outbox.c.state)
)
_OUTBOX_SINCE = select(func.min(outbox.c.added_at)).where(
    outbox.c.state.in_(_UNFINISHED),
    or_(outbox.c.next_try_at <= bindparam("now"), outbox.c.attempts > 0),
)
_INBOX = (
    select(inbox.c.state, func.count().label("rows"), func.min(inbox.c.received_at).label("since"))
    .where(inbox.c.state.in_((OPEN, SET_ASIDE)))
    .group_by(inbox.c.state)
)
_DOUBTS = select(func.count()).select_from(doubts).where(doubts.c.closed_at.is_(None))
_RECEIVED = select(inbox.c.update_id, inbox.c.received_at).where(
    inbox.c.update_id.in_(bindparam("ids", expanding=True))
)

_SIZE = select(func.pg_database_size(func.current_database()))


class SqlBacklogStore:
    """Only reads."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def read(self, now: datetime) -> Backlog:
        """What waits at this instant."""
        waiting = {row.state: row for row in self._connection.execute(_INBOX)}
        still_open, aside = waiting.get(OPEN), waiting.get(SET_ASIDE)
        outbox_rows = {row.state: row.rows for row in self._connection.execute(_OUTBOX)}
        return Backlog(
            outbox={OutboxState(state): outbox_rows.get(state, 0) for state in _COUNTED},
            outbox_since=self._connection.scalar(_OUTBOX_SINCE, {"now": now}),
            inbox_open=still_open.rows if still_open else 0,
            inbox_set_aside=aside.rows if aside else 0,
            inbox_since=still_open.since if still_open else None,
            doubts_open=self._connection.execute(_DOUBTS).scalar_one(),
        )

    def read_size(self) -> int | None:
        """Bytes of a database on a server; None of a file, which anybody can look at."""
        if self._connection.dialect.name == "sqlite":
            return None
        return int(self._connection.execute(_SIZE).scalar_one())

    def read_received(self, update_ids: Collection[int]) -> dict[int, datetime]:
        """When these updates came; one forgotten since is left out."""
        rows = self._connection.execute(_RECEIVED, {"ids": list(update_ids)})
        return {row.update_id: row.received_at for row in rows}
