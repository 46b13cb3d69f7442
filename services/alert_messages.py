"""The messages of alerts in the outbox: sent, edited in silence, and answered when a region is taken back."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from domain.alert import Alert, AlertView, Badge
from domain.outbox import OutboxMessage, OutboxState
from rendering.alerts import render_restored, render_withdrawn
from rendering.i18n import words_for
from services.alert_views import line_of, text_of, views_of
from services.change_log import alert_shown, note_shown
from services.ports import Transaction
from services.rules import CountingRules

_LOUD = frozenset({Badge.FIRST_EVER, Badge.FIRST_IN_DAYS})
_OUT_OF_REACH = frozenset({OutboxState.DEAD, OutboxState.EXPIRED, OutboxState.MOOT})


def send_alert(tx: Transaction, message_key: str, rules: CountingRules, now: datetime) -> None:
    """Queue the message for every chat of the policy; with sound where a region is first in many days."""
    views = views_of(tx, message_key, rules)
    loud = any(line.badge in _LOUD for view in views for line in view.lines)
    text = text_of(message_key, views, rules)
    for chat_id in rules.alerts.chat_ids:
        tx.outbox.add(
            OutboxMessage(
                key=f"{message_key}@{chat_id}",
                chat_id=chat_id,
                text=text,
                thread_id=rules.alerts.thread_id,
                silent=not loud,
                priority=0,
                expires_at=now + timedelta(hours=rules.alerts.fresh_hours),
            ),
            now,
        )
    _note_shown(tx, views, rules.alerts.chat_ids, now)


def edit_alert(tx: Transaction, message_key: str, cause: str, rules: CountingRules, now: datetime) -> None:
    """Bring the words of a message up to date, in silence; `cause` names this edit among its edits."""
    originals = list(_originals(tx, message_key, rules))
    if not originals:
        return
    views = views_of(tx, message_key, rules)
    text = text_of(message_key, views, rules)
    for chat_id, original in originals:
        tx.outbox.supersede_pending_edit(original)
        tx.outbox.add(
            OutboxMessage(
                key=f"{original}:edit:{cause}",
                chat_id=chat_id,
                text=text,
                edits=original,
                silent=True,
                priority=1,
            ),
            now,
        )
    _note_shown(tx, views, [chat_id for chat_id, _ in originals], now)


def tell_withdrawn(
    tx: Transaction, alerts: Iterable[Alert], cause: str, rules: CountingRules, now: datetime
) -> None:
    """A short silent reply to each message that told of these regions: by whom they were taken back."""
    words = words_for(rules.alerts.language)
    for message_key, members in _by_message(alerts).items():
        lines = [line_of(tx, alert, rules) for alert in members]
        text = render_withdrawn(lines, words, rules.zone)
        _reply(tx, message_key, f"withdrawn:{cause}", text, rules, now)


def tell_restored(
    tx: Transaction, alerts: Iterable[Alert], cause: str, rules: CountingRules, now: datetime
) -> None:
    """The same where an editor lets regions stand again."""
    words = words_for(rules.alerts.language)
    for message_key, members in _by_message(alerts).items():
        text = render_restored([alert.region for alert in members], words)
        _reply(tx, message_key, f"restored:{cause}", text, rules, now)


def is_reachable(tx: Transaction, message_key: str, rules: CountingRules) -> bool:
    """Whether the message is in the outbox for every chat of the policy and was refused by none."""
    chats = rules.alerts.chat_ids
    found = [tx.outbox.find(f"{message_key}@{chat_id}") for chat_id in chats]
    return bool(chats) and all(row is not None and row.state not in _OUT_OF_REACH for row in found)


def _reply(
    tx: Transaction, message_key: str, name: str, text: str, rules: CountingRules, now: datetime
) -> None:
    """An admin may have deleted the message: then the reply stands alone, and still tells its region."""
    for chat_id, original in _originals(tx, message_key, rules):
        tx.outbox.add(
            OutboxMessage(
                key=f"{name}:{original}",
                chat_id=chat_id,
                text=text,
                thread_id=rules.alerts.thread_id,
                replies_to=original,
                silent=True,
                priority=1,
            ),
            now,
        )


def _originals(tx: Transaction, message_key: str, rules: CountingRules) -> Iterator[tuple[int, str]]:
    for chat_id in rules.alerts.chat_ids:
        original = f"{message_key}@{chat_id}"
        row = tx.outbox.find(original)
        if row is not None and row.state not in _OUT_OF_REACH:
            yield chat_id, original


def _by_message(alerts: Iterable[Alert]) -> dict[str, list[Alert]]:
    grouped: dict[str, list[Alert]] = {}
    for alert in alerts:
        grouped.setdefault(alert.message_key, []).append(alert)
    return grouped


def _note_shown(tx: Transaction, views: Sequence[AlertView], chat_ids: Sequence[int], now: datetime) -> None:
    note_shown(tx, [one for view in views for one in alert_shown(view, chat_ids, now)])
