"""Verbs that run the whole bot, or look at how it is: run, demo, check-config, health, bench."""

import asyncio
import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.clock import system_clock
from bot.config import load_config
from bot.heartbeat import HEARTBEAT_LIMIT, heartbeat_age, heartbeat_path, read_failing
from bot.logs import setup_logs
from bot.verbs_records import ConfigPath


def run(*, config: ConfigPath = None) -> None:
    """Run the bot until it is told to stop (Ctrl-C or SIGTERM)."""
    from bot.app import run_until_signalled  # noqa: PLC0415  the live bot's libraries load for this verb only

    settings = load_config(config)
    settings.token()
    setup_logs(settings.logs.level, settings.logs.format, secrets=settings.secrets())
    asyncio.run(run_until_signalled(settings, system_clock))


def demo(
    *,
    keep: Annotated[Path | None, typer.Option(help="Keep the database in this folder.")] = None,
) -> None:
    """Show the whole bot at work, against a local Bot API inside this process; no network, no token."""
    from bot.demo.stage import play  # noqa: PLC0415  the same

    setup_logs("error")
    asyncio.run(play(keep))


def check_config(*, config: ConfigPath = None) -> None:
    """Read the configuration and say what it amounts to, or what is wrong with it."""
    settings = load_config(config)
    out = sys.stdout
    out.write(f"token: {'given' if settings.telegram.token else 'missing (the bot will not run)'}\n")
    out.write(f"editors: {len(settings.access.editors) or 'none: nobody may hand posts in'}\n")
    out.write(f"channel: {settings.channel.chat_id or 'none: no alerts and no digest are sent'}\n")
    out.write(f"sources: {len(settings.sources) or 'none: no post can raise a number'}\n")
    for source in settings.sources:
        out.write(f"  {source.chat_id}  {source.name}  {source.issuer}  {source.home_region or '-'}\n")
    out.write(f"days are counted in {settings.counting.zone}; facts are kept in {settings.storage.url}\n")


def health(*, config: ConfigPath = None) -> None:
    """Exit 0 when the running bot gave a sign of life within a minute and found nothing wrong, else 1."""
    sign = heartbeat_path(load_config(config).storage.url)
    age = heartbeat_age(sign, system_clock())
    if age is None:
        sys.stderr.write("no sign of life: the bot has not run here\n")
        raise typer.Exit(1)
    sys.stdout.write(f"last sign of life {age.total_seconds():.0f} s ago\n")
    failing = read_failing(sign)
    sys.stdout.writelines(f"{line}\n" for line in failing)
    raise typer.Exit(int(age > HEARTBEAT_LIMIT or bool(failing)))


def bench(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
    claims: Annotated[
        list[int] | None, typer.Option(help="Sizes of the database to read from; default 1000 and 100000.")
    ] = None,
    soak: Annotated[
        int | None,
        typer.Option(min=1000, help="Only this, half an hour for 100000: memory over so many updates."),
    ] = None,
) -> None:
    """Measure the bot against its bare parts in the same run."""
    from bot.bench.run import run_bench, run_soak  # noqa: PLC0415  the same

    setup_logs("error")
    if soak is None:
        run_bench(claims or [1_000, 100_000], as_json=as_json)
    elif not run_soak(soak, as_json=as_json):
        raise typer.Exit(1)
