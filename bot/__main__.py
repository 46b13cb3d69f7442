"""The command line: `python -m bot VERB`. Each verb loads only the rooms it needs."""

import sys
from importlib import import_module

import typer

from bot.config_errors import ConfigError
from bot.incidents import new_incident_id
from bot.redaction import redact
from domain.errors import DomainError

_VERBS = {
    "run": "verbs_live.run",
    "demo": "verbs_live.demo",
    "check-config": "verbs_live.check_config",
    "health": "verbs_live.health",
    "bench": "verbs_live.bench",
    "extract": "verbs_reading.extract",
    "evaluate": "verbs_reading.evaluate",
    "tally": "verbs_tally.tally",
    "import": "verbs_import.import_files",
    "totals": "verbs_records.totals",
    "log": "verbs_log.log",
    "export": "verbs_export.export",
    "rebuild": "verbs_records.rebuild",
    "inbox": "verbs_queues.inbox",
    "outbox": "verbs_queues.outbox",
    "backup": "verbs_records.backup",
    "restore": "verbs_records.restore",
    "migrate-database": "verbs_database.migrate_database",
}
"""Every verb, in the order of the help, and the function of this package that does it."""


def make_cli(asked: str | None = None) -> typer.Typer:
    """The command line with every verb; with the asked one alone, so that only its rooms are loaded."""
    cli = typer.Typer(
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
        help="Dozor turns forwarded official posts about downed drones into one number you can publish.",
    )
    # Without it a command line of one verb would take no verb.
    cli.callback()(lambda: None)
    for verb in [asked] if asked in _VERBS else _VERBS:
        module, function = _VERBS[verb].split(".")
        cli.command(verb)(getattr(import_module(f"bot.{module}"), function))
    return cli


def main() -> int:
    """Run a verb. 0: done; 1: some input was refused, the rest is done; 2: wrong usage or configuration."""
    try:
        make_cli(sys.argv[1] if len(sys.argv) > 1 else None)()
    except (ConfigError, DomainError) as error:
        sys.stderr.write(redact(f"dozor: {error}\n"))
        return 2
    except BrokenPipeError:
        return 0
    except OSError as error:
        sys.stderr.write(redact(f"dozor: {error}\n"))
        return 1
    except Exception:
        import structlog  # noqa: PLC0415  only a failure needs the log

        from bot.logs import setup_logs  # noqa: PLC0415  the same

        incident_id = new_incident_id()
        setup_logs()
        structlog.get_logger("bot").exception("unexpected error", incident_id=incident_id)
        sys.stderr.write(f"dozor: unexpected error, incident {incident_id}; please report it\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
