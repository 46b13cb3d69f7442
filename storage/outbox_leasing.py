"""Which messages are due, in what order, and taking them: asked by one bot, or by several at once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Connection, Select, bindparam, exists, func, literal_column, select, update
from sqlalchemy import type_coerce as read_as

from domain.outbox import OutboxRow, OutboxState
from storage.columns import AnyRow, Instant
from storage.outbox_rows import ROW_COLUMNS, outbox_row
from storage.prepared import change, read_rows
from storage.tables import outbox

_PENDING, _SENDING = OutboxState.PENDING.value, OutboxState.SENDING.value
_DEAD, _EXPIRED, _MOOT = OutboxState.DEAD.value, OutboxState.EXPIRED.value, OutboxState.MOOT.value
UNFINISHED = (_PENDING, _SENDING)
NOTHING_TO_EDIT = "the message to edit was never sent"
NOTHING_TO_ANSWER = "the message to answer was never sent"
TOO_LATE = "too old to be sent"

_MOST_LOOKED_AT = 64
"""Rows read to find those to take: at a time there is one of a chat, and however many wait."""
_MOST_ROUNDS = 20
"""How often what has become useless is looked through in one transaction: of very much the rest waits."""

_earlier = outbox.alias("earlier")
_edited = outbox.alias("edited")
_answered = outbox.alias("answered")


def _due(*conditions: Any) -> Select[Any]:
    """Nothing before it in its chat as urgent is unfinished; an edit or an answer also waits for its message.

    Several bots may ask at once: what another is taking just now is passed over, and while it is unfinished,
    taken or not, nothing after it in its chat is due. So whoever ends first, order within a chat is kept.
    """
    return (
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
            *conditions,
            ~exists().where(
                _earlier.c.chat_id == outbox.c.chat_id,
                _earlier.c.state.in_(UNFINISHED),
                _earlier.c.id < outbox.c.id,
                _earlier.c.priority <= outbox.c.priority,
            ),
            # An edit that names no message is found too: it has to be buried.
            func.coalesce(_edited.c.state, _DEAD).not_in(UNFINISHED),
            func.coalesce(_answered.c.state, _DEAD).not_in(UNFINISHED),
        )
        .order_by(outbox.c.priority, outbox.c.id)
        .limit(_MOST_LOOKED_AT)
        .with_for_update(skip_locked=True, of=outbox)
    )


# Read in the order in which they go, from the index of what waits, as far as needed: a hundred thousand may
# wait. The sum keeps SQLite from gathering all that is due first, and then sorting it.
_WAITING = _due(
    outbox.c.state == literal_column("'pending'"),
    read_as(outbox.c.next_try_at, BigInteger) + literal_column("0") <= bindparam("now", type_=Instant),
)
_LAPSED = _due(outbox.c.state == _SENDING, outbox.c.next_try_at <= bindparam("now"))
_ANY_LAPSED = (
    select(outbox.c.id).where(outbox.c.state == _SENDING, outbox.c.next_try_at <= bindparam("now")).limit(1)
)
_LEASE = (
    update(outbox)
    .where(outbox.c.id == bindparam("wanted"))
    .values(
        state=_SENDING,
        attempts=bindparam("tries"),
        next_try_at=bindparam("lease_ends_at"),
        edited_message_id=bindparam("edited_as"),
        possible_repeat=bindparam("repeat"),
    )
)
FINISH = (
    update(outbox)
    .where(outbox.c.id == bindparam("wanted"), outbox.c.state.in_(UNFINISHED))
    .values(state=bindparam("becomes"), error=bindparam("why"), finished_at=bindparam("at"))
)


def lease_rows(connection: Connection, now: datetime, lease_s: int, limit: int) -> list[OutboxRow]:
    """Take due rows by priority then id, at most one of a chat; what has become useless is ended instead."""
    for _ in range(_MOST_ROUNDS):
        candidates = _candidates(connection, now)
        hopeless = [(row, end) for row in candidates if (end := _useless(row, now)) is not None]
        if not hopeless:
            break
        for row, (state, why) in hopeless:
            connection.execute(FINISH, {"wanted": row.id, "becomes": state, "why": why, "at": now})
    leased = _first_of_each_chat([row for row in candidates if _useless(row, now) is None])[:limit]
    return [_lease(connection, row, now + timedelta(seconds=lease_s)) for row in leased]


def _candidates(connection: Connection, now: datetime) -> list[AnyRow]:
    waiting = connection.execute(_WAITING, {"now": now}).all()
    if not read_rows(connection, _ANY_LAPSED, {"now": now}):
        return list(waiting)
    lapsed = connection.execute(_LAPSED, {"now": now}).all()
    return sorted((*lapsed, *waiting), key=lambda row: (row.priority, row.id))


def _lease(connection: Connection, row: AnyRow, lease_ends_at: datetime) -> OutboxRow:
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
        possible_repeat=row.possible_repeat or row.state == _SENDING,
    )
    change(
        connection,
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
        return _MOOT, NOTHING_TO_EDIT
    if row.replies_to is not None and row.answered_as is None:
        return _MOOT, NOTHING_TO_ANSWER
    if row.expires_at is not None and row.expires_at <= now:
        return _EXPIRED, TOO_LATE
    return None


def _first_of_each_chat(rows: Sequence[AnyRow]) -> list[AnyRow]:
    first: dict[int, AnyRow] = {}
    for row in rows:
        first.setdefault(row.chat_id, row)
    return list(first.values())
