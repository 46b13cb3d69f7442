"""A history of any length on record within minutes: some days read and counted by the bot, then copied.

Every copy has the same posts, so a longer history is longer and not denser: what a day or a region costs can
be compared between sizes. Posts, texts, claims, clusters and alerts are copied; reports are not, for only
reading a post again asks for them.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryFile

from sqlalchemy import Connection

from bot.bench.posts import FIRST_NIGHT, SyntheticPost, synthetic_posts
from bot.bench.reading import read_synthetic
from bot.clock import system_clock
from bot.config import Config
from bot.import_run import STDIN, ImportFile, ImportRun
from domain.record import ClusterPart
from services.import_formats import Format
from services.import_marks import ImportMark
from storage.claim_rows import ORDINAL_BITS
from storage.clusters import SqlClusterStore
from storage.engines import BUSY_TIMEOUT_S, writer_engine
from storage.sync_writer import SyncWriter, open_sync

PER_DAY = 50
"""Posts of a day: some 125 claims, a hard night."""

_WEEK = 7
_COPIED = {
    "posts": "id + :p, \"key\" || ':' || :n, source_name, verified, posted_at + :t, link, title, "
    "current_version_id + :v FROM posts WHERE id <= :p1",
    "versions": "id + :v, post_id + :p, text, text_hash, seen_at + :t, stored_at FROM versions "
    "WHERE id <= :v1",
    "version_lives": "NULL, version_id + :v, live_from, live_until FROM version_lives "
    "WHERE version_id <= :v1",
    "claims": "number + :c, post_id + :p, version_id + :v, ordinal, live, date(day, :d), originator, metric, "
    "weapon, low, best, high, start_at + :t, end_at + :t, inner_start_at + :t, inner_end_at + :t, is_long, "
    "confidence, detail FROM claims WHERE number < :c1",
    "claim_regions": "claim_number + :c, region, live, date(day, :d), metric, weapon, start_at + :t, "
    "end_at + :t, is_long FROM claim_regions WHERE claim_number < :c1",
    "alerts": "'new_region:' || date(day, :d) || ':' || region || ':' || generation, date(day, :d), region, "
    "generation, post_id + :p, badge, state, 'alert:' || (version_id + :v), added_at, changed_at FROM "
    "(SELECT *, CAST(substr(message_key, 7) AS INTEGER) AS version_id FROM alerts WHERE post_id <= :p1)",
}


@dataclass(frozen=True, slots=True)
class History:
    """What is on record: `claims` over the days up to `last_on`, the day before live posts begin."""

    claims: int
    first_on: date
    last_on: date


@dataclass(frozen=True, slots=True)
class _Template:
    """The week on record, and how far the copies of it must move."""

    last_post: int
    last_version: int
    days: int
    parts: dict[str, list[ClusterPart]]


def fill_history(path: Path, claims: int) -> History:
    """Make a database with at least so many claims, all before FIRST_NIGHT."""
    a_day = _claims_of_a_day()
    days = max(1, -(-claims // a_day))
    weeks, days = (1, days) if days <= 2 * _WEEK else (-(-days // _WEEK), _WEEK)
    first = FIRST_NIGHT - timedelta(days=weeks * days)
    with open_sync(f"sqlite:///{path}", clock=system_clock) as records:
        import_posts(records, synthetic_posts(days * PER_DAY, per_day=PER_DAY, first=first))
        parts = records.read(
            lambda tx: {scope: tx.clusters.read_scope(scope) for scope in tx.clusters.read_scopes()}
        )
    engine = writer_engine(path, busy_timeout_s=BUSY_TIMEOUT_S)
    try:
        with engine.begin() as connection:
            last = connection.exec_driver_sql("SELECT (SELECT max(id) FROM posts), max(id) FROM versions")
            last_post, last_version = last.one()
            template = _Template(last_post, last_version, days, parts)
        for number in range(1, weeks):
            with engine.begin() as connection:
                _copy_week(connection, template, number)
        with engine.begin() as connection:
            stored = connection.exec_driver_sql("SELECT count(*) FROM claims").scalar_one()
    finally:
        engine.dispose()
    return History(int(stored), first.date(), (FIRST_NIGHT - timedelta(days=1)).date())


def import_posts(records: SyncWriter, posts: Iterator[SyntheticPost]) -> int:
    """Import posts as `import` does; returns how many there were."""
    run = ImportRun(records, Config().counting_rules(), None, lambda *_: None)
    with TemporaryFile() as file:
        file.writelines(f"{line_to_import(post)}\n".encode() for post in posts)
        file.seek(0)
        end = run.take(ImportFile(STDIN, Format.POSTS, "", None, None), file, ImportMark())
    for _ in run.settle():
        pass
    return end.posts


def line_to_import(post: SyntheticPost) -> str:
    """The post as a line that `import` reads."""
    given = {
        "id": f"{post.posted_at.isoformat()}:{post.number}",
        "source": "ministry" if post.ministry else "governor",
        "issuer": "mod" if post.ministry else "governor",
        "home_region": None if post.ministry else "RU-KLU",
        "posted_at": post.posted_at.isoformat(),
        "text": post.text,
    }
    return json.dumps(given, ensure_ascii=False)


def _claims_of_a_day() -> int:
    """By the posts of the whole week; no reading is so exact that a day more or less would matter."""
    week = synthetic_posts(_WEEK * PER_DAY, per_day=PER_DAY)
    return sum(len(read_synthetic(post).claims) for post in week) // _WEEK


def _copy_week(connection: Connection, template: _Template, number: int) -> None:
    """Put the template on record again, `number` weeks later, under new ids."""
    moved = timedelta(days=template.days * number)
    posts, versions = template.last_post * number, template.last_version * number
    values = {
        "n": number,
        "p": posts,
        "v": versions,
        "c": versions << ORDINAL_BITS,
        "t": moved // timedelta(microseconds=1),
        "d": f"+{moved.days} days",
        "p1": template.last_post,
        "v1": template.last_version,
        "c1": (template.last_version + 1) << ORDINAL_BITS,
    }
    for table, columns in _COPIED.items():
        connection.exec_driver_sql(f"INSERT INTO {table} SELECT {columns}", values)
    SqlClusterStore(connection).replace_all(
        {
            scope: ([], [_moved(part, moved, posts, versions) for part in parts])
            for scope, parts in template.parts.items()
        }
    )


def _moved(part: ClusterPart, moved: timedelta, posts: int, versions: int) -> ClusterPart:
    ids = (map(int, claim_id.split(".")) for claim_id in part.claim_ids)
    return replace(
        part,
        start_at=part.start_at + moved,
        end_at=part.end_at + moved,
        first_day=part.first_day + moved,
        last_day=part.last_day + moved,
        claim_ids=tuple(
            sorted(f"{post + posts}.{version + versions}.{ordinal}" for post, version, ordinal in ids)
        ),
    )
