"""What the bot asks for with each post, and for its answers, is looked up by index, never read through."""

import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from storage.sync_writer import SyncWriter, open_sync
from storage.transaction import SqlTransaction
from tests.contract import makers, replica_steps, store_steps, subscribing_steps
from tests.contract.makers import NOON, Clock
from tests.contract.store_steps import ANSWERS, PER_POST, Step, fill

SMALL = ("SCAN sources", "SCAN stale_scopes", "SCAN regions", "SCAN CONSTANT ROW")
"""What may be read through: configured sources, an import's marks, and rows that the query itself makes."""


@pytest.fixture
def records(migrated_url: str, clock: Clock) -> Iterator[SyncWriter]:
    with open_sync(migrated_url, clock=clock) as opened:
        opened.write(fill)
        yield opened


def plans(records: SyncWriter, step: Step) -> list[str]:
    """The plan of every statement that a step runs."""
    found: list[str] = []

    def explain(tx: SqlTransaction) -> None:
        connection: Connection = tx.posts._connection
        driver = connection.connection.driver_connection
        assert driver is not None
        run: list[str] = []
        driver.set_trace_callback(run.append)
        step(tx)
        driver.set_trace_callback(None)
        for statement in run:
            found.extend(row[3] for row in driver.execute(f"EXPLAIN QUERY PLAN {statement}"))

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


WHOLE = {
    "decisions.read_decided_posts",
    "corrections.read",
    "dialogs.read_keys",
    "inbox.prune",
    "meta.forget",
    "inbox.count_by_state",
    "outbox.count_by_state",
    "sources.read_standings",
    "clusters.read_scopes",
    "clusters.forget_months",
    "clusters.replace_all",
    "pages.count_posts",
    "pages.find_posted",
    "pages.add_claims",
    "news.find_oldest",
    "news.find_next",
    "news.forget_all",
    "subscriptions.count_chats",
    "people.forget",
    "paces.prune",
    "instance.read_all",
    "backlog.read_size",
    "bulk.add_posts",
    "bulk.add_versions",
    "bulk.add_reports",
    "bulk.add_claims",
}
"""Plain inserts, what walks a small table, and what `rebuild`, pruning or an export does by reading all;
and forgetting a person, who asks for it once."""


def test_every_method_of_every_store_is_looked_at(records: SyncWriter) -> None:
    """A statement added later has its plan read here, or a reason why it need not."""
    used: set[str] = set()

    def note_all(tx: SqlTransaction) -> None:
        for store_name, store in vars(tx).items():
            if store_name == "connection":
                continue
            methods = {name for name, kind in vars(type(store)).items() if callable(kind) and name[0] != "_"}
            used.update(f"{store_name}.{name}" for name in methods)

    records.read(note_all)
    source = Path(__file__).read_text(encoding="utf-8")
    source += "".join(map(inspect.getsource, (makers, store_steps, subscribing_steps, replica_steps)))
    looked_at = set(re.findall(r"tx\.(\w+\.\w+)\(", source))
    assert used - looked_at == WHOLE
