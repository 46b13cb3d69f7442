"""Raw updates, kept until their facts are: the inbox store."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, literal_column, or_, select, update

from domain.inbox import InboxState, SetAside
from storage.calls import INBOX, tell_others
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
_REOPENED = {
    "state": OPEN,
    "incident_id": None,
    "error": None,
    "finished_at": None,
    "held_by": None,
    "held_until": None,
}
_REOPEN = update(inbox).where(*_KEPT_ASIDE, _AMONG).values(_REOPENED)
_REOPEN_ALL = update(inbox).where(*_KEPT_ASIDE).values(_REOPENED)
_BY_STATE = select(inbox.c.state, func.count().label("rows")).group_by(inbox.c.state)
_GREATEST = select(func.max(inbox.c.update_id))
_PRUNE = delete(inbox).where(
    inbox.c.state == CLOSED,
    inbox.c.finished_at < bindparam("before"),
    inbox.c.update_id != bindparam("greatest"),
)

# What follows is asked by one of several bots. In these words the index of lanes can be searched.
_before = inbox.alias("before")
_IS_OPEN = inbox.c.state == literal_column("'open'")
_IS_FREE = or_(inbox.c.held_until.is_(None), inbox.c.held_until <= bindparam("now"))
_IN_A_LANE = inbox.c.lane != literal_column("0")
# Only the first open update of a chat can be taken. Who has it holds up all others of the chat, in whatever
# order transactions end: it stays open until it is closed.
_HEADS = (
    select(inbox.c.update_id, inbox.c.content, inbox.c.lane)
    .where(
        _IS_OPEN,
        _IS_FREE,
        ~select(literal_column("1"))
        .where(
            _before.c.lane == inbox.c.lane,
            _before.c.lane != literal_column("0"),
            _before.c.state == literal_column("'open'"),
            _before.c.update_id != inbox.c.update_id,
            or_(_before.c.update_id < inbox.c.update_id, _before.c.held_until > bindparam("now")),
        )
        .exists(),
    )
    .order_by(inbox.c.update_id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True, of=inbox)
)
_FOLLOWERS = (
    select(inbox.c.update_id, inbox.c.content, inbox.c.lane)
    .where(_IS_OPEN, _IN_A_LANE, _IS_FREE, inbox.c.lane.in_(bindparam("lanes", expanding=True)))
    .order_by(inbox.c.update_id)
    .limit(bindparam("most"))
    .with_for_update(of=inbox)
)
_HOLD = update(inbox).where(_AMONG).values(held_by=bindparam("holder"), held_until=bindparam("until"))
_HELD = (_IS_OPEN, inbox.c.held_by == bindparam("holder"))
# What is locked is being closed just now.
_STILL_HELD = (
    select(inbox.c.update_id)
    .where(_AMONG, *_HELD)
    .order_by(inbox.c.update_id)
    .with_for_update(skip_locked=True)
)
_LET_GO = update(inbox).where(_AMONG, *_HELD).values(held_by=None, held_until=None)
_LET_ALL_GO = update(inbox).where(*_HELD).values(held_by=None, held_until=None)
_STRAYS = (
    select(inbox.c.update_id, inbox.c.content)
    .where(_IS_OPEN, inbox.c.lane == 0, inbox.c.update_id > bindparam("after"))
    .order_by(inbox.c.update_id)
    .limit(bindparam("most"))
)
_SET_LANE = update(inbox).where(inbox.c.update_id == bindparam("stray")).values(lane=bindparam("into"))


class SqlInboxStore:
    """Rows are open, closed (content dropped: nobody's words are kept longer than needed) or set aside."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_updates(
        self, raw: Sequence[tuple[int, str]], received_at: datetime, lanes: Mapping[int, int] | None = None
    ) -> int:
        """Keep (update_id, JSON) pairs not kept before; returns how many were new.

        `lanes`: by update_id the chat in whose order it is handled, where several bots share the work.
        """
        first_copies = dict(reversed(raw))
        chats = lanes or {}
        known = set(self._connection.scalars(_KNOWN, {"ids": list(first_copies)}))
        new = [
            {
                "update_id": update_id,
                "state": OPEN,
                "content": content,
                "received_at": received_at,
                "lane": chats.get(update_id, 0),
            }
            for update_id, content in sorted(first_copies.items())
            if update_id not in known
        ]
        if new:
            self._connection.execute(insert_unless_known(self._connection, inbox, "update_id"), new)
            tell_others(self._connection, INBOX)
        return len(new)

    def claim_open(self, holder: str, now: datetime, until: datetime, limit: int) -> list[tuple[int, str]]:
        """Take open updates that nobody holds, in order of update_id: nobody else gets them before `until`.

        No update of a chat is taken while another of the chat is held, or an earlier one is not closed.
        """
        asked = {"now": now, "most": limit}
        rows = list(self._connection.execute(_HEADS, asked))
        lanes = {row.lane for row in rows} - {0}
        if lanes:
            # The heads are locked by now: what follows them in their chats is ours alone.
            following = self._connection.execute(_FOLLOWERS, {**asked, "lanes": sorted(lanes)})
            taken = {row.update_id for row in rows}
            rows += [row for row in following if row.update_id not in taken][: limit - len(rows)]
        rows.sort(key=lambda row: row.update_id)
        self._hold([row.update_id for row in rows], holder, until)
        return [(row.update_id, row.content) for row in rows]

    def hold_on(self, update_ids: Collection[int], holder: str, until: datetime) -> list[int]:
        """Go on holding what this holder still holds of these; returns that, in order."""
        kept = list(self._connection.scalars(_STILL_HELD, {"ids": list(update_ids), "holder": holder}))
        self._hold(kept, holder, until)
        return kept

    def let_go(self, holder: str, update_ids: Collection[int] | None = None) -> int:
        """Let others take what this holder holds of these, or all that it holds; returns how many that is."""
        if update_ids is None:
            given = self._connection.execute(_LET_ALL_GO, {"holder": holder}).rowcount
        else:
            given = self._connection.execute(_LET_GO, {"ids": list(update_ids), "holder": holder}).rowcount
        if given:
            tell_others(self._connection, INBOX)
        return given

    def read_strays(self, after: int, limit: int) -> list[tuple[int, str]]:
        """Open updates without a lane, in order of update_id: a bot that worked alone has left them."""
        rows = self._connection.execute(_STRAYS, {"after": after, "most": limit})
        return [(row.update_id, row.content) for row in rows]

    def set_lanes(self, lanes: Mapping[int, int]) -> None:
        """Give each update its chat."""
        for update_id, chat_id in lanes.items():
            self._connection.execute(_SET_LANE, {"stray": update_id, "into": chat_id})

    def _hold(self, update_ids: Collection[int], holder: str, until: datetime) -> None:
        if update_ids:
            asked = {"ids": list(update_ids), "holder": holder, "until": until}
            self._connection.execute(_HOLD, asked)

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
            reopened = self._connection.execute(_REOPEN_ALL).rowcount
        else:
            reopened = self._connection.execute(_REOPEN, {"ids": list(update_ids)}).rowcount
        if reopened:
            tell_others(self._connection, INBOX)
        return reopened

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
