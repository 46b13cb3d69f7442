"""Messages to send, once each: the outbox store."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, exists, func, select, update

from domain.outbox import OutboxMessage, OutboxRow, OutboxState
from storage.columns import AnyRow
from storage.outbox_rows import ROW_COLUMNS, new_row, outbox_row
from storage.tables import outbox
from storage.upsert import insert_unless_known

PENDING, SENDING = OutboxState.PENDING.value, OutboxState.SENDING.value
SENT, DEAD = OutboxState.SENT.value, OutboxState.DEAD.value
NOTHING_TO_EDIT = "the message to edit was never sent"

_UNFINISHED = (PENDING, SENDING)
_earlier = outbox.alias("earlier")
_edited = outbox.alias("edited")
_OF_ID = outbox.c.id == bindparam("wanted")

# Due, and nothing unfinished before it in its chat that is as urgent; an edit also waits for its message.
_CANDIDATES = (
    select(
        *ROW_COLUMNS,
        _edited.c.state.label("edited_state"),
        _edited.c.telegram_message_id.label("edited_as"),
    )
    .select_from(outbox.outerjoin(_edited, _edited.c.key == outbox.c.edits))
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
_RETRY = (
    update(outbox)
    .where(_OF_ID)
    .values(state=PENDING, next_try_at=bindparam("try_at"), error=bindparam("why"))
)
_DEAD = update(outbox).where(_OF_ID).values(state=DEAD, error=bindparam("why"), finished_at=bindparam("at"))
_SUPERSEDE = delete(outbox).where(outbox.c.edits == bindparam("message"), outbox.c.state == PENDING)
_MIGRATE = (
    update(outbox)
    .where(outbox.c.chat_id == bindparam("old"), outbox.c.state.in_(_UNFINISHED))
    .values(chat_id=bindparam("new"))
)
_BY_STATE = select(outbox.c.state, func.count().label("rows")).group_by(outbox.c.state)


class SqlOutboxStore:
    """A row is pending, sending (until its lease ends), sent or dead. Within a chat order is kept."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, message: OutboxMessage, at: datetime) -> bool:
        """False, and nothing stored, when the key is there already."""
        statement = insert_unless_known(self._connection, outbox, "key")
        return self._connection.execute(statement, new_row(message, at)).one_or_none() is not None

    def find(self, key: str) -> OutboxRow | None:
        """The row of this key. While it is sending, `next_try_at` is the end of its lease."""
        row = self._connection.execute(_FIND, {"wanted": key}).one_or_none()
        return None if row is None else outbox_row(row)

    def supersede_pending_edit(self, edits: str) -> None:
        """Drop edits of that message not yet being sent: only the newest text matters."""
        self._connection.execute(_SUPERSEDE, {"message": edits})

    def lease_due(self, now: datetime, lease_s: int, limit: int) -> list[OutboxRow]:
        """Take due rows by priority then id, at most one of a chat; they are sending until the lease ends.

        A row waits while an earlier one of its chat, as urgent or more so, is unfinished; an edit waits for
        the message it edits, and is dead when that is dead or unknown. A row whose lease ended unmarked
        comes back with possible_repeat=True.
        """
        while True:
            candidates = self._connection.execute(_CANDIDATES, {"now": now}).all()
            hopeless = [row for row in candidates if row.edits is not None and row.edited_as is None]
            if not hopeless:
                break
            for row in hopeless:
                self.mark_dead(row.id, NOTHING_TO_EDIT, now)
        leased = _first_of_each_chat(candidates)[:limit]
        return [self._lease(row, now + timedelta(seconds=lease_s)) for row in leased]

    def mark_sent(self, row_id: int, telegram_message_id: int | None, at: datetime) -> None:
        """Telegram has taken it, under this message id."""
        self._connection.execute(_SENT, {"wanted": row_id, "message": telegram_message_id, "at": at})

    def mark_retry(self, row_id: int, next_try_at: datetime, error: str) -> None:
        """It was refused for now: pending again, due at `next_try_at`."""
        self._connection.execute(_RETRY, {"wanted": row_id, "try_at": next_try_at, "why": error})

    def mark_dead(self, row_id: int, error: str, at: datetime) -> None:
        """It will never be sent; it holds nothing back any more."""
        self._connection.execute(_DEAD, {"wanted": row_id, "why": error, "at": at})

    def migrate_chat(self, old_chat_id: int, new_chat_id: int) -> None:
        """Send what is unfinished to the chat's new id."""
        self._connection.execute(_MIGRATE, {"old": old_chat_id, "new": new_chat_id})

    def count_by_state(self) -> Mapping[OutboxState, int]:
        """How many rows there are in each state."""
        counted = {row.state: row.rows for row in self._connection.execute(_BY_STATE)}
        return {state: counted.get(state.value, 0) for state in OutboxState}

    def _lease(self, row: AnyRow, lease_ends_at: datetime) -> OutboxRow:
        taken = replace(
            outbox_row(row),
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


def _first_of_each_chat(rows: Sequence[AnyRow]) -> list[AnyRow]:
    first: dict[int, AnyRow] = {}
    for row in rows:
        first.setdefault(row.chat_id, row)
    return list(first.values())
