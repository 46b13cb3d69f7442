"""The verb `export`: everything on record as files that a spreadsheet, a program and `import` can read."""

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from bot.config import load_config
from bot.export_files import ExportFiles, refuse_to_overwrite
from bot.lines import print_json
from bot.options import ConfigPath
from bot.verbs_records import DatabaseUrl, open_existing, period_of, regions_of
from services.export_guide import render_guide
from services.export_records import (
    MOST_AT_ONCE,
    ExportQuery,
    claim_rows,
    decision_rows,
    post_rows,
    read_extent,
    read_pages,
    total_rows,
)
from services.ports import Transaction
from services.rules import CountingRules


def export(
    *,
    output: Annotated[Literal["csv", "jsonl"], typer.Option("--format")] = "csv",
    out: Annotated[Path, typer.Option(help="The folder that the files are written into.")] = Path("export"),
    first: Annotated[str | None, typer.Option("--from", help="First day of claims, YYYY-MM-DD.")] = None,
    last: Annotated[str | None, typer.Option("--to", help="Last day of claims, YYYY-MM-DD.")] = None,
    region: Annotated[str | None, typer.Option(help="An ISO 3166-2 code such as RU-KLU.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite an export that is there.")] = False,
    database: DatabaseUrl = None,
    config: ConfigPath = None,
) -> None:
    """Write claims, totals, posts and decisions into files; `import` brings them back."""
    settings = load_config(config)
    rules = settings.counting_rules()
    query = ExportQuery(period_of(None, first, last), regions_of(region))
    if not force:
        refuse_to_overwrite(out)
    with open_existing(database or settings.storage.url) as records, ExportFiles(out, output) as files:
        complete = records.read(lambda tx: _write(tx, query, rules, files))
        files.finish(render_guide(_scope(query, rules)))
    print_json({"out": str(out), "format": output, **files.written, "over_all_days": complete})
    if not complete:
        sys.stderr.write(
            f"more than {MOST_AT_ONCE} claims count: the totals have each day and no rows over all days; "
            "`totals` tells those\n"
        )


def _write(tx: Transaction, query: ExportQuery, rules: CountingRules, files: ExportFiles) -> bool:
    """Write every row; whether the totals have rows over all days."""
    extent = read_extent(tx, query, rules)
    with _progress() as progress:
        posts = progress.add_task("posts", total=extent.posts)
        for page in read_pages(tx, query, rules):
            files.write("claims", claim_rows(tx, page, rules))
            files.write("posts", post_rows(page))
            files.write("decisions", decision_rows(tx, page))
            progress.advance(posts, len(page.posts))
        days = progress.add_task("days", total=extent.days)
        counted = 0
        for row in total_rows(tx, query):
            files.write("totals", [row])
            if row["by"] == "day":
                progress.advance(days)
                counted += row["claims"]
    return counted <= MOST_AT_ONCE


def _scope(query: ExportQuery, rules: CountingRules) -> str:
    """One line on what was exported."""
    if query.whole:
        return f"Everything on record. Counting zone: {rules.zone.key}."
    period = query.period
    days = f"Claims of the days from {period.first_on} to {period.last_on}"
    where = f" that name {', '.join(sorted(query.regions))}" if query.regions else ""
    return f"{days}{where}, with the posts that make them. Counting zone: {rules.zone.key}."


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
    )
