"""Opening a database: made and migrated when missing, refused in plain words when it cannot be used."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from services.all_time import all_time
from storage.database import open_database
from storage.engines import writer_engine
from storage.errors import (
    DatabaseError,
    DatabaseFolderError,
    DatabaseUrlError,
    NewerDatabaseError,
    NotADatabaseError,
    OlderDatabaseError,
)
from storage.migrations import runner
from storage.schema import HEAD
from storage.sync_writer import open_sync
from storage.tables import metadata
from tests.contract.makers import Clock, add_claims, add_post, claim


async def test_folder_and_database_are_made_where_there_are_none(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "new folder, 100 %" / "dozor.db"
    database = await open_database(f"sqlite:///{path}", clock=clock)
    try:
        await database.write(add_post)
    finally:
        await database.close()

    assert path.is_file()
    with open_sync(f"sqlite:///{path}", clock=clock) as again:
        assert len(again.read(lambda tx: tx.posts.iterate_posts(0, 10))) == 1


def test_migrations_go_up_down_and_up_again(tmp_path: Path) -> None:
    engine = writer_engine(tmp_path / "dozor.db", busy_timeout_s=1)
    tables = []
    with engine.begin() as connection:
        runner.upgrade(connection, HEAD)
        tables.append(inspect(connection).get_table_names())
        runner.downgrade(connection, "base")
        assert inspect(connection).get_table_names() == ["alembic_version"]
        runner.upgrade(connection, HEAD)
        tables.append(inspect(connection).get_table_names())
    engine.dispose()

    assert tables[0] == tables[1]
    assert set(metadata.tables) < set(tables[0])


def test_migrated_database_is_what_the_tables_say(tmp_path: Path) -> None:
    engine = writer_engine(tmp_path / "dozor.db", busy_timeout_s=1)
    with engine.begin() as connection:
        runner.upgrade(connection, HEAD)
        compared = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(compared, metadata) == []
    engine.dispose()


def test_newest_migration_is_the_one_that_opening_asks_for() -> None:
    assert runner.newest_revision() == HEAD


@pytest.mark.parametrize(
    "url",
    [
        "dozor.db",
        "",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite://host/dozor.db",
        "sqlite:///dozor.db?mode=ro",
        "mysql://localhost/dozor",
        "postgresql://someone:secret@localhost",
        "postgresql://someone:secret@localhost/dozor?password=secret",
        "postgresql://someone:secret@localhost/dozor?sslmode=secretly",
        "postgresql://someone:secret@localhost:port/dozor",
        "postgresql://localhost/dozor?port=70000",
        "postgresql+psycopg://someone:secret@localhost/dozor",
    ],
)
async def test_bad_url_is_refused_in_one_line_without_its_password(url: str, clock: Clock) -> None:
    with pytest.raises(DatabaseUrlError) as refused:
        await open_database(url, clock=clock)

    assert "secret" not in refused.value.reason
    assert "\n" not in refused.value.reason
    assert "expected" in refused.value.reason or "is one of" in refused.value.reason


def refused_as(kind: type[DatabaseError], path: Path, clock: Clock, *, migrate: bool = True) -> DatabaseError:
    with pytest.raises(kind) as refused:
        open_sync(f"sqlite:///{path}", clock=clock, migrate=migrate)
    assert str(path) in refused.value.reason
    return refused.value


def test_folder_that_cannot_be_made_is_named(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "file").write_text("not a folder")

    refused_as(DatabaseFolderError, tmp_path / "file" / "dozor.db", clock)
    refused_as(DatabaseFolderError, tmp_path, clock)


def test_file_that_is_no_database_is_named_and_left_alone(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "dozor.db"
    path.write_text("forty years of diaries " * 100)

    refused_as(NotADatabaseError, path, clock)

    assert path.read_text().startswith("forty years")


def test_database_of_another_program_is_left_alone(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "dozor.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE diaries (words TEXT)")

    refused_as(NotADatabaseError, path, clock)

    with closing(sqlite3.connect(path)) as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("diaries",)]


def test_database_of_a_newer_program_is_refused(migrated_url: str, clock: Clock) -> None:
    path = Path(migrated_url.removeprefix("sqlite:///"))
    with closing(sqlite3.connect(path)) as newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
        newer.commit()

    error = refused_as(NewerDatabaseError, path, clock)

    assert "9999" in error.reason


def test_without_migrating_a_missing_or_empty_database_is_refused(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "dozor.db"
    refused_as(OlderDatabaseError, path, clock, migrate=False)
    assert not path.exists()

    path.touch()
    refused_as(OlderDatabaseError, path, clock, migrate=False)


def test_without_migrating_an_up_to_date_database_opens(migrated_url: str, clock: Clock) -> None:
    with open_sync(migrated_url, clock=clock, migrate=False) as database:
        assert database.read(lambda tx: tx.posts.iterate_posts(0, 1)) == []


def test_up_to_date_database_opens_while_another_process_writes(migrated_url: str, clock: Clock) -> None:
    with open_sync(migrated_url, clock=clock) as holder:

        def open_another(_: object) -> None:
            open_sync(migrated_url, clock=clock, busy_timeout_s=0.01).close()

        holder.write(open_another)


def test_older_database_is_told_from_its_claims_until_its_clusters_are_settled(tmp_path: Path) -> None:
    url, path = f"sqlite:///{tmp_path}/dozor.db", tmp_path / "dozor.db"
    with open_sync(url, clock=Clock()) as records:
        records.write(lambda tx: add_claims(tx, claim("RU-MOW", low=7), claim("RU-KLU")))
    engine = writer_engine(path, busy_timeout_s=1)
    with engine.begin() as connection:
        runner.downgrade(connection, "0001")
        connection.exec_driver_sql(
            "INSERT INTO clusters VALUES "
            "('RU-KLU', '1.1.1', 0, 1, 0, '2026-03-14', '2026-03-14', 3, 3, 3, 0, '[\"1.1.1\"]', '[]')"
        )
        runner.upgrade(connection, HEAD)
    engine.dispose()

    with open_sync(url, clock=Clock()) as records:
        assert records.read(lambda tx: tx.clusters.read_sums(["RU-KLU", "RU-MOW", "RU-MOW+RU-MOS"])) == {}
        assert records.read(lambda tx: tx.clusters.read_sums(["RU-TUL"])) != {}
        assert records.read(lambda tx: all_time(tx, "RU-MOW+RU-MOS").tally.high) == 7
