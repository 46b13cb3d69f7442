"""On PostgreSQL too, what is asked with each post and for answers has an index to be looked up by.

Its planner reads small tables through whatever indexes they have, so it is told not to where it can do else.
"""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Index
from sqlalchemy.dialects.postgresql.asyncpg import AsyncAdapt_asyncpg_cursor

from storage.sync_writer import SyncWriter, open_sync
from storage.tables import metadata
from storage.transaction import SqlTransaction
from tests.contract.makers import Clock
from tests.contract.store_steps import ANSWERS, PER_POST, Step, fill

SMALL = {"sources", "stale_scopes", "news"}
"""What may be read through: configured sources, an import's marks, and news, of which few wait."""

Statement = tuple[str, Any]


def _of_few_rows(index: Index) -> bool:
    return index.dialect_options["postgresql"]["where"] is not None


@pytest.fixture
def records(server_url: str) -> Iterator[SyncWriter]:
    with open_sync(server_url, clock=Clock()) as opened:
        opened.write(fill)
        yield opened


def plans(records: SyncWriter, step: Step, patch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """The steps of the plan of every statement that is run."""
    found: list[dict[str, Any]] = []

    def explain(tx: SqlTransaction) -> None:
        run = record(tx, step, patch)
        tx.connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        cursor = tx.connection.connection.cursor()
        for statement, values in run:
            if statement.split()[0] in {"SELECT", "INSERT", "UPDATE", "DELETE", "WITH"}:
                cursor.execute(f"EXPLAIN (FORMAT JSON) {statement}", values)
                ((told,),) = cursor.fetchall()
                found.extend(nodes((json.loads(told) if isinstance(told, str) else told)[0]["Plan"]))

    records.write(explain)
    return found


def record(tx: SqlTransaction, step: Step, patch: pytest.MonkeyPatch) -> list[Statement]:
    """What a step says to the driver."""
    run: list[Statement] = []
    execute, many = AsyncAdapt_asyncpg_cursor.execute, AsyncAdapt_asyncpg_cursor.executemany

    def note(cursor: Any, statement: str, values: Any = None) -> None:
        run.append((statement, values))
        execute(cursor, statement, values)

    def note_many(cursor: Any, statement: str, rows: Any) -> Any:
        run.append((statement, rows[0]))
        return many(cursor, statement, rows)

    with patch.context() as patched:
        patched.setattr(AsyncAdapt_asyncpg_cursor, "execute", note)
        patched.setattr(AsyncAdapt_asyncpg_cursor, "executemany", note_many)
        step(tx)
    return run


def nodes(plan: dict[str, Any], *, few: bool = False) -> Iterator[dict[str, Any]]:
    """A plan and its parts; `few` marks those of which only the first rows are wanted."""
    few = few or plan["Node Type"] == "Limit"
    yield {**plan, "few": few}
    for part in plan.get("Plans", ()):
        yield from nodes(part, few=few)


def is_read_through(node: dict[str, Any]) -> bool:
    """Of an index too, unless it holds but a few rows of its table, or only the first are wanted."""
    kind = node["Node Type"]
    if kind == "Seq Scan":
        return True
    whole = "Index" in kind and "Scan" in kind and "Index Cond" not in node
    return whole and not node["few"] and node.get("Index Name") not in OF_FEW_ROWS


OF_FEW_ROWS = {
    index.name for table in metadata.tables.values() for index in table.indexes if _of_few_rows(index)
}


@pytest.mark.parametrize("name", [*PER_POST, *ANSWERS])
def test_nothing_is_read_through_for_a_post_or_an_answer_on_a_server(
    name: str, records: SyncWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = plans(records, (PER_POST | ANSWERS)[name], monkeypatch)
    through = [node["Relation Name"] for node in found if is_read_through(node) and "Relation Name" in node]
    assert set(through) <= SMALL
