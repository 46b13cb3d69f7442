"""A real database of records, on a file and on PostgreSQL in turn, and posts of our own to put into it."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from storage.sync_writer import SyncWriter, open_sync
from tests.records.archive import NOW
from tests.records.editors_desk import EditorsDesk
from tests.records.exports import Archivist, hand_in_everything
from tests.records.newsdesk import Newsdesk
from tests.servers import KINDS

_OPEN_AT_ONCE = 2
"""Databases of one test: more are asked for by properties, which are done with each after its example."""


@pytest.fixture(params=KINDS)
def make_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], str]]:
    """Each call names another empty database; on a server, of _OPEN_AT_ONCE that are lent in turn."""
    if request.param == "sqlite":
        numbers = count()
        yield lambda: f"sqlite:///{tmp_path}/{next(numbers)}.db"
        return
    shelf, lent = request.getfixturevalue("shelf"), list[str]()

    def lend_another() -> str:
        if len(lent) == _OPEN_AT_ONCE:
            shelf.put_back(lent.pop(0))
        lent.append(shelf.take())
        return lent[-1]

    yield lend_another
    for url in lent:
        shelf.put_back(url)


@pytest.fixture
def open_records(make_url: Callable[[], str]) -> Iterator[Callable[[], SyncWriter]]:
    """Each call opens another empty database, and closes the one opened _OPEN_AT_ONCE calls ago."""
    opened: list[SyncWriter] = []

    def open_another() -> SyncWriter:
        if len(opened) == _OPEN_AT_ONCE:
            opened.pop(0).close()
        opened.append(open_sync(make_url(), clock=lambda: NOW))
        return opened[-1]

    yield open_another
    for records in opened:
        records.close()


@pytest.fixture
def records(open_records: Callable[[], SyncWriter]) -> SyncWriter:
    return open_records()


@pytest.fixture
def newsdesk(tmp_path: Path, make_url: Callable[[], str]) -> Iterator[Newsdesk]:
    """Sources and an alert channel on an empty database, on the morning of 11 June."""
    opened = Newsdesk(tmp_path, make_url())
    yield opened
    opened.close()


@pytest.fixture
def desk(tmp_path: Path, make_url: Callable[[], str]) -> Iterator[EditorsDesk]:
    """The same with an editor at it."""
    opened = EditorsDesk(tmp_path, make_url())
    yield opened
    opened.close()


@pytest.fixture
def busy_desk(desk: EditorsDesk) -> EditorsDesk:
    """The same with posts of every kind on record."""
    hand_in_everything(desk)
    return desk


@pytest.fixture
def archivist(tmp_path: Path) -> Archivist:
    return Archivist(tmp_path)
