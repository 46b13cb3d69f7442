"""Messages to send, once each: the outbox store."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, exists, func, select, update

from domain.outbox import OutboxMessage, OutboxRow, OutboxState
from storage.columns import AnyRow
from storage.outbox_rows import ROW_COLUMNS, new_row, outbox_row
from storage.prepared import change
from storage.tables import outbox
from storage.upsert import insert_if_unknown

PENDING, SENDING = OutboxState.PENDING.value, OutboxState.SENDING.value
SENT, DEAD = OutboxState.SENT.value, OutboxState.DEAD.value
EXPIRED, MOOT = OutboxState.EXPIRED.value, OutboxState.MOOT.value
NOTHING_TO_EDIT = "the message to edit was never sent"
NOTHING_TO_ANSWER = "the message to answer was never sent"
TOO_LATE = "too old to be sent"

_UNFINISHED = (PENDING, SENDING)
_UNDELIVERED = (DEAD, EXPIRED)
_FINISHED = (SENT, DEAD, EXPIRED, MOOT)
_earlier = outbox.alias("earlier")
_edited = outbox.alias("edited")
_answered = outbox.alias("answered")
_OF_ID = outbox.c.id == bindparam("wanted")

# Due, and nothing unfinished before it in its chat that is as urgent; an edit or an answer to one of our
# messages also waits for that message.
_CANDIDATES = (
    select(
        *ROW_COLUMNS,
        _edited.c.state.label("edited_state"),
        _edited.c.telegram_message_id.label("edited_as"),
        _answered.c.telegram_message_id.label("answered_as"),
    )
    .select_from(
        outbox.outerjoin(_edited, _edited.c.key == outbox.c.edits).outerjoin(
            _answered, _answered.c.key == outbox.c.replies_to
        )
    )
    .where(
        outbox.c.state.in_(_UNFINISHED),
        outbox.c.next_try_at <= bindparam("now"),
        ~exists().where(
            _earlier.c.chat_id == outbox.c.chat_id,
            _earlier.c.state.in_(_UNFINISHED),
            _earlier.c.id < outbox.c.id,
            _earlier.c.priority <= outbox.c.priority,
        ),
        # An edit that names no message is found too: it has to be buried.
        func.coalesce(_edited.c.state, DEAD).not_in(_UNFINISHED),
        func.coalesce(_answered.c.state, DEAD).not_in(_UNFINISHED),
    )
    .order_by(outbox.c.priority, outbox.c.id)
)
_LEASE = (
    update(outbox)
    .where(_OF_ID)
    .values(
        state=SENDING,
        attempts=bindparam("tries"),
        next_try_at=bindparam("lease_ends_at"),
        edited_message_id=bindparam("edited_as"),
        possible_repeat=bindparam("repeat"),
    )
)
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
_FINISH = (
    update(outbox)
    .where(_OF_ID, outbox.c.state.in_(_UNFINISHED))
    .values(state=bindparam("becomes"), error=bindparam("why"), finished_at=bindparam("at"))
)
_SUPERSEDE = delete(outbox).where(outbox.c.edits == bindparam("message"), outbox.c.state == PENDING)
_MIGRATE = (
    update(outbox)
    .where(outbox.c.chat_id == bindparam("old"), outbox.c.state.in_(_UNFINISHED))
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
    .where(outbox.c.state.in_(_UNFINISHED))
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

    def add(self, message: OutboxMessage, at: datetime) -> bool:
        """False, and nothing stored, when the key is there already."""
        statement = insert_if_unknown(self._connection, outbox, "key")
        return change(self._connection, statement, new_row(message, at)) == 1

    def find(self, key: str) -> OutboxRow | None:
        """The row of this key. While it is sending, `next_try_at` is the end of its lease."""
        row = self._connection.execute(_FIND, {"wanted": key}).one_or_none()
        return None if row is None else outbox_row(row)

    def supersede_pending_edit(self, edits: str) -> None:
        """Drop edits of that message not yet being sent: only the newest text matters."""
        self._connection.execute(_SUPERSEDE, {"message": edits})

    def lease_due(self, now: datetime, lease_s: int, limit: int) -> list[OutboxRow]:
        """Take due rows by priority then id, at most one of a chat; they are sending until the lease ends.

        A row waits while an earlier one of its chat, as urgent or more so, is unfinished; an edit of, or an
        answer to, a message of ours waits for that, and is moot when that was not sent. A row past its
        `expires_at` is expired. A row whose lease ended unmarked comes back with possible_repeat=True.
        """
        while True:
            candidates = self._connection.execute(_CANDIDATES, {"now": now}).all()
            hopeless = [(row, end) for row in candidates if (end := _useless(row, now)) is not None]
            if not hopeless:
                break
            for row, (state, why) in hopeless:
                self._finish(row.id, state, why, now)
        leased = _first_of_each_chat(candidates)[:limit]
        return [self._lease(row, now + timedelta(seconds=lease_s)) for row in leased]

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
        return self._connection.execute(_REVIVE, {"wanted": row_id, "at": at}).rowcount == 1

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
        self._connection.execute(_FINISH, {"wanted": row_id, "becomes": state, "why": why, "at": at})

    def _lease(self, row: AnyRow, lease_ends_at: datetime) -> OutboxRow:
        kept = outbox_row(row)
        message = kept.message
        if message.replies_to is not None:
            message = replace(message, reply_to=row.answered_as)
        taken = replace(
            kept,
            message=message,
            state=OutboxState.SENDING,
            attempts=row.attempts + 1,
            next_try_at=lease_ends_at,
            edited_message_id=row.edited_as,
            possible_repeat=row.possible_repeat or row.state == SENDING,
        )
        self._connection.execute(
            _LEASE,
            {
                "wanted": taken.id,
                "tries": taken.attempts,
                "lease_ends_at": taken.next_try_at,
                "edited_as": taken.edited_message_id,
                "repeat": taken.possible_repeat,
            },
        )
        return taken


def _useless(row: AnyRow, now: datetime) -> tuple[str, str] | None:
    """The state and the reason in which a row ends without being sent, if it does."""
    if row.edits is not None and row.edited_as is None:
        return MOOT, NOTHING_TO_EDIT
    if row.replies_to is not None and row.answered_as is None:
        return MOOT, NOTHING_TO_ANSWER
    if row.expires_at is not None and row.expires_at <= now:
        return EXPIRED, TOO_LATE
    return None


def _first_of_each_chat(rows: Sequence[AnyRow]) -> list[AnyRow]:
    first: dict[int, AnyRow] = {}
    for row in rows:
        first.setdefault(row.chat_id, row)
    return list(first.values())
