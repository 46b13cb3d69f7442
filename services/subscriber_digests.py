"""Digests that chats ask for at hours of their own: each slot once a day, however late the sweep comes."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial

from domain.change import Occasion
from domain.outbox import OutboxMessage
from domain.subscription import EVERYWHERE, DigestSlot, Overview, find_wish, next_due
from domain.totals import Period, Totals
from domain.window import day_of
from rendering.digests import render_slot_digest
from rendering.i18n import words_for
from services.change_log import figures_shown, note_shown
from services.live_messages import message_key
from services.ports import Transaction
from services.read_totals import TotalsQuery, read_totals
from services.rules import CountingRules

AT_ONCE = 100
_NOON = 12 * 60
_LIFE = timedelta(hours=12)


def queue_due_digests(tx: Transaction, rules: CountingRules, now: datetime, *, at_once: int = AT_ONCE) -> int:
    """Queue the digests that are due, and when each comes next; returns how many were due.

    A digest tells of the day so far: the night counts on its morning. One of the morning adds the day before.
    However many a stopped bot has missed, one is sent and the next is in the future.
    """
    due = tx.subscriptions.read_due(now, at_once)
    if not due:
        return 0
    today = day_of(now, rules.zone)
    days = [_read_day(tx, rules, today), _read_day(tx, rules, today - timedelta(days=1))]
    chats = {one.listener.chat_id for one in due}
    settings, wishes = tx.chats.read_settings(chats), tx.subscriptions.read_of_chats(chats)
    for slot in due:
        told = Overview(settings[slot.listener.chat_id], tuple(wishes.get(slot.listener, ())))
        _queue(tx, slot, told, days, rules, now)
    return len(due)


def _queue(
    tx: Transaction, slot: DigestSlot, told: Overview, days: list[Totals], rules: CountingRules, now: datetime
) -> None:
    zone = told.settings.zone_or(rules.zone)
    tx.subscriptions.put_slots([replace(slot, due_at=next_due(slot.minute, zone, now))])
    today, before = (_narrowed(one, told) for one in days)
    words = words_for(told.settings.language or rules.alerts.language)
    text = render_slot_digest(today, before if slot.minute < _NOON else None, words)
    name = f"{slot.due_at.astimezone(zone).date().isoformat()}:{slot.minute}"
    message = OutboxMessage(
        key=message_key("digest", name, slot.listener),
        chat_id=slot.listener.chat_id,
        text=text,
        thread_id=slot.listener.thread_id or None,
        silent=True,
        priority=7,
        expires_at=now + _LIFE,
    )
    # Whom a private digest told is not kept, as it is not of an answer.
    if tx.outbox.add(message, now) and slot.listener.chat_id < 0:
        shown = partial(figures_shown, region=None, chat_id=slot.listener.chat_id, occasion=Occasion.DIGEST)
        note_shown(tx, shown(today, now=now))


def _read_day(tx: Transaction, rules: CountingRules, day: date) -> Totals:
    return read_totals(tx, TotalsQuery(Period(day, day), zone=rules.zone))


def _narrowed(totals: Totals, told: Overview) -> Totals:
    """The rows of regions that the listener follows; all for one who follows everything, or nothing."""
    wanted = told.subscriptions
    if not wanted or any(one.scope == EVERYWHERE for one in wanted):
        return totals
    return replace(totals, rows=tuple(row for row in totals.rows if find_wish(wanted, row.key) is not None))
