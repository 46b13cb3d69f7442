"""News: what a post changed, kept in its transaction, for the listeners who are told of it afterwards."""

from collections.abc import Sequence
from datetime import datetime

from domain.subscription import NewsPlace, scopes_of_region, subject_of_place, subject_of_post
from services.ports import Transaction


def note_news(tx: Transaction, post_id: int, places: Sequence[NewsPlace], now: datetime) -> None:
    """Keep news of these places, unless it concerns nobody: one question by index, whoever else there is."""
    if not places:
        return
    scopes = dict.fromkeys(scope for one in places for scope in scopes_of_region(one.region))
    subjects = [subject_of_place(one.day, one.region) for one in places]
    if tx.subscriptions.concern_anybody(list(scopes), [*subjects, subject_of_post(post_id)]):
        tx.news.add(post_id, places, now)
