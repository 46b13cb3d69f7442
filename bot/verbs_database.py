"""The verb that moves everything on record to another database."""

import json
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from typing import Annotated, Literal

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from bot.clock import system_clock
from bot.config_errors import ConfigError
from bot.lines import print_json
from bot.totals_output import row_values
from domain.totals import Period
from services.read_totals import TotalsQuery, read_totals
from storage.holders import holder_runs
from storage.location import parse_url
from storage.moving import Moved, count_all, move
from storage.presence import is_there
from storage.sync_writer import SyncWriter, open_sync

_EVERYTHING = Period(date.min, date.max)
_WAYS: tuple[Literal["region", "day", "originator"], ...] = ("region", "day", "originator")
_NEXT = """Next: name the new database as storage.url in config.toml (a password may come from
DOZOR_STORAGE__URL), look at it with `check-config` and `totals`, then start the bot. The old one is as it
was: keep it until the new one has a backup of its own.
"""


def migrate_database(
    *,
    source: Annotated[str, typer.Option("--from", help="The database that is there.")],
    target: Annotated[
        str, typer.Option("--to", help="An empty one: it is made ready, not created, on a server.")
    ],
) -> None:
    """Copy everything into an empty database of another kind or place, and compare. Stop the bot first."""
    old, new = parse_url(source), parse_url(target)
    if old == new:
        raise ConfigError("--from and --to are the same database")
    if not is_there(source):
        raise ConfigError(f"{old}: no such database")
    with closing(open_sync(source, clock=system_clock, migrate=False)) as records:
        _refuse_under_a_bot(records)
        with closing(open_sync(target, clock=system_clock)) as copy:
            with _progress(sum(count_all(records).values())) as moved:
                rows = move(records, copy, moved)
            differing = [by for by in _WAYS if _totals(records, by) != _totals(copy, by)]
    if differing:
        raise ConfigError(
            f"{new}: the totals by {', '.join(differing)} are not those of {old}; do not use it"
        )
    print_json({"from": str(old), "to": str(new), "tables": len(rows), "rows": sum(rows.values())})
    sys.stderr.write(
        f"copied and compared: every table and the totals by {', '.join(_WAYS)} are equal\n{_NEXT}"
    )


def _refuse_under_a_bot(records: SyncWriter) -> None:
    """What it would take in meanwhile would be missing in the copy."""
    for holder in records.read(lambda tx: tx.instance.read_all()):
        if holder_runs(holder, system_clock()):
            where = f"process {holder.pid} on {holder.host.partition(' ')[0]}"
            raise ConfigError(f"a bot runs on it ({where}); stop it first")


def _totals(records: SyncWriter, by: Literal["region", "day", "originator"]) -> str:
    """As the verb `totals` prints them."""
    found = records.read(lambda tx: read_totals(tx, TotalsQuery(_EVERYTHING, by=by)))
    return json.dumps([row_values(row) for row in (*found.rows, found.all)], ensure_ascii=False)


@contextmanager
def _progress(rows: int) -> Iterator[Moved]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("rows", total=rows)

        def moved(table: str, count: int) -> None:
            bar.update(task, description=table, advance=count)

        yield moved
