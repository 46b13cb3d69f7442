"""Verbs that run the whole bot, or look at how it is: run, demo, check-config, health, bench."""

import asyncio
import logging
import os
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from bot.clock import system_clock
from bot.config import load_config
from bot.config_errors import ConfigError
from bot.health_page import ask_health
from bot.heartbeat import HEARTBEAT_LIMIT, heartbeat_age, heartbeat_of, read_failing
from bot.lean_aiogram import import_aiogram
from bot.logs import setup_logs
from bot.options import ConfigPath

DemoPort = Annotated[
    int,
    typer.Option(
        envvar="DOZOR_DEMO_PORT",
        min=0,
        max=65535,
        help="Where `demo` answers /health and /metrics; 0: nowhere.",
    ),
]


def run(*, config: ConfigPath = None) -> None:
    """Run the bot until it is told to stop (Ctrl-C or SIGTERM); the log goes to stderr.

    Needs a token: telegram.token in config.toml, or DOZOR_TELEGRAM__TOKEN. Without one it says how to get it.
    """
    settings = load_config(config)
    settings.token()
    setup_logs(settings.logs.level, settings.logs.format, secrets=settings.secrets())
    logging.getLogger(__name__).info("connecting to %s", settings.telegram.api_base)
    import_aiogram()
    from bot.app import run_until_signalled  # noqa: PLC0415  the live bot's libraries take a second to load

    asyncio.run(run_until_signalled(settings, system_clock))


def demo(
    *,
    keep: Annotated[Path | None, typer.Option(help="Keep the database in this folder.")] = None,
    language: Annotated[
        Literal["ru", "en"] | None, typer.Option(help="Default: en where the locale is English, else ru.")
    ] = None,
    port: DemoPort = 0,
) -> None:
    """Show the whole bot at work, against a local Bot API inside this process; no network, no token."""
    import_aiogram()
    from bot.demo.stage import language_of, play  # noqa: PLC0415  the same

    setup_logs("error")
    named = [os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    asyncio.run(play(keep, language or language_of(next(filter(None, named), "")), port))


def check_config(*, config: ConfigPath = None) -> None:
    """Read the configuration and say what it amounts to, or what is wrong with it.

    Exit 0 when `run` would start with it, 2 when a key is wrong or there is no token. Telegram is not asked
    whether it knows the token.
    """
    from bot.config_story import NOTHING_TO_RUN_WITH, describe_config  # noqa: PLC0415  costs SQLAlchemy

    settings = load_config(config)
    sys.stdout.writelines(f"{line}\n" for line in describe_config(settings, config))
    if settings.telegram.token is None:
        raise ConfigError(NOTHING_TO_RUN_WITH)


def health(*, config: ConfigPath = None, port: DemoPort = 0) -> None:
    """Exit 0 when the running bot gave a sign of life within a minute and found nothing wrong, else 1.

    With --port, /health is asked there where no fresh sign is found: a demonstration leaves none.
    """
    sign = heartbeat_of(load_config(config))
    age = heartbeat_age(sign, system_clock())
    if port and (age is None or age > HEARTBEAT_LIMIT):
        wrong = ask_health(port)
        if wrong is not None:
            sys.stdout.writelines(f"{line}\n" for line in wrong or [f"port {port} says that all is well"])
            raise typer.Exit(int(bool(wrong)))
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
    database: Annotated[
        str | None,
        typer.Option(help="postgresql://…: measure it instead, with several bots, in databases of its own."),
    ] = None,
) -> None:
    """Measure the bot against its bare parts in the same run."""
    import_aiogram()
    from bot.bench.run import run_bench, run_bench_on_server, run_soak  # noqa: PLC0415  the same

    setup_logs("error")
    if soak is None and database is not None:
        run_bench_on_server(database, claims or [1_000, 100_000], as_json=as_json)
    elif soak is None:
        run_bench(claims or [1_000, 100_000], as_json=as_json)
    elif not run_soak(soak, as_json=as_json):
        raise typer.Exit(1)
