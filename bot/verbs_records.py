"""Verbs over a database of records: import, totals, rebuild, backup, restore."""

import sys
from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from bot.clock import system_clock
from bot.config import load_config
from bot.config_errors import ConfigError
from bot.lines import opened, print_json
from bot.totals_output import write_totals
from domain.region import get_region
from domain.totals import Period
from services.import_history import ImportCounts, import_lines
from services.read_totals import TotalsQuery, read_totals
from services.rebuild import rebuild as rebuild_records
from storage.backup import restore as restore_database
from storage.location import parse_url
from storage.sync_writer import SyncWriter, open_sync

_BATCH = 500

DatabaseUrl = Annotated[
    str | None,
    typer.Option("--database", help="sqlite:///PATH; default: storage.url of the configuration."),
]
ConfigPath = Annotated[Path | None, typer.Option("--config", help="Default: config.toml where there is one.")]


def import_files(
    files: Annotated[list[Path], typer.Argument(help='JSON lines as for `extract`; "-" for standard input.')],
    *,
    database: DatabaseUrl = None,
    config: ConfigPath = None,
) -> None:
    """Import history: counted on its days, never announced. Importing again changes nothing."""
    settings = load_config(config)
    rules = settings.counting_rules()
    counts = ImportCounts()
    with open_sync(database or settings.storage.url, clock=system_clock) as records, _progress() as progress:
        for path in files:
            task = progress.add_task(str(path), total=_size(path))
            for batch in _batches(path):
                now = system_clock()
                counts = counts.plus(
                    records.write(lambda tx, lines=batch, at=now: import_lines(tx, lines, rules, at))  # type: ignore[misc]
                )
                progress.advance(task, sum(len(line.encode()) for _, line in batch))
    for number, reason in counts.refused:
        sys.stderr.write(f"line {number}: {reason}\n")
    print_json(
        {
            "posts": counts.posts,
            "new": counts.new,
            "duplicates": counts.duplicates,
            "new_versions": counts.new_versions,
            "claims": counts.claims,
            "refused": len(counts.refused),
        }
    )
    raise typer.Exit(int(bool(counts.refused)))


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
    )


def _size(path: Path) -> int | None:
    return path.stat().st_size if path.is_file() else None


def _batches(path: Path) -> Iterator[list[tuple[int, str]]]:
    with opened(path) as lines:
        numbered = ((number, line) for number, line in enumerate(lines, 1) if line.strip())
        while batch := list(islice(numbered, _BATCH)):
            yield batch


def totals(
    *,
    database: DatabaseUrl = None,
    config: ConfigPath = None,
    day: Annotated[str | None, typer.Option(help="One day, YYYY-MM-DD.")] = None,
    first: Annotated[str | None, typer.Option("--from", help="First day, YYYY-MM-DD.")] = None,
    last: Annotated[str | None, typer.Option("--to", help="Last day, YYYY-MM-DD.")] = None,
    region: Annotated[str | None, typer.Option(help="An ISO 3166-2 code such as RU-KLU.")] = None,
    by: Annotated[
        Literal["region", "day", "originator"], typer.Option(help="What the rows are by.")
    ] = "region",
    as_of: Annotated[str | None, typer.Option(help="As known at this instant, ISO 8601 with a zone.")] = None,
    output: Annotated[Literal["table", "json", "csv"], typer.Option("--format")] = "table",
) -> None:
    """Reconciled totals; without days, over everything on record."""
    settings = load_config(config)
    period = _period(day, first, last)
    regions = frozenset(get_region(code).code for code in region.split("+")) if region else None
    query = TotalsQuery(period, regions, by, _instant(as_of))
    with _open_existing(database or settings.storage.url) as records:
        found = records.read(lambda tx: read_totals(tx, query))
    write_totals(found, output)


def _open_existing(url: str) -> SyncWriter:
    """A mistyped path must not become an empty database that answers 0."""
    path = parse_url(url)
    if not path.exists():
        raise ConfigError(f"{path}: no such database; name another with --database, or import into it first")
    return open_sync(url, clock=system_clock)


def _period(day: str | None, first: str | None, last: str | None) -> Period:
    if day is not None and (first is not None or last is not None):
        raise ConfigError("--day is one day, --from and --to are a period: give one or the other")
    period = Period(_day(day or first, date.min), _day(day or last, date.max))
    if period.first_on > period.last_on:
        raise ConfigError(f"--from {first} is after --to {last}")
    return period


def _day(text: str | None, default: date) -> date:
    try:
        return date.fromisoformat(text) if text else default
    except ValueError:
        raise ConfigError(f'"{text}" is not a day; write it as 2026-11-12') from None


def _instant(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise ConfigError(f'"{text}" is not an instant; write it as 2026-11-12T09:40:00+03:00') from None
    if instant.tzinfo is None:
        raise ConfigError(f'"{text}" has no zone; write it as 2026-11-12T09:40:00+03:00')
    return instant


def rebuild(
    *,
    database: DatabaseUrl = None,
    config: ConfigPath = None,
    check: Annotated[bool, typer.Option("--check", help="Change nothing; exit 1 on any difference.")] = False,
) -> None:
    """Read every stored text again and reconcile everything anew, printing what differs."""
    settings = load_config(config)
    rules = settings.counting_rules()
    with _open_existing(database or settings.storage.url) as records:
        differences = records.write(lambda tx: list(rebuild_records(tx, rules, check=check)))
    for difference in differences:
        sys.stdout.write(f"{difference.subject}: {difference.what}\n")
    sys.stderr.write(f"{len(differences)} differences\n")
    raise typer.Exit(int(check and bool(differences)))


def backup(
    file: Annotated[Path, typer.Argument(help="Where the copy goes.")],
    *,
    database: DatabaseUrl = None,
    config: ConfigPath = None,
) -> None:
    """Copy the database while it is in use; the copy is opened and checked before it gets its name."""
    settings = load_config(config)
    with _open_existing(database or settings.storage.url) as records:
        records.backup(file)
    sys.stderr.write(f"backed up to {file}, verified\n")


def restore(
    file: Annotated[Path, typer.Argument(help="A backup.")],
    *,
    database: DatabaseUrl = None,
    config: ConfigPath = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite a database that is there.")] = False,
) -> None:
    """Put a backup in the place of the database. Stop the bot first."""
    settings = load_config(config)
    restore_database(file, database or settings.storage.url, force=force)
    sys.stderr.write(f"restored from {file}, verified\n")
