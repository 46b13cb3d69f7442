"""Messages to send, once each: the outbox store."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, func, literal_column, select, update

from domain.outbox import OutboxMessage, OutboxRow, OutboxState
from storage.calls import OUTBOX, tell_others
from storage.outbox_leasing import FINISH, UNFINISHED, lease_rows
from storage.outbox_rows import ROW_COLUMNS, new_row, outbox_row
from storage.prepared import change
from storage.tables import outbox
from storage.upsert import insert_if_unknown

PENDING, SENDING = OutboxState.PENDING.value, OutboxState.SENDING.value
SENT, DEAD = OutboxState.SENT.value, OutboxState.DEAD.value
EXPIRED, MOOT = OutboxState.EXPIRED.value, OutboxState.MOOT.value

_UNDELIVERED = (DEAD, EXPIRED)
_FINISHED = (SENT, DEAD, EXPIRED, MOOT)
_OF_ID = outbox.c.id == bindparam("wanted")

_FIND = select(*ROW_COLUMNS).where(outbox.c.key == bindparam("wanted"))
_SENT = (
    update(outbox)
    .where(_OF_ID)
    .values(state=SENT, telegram_message_id=bindparam("message"), error=None, finished_at=bindparam("at"))
)
# Only what is being sent: after a step of the clock a row may have been sent since it was taken.
_RETRY = (
    update(outbox)
    .where(_OF_ID, outbox.c.state == SENDING)
    .values(state=PENDING, next_try_at=bindparam("try_at"), error=bindparam("why"))
)
_PUT_BACK = (
    update(outbox)
    .where(_OF_ID, outbox.c.state == SENDING)
    .values(state=PENDING, next_try_at=bindparam("try_at"), attempts=outbox.c.attempts - 1)
)
_PART_SENT = (
    update(outbox)
    .where(_OF_ID, outbox.c.state == SENDING)
    .values(
        state=PENDING,
        next_try_at=bindparam("at"),
        parts_sent=outbox.c.parts_sent + 1,
        telegram_message_id=func.coalesce(outbox.c.telegram_message_id, bindparam("message")),
        possible_repeat=False,
        error=None,
    )
)
_WAITS = (
    select(outbox.c.id)
    .where(outbox.c.state == literal_column("'pending'"), outbox.c.priority >= bindparam("least"))
    .offset(bindparam("others"))
    .limit(1)
)
_SUPERSEDE = delete(outbox).where(outbox.c.edits == bindparam("message"), outbox.c.state == PENDING)
_MIGRATE = (
    update(outbox)
    .where(outbox.c.chat_id == bindparam("old"), outbox.c.state.in_(UNFINISHED))
    .values(chat_id=bindparam("new"))
)
_DUE_LATER = update(outbox).where(outbox.c.next_try_at > bindparam("latest"))
_BRING_FORWARD = _DUE_LATER.where(outbox.c.state == bindparam("being")).values(
    next_try_at=bindparam("latest")
)
_READ_UNDELIVERED = (
    select(*ROW_COLUMNS, outbox.c.finished_at)
    .where(outbox.c.state.in_(bindparam("ended", expanding=True)))
    .order_by(outbox.c.id.desc())
    .limit(bindparam("most"))
)
_REVIVE = (
    update(outbox)
    .where(_OF_ID, outbox.c.state.in_(_UNDELIVERED))
    .values(
        state=PENDING, next_try_at=bindparam("at"), attempts=0, error=None, finished_at=None, expires_at=None
    )
)
_EXPIRE = (
    update(outbox)
    .where(outbox.c.state.in_(UNFINISHED))
    .values(state=EXPIRED, error=bindparam("why"), finished_at=bindparam("at"))
)
# The last try is found by index; it was before the end, or at most a lease after it.
_PRUNE = delete(outbox).where(
    outbox.c.id.in_(
        select(outbox.c.id)
        .where(
            outbox.c.state.in_(_FINISHED),
            outbox.c.next_try_at < bindparam("before"),
            outbox.c.finished_at < bindparam("before"),
        )
        .limit(bindparam("most"))
    )
)
_BY_STATE = select(outbox.c.state, func.count().label("rows")).group_by(outbox.c.state)


class SqlOutboxStore:
    """A row is pending, sending (until its lease ends), sent or dead. Within a chat order is kept."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._told = False

    def add(self, message: OutboxMessage, at: datetime) -> bool:
        """False, and nothing stored, when the key is there already."""
        statement = insert_if_unknown(self._connection, outbox, "key")
        added = change(self._connection, statement, new_row(message, at)) == 1
        if added and not self._told:
            tell_others(self._connection, OUTBOX)
            self._told = True
        return added

    def find(self, key: str) -> OutboxRow | None:
        """The row of this key. While it is sending, `next_try_at` is the end of its lease."""
        row = self._connection.execute(_FIND, {"wanted": key}).one_or_none()
        return None if row is None else outbox_row(row)

    def waits_as_many(self, many: int, least: int) -> bool:
        """Whether at least so many rows of this priority or a lesser one wait to be sent."""
        return self._connection.scalar(_WAITS, {"least": least, "others": many - 1}) is not None

    def supersede_pending_edit(self, edits: str) -> None:
        """Drop edits of that message not yet being sent: only the newest text matters."""
        self._connection.execute(_SUPERSEDE, {"message": edits})

    def lease_due(self, now: datetime, lease_s: int, limit: int) -> list[OutboxRow]:
        """Take due rows by priority then id, at most one of a chat; they are sending until the lease ends.

        A row waits while an earlier one of its chat, as urgent or more so, is unfinished; an edit of, or an
        answer to, a message of ours waits for that, and is moot when that was not sent. A row past its
        `expires_at` is expired. A row whose lease ended unmarked comes back with possible_repeat=True.
        """
        return lease_rows(self._connection, now, lease_s, limit)

    def mark_sent(self, row_id: int, telegram_message_id: int | None, at: datetime) -> None:
        """Telegram has taken it, under this message id."""
        self._connection.execute(_SENT, {"wanted": row_id, "message": telegram_message_id, "at": at})

    def mark_part_sent(self, row_id: int, telegram_message_id: int | None, at: datetime) -> None:
        """One more part of a long text has arrived: the rest is due, and is no repeat of anything."""
        self._connection.execute(_PART_SENT, {"wanted": row_id, "message": telegram_message_id, "at": at})

    def mark_retry(self, row_id: int, next_try_at: datetime, error: str) -> None:
        """It was refused for now: pending again, due at `next_try_at`."""
        self._connection.execute(_RETRY, {"wanted": row_id, "try_at": next_try_at, "why": error})

    def put_back(self, row_id: int, next_try_at: datetime) -> None:
        """It was leased and not tried: pending again, due at `next_try_at`."""
        self._connection.execute(_PUT_BACK, {"wanted": row_id, "try_at": next_try_at})

    def mark_dead(self, row_id: int, error: str, at: datetime) -> None:
        """It will never be sent; it holds nothing back any more."""
        self._finish(row_id, DEAD, error, at)

    def mark_moot(self, row_id: int, why: str, at: datetime) -> None:
        """There is nothing left to edit: nobody needs to hear of it."""
        self._finish(row_id, MOOT, why, at)

    def bring_forward(self, now: datetime, lease_s: int) -> None:
        """Nothing waits for an instant that a clock set back has put far away: pending rows are due now."""
        self._connection.execute(_BRING_FORWARD, {"being": PENDING, "latest": now})
        lease_ends_at = now + timedelta(seconds=lease_s)
        self._connection.execute(_BRING_FORWARD, {"being": SENDING, "latest": lease_ends_at})

    def read_undelivered(self, limit: int, *, dead_only: bool = False) -> list[tuple[OutboxRow, datetime]]:
        """Dead and expired rows, or dead ones only, newest first, each with when it was given up."""
        ended = (DEAD,) if dead_only else _UNDELIVERED
        rows = self._connection.execute(_READ_UNDELIVERED, {"most": limit, "ended": ended})
        return [(outbox_row(row), row.finished_at) for row in rows]

    def revive(self, row_id: int, at: datetime) -> bool:
        """Try a dead or expired row again from now on, however old it is; False for any other."""
        revived = self._connection.execute(_REVIVE, {"wanted": row_id, "at": at}).rowcount == 1
        if revived:
            tell_others(self._connection, OUTBOX)
        return revived

    def expire_unfinished(self, why: str, at: datetime) -> int:
        """Whatever waits is not sent; returns how many rows that is."""
        return self._connection.execute(_EXPIRE, {"why": why, "at": at}).rowcount

    def migrate_chat(self, old_chat_id: int, new_chat_id: int) -> None:
        """Send what is unfinished to the chat's new id."""
        self._connection.execute(_MIGRATE, {"old": old_chat_id, "new": new_chat_id})

    def prune(self, before: datetime, most: int) -> int:
        """Delete rows sent or given up before an instant, at most so many; returns how many.

        A message whose row is gone is not edited any more, and its key could be sent anew.
        """
        return self._connection.execute(_PRUNE, {"before": before, "most": most}).rowcount

    def count_by_state(self) -> Mapping[OutboxState, int]:
        """How many rows there are in each state."""
        counted = {row.state: row.rows for row in self._connection.execute(_BY_STATE)}
        return {state: counted.get(state.value, 0) for state in OutboxState}

    def _finish(self, row_id: int, state: str, why: str, at: datetime) -> None:
        self._connection.execute(FINISH, {"wanted": row_id, "becomes": state, "why": why, "at": at})
