"""Work on a database that cannot be used waits until it can, and says so once."""

import asyncio
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from storage.database import SqlDatabase, open_database
from storage.errors import DatabaseBusyError
from storage.patience import PatientDatabase
from storage.transaction import SqlTransaction
from tests.contract.makers import Clock


@pytest.fixture
def holder(migrated_url: str) -> Iterator[sqlite3.Connection]:
    """Another program that has the database to itself."""
    path = Path(migrated_url.removeprefix("sqlite:///"))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield connection


async def open_impatient(url: str) -> SqlDatabase:
    return await open_database(url, clock=Clock(), busy_timeout_s=0.01)


def note(tx: SqlTransaction) -> None:
    tx.meta.put("noted", str(int(tx.meta.find("noted") or 0) + 1))


async def test_work_waits_until_the_database_is_free_and_is_done_once(
    migrated_url: str, holder: sqlite3.Connection, caplog: pytest.LogCaptureFixture
) -> None:
    database, pauses = await open_impatient(migrated_url), 0

    async def pause(_event: asyncio.Event, _seconds: float) -> None:
        nonlocal pauses
        pauses += 1
        if pauses == 5:
            holder.execute("ROLLBACK")

    try:
        with caplog.at_level(logging.WARNING):
            patient = PatientDatabase(database, asyncio.Event(), pause)
            await asyncio.gather(*(patient.write(note) for _ in range(3)))
        assert await patient.read(lambda tx: tx.meta.find("noted")) == "3"
    finally:
        await database.close()
    began, ended = caplog.messages
    assert "cannot be used" in began
    assert "another process is writing" in began
    assert "can be used again" in ended


async def test_work_that_still_cannot_be_done_at_stop_fails(
    migrated_url: str, holder: sqlite3.Connection
) -> None:
    database, stop = await open_impatient(migrated_url), asyncio.Event()

    async def pause(_event: asyncio.Event, _seconds: float) -> None:
        stop.set()

    try:
        with pytest.raises(DatabaseBusyError):
            await PatientDatabase(database, stop, pause).write(note)
    finally:
        await database.close()


async def test_fault_of_the_work_itself_is_not_tried_again(migrated_url: str) -> None:
    database, tried = await open_impatient(migrated_url), 0

    def wrong(_tx: SqlTransaction) -> None:
        nonlocal tried
        tried += 1
        raise ZeroDivisionError

    try:
        with pytest.raises(ZeroDivisionError):
            await PatientDatabase(database, asyncio.Event()).write(wrong)
    finally:
        await database.close()
    assert tried == 1
