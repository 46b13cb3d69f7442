"""Opening a database on a server: migrated when empty, refused in plain words when it cannot be used."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from storage.errors import (
    DatabaseError,
    NewerDatabaseError,
    NotADatabaseError,
    OlderDatabaseError,
    ServerRefusedError,
    ServerUnavailableError,
)
from storage.migrations import runner
from storage.presence import is_there
from storage.schema import HEAD
from storage.sync_writer import open_sync
from storage.tables import metadata
from storage.transaction import SqlTransaction
from tests.contract.makers import Clock, add_post
from tests.servers import administered, need_server, own_database, parse_server, run_on


@pytest.fixture
def empty_url() -> Iterator[str]:
    """A database that has had no migrations."""
    need_server()
    with own_database() as url:
        yield url


def refused_as(kind: type[DatabaseError], url: str, *, migrate: bool = True) -> str:
    with pytest.raises(kind) as refused:
        open_sync(url, clock=Clock(), migrate=migrate)
    assert "\n" not in refused.value.reason
    return refused.value.reason


def test_empty_database_is_no_records_and_is_made_ready_when_opened(empty_url: str) -> None:
    assert not is_there(empty_url)
    refused_as(OlderDatabaseError, empty_url, migrate=False)
    assert not is_there(empty_url)

    with open_sync(empty_url, clock=Clock()) as records:
        assert records.write(add_post).id == 1
    assert is_there(empty_url)
    with open_sync(empty_url, clock=Clock(), migrate=False) as again:
        assert len(again.read(lambda tx: tx.posts.iterate_posts(0, 9))) == 1


def test_migrations_go_up_down_and_up_again_and_make_what_the_tables_say(empty_url: str) -> None:
    open_sync(empty_url, clock=Clock()).close()

    def down_and_up(tx: SqlTransaction) -> None:
        connection = tx.connection
        runner.downgrade(connection, "base")
        assert inspect(connection).get_table_names() == ["alembic_version"]
        runner.upgrade(connection, HEAD)
        assert set(metadata.tables) < set(inspect(connection).get_table_names())
        compared = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(compared, metadata) == []

    with open_sync(empty_url, clock=Clock(), migrate=False) as records:
        records.write(down_and_up)


def test_short_texts_sort_by_their_bytes_whatever_the_server_speaks(server_url: str) -> None:
    others = run_on(
        parse_server(server_url),
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' "
        "AND data_type = 'character varying' AND collation_name IS DISTINCT FROM 'C' "
        "AND table_name != 'alembic_version'",
    )
    assert others == []


def test_database_of_another_program_is_left_alone(empty_url: str) -> None:
    run_on(parse_server(empty_url), "CREATE TABLE diaries (words TEXT);")
    refused_as(NotADatabaseError, empty_url)
    assert run_on(
        parse_server(empty_url), "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'"
    ) == [("diaries",)]


def test_database_of_a_newer_program_is_refused(empty_url: str) -> None:
    open_sync(empty_url, clock=Clock()).close()
    run_on(parse_server(empty_url), "UPDATE alembic_version SET version_num = '9999';")
    assert "9999" in refused_as(NewerDatabaseError, empty_url)


def test_server_that_is_away_refuses_or_lacks_the_database_says_so_without_the_password() -> None:
    need_server()
    there = replace(administered(), password="sesame")
    away = f"postgresql://anna:sesame@127.0.0.1:1/{there.database}"
    assert "reached" in refused_as(ServerUnavailableError, away)
    absent = str(replace(there, database="dozor_test_absent")).replace("@", ":sesame@", 1)
    reason = refused_as(ServerRefusedError, absent)
    assert "no such database" in reason
    assert "sesame" not in reason
