"""Many posts with all their rows at once, for imports: the bulk store."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, insert, select, update

from domain.alert import Alert, AlertState
from domain.claim import is_doubtful
from domain.record import StoredClaim, StoredPost, StoredVersion, VersionClaims
from domain.report import Report
from storage import claim_statements as statements
from storage.alerts import alert_row
from storage.claim_rows import claim_row, new_claim, numbers_of_version, region_rows
from storage.numbering import pass_number
from storage.prepared import Row, change_all, read_rows
from storage.report_codec import report_to_text
from storage.tables import alerts, posts, reports, version_lives, versions
from storage.upsert import insert_if_unknown

_AT_ONCE = 512
"""Values in one list of a statement: databases have a limit, and older ones a low one."""

_POST = tuple(field.name for field in fields(StoredPost))
_VERSION = tuple(field.name for field in fields(StoredVersion))
_POSTS, _VERSIONS, _ALERTS = (
    posts,
    versions,
    alerts,
)  # methods are given others of their own under these names
_POSTS_BY_KEY = select(*(posts.c[name] for name in _POST)).where(
    posts.c.key.in_(bindparam("wanted", expanding=True))
)
_TEXTS = select(versions.c.post_id, versions.c.text_hash).where(
    versions.c.post_id.in_(bindparam("wanted", expanding=True))
)
_SEEN_AT = select(versions.c.id, versions.c.seen_at).where(
    versions.c.id.in_(bindparam("wanted", expanding=True))
)
_LAST_POST, _LAST_VERSION = select(func.max(posts.c.id)), select(func.max(versions.c.id))
_SET_CURRENT = (
    update(posts).where(posts.c.id == bindparam("post")).values(current_version_id=bindparam("chosen"))
)
_VERIFY = (
    update(posts).where(posts.c.id == bindparam("post")).values(verified=True, source_name=bindparam("name"))
)
_WITHDRAWN = select(alerts.c.day, alerts.c.region, alerts.c.generation).where(
    alerts.c.day.in_(bindparam("wanted", expanding=True)), alerts.c.state == AlertState.WITHDRAWN.value
)
_ADD_POSTS, _ADD_VERSIONS, _ADD_REPORTS = insert(posts), insert(versions), insert(reports)
_ADD_LIVES = insert(version_lives)


class SqlBulkStore:
    """What stores of single facts do row by row, done for a batch; the rows come out the same."""

    def __init__(self, connection: Connection, clock: Callable[[], datetime]) -> None:
        self._connection = connection
        self._clock = clock

    def find_posts(self, keys: Collection[str]) -> dict[str, StoredPost]:
        """The posts on record by key."""
        return {post.key: post for post in (StoredPost(*row) for row in self._rows(_POSTS_BY_KEY, keys))}

    def find_texts(self, post_ids: Collection[int]) -> set[tuple[int, str]]:
        """(post id, text hash) of every version of these posts."""
        return {(post_id, text_hash) for post_id, text_hash in self._rows(_TEXTS, post_ids)}

    def read_seen_at(self, version_ids: Collection[int]) -> Mapping[int, datetime]:
        """The moment whose text each version is."""
        return dict(tuple(row) for row in self._rows(_SEEN_AT, version_ids))

    def next_ids(self) -> tuple[int, int]:
        """The first free post id and version id; theirs and those above stay free in this transaction."""
        post_id = self._connection.scalar(_LAST_POST) or 0
        version_id = self._connection.scalar(_LAST_VERSION) or 0
        return post_id + 1, version_id + 1

    def add_posts(self, posts: Sequence[StoredPost]) -> None:
        """New posts with their ids, each with its current version already named."""
        self._add(_ADD_POSTS, ({name: getattr(post, name) for name in _POST} for post in posts))
        if posts:
            pass_number(self._connection, _POSTS, max(post.id for post in posts))

    def add_versions(self, versions: Sequence[StoredVersion]) -> None:
        """New versions with their ids."""
        now = self._clock()
        self._add(
            _ADD_VERSIONS,
            (
                {"stored_at": now, **{name: getattr(version, name) for name in _VERSION}}
                for version in versions
            ),
        )
        if versions:
            pass_number(self._connection, _VERSIONS, max(version.id for version in versions))

    def add_reports(self, reports: Mapping[int, Report], rules_version: str) -> None:
        """Reports by version id, of versions that have none."""
        self._add(
            _ADD_REPORTS,
            (
                {"version_id": version_id, "rules_version": rules_version, "report": report_to_text(report)}
                for version_id, report in reports.items()
            ),
        )

    def add_claims(self, versions: Sequence[VersionClaims]) -> list[StoredClaim]:
        """Store the claims of versions that have none; ordinals follow the order given."""
        added = [
            new_claim(one.post, one.version_id, ordinal, claim, day, live=one.live and not is_doubtful(claim))
            for one in versions
            for ordinal, (claim, day) in enumerate(one.dated)
        ]
        self._add(statements.ADD_CLAIMS, (claim_row(kept) for kept in added))
        self._add(statements.ADD_REGIONS, (row for kept in added for row in region_rows(kept)))
        return added

    def begin_lives(self, version_ids: Sequence[int]) -> None:
        """Note that the claims of these versions, none live before, count from now on."""
        now = self._clock()
        self._add(_ADD_LIVES, ({"version_id": one, "live_from": now} for one in version_ids))

    def retire(self, version_ids: Sequence[int]) -> None:
        """Let the claims of these versions count no longer."""
        now = self._clock()
        which = [{**numbers_of_version(one), "now_live": False} for one in version_ids]
        if which:
            change_all(self._connection, statements.SET_LIVE, which)
            change_all(self._connection, statements.SET_REGIONS_LIVE, which)
            ended = [{"version": one, "at": now} for one in version_ids]
            change_all(self._connection, statements.END_LIFE, ended)

    def set_current(self, versions: Mapping[int, int]) -> None:
        """Make versions current, by post id."""
        if versions:
            chosen = [{"post": post_id, "chosen": one} for post_id, one in versions.items()]
            change_all(self._connection, _SET_CURRENT, chosen)

    def verify(self, sources: Mapping[int, str]) -> None:
        """Let posts be those of a source, by post id and the source's name."""
        change_all(self._connection, _VERIFY, [{"post": one, "name": name} for one, name in sources.items()])

    def mark_seen(self, alerts: Sequence[Alert], at: datetime) -> None:
        """Keep regions as seen on their days where they are not on record, or were withdrawn."""
        places = {(one.day, one.region): one for one in alerts}
        again = [
            replace(places[day, region], generation=generation + 1)
            for day, region, generation in self._rows(_WITHDRAWN, {day for day, _ in places})
            if (day, region) in places
        ]
        statement = insert_if_unknown(self._connection, _ALERTS, "key")
        self._add(statement, (alert_row(one, at) for one in (*places.values(), *again)))

    def _rows(self, statement: Select[Any], wanted: Collection[Any]) -> Iterator[Row]:
        rest = iter(wanted)
        while some := list(islice(rest, _AT_ONCE)):
            yield from read_rows(self._connection, statement, {"wanted": some})

    def _add(self, statement: Any, rows: Iterable[dict[str, Any]]) -> None:
        change_all(self._connection, statement, list(rows))
