"""Posts, their submissions, versions and reports: the post store."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, CursorResult, bindparam, exists, func, insert, select, update

from domain.post import IncomingPost, Submission
from domain.record import StoredPost, StoredVersion
from domain.report import Report
from domain.source import Source
from storage.columns import AnyRow
from storage.errors import RecordMissingError
from storage.report_codec import parse_report, report_to_text
from storage.tables import posts, reports, submissions, versions
from storage.upsert import insert_or_change, insert_unless_known

_POST = (
    posts.c.id,
    posts.c.key,
    posts.c.source_name,
    posts.c.verified,
    posts.c.posted_at,
    posts.c.link,
    posts.c.title,
    posts.c.current_version_id,
)
_VERSION = (
    versions.c.id,
    versions.c.post_id,
    versions.c.text,
    versions.c.text_hash,
    versions.c.seen_at,
)
_POST_BY_KEY = select(*_POST).where(posts.c.key == bindparam("wanted"))
_POST_BY_ID = select(*_POST).where(posts.c.id == bindparam("wanted"))
_POSTS_AFTER = (
    select(*_POST).where(posts.c.id > bindparam("after")).order_by(posts.c.id).limit(bindparam("most"))
)
_ADD_POST = insert(posts)
_COUNT_SUBMISSIONS = (
    select(func.count()).select_from(submissions).where(submissions.c.post_id == bindparam("post"))
)
_VERSION_BY_HASH = select(*_VERSION).where(
    versions.c.post_id == bindparam("post"), versions.c.text_hash == bindparam("wanted")
)
_VERSION_BY_ID = select(*_VERSION).where(versions.c.id == bindparam("wanted"))
_VERSIONS_OF_POST = select(*_VERSION).where(versions.c.post_id == bindparam("post")).order_by(versions.c.id)
_ADD_VERSION = insert(versions)
_SET_CURRENT = (
    update(posts)
    .where(
        posts.c.id == bindparam("post"),
        exists().where(versions.c.id == bindparam("chosen"), versions.c.post_id == bindparam("post")),
    )
    .values(current_version_id=bindparam("chosen"))
)
_REPORT = select(reports.c.report).where(reports.c.version_id == bindparam("wanted"))


class SqlPostStore:
    """What came in and how it was read. Only a hash of the submitter is kept."""

    def __init__(self, connection: Connection, clock: Callable[[], datetime]) -> None:
        self._connection = connection
        self._clock = clock

    def find_post(self, key: str) -> StoredPost | None:
        """The post of this identity."""
        row = self._connection.execute(_POST_BY_KEY, {"wanted": key}).one_or_none()
        return None if row is None else _post_of(row)

    def get_post(self, post_id: int) -> StoredPost:
        """The post of this id; raises RecordMissingError."""
        row = self._connection.execute(_POST_BY_ID, {"wanted": post_id}).one_or_none()
        if row is None:
            raise RecordMissingError("post", post_id)
        return _post_of(row)

    def add_post(self, post: IncomingPost, source: Source | None) -> StoredPost:
        """A new post; verified when `source` is given. Titled by its origin, else by the source."""
        return self._add(post.key, source, post.origin.posted_at, post.link, post.origin.title)

    def add_imported(
        self, key: str, source: Source | None, posted_at: datetime, link: str | None
    ) -> StoredPost:
        """A new post from an import; verified when `source` is given."""
        return self._add(key, source, posted_at, link, None)

    def _add(
        self, key: str, source: Source | None, posted_at: datetime, link: str | None, title: str | None
    ) -> StoredPost:
        facts = {
            "key": key,
            "source_name": source.name if source else None,
            "verified": source is not None,
            "posted_at": posted_at,
            "link": link,
            "title": title or (source.title if source else "") or None,
        }
        post_id = _new_id(self._connection.execute(_ADD_POST, facts))
        return StoredPost(id=post_id, current_version_id=None, **facts)  # type: ignore[arg-type]  # the dict's values are mixed

    def add_submission(self, post_id: int, submission: Submission) -> bool:
        """False when this very chat message was submitted before."""
        statement = insert_unless_known(self._connection, submissions, "post_id", "chat_id", "message_id")
        facts = {
            "post_id": post_id,
            "chat_id": submission.chat_id,
            "message_id": submission.message_id,
            "submitter": submission.submitter,
            "submitted_at": submission.submitted_at,
            "thread_id": submission.thread_id,
            "language": submission.language,
        }
        return self._connection.execute(statement, facts).one_or_none() is not None

    def count_submissions(self, post_id: int) -> int:
        """How many times the post was handed in."""
        return self._connection.execute(_COUNT_SUBMISSIONS, {"post": post_id}).scalar_one()

    def find_version(self, post_id: int, text_hash: str) -> StoredVersion | None:
        """The version of a post with this text."""
        found = self._connection.execute(_VERSION_BY_HASH, {"post": post_id, "wanted": text_hash})
        row = found.one_or_none()
        return None if row is None else _version_of(row)

    def get_version(self, version_id: int) -> StoredVersion:
        """The version of this id; raises RecordMissingError."""
        row = self._connection.execute(_VERSION_BY_ID, {"wanted": version_id}).one_or_none()
        if row is None:
            raise RecordMissingError("version", version_id)
        return _version_of(row)

    def add_version(self, post_id: int, text: str, text_hash: str, seen_at: datetime) -> StoredVersion:
        """A text not seen before under its post; it does not become current by itself."""
        facts = {"post_id": post_id, "text": text, "text_hash": text_hash, "seen_at": seen_at}
        row = {**facts, "stored_at": self._clock()}
        version_id = _new_id(self._connection.execute(_ADD_VERSION, row))
        return StoredVersion(version_id, post_id, text, text_hash, seen_at)

    def set_current_version(self, post_id: int, version_id: int) -> None:
        """Make a version of this post the current one; raises RecordMissingError for any other version."""
        changed = self._connection.execute(_SET_CURRENT, {"post": post_id, "chosen": version_id})
        if changed.rowcount != 1:
            raise RecordMissingError(f"version of post {post_id}", version_id)

    def put_report(self, version_id: int, report: Report, rules_version: str) -> None:
        """Keep or replace the report of a version."""
        statement = insert_or_change(self._connection, reports, ("version_id",), ("rules_version", "report"))
        facts = {"version_id": version_id, "rules_version": rules_version, "report": report_to_text(report)}
        self._connection.execute(statement, facts)

    def find_report(self, version_id: int) -> Report | None:
        """The report of a version, its instants in UTC."""
        kept = self._connection.scalar(_REPORT, {"wanted": version_id})
        return None if kept is None else parse_report(kept)

    def iterate_posts(self, after_id: int, limit: int) -> list[StoredPost]:
        """Posts with id > after_id in order of id."""
        rows = self._connection.execute(_POSTS_AFTER, {"after": after_id, "most": limit})
        return [_post_of(row) for row in rows]

    def iterate_versions(self, post_id: int) -> list[StoredVersion]:
        """All versions of a post in order of id."""
        return [_version_of(row) for row in self._connection.execute(_VERSIONS_OF_POST, {"post": post_id})]


def _new_id(inserted: CursorResult[Any]) -> int:
    # Not RETURNING: with it SQLite prepares to search the claims for each post and version added.
    key: Any = inserted.inserted_primary_key
    return int(key[0])


def _post_of(row: AnyRow) -> StoredPost:
    return StoredPost(*row)


def _version_of(row: AnyRow) -> StoredVersion:
    return StoredVersion(*row)
