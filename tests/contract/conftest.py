"""A database for each test, over every backend that there is."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.database import SqlDatabase, open_database
from storage.sync_writer import open_sync
from tests.contract.makers import Clock


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file that has had its migrations: they need not run for each test."""
    path = tmp_path_factory.mktemp("migrated") / "dozor.db"
    open_sync(f"sqlite:///{path}", clock=Clock()).close()
    return path


def sqlite_file(folder: Path, migrated: Path) -> str:
    """A migrated file of the test's own."""
    return f"sqlite:///{shutil.copy(migrated, folder / 'dozor.db')}"


# Each way to a database; a server's entry would empty a schema and give its URL.
BACKENDS = {"sqlite": sqlite_file}


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=sorted(BACKENDS))
def url(request: pytest.FixtureRequest, tmp_path: Path, migrated: Path) -> str:
    return BACKENDS[request.param](tmp_path, migrated)


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
    return BACKENDS["sqlite"](tmp_path, migrated)
