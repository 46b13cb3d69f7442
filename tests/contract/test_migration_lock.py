"""An older database is not migrated under a bot that still runs on it."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from domain.instance import Holder
from storage.engines import writer_engine
from storage.errors import DatabaseInUseError
from storage.holders import this_host
from storage.migrations import runner
from storage.schema import HEAD, copy_before_migrating
from storage.sync_writer import open_sync
from tests.contract.makers import NOON, Clock

OLDER = "0003"


def revision_of(path: Path) -> str:
    with closing(sqlite3.connect(path)) as opened:
        (revision,) = opened.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(revision)


def older_database(path: Path, pid: int) -> str:
    """A database of the version before, on which a process of this machine has given a sign of life."""
    url = f"sqlite:///{path}"
    with open_sync(url, clock=Clock()) as database:
        database.write(lambda tx: tx.instance.put(Holder("theirs", this_host(), pid, NOON, NOON)))
    engine = writer_engine(path, busy_timeout_s=1)
    with engine.begin() as connection:
        runner.downgrade(connection, OLDER)
    engine.dispose()
    return url


def test_database_of_a_running_bot_is_left_as_it_is_and_the_bot_is_named(tmp_path: Path) -> None:
    path, pid = tmp_path / "dozor.db", os.getppid()
    url = older_database(path, pid)

    with pytest.raises(
        DatabaseInUseError, match=f"older version runs on this database .process {pid} on"
    ) as told:
        open_sync(url, clock=Clock())

    assert "stop it" in told.value.reason
    assert revision_of(path) == OLDER
    assert not copy_before_migrating(path).exists()


def test_database_of_a_bot_that_was_killed_is_migrated(tmp_path: Path) -> None:
    path = tmp_path / "dozor.db"
    with subprocess.Popen([sys.executable, "-c", "pass"]) as ended:
        ended.wait()
    url = older_database(path, ended.pid)

    open_sync(url, clock=Clock()).close()

    assert revision_of(path) == HEAD
