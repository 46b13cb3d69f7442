"""Some days' figures and claims as files for a chat: the same rows and cells as the verb `export` writes."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from domain.errors import ExportTooLargeError
from domain.screen import Document
from services.export_cells import to_cell
from services.export_columns import FILES, columns_of
from services.export_records import ExportQuery, claim_rows, read_pages, total_rows
from services.export_rows import Row
from services.ports import Transaction
from services.rules import CountingRules

MOST_BYTES = 45 * 2**20
"""Telegram takes files of 50 MB from a bot (https://core.telegram.org/bots/api#senddocument)."""


def export_documents(tx: Transaction, query: ExportQuery, rules: CountingRules) -> tuple[Document, ...]:
    """`totals` and the counted `claims` of the days asked for; ExportTooLargeError beyond what a chat takes.

    Anyone may ask: what nobody vouches for yet stays out.
    """
    days = f"{query.period.first_on}_{query.period.last_on}"
    pages = read_pages(tx, query, rules)
    claims = (row for page in pages for row in claim_rows(tx, page, rules) if row["live"])
    return (
        Document(f"totals_{days}.csv", _written("totals", total_rows(tx, query))),
        Document(f"claims_{days}.csv", _written("claims", claims)),
    )


def _written(name: str, rows: Iterable[Row]) -> bytes:
    columns = columns_of(FILES[name])
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    for cells in _cells(rows, columns):
        writer.writerow(cells)
        if text.tell() > MOST_BYTES:
            raise ExportTooLargeError
    content = text.getvalue().encode("utf-8-sig")
    if len(content) > MOST_BYTES:
        raise ExportTooLargeError
    return content


def _cells(rows: Iterable[Row], columns: Sequence[str]) -> Iterator[list[str]]:
    return ([to_cell(row.get(column)) for column in columns] for row in rows)
