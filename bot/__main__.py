"""The command line: `python -m bot VERB`. Each verb loads only the rooms it needs."""

import sys

import structlog
import typer

from bot import verbs_live, verbs_reading, verbs_records
from bot.config_errors import ConfigError
from bot.incidents import new_incident_id
from bot.logs import setup_logs
from domain.errors import DomainError

cli = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Dozor turns forwarded official posts about downed drones into one number you can publish.",
)
cli.command("run")(verbs_live.run)
cli.command("demo")(verbs_live.demo)
cli.command("check-config")(verbs_live.check_config)
cli.command("health")(verbs_live.health)
cli.command("bench")(verbs_live.bench)
cli.command("extract")(verbs_reading.extract)
cli.command("evaluate")(verbs_reading.evaluate)
cli.command("tally")(verbs_reading.tally)
cli.command("import")(verbs_records.import_files)
cli.command("totals")(verbs_records.totals)
cli.command("rebuild")(verbs_records.rebuild)
cli.command("backup")(verbs_records.backup)
cli.command("restore")(verbs_records.restore)


def main() -> int:
    """Run a verb. 0: done; 1: some input was refused, the rest is done; 2: wrong usage or configuration."""
    try:
        cli()
    except (ConfigError, DomainError) as error:
        sys.stderr.write(f"dozor: {error}\n")
        return 2
    except BrokenPipeError:
        return 0
    except OSError as error:
        sys.stderr.write(f"dozor: {error}\n")
        return 1
    except Exception:
        incident_id = new_incident_id()
        setup_logs()
        structlog.get_logger("bot").exception("unexpected error", incident_id=incident_id)
        sys.stderr.write(f"dozor: unexpected error, incident {incident_id}; please report it\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
