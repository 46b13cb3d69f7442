"""Verbs over a database of records: totals, rebuild, backup, restore."""

import sys
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Literal

import typer

from bot.clock import system_clock
from bot.config import load_config
from bot.config_errors import ConfigError
from bot.options import ConfigPath
from bot.totals_output import write_totals
from domain.region import get_region
from domain.totals import Period
from services.read_totals import TotalsQuery, read_totals
from services.rebuild import rebuild as rebuild_records
from storage.backup import restore as restore_database
from storage.holders import holder_runs
from storage.location import parse_url
from storage.presence import is_there
from storage.sync_writer import SyncWriter, open_sync

DatabaseUrl = Annotated[
    str | None,
    typer.Option(
        "--database",
        help="sqlite:///PATH or postgresql://USER@HOST/NAME; default: storage.url of the configuration.",
    ),
]


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
    strict: Annotated[
        bool, typer.Option("--strict", help="Leave out claims whose hours cross the edge of the period.")
    ] = False,
    output: Annotated[Literal["table", "json", "csv"], typer.Option("--format")] = "table",
) -> None:
    """Reconciled totals; without days, over everything on record."""
    settings = load_config(config)
    period = period_of(day, first, last)
    regions = regions_of(region)
    query = TotalsQuery(period, regions, by, _instant(as_of), strict, zone=settings.zone())
    with open_existing(database or settings.storage.url) as records:
        found = records.read(lambda tx: read_totals(tx, query))
    write_totals(found, output)
    if strict:
        sys.stderr.write(f"{found.all.left_out} claims left out: their hours cross the edge of the period\n")


def open_existing(url: str) -> SyncWriter:
    """A mistyped path must not become an empty database that answers 0."""
    if not is_there(url):
        place = parse_url(url)
        raise ConfigError(f"{place}: no such database; name another with --database, or import into it first")
    return open_sync(url, clock=system_clock)


def period_of(day: str | None, first: str | None, last: str | None) -> Period:
    if "" in (day, first, last):
        raise ConfigError("a day is empty; write it as 2026-11-12, or leave the option out")
    if day is not None and (first is not None or last is not None):
        raise ConfigError("--day is one day, --from and --to are a period: give one or the other")
    period = Period(_day(day or first, date.min), _day(day or last, date.max))
    if period.first_on > period.last_on:
        raise ConfigError(f"--from {first} is after --to {last}")
    return period


def regions_of(region: str | None) -> frozenset[str] | None:
    """The codes of a region key; UnknownRegionError also for an empty one, which must not mean all."""
    return None if region is None else frozenset(get_region(code).code for code in region.split("+"))


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
    with open_existing(database or settings.storage.url) as records:
        differences = records.write(
            lambda tx: list(rebuild_records(tx, rules, check=check, now=system_clock()))
        )
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
    with open_existing(database or settings.storage.url) as records:
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
    url = database or settings.storage.url
    restore_database(file, url, force=force, runs=lambda holder: holder_runs(holder, system_clock()))
    sys.stderr.write(f"restored from {file}, verified\n")
