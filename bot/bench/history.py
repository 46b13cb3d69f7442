"""A history of any length on record within minutes: some days read and counted by the bot, then copied.

Every copy has the same posts, so a longer history is longer and not denser: what a day or a region costs can
be compared between sizes. Posts, texts, claims, clusters and alerts are copied; reports are not, for only
reading a post again asks for them.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from tempfile import TemporaryFile

from bot.bench.posts import FIRST_NIGHT, SyntheticPost, synthetic_posts
from bot.bench.reading import read_synthetic
from bot.clock import system_clock
from bot.config import Config
from bot.import_run import STDIN, ImportFile, ImportRun
from domain.record import ClusterPart
from services.import_formats import Format
from services.import_marks import ImportMark
from storage import tables
from storage.claim_rows import ORDINAL_BITS
from storage.numbering import pass_number
from storage.sync_writer import SyncWriter, open_sync
from storage.transaction import SqlTransaction

PER_DAY = 50
"""Posts of a day: some 125 claims, a hard night."""

_WEEK = 7
_TIMES = {name: f"{name} + {{t}}" for name in ("start_at", "end_at", "inner_start_at", "inner_end_at")}
_OF_POST, _OF_VERSION = {"post_id": "post_id + {p}"}, {"version_id": "version_id + {v}"}
_COPIED = {
    "posts WHERE id <= {p1}": {
        "id": "id + {p}",
        "key": "key || ':{n}'",
        "posted_at": "posted_at + {t}",
        "current_version_id": "current_version_id + {v}",
    },
    "versions WHERE id <= {v1}": _OF_POST | {"id": "id + {v}", "seen_at": "seen_at + {t}"},
    "version_lives WHERE version_id <= {v1}": _OF_VERSION | {"id": ""},
    "claims WHERE number < {c1}": _OF_POST
    | _OF_VERSION
    | _TIMES
    | {"number": "number + {c}", "day": "{day}"},
    "claim_regions WHERE claim_number < {c1}": _TIMES
    | {"claim_number": "claim_number + {c}", "day": "{day}"},
    "alerts WHERE post_id <= {p1}": _OF_POST
    | {
        "key": "'new_region:' || {day} || ':' || region || ':' || generation",
        "day": "{day}",
        "message_key": "'alert:' || (CAST(substr(message_key, 7) AS BIGINT) + {v})",
    },
}
"""Which rows are copied, and what copies say in the columns where they differ; "": the next number."""

_DAY = {"sqlite": "date(day, '+{days} days')", "postgresql": "day + {days}"}


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


def fill_history(url: str, claims: int) -> History:
    """Fill an empty database with at least so many claims, all before FIRST_NIGHT."""
    a_day = _claims_of_a_day()
    days = max(1, -(-claims // a_day))
    weeks, days = (1, days) if days <= 2 * _WEEK else (-(-days // _WEEK), _WEEK)
    first = FIRST_NIGHT - timedelta(days=weeks * days)
    with open_sync(url, clock=system_clock) as records:
        import_posts(records, synthetic_posts(days * PER_DAY, per_day=PER_DAY, first=first))
        template = records.read(lambda tx: _read_template(tx, days))
        for number in range(1, weeks):
            records.write(partial(_copy_week, template=template, number=number))
        stored = records.write(lambda tx: _finish(tx, template, weeks))
    return History(stored, first.date(), (FIRST_NIGHT - timedelta(days=1)).date())


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


def _read_template(tx: SqlTransaction, days: int) -> _Template:
    last = tx.connection.exec_driver_sql("SELECT (SELECT max(id) FROM posts), max(id) FROM versions")
    last_post, last_version = last.one()
    parts = {scope: tx.clusters.read_scope(scope) for scope in tx.clusters.read_scopes()}
    return _Template(last_post, last_version, days, parts)


def _copy_week(tx: SqlTransaction, template: _Template, number: int) -> None:
    """Put the template on record again, `number` weeks later, under new ids."""
    moved = timedelta(days=template.days * number)
    posts, versions = template.last_post * number, template.last_version * number
    # Whole numbers of ours: parameters have a type on a server, and these sums another one in each column.
    values = {
        "n": number,
        "p": posts,
        "v": versions,
        "c": versions << ORDINAL_BITS,
        "t": moved // timedelta(microseconds=1),
        "day": _DAY[tx.connection.dialect.name].format(days=moved.days),
        "p1": template.last_post,
        "v1": template.last_version,
        "c1": (template.last_version + 1) << ORDINAL_BITS,
    }
    for rows, differing in _COPIED.items():
        tx.connection.exec_driver_sql(_copying(rows, differing).format(**values))
    tx.clusters.replace_all(
        {
            scope: ([], [_moved(part, moved, posts, versions) for part in parts])
            for scope, parts in template.parts.items()
        }
    )


def _copying(rows: str, differing: dict[str, str]) -> str:
    table = rows.partition(" ")[0]
    said = {
        column.name: differing.get(column.name, column.name) for column in tables.metadata.tables[table].c
    }
    said = {column: copy for column, copy in said.items() if copy}
    return f"INSERT INTO {table} ({', '.join(said)}) SELECT {', '.join(said.values())} FROM {rows}"  # noqa: S608 - our own words


def _finish(tx: SqlTransaction, template: _Template, weeks: int) -> int:
    """How many claims there are now; what a server does within the minute after such a change is done."""
    pass_number(tx.connection, tables.posts, template.last_post * weeks)
    pass_number(tx.connection, tables.versions, template.last_version * weeks)
    if tx.connection.dialect.name == "postgresql":
        tx.connection.exec_driver_sql("ANALYZE")
    return int(tx.connection.exec_driver_sql("SELECT count(*) FROM claims").scalar_one())


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
