"""Sources that have fallen silent: told once when it is noticed, and once when they speak again."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from domain.outbox import OutboxMessage
from rendering.i18n import words_for
from rendering.operations import render_source_silent, render_source_speaks
from services.ports import Transaction
from services.rules import CountingRules

_PRIORITY = 7


def note_silences(
    tx: Transaction, limits: Mapping[str, timedelta], rules: CountingRules, admin_chat: int, now: datetime
) -> int:
    """Queue what there is to tell of sources that published nothing for longer than their limit, by name.

    The last post is by its own date, so an import of old posts ends no silence. A source that never published
    is timed from the first look at it. Returns how many messages were queued.
    """
    last_posts = tx.sources.read_last_posts()
    told = 0
    for name, limit in limits.items():
        last = last_posts.get(name) or _first_look(tx, name, now)
        text = _news_of(tx, name, last, limit, rules, now)
        if text is not None:
            key = f"silence:{name}:{now.isoformat()}"
            told += tx.outbox.add(OutboxMessage(key, admin_chat, text, priority=_PRIORITY), now)
    return told


def _first_look(tx: Transaction, name: str, now: datetime) -> datetime:
    looked_at = tx.meta.find(f"silence_from:{name}")
    if looked_at is None:
        tx.meta.put(f"silence_from:{name}", now.isoformat())
        return now
    return datetime.fromisoformat(looked_at)


def _news_of(
    tx: Transaction, name: str, last: datetime, limit: timedelta, rules: CountingRules, now: datetime
) -> str | None:
    """What is new about a source; the silence that was told is remembered by the post it began after."""
    mark, words = f"silent_since:{name}", words_for(rules.alerts.language)
    source = rules.registry.get(name)
    title = source.title if source is not None and source.title else name
    told_of = tx.meta.find(mark)
    silent = now - last > limit
    if told_of is None and silent:
        tx.meta.put(mark, last.isoformat())
        return render_source_silent(title, last, now, rules.zone, words)
    if told_of is not None and last > datetime.fromisoformat(told_of) and not silent:
        tx.meta.forget(mark)
        return render_source_speaks(title, last - datetime.fromisoformat(told_of), words)
    return None
