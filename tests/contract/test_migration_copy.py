"""A database is copied beside itself before it is migrated, and looked through before the bot trusts it."""

import logging
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from storage.backup import restore
from storage.engines import writer_engine
from storage.errors import DatabaseFolderError, NotADatabaseError
from storage.integrity import check_integrity
from storage.migrations import runner
from storage.schema import HEAD, copy_before_migrating
from storage.sync_writer import open_sync
from tests.contract.makers import Clock, add_post

OLDER = "0002"


def revision_of(path: Path) -> str:
    with closing(sqlite3.connect(path)) as opened:
        (revision,) = opened.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(revision)


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A database with one post, as the version before this one left it."""
    path = tmp_path / "dozor.db"
    with open_sync(f"sqlite:///{path}", clock=Clock()) as database:
        database.write(add_post)
    engine = writer_engine(path, busy_timeout_s=1)
    with engine.begin() as connection:
        runner.downgrade(connection, OLDER)
    engine.dispose()
    return path


def test_database_is_copied_as_it_was_before_it_is_migrated(older: Path) -> None:
    open_sync(f"sqlite:///{older}", clock=Clock()).close()

    copy = older.with_name(f"dozor-before-{HEAD}.db")
    assert copy_before_migrating(older) == copy
    assert (revision_of(older), revision_of(copy)) == (HEAD, OLDER)
    with closing(sqlite3.connect(copy)) as opened:
        assert opened.execute("SELECT count(*) FROM posts").fetchone() == (1,)


def test_copy_before_a_migration_can_be_put_back(older: Path) -> None:
    url = f"sqlite:///{older}"
    open_sync(url, clock=Clock()).close()

    restore(copy_before_migrating(older), url, force=True)

    assert revision_of(older) == OLDER


def test_database_that_cannot_be_copied_is_not_migrated(older: Path) -> None:
    copy_before_migrating(older).mkdir()

    with pytest.raises(DatabaseFolderError, match="before"):
        open_sync(f"sqlite:///{older}", clock=Clock())

    assert revision_of(older) == OLDER


def test_new_and_up_to_date_databases_are_not_copied(tmp_path: Path) -> None:
    path = tmp_path / "dozor.db"
    for _ in range(2):
        open_sync(f"sqlite:///{path}", clock=Clock()).close()

    assert not list(tmp_path.glob("*before*"))


def test_damaged_database_is_refused_at_start_in_one_line(migrated_url: str) -> None:
    path = Path(migrated_url.removeprefix("sqlite:///"))
    words = bytearray(path.read_bytes())
    words[5000:9000] = b"x" * 4000
    path.write_bytes(words)

    with pytest.raises(NotADatabaseError, match="damaged") as refused:
        check_integrity(migrated_url, limit_mb=1)

    assert str(path) in refused.value.reason
    assert "\n" not in refused.value.reason


def test_whole_database_passes_and_a_missing_one_has_nothing_to_check(
    migrated_url: str, tmp_path: Path
) -> None:
    assert check_integrity(migrated_url, limit_mb=1)
    assert not check_integrity(f"sqlite:///{tmp_path}/none.db", limit_mb=1)
    assert not (tmp_path / "none.db").exists()


def test_larger_database_is_not_checked_and_the_log_says_so(
    migrated_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        assert not check_integrity(migrated_url, limit_mb=0)

    assert "not checked" in caplog.text
