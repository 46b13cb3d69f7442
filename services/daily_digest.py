"""The daily digest: yesterday's totals, once a day, to the channel."""

from datetime import date, datetime, timedelta

from domain.change import Occasion
from domain.outbox import OutboxMessage
from domain.totals import Period
from rendering.i18n import words_for
from rendering.totals import render_digest
from services.change_log import figures_shown, note_shown
from services.ports import Transaction
from services.read_totals import TotalsQuery, read_totals
from services.rules import CountingRules


def queue_digest(tx: Transaction, today: date, rules: CountingRules, now: datetime) -> bool:
    """Queue the digest of the day before `today`; False when it was queued already or nobody wants it."""
    day = today - timedelta(days=1)
    totals = read_totals(tx, TotalsQuery(Period(day, day), zone=rules.zone))
    text = render_digest(totals, words_for(rules.alerts.language))
    told = [
        chat_id
        for chat_id in rules.alerts.chat_ids
        if tx.outbox.add(
            OutboxMessage(
                key=f"digest:{day.isoformat()}@{chat_id}",
                chat_id=chat_id,
                text=text,
                thread_id=rules.alerts.thread_id,
                silent=True,
                priority=7,
                expires_at=now + timedelta(days=1),
            ),
            now,
        )
    ]
    for chat_id in told:
        note_shown(tx, figures_shown(totals, None, chat_id, Occasion.DIGEST, now))
    return bool(told)
