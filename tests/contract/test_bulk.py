"""Many rows at once, and the marks of what is left: nothing lost between lists, nothing said twice."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.alert import Alert, AlertState, Badge
from domain.record import StaleStretch
from storage.sync_writer import SyncWriter, open_sync
from storage.transaction import SqlTransaction
from tests.contract.makers import DAY, NOON, Clock, add_post, add_version, incoming

MANY = 1200
"""More than one list of a statement holds."""


@pytest.fixture
def records(migrated_url: str, clock: Clock) -> Iterator[SyncWriter]:
    with open_sync(migrated_url, clock=clock) as opened:
        yield opened


def add_many(tx: SqlTransaction) -> dict[str, int]:
    posts = [add_post(tx, number) for number in range(1, MANY + 1)]
    for post in posts:
        add_version(tx, post, f"text of {post.id}")
    return {post.key: post.id for post in posts}


def test_lists_longer_than_a_statement_holds_are_found_whole(records: SyncWriter) -> None:
    ids = records.write(add_many)
    keys = {*ids, "channel:-1:0"}
    found = records.read(lambda tx: tx.bulk.find_posts(keys))
    assert {key: post.id for key, post in found.items()} == ids
    texts = records.read(lambda tx: tx.bulk.find_texts(set(ids.values())))
    assert {post_id for post_id, _ in texts} == set(ids.values())
    assert records.read(lambda tx: tx.bulk.find_posts([])) == {}


def test_next_ids_are_those_after_the_last(records: SyncWriter) -> None:
    assert records.read(lambda tx: tx.bulk.next_ids()) == (1, 1)
    post, _ = records.write(lambda tx: tx.posts.find_or_add(incoming(), None))
    version = records.write(lambda tx: add_version(tx, post, "text"))
    assert records.read(lambda tx: tx.bulk.next_ids()) == (post.id + 1, version.id + 1)


def test_region_seen_is_kept_once_and_again_only_after_it_was_withdrawn(records: SyncWriter) -> None:
    post, _ = records.write(lambda tx: tx.posts.find_or_add(incoming(), None))
    sent = Alert(DAY, "RU-KLU", 0, post.id, Badge.FIRST_EVER, AlertState.ACTIVE, "alert:1")
    seen = replace(sent, state=AlertState.SEEN, badge=Badge.NEW_TODAY, message_key="alert:2")
    other = replace(seen, region="RU-BRY")
    records.write(lambda tx: tx.alerts.add(sent, NOON))
    for _ in range(2):
        records.write(lambda tx: tx.bulk.mark_seen([seen, seen, other], NOON))
    assert records.read(lambda tx: tx.alerts.find_latest(DAY, "RU-KLU")) == sent
    assert records.read(lambda tx: tx.alerts.find_latest(DAY, "RU-BRY")) == other
    records.write(lambda tx: tx.alerts.set_state(sent.key, AlertState.WITHDRAWN, NOON))
    for _ in range(2):
        records.write(lambda tx: tx.bulk.mark_seen([seen], NOON))
    latest = records.read(lambda tx: tx.alerts.find_latest(DAY, "RU-KLU"))
    assert latest == replace(seen, generation=1)


def test_marks_of_a_scope_are_replaced_and_read_in_order(records: SyncWriter) -> None:
    early, late = (
        StaleStretch("RU-KLU", NOON + timedelta(days=days), NOON + timedelta(days=days + 1))
        for days in (0, 9)
    )
    records.write(lambda tx: tx.stale.put("RU-KLU", [late, early]))
    records.write(lambda tx: tx.stale.put("RU-BRY", [replace(late, scope="RU-BRY")]))
    assert records.read(lambda tx: tx.stale.read("RU-KLU")) == [early, late]
    assert records.read(lambda tx: tx.stale.read_scopes()) == ["RU-BRY", "RU-KLU"]
    records.write(lambda tx: tx.stale.put("RU-KLU", []))
    assert records.read(lambda tx: tx.stale.read_scopes()) == ["RU-BRY"]
