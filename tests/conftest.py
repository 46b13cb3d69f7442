"""The whole run is watched for secrets in what it writes down; its databases on a server are made once."""

import logging
from collections.abc import Iterator

import pytest

from bot.lean_aiogram import import_aiogram
from tests.security.log_watch import ON_PURPOSE, LogWatch
from tests.servers import Shelf, need_server

# As the bot itself does, before a test does it otherwise.
import_aiogram()


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", f"{ON_PURPOSE}: the test writes a token, to see what becomes of it")
    watch, patch = LogWatch(), pytest.MonkeyPatch()
    watch.watch_all(patch)
    config.add_cleanup(patch.undo)
    config.pluginmanager.register(watch, "log-watch")


@pytest.fixture(scope="session")
def shelf() -> Iterator[Shelf]:
    """Databases on PostgreSQL; skips where there is no server."""
    need_server()
    made = Shelf()
    yield made
    made.close()


@pytest.fixture
def server_url(shelf: Shelf) -> Iterator[str]:
    """A migrated, empty database on PostgreSQL."""
    url = shelf.take()
    yield url
    shelf.put_back(url)


@pytest.fixture(autouse=True)
def logs_left_as_found() -> Iterator[None]:
    """A verb run inside a test arranges the logs of the whole process, and the watch would hear less."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
