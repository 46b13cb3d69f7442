"""Regions on record that nobody was to be told of: marked as seen, so that they are no news afterwards."""

from datetime import datetime, timedelta

from domain.alert import Alert, AlertState, Badge
from services.announce import regions_by_day
from services.ports import Transaction
from services.rules import CountingRules

RESTORED = "restored"
"""The mark that `restore` leaves in a database."""
_ANNOUNCING = "announcing_since"


def mark_seen(tx: Transaction, rules: CountingRules, now: datetime) -> int:
    """Mark each region that live claims of days still fresh name and no alert tells of; returns how many.

    Of days longer ago nothing is announced, so they need no mark.
    """
    today = now.astimezone(rules.zone).date()
    first = today - timedelta(hours=rules.alerts.fresh_hours) - timedelta(days=1)
    named = regions_by_day(tx.claims.read_all_metrics(first, today + timedelta(days=1), None))
    latest = tx.alerts.read_latest(set(named))
    marked = 0
    for (day, region), claims in named.items():
        known = latest.get((day, region))
        if known is not None and known.state is not AlertState.WITHDRAWN:
            continue
        generation = known.generation + 1 if known is not None else 0
        key = f"alert:{claims[0].version_id}"
        post_id = claims[0].post_id
        seen = Alert(day, region, generation, post_id, Badge.NEW_TODAY, AlertState.SEEN, key)
        marked += tx.alerts.add(seen, now)
    return marked


def begin_announcing(tx: Transaction, rules: CountingRules, now: datetime) -> int:
    """At the first start on a database, filled or restored: what it holds is no news; how many were marked.

    What waited in a copy to be sent was sent since, or is too old: it is set aside as expired, and can be
    looked through and sent after all.
    """
    restored = tx.meta.find(RESTORED) is not None
    if restored:
        tx.outbox.expire_unfinished("the database was restored from a copy", now)
        tx.news.forget_all()
        tx.heard.let_go()
        tx.meta.forget(RESTORED)
    elif tx.meta.find(_ANNOUNCING) is not None:
        return 0
    tx.meta.put(_ANNOUNCING, now.isoformat())
    return mark_seen(tx, rules, now)
