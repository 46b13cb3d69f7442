"""Verbs over the two queues: inbox (updates set aside) and outbox (messages not delivered)."""

import sys
from typing import Annotated

import typer

from bot.clock import system_clock
from bot.config import load_config
from bot.config_errors import ConfigError
from bot.lines import print_json
from bot.options import ConfigPath
from bot.verbs_records import DatabaseUrl, open_existing
from services.operations_desk import read_inbox, read_outbox

Limit = Annotated[int, typer.Option("--limit", min=1, help="At most so many, the newest.")]


def inbox(
    *,
    database: DatabaseUrl = None,
    config: ConfigPath = None,
    retry: Annotated[
        list[int] | None, typer.Option(help="Handle this update again; may be repeated.")
    ] = None,
    retry_all: Annotated[bool, typer.Option("--retry-all", help="Handle all of them again.")] = False,
    limit: Limit = 100,
) -> None:
    """List updates that could not be handled, as JSON lines; after an upgrade let them be tried again."""
    with open_existing(database or load_config(config).storage.url) as records:
        if retry_all or retry:
            wanted = None if retry_all else frozenset(retry or ())
            reopened = records.write(lambda tx: tx.inbox.reopen(wanted))
            sys.stderr.write(
                f"{reopened} updates will be handled again by the running bot, or at its start\n"
            )
            _expect(len(wanted) if wanted is not None else reopened, reopened, "set aside with its content")
            return
        found = records.read(lambda tx: read_inbox(tx, limit))
    for one in found.set_aside:
        print_json(
            {
                "update_id": one.update_id,
                "at": one.at.isoformat(),
                "incident": one.incident_id,
                "error": one.error,
                "kept": one.kept,
            }
        )
    _write_counts({state.value: number for state, number in found.counts.items()})


def outbox(
    *,
    database: DatabaseUrl = None,
    config: ConfigPath = None,
    dead: Annotated[bool, typer.Option("--dead", help="Only messages given up, not those too old.")] = False,
    retry: Annotated[list[int] | None, typer.Option(help="Send this message again; may be repeated.")] = None,
    limit: Limit = 100,
) -> None:
    """List messages that were not delivered, as JSON lines; or let some be tried again, however old."""
    with open_existing(database or load_config(config).storage.url) as records:
        if retry:
            now, wanted = system_clock(), sorted(frozenset(retry))
            revived = records.write(lambda tx: sum([tx.outbox.revive(one, now) for one in wanted]))
            sys.stderr.write(f"{revived} messages will be sent by the running bot, or at its start\n")
            _expect(len(wanted), revived, "given up or too old")
            return
        found = records.read(lambda tx: read_outbox(tx, limit, dead_only=dead))
    for row, at in found.rows:
        print_json(
            {
                "id": row.id,
                "key": row.message.key,
                "state": row.state.value,
                "at": at.isoformat(),
                "attempts": row.attempts,
                "error": row.error,
            }
        )
    _write_counts({state.value: number for state, number in found.counts.items()})


def _expect(asked: int, done: int, what: str) -> None:
    if done < asked:
        raise ConfigError(f"{asked - done} of {asked} are not {what}; list them without --retry")


def _write_counts(counts: dict[str, int]) -> None:
    sys.stderr.write(", ".join(f"{state} {number}" for state, number in counts.items()) + "\n")
