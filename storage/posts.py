"""Posts, their submissions, versions and reports: the post store."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, exists, func, insert, select, update

from domain.post import IncomingPost, Submission
from domain.record import StoredPost, StoredVersion
from domain.report import Report
from domain.source import Source
from storage.columns import AnyRow
from storage.errors import RecordMissingError
from storage.prepared import add_row, change, new_key, read_rows
from storage.report_codec import parse_report, report_to_text
from storage.tables import posts, reports, submissions, versions
from storage.upsert import insert_if_unknown, insert_or_change

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
_COUNT_SUBMISSIONS = (
    select(func.count()).select_from(submissions).where(submissions.c.post_id == bindparam("post"))
)
_SUBMISSIONS = (
    select(
        submissions.c.chat_id,
        submissions.c.message_id,
        submissions.c.submitter,
        submissions.c.submitted_at,
        submissions.c.thread_id,
        submissions.c.language,
    )
    .where(
        submissions.c.post_id.in_(bindparam("posts", expanding=True)),
        submissions.c.submitted_at >= bindparam("since"),
    )
    .order_by(
        submissions.c.submitted_at, submissions.c.post_id, submissions.c.chat_id, submissions.c.message_id
    )
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
        rows = read_rows(self._connection, _POST_BY_KEY, {"wanted": key})
        return StoredPost(*rows[0]) if rows else None

    def find_numbered(self, post_id: int) -> StoredPost | None:
        """The post of this id, as people number posts."""
        rows = read_rows(self._connection, _POST_BY_ID, {"wanted": post_id})
        return StoredPost(*rows[0]) if rows else None

    def get_post(self, post_id: int) -> StoredPost:
        """The post of this id; raises RecordMissingError."""
        post = self.find_numbered(post_id)
        if post is None:
            raise RecordMissingError("post", post_id)
        return post

    def find_or_add(self, post: IncomingPost, source: Source | None) -> tuple[StoredPost, bool]:
        """The post of this identity, and whether it is new.

        A new one is verified when `source` is given, and titled by its origin, else by the source.
        """
        facts = _facts(post, source)
        # A server loses the number that it draws for a row it already has, and people number posts by it.
        if self._connection.dialect.name != "sqlite" and (known := self.find_post(post.key)) is not None:
            return known, False
        statement = insert_if_unknown(self._connection, posts, "key")
        post_id = add_row(self._connection, statement, facts)
        if post_id is not None:
            return StoredPost(id=post_id, current_version_id=None, **facts), True
        (row,) = read_rows(self._connection, _POST_BY_KEY, {"wanted": post.key})
        return StoredPost(*row), False

    def add_submission(self, post_id: int, submission: Submission) -> bool:
        """False when this very chat message was submitted before."""
        statement = insert_if_unknown(self._connection, submissions, "post_id", "chat_id", "message_id")
        facts = {
            "post_id": post_id,
            "chat_id": submission.chat_id,
            "message_id": submission.message_id,
            "submitter": submission.submitter,
            "submitted_at": submission.submitted_at,
            "thread_id": submission.thread_id,
            "language": submission.language,
        }
        return change(self._connection, statement, facts) == 1

    def count_submissions(self, post_id: int) -> int:
        """How many times the post was handed in."""
        ((count,),) = read_rows(self._connection, _COUNT_SUBMISSIONS, {"post": post_id})
        return int(count)

    def read_submissions(self, post_ids: Collection[int], since: datetime) -> list[Submission]:
        """How these posts were handed in since an instant, oldest first."""
        rows = read_rows(self._connection, _SUBMISSIONS, {"posts": list(post_ids), "since": since})
        return [Submission(*row) for row in rows]

    def find_version(self, post_id: int, text_hash: str) -> StoredVersion | None:
        """The version of a post with this text."""
        rows = read_rows(self._connection, _VERSION_BY_HASH, {"post": post_id, "wanted": text_hash})
        return StoredVersion(*rows[0]) if rows else None

    def get_version(self, version_id: int) -> StoredVersion:
        """The version of this id; raises RecordMissingError."""
        rows = read_rows(self._connection, _VERSION_BY_ID, {"wanted": version_id})
        if not rows:
            raise RecordMissingError("version", version_id)
        return StoredVersion(*rows[0])

    def add_version(self, post_id: int, text: str, text_hash: str, seen_at: datetime) -> StoredVersion:
        """A text not seen before under its post; it does not become current by itself."""
        facts = {"post_id": post_id, "text": text, "text_hash": text_hash, "seen_at": seen_at}
        row = {**facts, "stored_at": self._clock()}
        version_id = new_key(self._connection, _ADD_VERSION, row)
        return StoredVersion(version_id, post_id, text, text_hash, seen_at)

    def set_current_version(self, post_id: int, version_id: int) -> None:
        """Make a version of this post the current one; raises RecordMissingError for any other version."""
        if change(self._connection, _SET_CURRENT, {"post": post_id, "chosen": version_id}) != 1:
            raise RecordMissingError(f"version of post {post_id}", version_id)

    def put_report(self, version_id: int, report: Report, rules_version: str) -> None:
        """Keep or replace the report of a version."""
        statement = insert_or_change(self._connection, reports, ("version_id",), ("rules_version", "report"))
        facts = {"version_id": version_id, "rules_version": rules_version, "report": report_to_text(report)}
        change(self._connection, statement, facts)

    def find_report(self, version_id: int) -> Report | None:
        """The report of a version, its instants in UTC."""
        rows = read_rows(self._connection, _REPORT, {"wanted": version_id})
        return parse_report(rows[0][0]) if rows else None

    def iterate_posts(self, after_id: int, limit: int) -> list[StoredPost]:
        """Posts with id > after_id in order of id."""
        rows = self._connection.execute(_POSTS_AFTER, {"after": after_id, "most": limit})
        return [_post_of(row) for row in rows]

    def iterate_versions(self, post_id: int) -> list[StoredVersion]:
        """All versions of a post in order of id."""
        return [_version_of(row) for row in self._connection.execute(_VERSIONS_OF_POST, {"post": post_id})]


def _facts(post: IncomingPost, source: Source | None) -> dict[str, Any]:
    return {
        "key": post.key,
        "source_name": source.name if source else None,
        "verified": source is not None,
        "posted_at": post.origin.posted_at,
        "link": post.link,
        "title": post.origin.title or (source.title if source else "") or None,
    }


def _post_of(row: AnyRow) -> StoredPost:
    return StoredPost(*row)


def _version_of(row: AnyRow) -> StoredVersion:
    return StoredVersion(*row)
