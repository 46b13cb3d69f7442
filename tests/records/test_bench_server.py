"""`bench` on PostgreSQL measures in databases of its own: those that are there stay as they were."""

import os
import sys
from collections.abc import Iterator

import pytest

from bot.__main__ import main
from bot.bench.history import fill_history
from bot.bench.own_databases import OwnDatabases
from bot.bench.replicas import measure_replicas
from tests.servers import administered, need_server, own_database, parse_server, rows_of, run_on


@pytest.fixture
def named() -> Iterator[str]:
    """The address of a database that somebody else uses."""
    need_server()
    with own_database() as url:
        run_on(parse_server(url), "CREATE TABLE theirs (said text); INSERT INTO theirs VALUES ('hands off')")
        yield url


def databases_of_bench() -> set[str]:
    """Those that this process has made, by name."""
    rows = run_on(administered(), "SELECT datname::text FROM pg_database")
    return {name for (name,) in rows if name.startswith(f"dozor_bench_{os.getpid()}_")}


def test_databases_are_dropped_when_the_run_breaks_off_and_the_named_one_is_left_alone(named: str) -> None:
    databases = OwnDatabases(named)

    def break_off() -> None:
        with databases.made() as history:
            fill_history(history, 100)
            with databases.made(template=history) as copy:
                assert rows_of(copy, "SELECT count(*) FROM claims") == rows_of(
                    history, "SELECT count(*) FROM claims"
                )
                assert len(databases_of_bench()) == 2
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        break_off()
    assert not databases_of_bench()
    assert rows_of(named, "SELECT said FROM theirs") == [("hands off",)]
    assert rows_of(named, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == [(1,)]


def test_rate_of_two_replicas_is_told_beside_the_echo_and_one_bot_on_sqlite(named: str) -> None:
    databases = OwnDatabases(named)
    with databases.made() as history:
        fill_history(history, 100)
        figures = [*measure_replicas(databases, history, 100, replicas=(2,), posts=20, turns=1)]
    told = {figure.name: figure for figure in figures}
    assert [*told] == [
        "bare aiogram echo",
        *(f"bots, 1 on SQLite: {what}" for what in ("queued", "sent", "processor time")),
        *(f"bots, 2 on PostgreSQL: {what}" for what in ("queued", "sent", "processor time")),
    ]
    queued, sent = (told[f"bots, 2 on PostgreSQL: {what}"] for what in ("queued", "sent"))
    assert queued.value >= sent.value > 0
    assert queued.ratio == queued.value / told["bare aiogram echo"].value


@pytest.mark.parametrize(
    ("database", "told"),
    [
        ("sqlite:///data/dozor.db", "expected postgresql://"),
        (
            "postgresql://dozor:hidden@127.0.0.1:1/dozor",
            "postgresql://dozor@127.0.0.1:1/dozor: cannot be reached",
        ),
    ],
)
def test_address_that_cannot_be_measured_is_refused_in_one_line(
    database: str, told: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["bot", "bench", "--database", database])
    assert main() == 2
    said = capsys.readouterr()
    assert told in said.err
    assert len(said.err.splitlines()) == 1
    assert not said.out
