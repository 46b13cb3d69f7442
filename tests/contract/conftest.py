"""A database for each test, over every backend that there is."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.database import SqlDatabase, open_database
from storage.sync_writer import open_sync
from tests.contract.makers import Clock
from tests.servers import KINDS


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file that has had its migrations: they need not run for each test."""
    path = tmp_path_factory.mktemp("migrated") / "dozor.db"
    open_sync(f"sqlite:///{path}", clock=Clock()).close()
    return path


def sqlite_file(folder: Path, migrated: Path) -> str:
    """A migrated file of the test's own."""
    return f"sqlite:///{shutil.copy(migrated, folder / 'dozor.db')}"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest, tmp_path: Path, migrated: Path) -> str:
    """A migrated, empty database of each kind in turn."""
    if request.param == "sqlite":
        return sqlite_file(tmp_path, migrated)
    found: str = request.getfixturevalue("server_url")
    return found


@pytest.fixture
async def database(url: str, clock: Clock) -> AsyncIterator[SqlDatabase]:
    """Writes go through one connection and reads through another: what is read was committed."""
    opened = await open_database(url, clock=clock)
    try:
        yield opened
    finally:
        await opened.close()


@pytest.fixture
def migrated_url(tmp_path: Path, migrated: Path) -> str:
    """A migrated SQLite file behind the default driver, for what only that promises."""
    return sqlite_file(tmp_path, migrated)


@pytest.fixture
async def file_database(migrated_url: str, clock: Clock) -> AsyncIterator[SqlDatabase]:
    """`database` over a file only."""
    opened = await open_database(migrated_url, clock=clock)
    try:
        yield opened
    finally:
        await opened.close()
