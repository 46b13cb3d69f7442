"""Totals on standard output: a table, JSON or CSV."""

import csv
import json
import sys
from typing import Any

from rich.console import Console
from rich.table import Table

from domain.totals import Totals, TotalsRow

UNCUT = 160
COLUMNS = ("key", "low", "best", "high", "floor", "ceiling", "state", "claims", "unnumbered")


def write_totals(totals: Totals, output: str) -> None:
    """Write the rows and the row of all, which comes last under the key "all"."""
    rows = [row_values(row) for row in (*totals.rows, totals.all)]
    if output == "json":
        sys.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
    elif output == "csv":
        writer = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    else:
        _write_table(rows)


def row_values(row: TotalsRow) -> dict[str, Any]:
    """One row by the columns that docs/COMMANDS.md lists; a missing upper limit is null."""
    figure = row.tally
    return {
        "key": row.key,
        "low": figure.low,
        "best": figure.best,
        "high": figure.high,
        "floor": figure.floor,
        "ceiling": figure.ceiling,
        "state": str(figure.state),
        "claims": row.claims,
        "unnumbered": row.unnumbered,
    }


def _write_table(rows: list[dict[str, Any]]) -> None:
    table = Table()
    for column in COLUMNS:
        table.add_column(column, no_wrap=True)
    for row in rows:
        table.add_row(*("∞" if row[column] is None else str(row[column]) for column in COLUMNS))
    # In a pipe there is no width to fit into: nothing is cut.
    console = Console()
    Console(width=None if console.is_terminal else UNCUT).print(table)
