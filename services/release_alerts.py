"""Alerts held in the quiet hours: told in one message when these have ended."""

from datetime import datetime

from domain.alert import AlertState
from services.alert_grouping import HELD_NOW
from services.alert_messages import send_alert
from services.ports import Transaction
from services.rules import CountingRules

_UNTOLD = "alert:untold"
"""The message of regions that were taken back before anybody was told of them."""


def release_alerts(tx: Transaction, rules: CountingRules, now: datetime) -> bool:
    """Queue the message that waits, if the hours are quiet no more; False where there is none to send.

    What was taken back meanwhile is not told; it stays on record as withdrawn.
    """
    key = tx.meta.find(HELD_NOW)
    if key is None or rules.alerts.is_quiet(now.astimezone(rules.zone)):
        return False
    alerts = tx.alerts.read_of_message(key)
    for alert in alerts:
        if alert.state is AlertState.WITHDRAWN:
            tx.alerts.set_message(alert.key, _UNTOLD)
    tx.meta.forget(HELD_NOW)
    if not any(alert.state is AlertState.ACTIVE for alert in alerts):
        return False
    send_alert(tx, key, rules, now)
    return True
