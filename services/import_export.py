"""Rows of our own export → records: posts, texts and claims as they were recorded, not as they read today.

Claims are facts: they come back as they are, and where present rules read a text otherwise, that is for
`rebuild` to say. A text on record stays as it is; so an import repeated changes nothing, and one into a
database in use adds what is not there. Nobody is alerted. Figures are not read: they are counted anew.

An import is one run over all its files, in the order of ORDER: `begin_run`, then `import_rows` for each batch
that `batches` makes of a file's rows (`values_of_cells` of services/export_parsing.py first, where they come
from CSV). A run that was stopped is begun again from its first row: what is there is passed over quickly.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from domain.errors import RefusedLineError
from services.export_columns import ClaimRow, DecisionRow, PostRow
from services.export_parsing import RECORD, TextRow, parse_row
from services.import_counts import ImportCounts
from services.import_decisions import ExportRun, import_decisions
from services.import_texts import TextBatch, is_sound
from services.ports import Transaction
from services.rules import CountingRules

__all__ = ["ORDER", "PASSED_OVER", "ExportRun", "Numbered", "batches", "begin_run", "import_rows", "place_of"]

ORDER = ("post", "claim", "decision", "total")
"""What rows are, in the order in which their files are imported; totals are passed over."""


PASSED_OVER = "total"
"""Rows that an import leaves unread."""

Numbered = tuple[int, Mapping[str, Any]]
"""The values of a row with the number of its line."""

_BATCH = 1000


def begin_run(tx: Transaction, records: Collection[str]) -> ExportRun:
    """Before the first rows of a run; `records`: what the rows of its files are, as `record_of` tells."""
    return ExportRun(tx.bulk.next_ids()[1] - 1, "claim" in records)


def place_of(record: str | None) -> int:
    """The place of a file among those of its import, by what `record_of` tells of it."""
    return ORDER.index(record) if record in ORDER else len(ORDER)


def batches(rows: Iterable[Numbered], size: int = _BATCH) -> Iterator[list[Numbered]]:
    """The rows in transactions' worth: those of one text, or the decisions on one post, are not torn apart.

    Claims that an editor bound to claims of other texts come last, when those are there.
    """
    bound: list[Numbered] = []
    batch: list[Numbered] = []
    last = None
    for number, given in rows:
        if given.get("bonds"):
            bound.append((number, given))
            continue
        about = given.get("post"), given.get("version") if given.get(RECORD) != "decision" else None
        if len(batch) >= size and about != last:
            yield batch
            batch = []
        batch.append((number, given))
        last = about
    yield from (some for some in (batch, bound) if some)


def import_rows(
    tx: Transaction,
    rows: Iterable[Numbered],
    rules: CountingRules,
    now: datetime,
    run: ExportRun | None = None,
) -> ImportCounts:
    """Store rows; those that cannot be used are refused with reasons. Without `run`, they are all of it."""
    texts: list[tuple[int, TextRow]] = []
    decisions: list[tuple[int, DecisionRow]] = []
    refused: list[tuple[int, str]] = []
    for number, given in rows:
        try:
            row = parse_row(given)
        except RefusedLineError as error:
            refused.append((number, error.reason))
            continue
        if isinstance(row, ClaimRow | PostRow):
            texts.append((number, row))
        elif isinstance(row, DecisionRow):
            decisions.append((number, row))
    run = run or begin_run(tx, {row.record for _, row in texts})
    clashes = _clashes(texts)
    refused += [(number, clashes[row.post]) for number, row in texts if row.post in clashes]
    texts = [(number, row) for number, row in texts if row.post not in clashes]
    batch = TextBatch(tx, [row for _, row in texts], rules, run, now)
    for number, text in texts:
        try:
            batch.take(text)
        except RefusedLineError as error:
            refused.append((number, error.reason))
    batch.store(now)
    refused += import_decisions(tx, decisions, rules, now, run)
    return replace(batch.counts(), refused=tuple(sorted(refused)))


def _clashes(texts: Iterable[tuple[int, TextRow]]) -> dict[str, str]:
    """Posts of which two sound rows tell one claim differently, with the reason: which is meant?"""
    first: dict[tuple[str, str, int], tuple[int, ClaimRow]] = {}
    clashes: dict[str, str] = {}
    for number, row in texts:
        if not isinstance(row, ClaimRow):
            continue
        address = row.post, row.version, row.ordinal
        earlier, told = first.setdefault(address, (number, row))
        if told == row or not is_sound(row):
            continue
        if not is_sound(told):
            first[address] = number, row
        else:
            clashes.setdefault(
                row.post, f"ordinal: rows {earlier} and {number} are both claim {row.ordinal} of one text"
            )
    return clashes
