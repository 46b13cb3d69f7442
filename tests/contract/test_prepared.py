"""Statements run by the driver itself give what SQLAlchemy's own execution gives."""

from collections.abc import Iterator

import pytest
from sqlalchemy import bindparam, insert, select
from sqlalchemy.exc import IntegrityError

from storage.claim_statements import LIVE_OF_REGIONS
from storage.prepared import add_row, change, change_all, new_key, read_rows
from storage.sync_writer import SyncWriter, open_sync
from storage.tables import alerts, posts
from storage.transaction import SqlTransaction
from storage.upsert import insert_if_unknown
from tests.contract.makers import DAY, KALUGA, NOON, Clock, add_claims, add_post, claim, incoming

_POST = select(posts.c.id, posts.c.posted_at, posts.c.verified, posts.c.link).where(
    posts.c.key.in_(bindparam("keys", expanding=True))
)


@pytest.fixture
def records(migrated_url: str, clock: Clock) -> Iterator[SyncWriter]:
    with open_sync(migrated_url, clock=clock) as opened:
        yield opened


def test_rows_are_those_of_an_ordinary_execution(records: SyncWriter) -> None:
    def work(tx: SqlTransaction) -> None:
        connection = tx.posts._connection
        keys = [add_post(tx, number).key for number in range(1, 6)]
        for length in range(6):
            asked = {"keys": keys[:length]}
            expected = [tuple(row) for row in connection.execute(_POST, asked)]
            assert read_rows(connection, _POST, asked) == expected
            assert len(expected) == length
            assert all(row[1] == NOON for row in expected)

    records.write(work)


def test_values_that_a_statement_gives_itself_are_kept(records: SyncWriter) -> None:
    def work(tx: SqlTransaction) -> None:
        add_claims(tx, claim("RU-KLU"), claim("RU-BRY"), claim("RU-TUL"))
        asked = {"first_on": DAY, "last_on": DAY, "regions": ["RU-BRY", "RU-KLU", "RU-SMO"]}
        expected = [tuple(row) for row in tx.posts._connection.execute(LIVE_OF_REGIONS, asked)]
        assert len(expected) == 2
        assert read_rows(tx.posts._connection, LIVE_OF_REGIONS, asked) == expected

    records.write(work)


def test_new_row_has_a_key_and_a_known_one_has_none(records: SyncWriter) -> None:
    def work(tx: SqlTransaction) -> None:
        connection = tx.posts._connection
        facts = {"key": "a", "verified": True, "posted_at": NOON}
        statement = insert_if_unknown(connection, posts, "key")
        first = add_row(connection, statement, facts)
        assert first is not None
        assert add_row(connection, statement, facts) is None
        assert new_key(connection, insert(posts), {**facts, "key": "b"}) == first + 1
        assert change(connection, posts.delete().where(posts.c.key == bindparam("gone")), {"gone": "b"}) == 1
        with pytest.raises(LookupError):
            new_key(connection, statement, facts)

    records.write(work)


def test_broken_promise_of_the_tables_is_the_same_error(records: SyncWriter) -> None:
    def add_twice(tx: SqlTransaction) -> None:
        row = {"key": "a", "verified": True, "posted_at": NOON}
        change_all(tx.posts._connection, insert(posts), [row, row])

    with pytest.raises(IntegrityError, match="UNIQUE"):
        records.write(add_twice)
    assert records.read(lambda tx: tx.posts.iterate_posts(0, 9)) == []


def test_a_post_is_found_or_added_once(records: SyncWriter) -> None:
    def twice(tx: SqlTransaction) -> None:
        added, is_new = tx.posts.find_or_add(incoming(), KALUGA)
        found, is_new_again = tx.posts.find_or_add(incoming("another text"), None)
        assert (is_new, is_new_again) == (True, False)
        assert added == found == tx.posts.get_post(added.id)

    records.write(twice)


def test_no_row_changes_nothing(records: SyncWriter) -> None:
    records.write(lambda tx: change_all(tx.posts._connection, insert(alerts), []))
    assert records.read(lambda tx: tx.alerts.read_of_post(1)) == []
