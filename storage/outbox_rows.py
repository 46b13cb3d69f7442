"""An outbox message as a row and back: pure, no connection."""

from datetime import datetime
from typing import Any

from domain.outbox import OutboxMessage, OutboxRow, OutboxState
from domain.screen import Button, Buttons
from storage.columns import AnyRow
from storage.tables import outbox

ROW_COLUMNS = (
    outbox.c.id,
    outbox.c.key,
    outbox.c.chat_id,
    outbox.c.text,
    outbox.c.thread_id,
    outbox.c.reply_to,
    outbox.c.edits,
    outbox.c.silent,
    outbox.c.priority,
    outbox.c.state,
    outbox.c.attempts,
    outbox.c.next_try_at,
    outbox.c.telegram_message_id,
    outbox.c.edited_message_id,
    outbox.c.possible_repeat,
    outbox.c.error,
    outbox.c.replies_to,
    outbox.c.expires_at,
    outbox.c.parts_sent,
    outbox.c.added_at,
    outbox.c.buttons,
)


def new_row(message: OutboxMessage, at: datetime) -> dict[str, Any]:
    """The row of a message due at once."""
    return {
        "key": message.key,
        "chat_id": message.chat_id,
        "text": message.text,
        "thread_id": message.thread_id,
        "reply_to": message.reply_to,
        "edits": message.edits,
        "silent": message.silent,
        "priority": message.priority,
        "state": OutboxState.PENDING.value,
        "attempts": 0,
        "next_try_at": at,
        "possible_repeat": False,
        "added_at": at,
        "replies_to": message.replies_to,
        "expires_at": message.expires_at,
        "buttons": _kept(message.buttons),
    }


def outbox_row(row: AnyRow) -> OutboxRow:
    """The message of a row of ROW_COLUMNS."""
    message = OutboxMessage(
        key=row.key,
        chat_id=row.chat_id,
        text=row.text,
        thread_id=row.thread_id,
        reply_to=row.reply_to,
        edits=row.edits,
        silent=row.silent,
        priority=row.priority,
        replies_to=row.replies_to,
        expires_at=row.expires_at,
        buttons=_buttons(row.buttons),
    )
    return OutboxRow(
        id=row.id,
        message=message,
        state=OutboxState(row.state),
        attempts=row.attempts,
        next_try_at=row.next_try_at,
        telegram_message_id=row.telegram_message_id,
        edited_message_id=row.edited_message_id,
        possible_repeat=row.possible_repeat,
        error=row.error,
        parts_sent=row.parts_sent,
        added_at=row.added_at,
    )


def _kept(buttons: Buttons) -> list[list[dict[str, str]]] | None:
    """Only what a button has."""
    return [[_named(one) for one in row] for row in buttons] or None


def _named(button: Button) -> dict[str, str]:
    if button.data is not None:
        return {"label": button.label, "data": button.data}
    if button.url is not None:
        return {"label": button.label, "url": button.url}
    return {"label": button.label, "inline_query": button.inline_query or ""}


def _buttons(kept: list[list[dict[str, str]]] | None) -> Buttons:
    return tuple(tuple(Button(**one) for one in row) for row in kept or ())
