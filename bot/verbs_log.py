"""The verb `log`: what changed a figure, and which figures were shown when."""

import sys
from datetime import date, datetime
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.table import Table

from bot.config import load_config
from bot.lines import print_json
from bot.options import ConfigPath
from bot.totals_output import UNCUT, row_values
from bot.verbs_records import DatabaseUrl, open_existing, period_of, regions_of
from domain.change import ChangeLog, LoggedChange, ShownFigure
from domain.region import region_key
from domain.totals import TotalsRow
from services.change_log import read_log

_COLUMNS = ("at", "what", "days", "region", "before", "after", "why")


def log(
    *,
    database: DatabaseUrl = None,
    config: ConfigPath = None,
    day: Annotated[str | None, typer.Option(help="The day of the figures, YYYY-MM-DD.")] = None,
    first: Annotated[str | None, typer.Option("--from", help="First day, YYYY-MM-DD.")] = None,
    last: Annotated[str | None, typer.Option("--to", help="Last day, YYYY-MM-DD.")] = None,
    region: Annotated[str | None, typer.Option(help="An ISO 3166-2 code such as RU-KLU.")] = None,
    limit: Annotated[
        int, typer.Option(min=1, max=1_000_000, help="At most so many entries, the newest.")
    ] = 1000,
    output: Annotated[Literal["table", "json"], typer.Option("--format")] = "table",
) -> None:
    """What changed the figures of some days, by what, and where they were shown; oldest first."""
    settings = load_config(config)
    period = period_of(day, first, last)
    regions = regions_of(region)
    key = region_key(tuple(regions)) if regions is not None else None
    with open_existing(database or settings.storage.url) as records:
        found = records.read(lambda tx: read_log(tx, period, key, limit=limit))
    if output == "json":
        print_json([_values(entry) for entry in found.entries])
    else:
        _write_table(found, settings.zone())
    if found.left_out:
        sys.stderr.write("older entries left out; ask for fewer days or a greater --limit\n")


def _values(entry: LoggedChange | ShownFigure) -> dict[str, Any]:
    if isinstance(entry, ShownFigure):
        return {
            "at": entry.shown_at.isoformat(),
            "what": "shown",
            "first_on": _iso(entry.period.first_on),
            "last_on": _iso(entry.period.last_on),
            "region": entry.region,
            "before": None,
            "after": _figure(entry.figure),
            "cause": None,
            "link": None,
            "occasion": str(entry.occasion),
        }
    change = entry.change
    return {
        "at": change.changed_at.isoformat(),
        "what": "changed",
        "first_on": _iso(change.day),
        "last_on": _iso(change.day),
        "region": change.region,
        "before": _figure(change.before),
        "after": _figure(change.after),
        "cause": str(change.cause),
        "link": entry.link,
        "occasion": None,
    }


def _iso(day: date) -> str:
    return day.isoformat()


def _figure(row: TotalsRow | None) -> dict[str, Any] | None:
    if row is None or not row.claims:
        return None
    told = {name: value for name, value in row_values(row).items() if name != "key"}
    return {**told, "shared_count": row.shared_count}


def _write_table(found: ChangeLog, zone: ZoneInfo) -> None:
    table = Table()
    for column in _COLUMNS:
        table.add_column(column, no_wrap=True)
    for entry in found.entries:
        table.add_row(*_cells(_values(entry), zone))
    console = Console()
    Console(width=None if console.is_terminal else UNCUT).print(table)


def _cells(told: dict[str, Any], zone: ZoneInfo) -> tuple[str, ...]:
    at = datetime.fromisoformat(told["at"]).astimezone(zone)
    days = " – ".join(dict.fromkeys((told["first_on"], told["last_on"])))
    before = _cell(told["before"]) if told["what"] == "changed" else ""
    why = told["cause"] or told["occasion"]
    return f"{at:%Y-%m-%d %H:%M:%S}", told["what"], days, told["region"], before, _cell(told["after"]), why


def _cell(figure: dict[str, Any] | None) -> str:
    if figure is None:
        return "-"
    high = "∞" if figure["high"] is None else figure["high"]
    return f"{figure['low']}" if figure["low"] == high else f"{figure['low']}–{high} {figure['state']}"
