"""A database of records on a real SQLite file, and posts of our own to put into it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from storage.sync_writer import SyncWriter, open_sync
from tests.records.archive import NOW
from tests.records.editors_desk import EditorsDesk
from tests.records.exports import Archivist, hand_in_everything
from tests.records.newsdesk import Newsdesk


@pytest.fixture
def open_records(tmp_path: Path) -> Iterator[Callable[[], SyncWriter]]:
    """Each call opens another empty database."""
    opened: list[SyncWriter] = []

    def open_another() -> SyncWriter:
        path = tmp_path / f"{len(opened)}.db"
        opened.append(open_sync(f"sqlite:///{path}", clock=lambda: NOW))
        return opened[-1]

    yield open_another
    for records in opened:
        records.close()


@pytest.fixture
def records(open_records: Callable[[], SyncWriter]) -> SyncWriter:
    return open_records()


@pytest.fixture
def newsdesk(tmp_path: Path) -> Iterator[Newsdesk]:
    """Sources and an alert channel on an empty database, on the morning of 11 June."""
    opened = Newsdesk(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[EditorsDesk]:
    """The same with an editor at it."""
    opened = EditorsDesk(tmp_path)
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
