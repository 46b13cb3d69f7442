"""Raw updates, kept until their facts are: the inbox store."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, select, update

from domain.inbox import InboxState, SetAside
from storage.prepared import change
from storage.tables import inbox
from storage.upsert import insert_unless_known

OPEN, CLOSED, SET_ASIDE = InboxState.OPEN.value, InboxState.CLOSED.value, InboxState.SET_ASIDE.value

_KNOWN = select(inbox.c.update_id).where(inbox.c.update_id.in_(bindparam("ids", expanding=True)))
_OPEN = (
    select(inbox.c.update_id, inbox.c.content)
    .where(inbox.c.state == OPEN)
    .order_by(inbox.c.update_id)
    .limit(bindparam("most"))
)
_CLOSE = (
    update(inbox)
    .where(inbox.c.update_id == bindparam("closing"), inbox.c.state != CLOSED)
    .values(state=CLOSED, content=None, error=None, finished_at=bindparam("at"))
)
_SET_ASIDE = (
    update(inbox)
    .where(inbox.c.update_id == bindparam("failed"))
    .values(
        state=SET_ASIDE,
        incident_id=bindparam("incident"),
        error=bindparam("why"),
        finished_at=bindparam("at"),
    )
)
_READ_SET_ASIDE = (
    select(
        inbox.c.update_id,
        inbox.c.incident_id,
        inbox.c.error,
        inbox.c.finished_at,
        inbox.c.content.is_not(None).label("kept"),
    )
    .where(inbox.c.state == SET_ASIDE)
    .order_by(inbox.c.finished_at.desc(), inbox.c.update_id.desc())
    .limit(bindparam("most"))
)
_KEPT_ASIDE = (inbox.c.state == SET_ASIDE, inbox.c.content.is_not(None))
_OLD_CONTENTS = (
    select(inbox.c.update_id, inbox.c.content)
    .where(*_KEPT_ASIDE, inbox.c.finished_at < bindparam("before"))
    .order_by(inbox.c.update_id)
)
_AMONG = inbox.c.update_id.in_(bindparam("ids", expanding=True))
_FORGET = update(inbox).where(*_KEPT_ASIDE, _AMONG).values(content=None)
_REOPENED = {"state": OPEN, "incident_id": None, "error": None, "finished_at": None}
_REOPEN = update(inbox).where(*_KEPT_ASIDE, _AMONG).values(_REOPENED)
_REOPEN_ALL = update(inbox).where(*_KEPT_ASIDE).values(_REOPENED)
_BY_STATE = select(inbox.c.state, func.count().label("rows")).group_by(inbox.c.state)
_GREATEST = select(func.max(inbox.c.update_id))
_PRUNE = delete(inbox).where(
    inbox.c.state == CLOSED,
    inbox.c.finished_at < bindparam("before"),
    inbox.c.update_id != bindparam("greatest"),
)


class SqlInboxStore:
    """Rows are open, closed (content dropped: nobody's words are kept longer than needed) or set aside."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_updates(self, raw: Sequence[tuple[int, str]], received_at: datetime) -> int:
        """Keep (update_id, JSON) pairs not kept before; returns how many were new."""
        first_copies = dict(reversed(raw))
        known = set(self._connection.scalars(_KNOWN, {"ids": list(first_copies)}))
        new = [
            {"update_id": update_id, "state": OPEN, "content": content, "received_at": received_at}
            for update_id, content in sorted(first_copies.items())
            if update_id not in known
        ]
        if new:
            self._connection.execute(insert_unless_known(self._connection, inbox, "update_id"), new)
        return len(new)

    def read_open(self, limit: int) -> list[tuple[int, str]]:
        """Updates not closed and not set aside, in order of update_id."""
        return [(row.update_id, row.content) for row in self._connection.execute(_OPEN, {"most": limit})]

    def close(self, update_id: int, closed_at: datetime) -> None:
        """Mark as handled and drop the content. Closing twice is harmless."""
        change(self._connection, _CLOSE, {"closing": update_id, "at": closed_at})

    def set_aside(self, update_id: int, incident_id: str, error: str, at: datetime) -> None:
        """Keep an update that cannot be handled, content and error, out of the way of the others."""
        self._connection.execute(
            _SET_ASIDE, {"failed": update_id, "incident": incident_id, "why": error, "at": at}
        )

    def read_set_aside(self, limit: int) -> list[SetAside]:
        """Updates that wait for another try, the last set aside first."""
        rows = self._connection.execute(_READ_SET_ASIDE, {"most": limit})
        return [
            SetAside(row.update_id, row.incident_id, row.error, row.finished_at, kept=bool(row.kept))
            for row in rows
        ]

    def reopen(self, update_ids: Collection[int] | None) -> int:
        """Let updates set aside be handled again, all with None; returns how many still had their content."""
        if update_ids is None:
            return self._connection.execute(_REOPEN_ALL).rowcount
        return self._connection.execute(_REOPEN, {"ids": list(update_ids)}).rowcount

    def read_contents_set_aside(self, before: datetime) -> list[tuple[int, str]]:
        """(update_id, JSON) of what was set aside before an instant and still has its content."""
        rows = self._connection.execute(_OLD_CONTENTS, {"before": before})
        return [(row.update_id, row.content) for row in rows]

    def forget_contents(self, update_ids: Collection[int]) -> None:
        """Drop the content of updates set aside; that they were, and why, stays on record."""
        self._connection.execute(_FORGET, {"ids": list(update_ids)})

    def count_by_state(self) -> Mapping[InboxState, int]:
        """How many rows there are in each state."""
        counted = {row.state: row.rows for row in self._connection.execute(_BY_STATE)}
        return {state: counted.get(state.value, 0) for state in InboxState}

    def prune(self, before: datetime) -> int:
        """Delete rows closed before an instant, but never the greatest update_id; returns how many."""
        greatest = self._connection.scalar(_GREATEST)
        return self._connection.execute(_PRUNE, {"before": before, "greatest": greatest}).rowcount
