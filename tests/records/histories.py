"""Histories to import: posts with their later texts, and the import that takes them one by one."""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from domain.record import StoredClaim, StoredPost
from services.import_batch import find_unread, import_posts, read_texts
from services.import_history import parse_lines
from services.import_posts import ImportPost
from services.import_voices import Voices
from services.ingest_post import Text, record_version
from services.ports import Transaction
from services.settle_scopes import settle_slice
from storage.sync_writer import SyncWriter
from tests.records.archive import NOW, RULES

FIRST_MORNING = datetime(2026, 6, 1, 4, tzinfo=UTC)
TEXTS = (
    "Ночью силами ПВО сбиты {n} БПЛА над территорией области.",
    "С 23.00 до 4.30 мск уничтожены {n} беспилотников над Боровским районом Калужской области.",
    "Над областью сбиты ещё {n} БПЛА.",
    "Всего за ночь сбито {n} БПЛА.",
    "С 22.00 мск до 6.00 мск уничтожены {n} украинских БПЛА над Калужской, Тульской и Брянской областями.",
    "Над Тульской областью сбит БПЛА, обломки упали на крышу дома.",
    "Вечером над Московским регионом сбиты {n} БПЛА.",
    "Режим беспилотной опасности отменён.",
    "Сегодня в Калугу приехал театр.",
)


def told(
    number: int, text: str, *, source: str = "governor:RU-KLU", day: int = 0, edit: int = 0, **more: Any
) -> str:
    """A line of the post `number` of a source; `edit` is how many hours later it was edited, 0 for never."""
    posted_at = FIRST_MORNING + timedelta(days=day, minutes=7 * number)
    line = {"id": number, "source": source, "posted_at": posted_at.isoformat(), "text": text, **more}
    if edit:
        line["edited_at"] = (posted_at + timedelta(hours=edit)).isoformat()
    return json.dumps(line, ensure_ascii=False)


def posts_of(lines: Iterable[str]) -> list[ImportPost]:
    posts, faults = parse_lines(enumerate(lines, 1), RULES.registry)
    assert not faults.refused
    return posts


def import_in_batches(records: SyncWriter, lines: Sequence[str], size: int, slice_of: int = 5) -> None:
    """As the verb does: look up, read, store, and at the end settle in slices."""
    posts = posts_of(lines)
    for at in range(0, len(posts), size):
        batch = posts[at : at + size]
        unseen, unread = records.read(lambda tx, batch=batch: find_unread(tx, batch, RULES))  # type: ignore[misc]
        readings = read_texts(unread)
        records.write(lambda tx: import_posts(tx, unseen, RULES, NOW, readings))  # noqa: B023  run at once
    settle(records, slice_of)


def settle(records: SyncWriter, slice_of: int = 5) -> None:
    while records.write(lambda tx: settle_slice(tx, slice_of)):
        pass


def import_one_by_one(records: SyncWriter, lines: Iterable[str]) -> None:
    """Each line in a transaction of its own, through the use case of a forwarded post."""
    for post in posts_of(lines):
        records.write(lambda tx, post=post: _import_post(tx, post))  # type: ignore[misc]


def _import_post(tx: Transaction, post: ImportPost) -> None:
    stored = tx.posts.find_post(post.key)
    if stored is None:
        voices = Voices(tx, RULES)
        source = voices.of_line(post.source)
        voices.remember(NOW)
        post_id, _ = tx.bulk.next_ids()
        title = post.title or source.title or None
        stored = StoredPost(post_id, post.key, source.name, True, post.posted_at, post.link, title, None)
        tx.bulk.add_posts([stored])
    if tx.posts.find_version(stored.id, post.text_hash) is None:
        record_version(tx, stored, Text(post.text, post.seen_at, live=False), RULES, NOW)


def facts(records: SyncWriter) -> set[Any]:
    """Everything told on record, without the ids that the order of arrival gives."""
    return records.read(lambda tx: set(_facts(tx)))


def _facts(tx: Transaction) -> Iterable[Any]:
    for post in tx.posts.iterate_posts(0, 10_000):
        for version in tx.posts.iterate_versions(post.id):
            current = version.id == post.current_version_id
            yield post.key, post.source_name, version.text_hash, version.seen_at, current
            for stored in tx.claims.read_of_version(version.id):
                yield post.key, version.text_hash, _told(stored)
        for doubt in tx.doubts.read_open_of_post(post.id):
            yield post.key, doubt.doubt.reason, doubt.doubt.detail


def _told(stored: StoredClaim) -> Any:
    return stored.ordinal, stored.day, stored.live, stored.claim, stored.posted_at
