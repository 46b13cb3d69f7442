"""What the bot asks for with each post, and for its answers, is looked up by index, never read through."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, event

from domain.alert import Alert, AlertState, Badge
from domain.report import PostKind, Report, Summary
from storage.sync_writer import SyncWriter, open_sync
from storage.transaction import SqlTransaction
from tests.contract.makers import (
    DAY,
    KALUGA,
    NOON,
    Clock,
    add_post,
    add_version,
    claim,
    incoming,
    message,
    part,
)

Step = Callable[[SqlTransaction], object]
CODES = ["RU-KLU", "RU-BRY"]
METRICS = {"downed", "debris"}

PER_POST: dict[str, Step] = {
    "find_post": lambda tx: tx.posts.find_post("channel:1:1"),
    "add_post": lambda tx: add_post(tx, 8),
    "get_post": lambda tx: tx.posts.get_post(1),
    "add_submission": lambda tx: tx.posts.add_submission(1, incoming(message_id=99).submission),
    "count_submissions": lambda tx: tx.posts.count_submissions(1),
    "find_version": lambda tx: tx.posts.find_version(1, "hash"),
    "get_version": lambda tx: tx.posts.get_version(1),
    "add_version": lambda tx: add_version(tx, tx.posts.get_post(1), "another text"),
    "iterate_versions": lambda tx: tx.posts.iterate_versions(1),
    "set_current_version": lambda tx: tx.posts.set_current_version(1, 1),
    "put_report": lambda tx: tx.posts.put_report(1, Report(PostKind.OTHER, Summary(False)), "1"),
    "find_report": lambda tx: tx.posts.find_report(1),
    "add_claims": lambda tx: tx.claims.add_claims(
        tx.posts.get_post(1), 2, [(claim("RU-KLU"), DAY)], live=True
    ),
    "read_of_version": lambda tx: tx.claims.read_of_version(1),
    "read_by_ids": lambda tx: tx.claims.read_by_ids(["1.1.0", "1.1.1"]),
    "set_live": lambda tx: tx.claims.set_live(1, live=True),
    "unset_live": lambda tx: tx.claims.set_live(1, live=False),
    "delete_of_version": lambda tx: tx.claims.delete_of_version(2),
    "country touching": lambda tx: tx.claims.read_live_between("*", NOON, NOON),
    "region touching": lambda tx: tx.claims.read_live_between("RU-KLU", NOON, NOON),
    "has_live": lambda tx: tx.claims.has_live("RU-KLU", DAY, METRICS),
    "last_day_before": lambda tx: tx.claims.last_day_before("RU-KLU", DAY, METRICS),
    "parts touching": lambda tx: tx.clusters.read_touching("*", NOON, NOON),
    "replace": lambda tx: tx.clusters.replace("*", [part("*", "1.1.0")], [part("*", "1.1.0", "1.1.1")]),
    "alerts.find_latest": lambda tx: tx.alerts.find_latest(DAY, "RU-KLU"),
    "alerts.read_of_message": lambda tx: tx.alerts.read_of_message("alert:1"),
    "alerts.read_of_post": lambda tx: tx.alerts.read_of_post(1),
    "alerts.set_state": lambda tx: tx.alerts.set_state("key", AlertState.WITHDRAWN, NOON),
    "outbox.add": lambda tx: tx.outbox.add(message("new"), NOON),
    "outbox.find": lambda tx: tx.outbox.find("key"),
    "supersede": lambda tx: tx.outbox.supersede_pending_edit("key"),
    "lease_due": lambda tx: tx.outbox.lease_due(NOON, 60, 10),
    "mark_sent": lambda tx: tx.outbox.mark_sent(1, 7, NOON),
    "mark_retry": lambda tx: tx.outbox.mark_retry(1, NOON, "flood"),
    "mark_dead": lambda tx: tx.outbox.mark_dead(1, "blocked", NOON),
    "migrate_chat": lambda tx: tx.outbox.migrate_chat(-5, -1005),
    "add_updates": lambda tx: tx.inbox.add_updates([(1, "a"), (2, "b")], NOON),
    "read_open": lambda tx: tx.inbox.read_open(100),
    "inbox.close": lambda tx: tx.inbox.close(1, NOON),
    "set_aside": lambda tx: tx.inbox.set_aside(2, "inc", "error", NOON),
    "find_language": lambda tx: tx.chats.find_language(1),
    "meta.find": lambda tx: tx.meta.find("key"),
    "sources.find": lambda tx: tx.sources.find("kaluga"),
}
ANSWERS: dict[str, Step] = {
    "live": lambda tx: tx.claims.read_live(DAY, DAY),
    "live of regions": lambda tx: tx.claims.read_live(DAY, DAY, regions=CODES),
    "live at": lambda tx: tx.claims.read_live(DAY, DAY, as_of=NOON),
    "live of regions at": lambda tx: tx.claims.read_live(DAY, DAY, regions=CODES, as_of=NOON),
    "every": lambda tx: tx.claims.read_all_metrics(DAY, DAY, None),
    "every of regions": lambda tx: tx.claims.read_all_metrics(DAY, DAY, CODES),
    "regions": lambda tx: tx.claims.read_regions(),
    "scope": lambda tx: tx.clusters.read_scope("RU-KLU"),
    "page of posts": lambda tx: tx.posts.iterate_posts(0, 10),
    "set aside": lambda tx: tx.inbox.read_set_aside(10),
    "decisions": lambda tx: tx.decisions.read_of_subject("claim:1.1.0"),
}
SMALL = ("SCAN sources", "SCAN regions", "SCAN CONSTANT ROW")
"""What may be read through: a handful of configured sources, and rows that the query itself makes."""


@pytest.fixture
def records(migrated_url: str, clock: Clock) -> Iterator[SyncWriter]:
    with open_sync(migrated_url, clock=clock) as opened:
        opened.write(fill)
        yield opened


def fill(tx: SqlTransaction) -> None:
    tx.sources.sync([KALUGA], NOON)
    post = add_post(tx)
    version = add_version(tx, post, "text")
    add_version(tx, post, "later text")
    tx.claims.add_claims(post, version.id, [(claim("RU-KLU"), DAY)], live=True)
    tx.clusters.replace("*", [], [part("*", "1.1.0")])
    tx.alerts.add(Alert(DAY, "RU-KLU", 1, post.id, Badge.NEW_TODAY, AlertState.ACTIVE, "alert:1"), NOON)
    tx.outbox.add(message("key"), NOON)
    tx.inbox.add_updates([(1, "a")], NOON)


def plans(records: SyncWriter, step: Step) -> list[str]:
    """The plan of every statement that a step runs."""
    found: list[str] = []

    def explain(tx: SqlTransaction) -> None:
        connection: Connection = tx.posts._connection
        run: list[tuple[str, Any]] = []

        def note(*call: Any) -> None:
            run.append((call[2], call[3]))

        event.listen(connection, "before_cursor_execute", note)
        step(tx)
        event.remove(connection, "before_cursor_execute", note)
        for statement, parameters in run:
            one = parameters[0] if isinstance(parameters, list) else parameters
            rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", one)
            found.extend(row.detail for row in rows)

    records.write(explain)
    return found


@pytest.mark.parametrize("name", [*PER_POST, *ANSWERS])
def test_nothing_is_read_through_for_a_post_or_an_answer(name: str, records: SyncWriter) -> None:
    found = plans(records, (PER_POST | ANSWERS)[name])

    scans = [line for line in found if line.startswith("SCAN") and not line.startswith(SMALL)]
    assert scans == []


def test_windows_are_bounded_on_both_sides_by_the_index(records: SyncWriter) -> None:
    for scope in ("*", "RU-KLU"):
        found = plans(records, lambda tx, scope=scope: tx.claims.read_live_between(scope, NOON, NOON))
        assert any("is_long=? AND end_at>? AND end_at<?" in line for line in found), found
