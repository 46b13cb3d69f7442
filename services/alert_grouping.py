"""Which message tells of new regions: one of its own, one that is there already, or one held for later."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from domain.alert import Alert, AlertState
from services.alert_messages import is_reachable
from services.alert_views import HELD
from services.ports import Transaction
from services.rules import CountingRules

HELD_NOW = "held_alerts"
"""Where the key of the message is kept that waits for the quiet hours to end."""
_DIGEST = ":digest"
_MOST_LINES = 30
"""Regions of one message beyond which none joins it: its text must stay within Telegram's limit."""


def choose_message(
    tx: Transaction, own_key: str, new: Sequence[Alert], rules: CountingRules, now: datetime
) -> str:
    """The key of the message that is to tell of these new alerts; `own_key` where they get one of their own.

    A message that is there already is joined by an edit, so nothing waits for company.
    """
    policy = rules.alerts
    if policy.is_quiet(now.astimezone(rules.zone)):
        return _held_message(tx, now)
    longest = timedelta(seconds=max(policy.group_s, policy.burst_s))
    recent = tx.alerts.read_announced(min(alert.day for alert in new), now - longest)
    lately = now - timedelta(seconds=policy.burst_s)
    many = sum(added_at > lately for _, added_at in recent) + len(new) > policy.burst
    for key in reversed(dict.fromkeys(alert.message_key for alert, _ in recent)):
        if _takes(tx, key, new, rules, now, many=many):
            return key
    return own_key + _DIGEST if many else own_key


def _held_message(tx: Transaction, now: datetime) -> str:
    """Everything that comes until the quiet hours end is one message, also over a stop of the bot."""
    key = tx.meta.find(HELD_NOW)
    if key is None:
        key = f"{HELD}{now.isoformat()}"
        tx.meta.put(HELD_NOW, key)
    return key


def _takes(
    tx: Transaction, key: str, new: Sequence[Alert], rules: CountingRules, now: datetime, *, many: bool
) -> bool:
    """Whether a message is young enough, of the same day, has room, and has sounded as these would."""
    policy = rules.alerts
    if not is_reachable(tx, key, rules):
        return False
    sent = tx.outbox.find(f"{key}@{policy.chat_ids[0]}")
    told = [alert for alert in tx.alerts.read_of_message(key) if alert.state is not AlertState.SEEN]
    if sent is None or sent.added_at is None or not told:
        return False
    open_s = policy.burst_s if many and key.endswith(_DIGEST) else policy.group_s
    return (
        now - sent.added_at < timedelta(seconds=open_s)
        and {alert.day for alert in (*told, *new)} == {told[0].day}
        and len(told) + len(new) <= _MOST_LINES
        and min(alert.badge.rank for alert in told) <= min(alert.badge.rank for alert in new)
    )
