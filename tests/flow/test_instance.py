"""One bot on a database: who gets it, who waits, who is refused."""

import asyncio
import logging
import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.instance import InstanceHeldError, InstanceLock, open_alone
from domain.instance import Holder
from storage.database import SqlDatabase
from storage.engines import writer_engine
from storage.errors import DatabaseInUseError
from storage.holders import holder_runs, this_host
from storage.migrations import runner

ELSEWHERE = "another-machine pid:[1]"


def holder_at(time: Any, *, host: str, pid: int) -> Holder:
    return Holder("theirs", host, pid, time() - timedelta(hours=3), time())


def number_of_an_ended_process() -> int:
    with subprocess.Popen([sys.executable, "-c", "pass"]) as ended:
        ended.wait()
    return ended.pid


async def put(database: SqlDatabase, holder: Holder) -> None:
    await database.write(lambda tx: tx.instance.put(holder))


async def find(database: SqlDatabase) -> Holder | None:
    return await database.read(lambda tx: tx.instance.find())


async def test_lock_is_held_while_running_and_free_after(database: SqlDatabase, time: Any) -> None:
    lock = InstanceLock(database, time)
    assert await lock.take(asyncio.Event())
    async with lock.kept():
        held = await find(database)
        assert held is not None
        assert (held.pid, held.host) == (os.getpid(), this_host())
    assert await find(database) is None


async def test_second_bot_on_this_machine_is_told_at_once_since_when_and_where(
    database: SqlDatabase, time: Any
) -> None:
    await put(database, holder_at(time, host=this_host(), pid=os.getppid()))
    with pytest.raises(InstanceHeldError) as refused:
        await InstanceLock(database, time, time.pause).take(asyncio.Event())
    assert re.fullmatch(
        r"another bot runs on this database, since 2026-11-12 06:00:00 UTC: "
        rf"process {os.getppid()} on \S+; stop it first",
        str(refused.value),
    )
    assert time.pauses == []


async def test_bot_killed_on_this_machine_is_followed_at_once(database: SqlDatabase, time: Any) -> None:
    await put(database, holder_at(time, host=this_host(), pid=number_of_an_ended_process()))
    assert await InstanceLock(database, time, time.pause).take(asyncio.Event())
    assert time.pauses == []


async def test_bot_killed_on_another_machine_is_followed_after_a_minute_of_silence(
    database: SqlDatabase, time: Any, caplog: pytest.LogCaptureFixture
) -> None:
    await put(database, holder_at(time, host=ELSEWHERE, pid=1))
    with caplog.at_level(logging.WARNING):
        assert await InstanceLock(database, time, time.pause).take(asyncio.Event())
    assert 60 <= sum(time.pauses) <= 70
    (line,) = caplog.messages
    assert "process 1 on another-machine" in line


async def test_wrong_clock_of_another_machine_cannot_hold_the_database_for_ever(
    database: SqlDatabase, time: Any
) -> None:
    holder = holder_at(time, host=ELSEWHERE, pid=1)
    await put(database, replace(holder, beat_at=time() + timedelta(days=300)))
    assert await InstanceLock(database, time, time.pause).take(asyncio.Event())
    assert sum(time.pauses) <= 70


async def test_bot_that_lives_on_another_machine_is_left_alone(database: SqlDatabase, time: Any) -> None:
    holder = holder_at(time, host=ELSEWHERE, pid=1)
    await put(database, holder)

    async def pause(_event: asyncio.Event, seconds: float) -> None:
        time.advance(seconds)
        await put(database, replace(holder, beat_at=time()))

    with pytest.raises(InstanceHeldError, match="another-machine"):
        await InstanceLock(database, time, pause).take(asyncio.Event())


async def test_stop_ends_the_wait_and_takes_nothing(database: SqlDatabase, time: Any) -> None:
    holder, stop = holder_at(time, host=ELSEWHERE, pid=1), asyncio.Event()
    await put(database, holder)

    async def pause(event: asyncio.Event, _seconds: float) -> None:
        event.set()

    assert not await InstanceLock(database, time, pause).take(stop)
    assert await find(database) == holder


async def test_bot_whose_lock_was_taken_while_it_stood_still_stops(database: SqlDatabase, time: Any) -> None:
    lock = InstanceLock(database, time, time.pause)
    assert await lock.take(asyncio.Event())
    usurper = holder_at(time, host=ELSEWHERE, pid=1)
    await put(database, usurper)
    with pytest.raises(ExceptionGroup) as failed:
        async with lock.kept(), asyncio.timeout(10):
            await asyncio.Event().wait()
    (lost,) = failed.value.exceptions
    assert "has taken this database over" in str(lost)
    assert await find(database) == usurper


async def test_signs_of_life_come_every_quarter_of_a_minute(database: SqlDatabase, time: Any) -> None:
    lock, stop = InstanceLock(database, time, time.pause), asyncio.Event()
    assert await lock.take(stop)
    start = time()

    async def pause(event: asyncio.Event, seconds: float) -> None:
        time.advance(seconds)
        if time() - start > timedelta(minutes=5):
            event.set()

    lock._pause = pause
    await lock.keep(stop)
    held = await find(database)
    assert held is not None
    assert time() - held.beat_at <= timedelta(seconds=15)
    assert not held.is_stale(time())


def test_holder_elsewhere_runs_until_it_has_been_silent_for_a_minute(time: Any) -> None:
    holder = holder_at(time, host=ELSEWHERE, pid=1)
    assert holder_runs(holder, time() + timedelta(seconds=60))
    assert not holder_runs(holder, time() + timedelta(seconds=61))


@pytest.fixture
async def older(database: SqlDatabase, time: Any, tmp_path: Path) -> str:
    """The address of a database of the version before, held by a bot on another machine."""
    await put(database, holder_at(time, host=ELSEWHERE, pid=1))
    await database.close()
    engine = writer_engine(tmp_path / "dozor.db", busy_timeout_s=1)
    with engine.begin() as connection:
        runner.downgrade(connection, "0003")
    engine.dispose()
    return f"sqlite:///{tmp_path}/dozor.db"


async def test_older_database_is_migrated_once_the_bot_elsewhere_has_been_silent_for_a_minute(
    older: str, time: Any, caplog: pytest.LogCaptureFixture
) -> None:
    opened = await open_alone(older, time, asyncio.Event(), time.pause)
    assert opened is not None
    await opened.close()
    assert 60 <= sum(time.pauses) <= 70
    assert "older version runs on this database (process 1 on another-machine)" in caplog.text


async def test_older_database_of_a_bot_that_lives_elsewhere_is_left_alone(older: str, time: Any) -> None:
    async def pause(_event: asyncio.Event, _seconds: float) -> None:
        """No time passes for the holder: it gives signs of life all the while."""

    with pytest.raises(DatabaseInUseError, match="another-machine"):
        await open_alone(older, time, asyncio.Event(), pause)


async def join(database: SqlDatabase, time: Any, *, shares: bool) -> InstanceLock:
    lock = InstanceLock(database, time, time.pause, shares=shares)
    assert await lock.take(asyncio.Event())
    return lock


async def read_all(database: SqlDatabase) -> list[Holder]:
    return await database.read(lambda tx: tx.instance.read_all())


async def test_bots_that_share_stand_side_by_side_and_the_first_leads(
    database: SqlDatabase, time: Any
) -> None:
    elsewhere = replace(holder_at(time, host=ELSEWHERE, pid=1), shares=True)
    await put(database, elsewhere)
    lock = await join(database, time, shares=True)
    assert [one.id for one in await read_all(database)] == ["theirs", lock.name]
    assert time.pauses == []
    assert not await lock.leads()
    await database.write(lambda tx: tx.instance.release("theirs"))
    assert await lock.leads()


async def test_bot_that_is_alone_refuses_those_that_share_and_they_refuse_it(
    database: SqlDatabase, time: Any
) -> None:
    here = {"host": this_host(), "pid": os.getppid()}
    await put(database, replace(holder_at(time, **here), shares=True))
    with pytest.raises(
        InstanceHeldError, match=r'share a PostgreSQL database only if each has mode = "webhook"'
    ):
        await InstanceLock(database, time, time.pause).take(asyncio.Event())
    await database.write(lambda tx: tx.instance.release("theirs"))
    await put(database, holder_at(time, **here))
    with pytest.raises(InstanceHeldError, match="only if each has mode"):
        await InstanceLock(database, time, time.pause, shares=True).take(asyncio.Event())


async def test_what_a_killed_bot_had_in_hand_is_free_as_soon_as_another_starts_or_beats(
    database: SqlDatabase, time: Any
) -> None:
    until = time() + timedelta(minutes=5)
    killed = replace(holder_at(time, host=this_host(), pid=number_of_an_ended_process()), shares=True)
    await database.write(lambda tx: tx.inbox.add_updates([(1, "a")], time(), {1: 50}))
    for another in ("start", "beat"):
        lock = await join(database, time, shares=True) if another == "beat" else None
        await put(database, killed)
        await database.write(lambda tx: tx.inbox.claim_open("theirs", time(), until, 10))
        if lock is None:
            lock = await join(database, time, shares=True)
        else:
            assert await database.write(lambda tx, lock=lock: lock._beat(tx, time())) is None
        assert "theirs" not in [one.id for one in await read_all(database)]
        taken = await database.write(lambda tx, lock=lock: tx.inbox.claim_open(lock.name, time(), until, 10))
        assert [update_id for update_id, _ in taken] == [1]
        await database.write(lambda tx, lock=lock: tx.inbox.let_go(lock.name))


async def test_bot_that_stood_still_and_was_buried_joins_the_others_again(
    database: SqlDatabase, time: Any
) -> None:
    lock = await join(database, time, shares=True)
    await database.write(lambda tx: tx.instance.release(lock.name))
    assert await database.write(lambda tx: lock._beat(tx, time())) is None
    assert [one.id for one in await read_all(database)] == [lock.name]


async def test_bot_that_shares_stops_when_one_that_is_alone_has_taken_over(
    database: SqlDatabase, time: Any
) -> None:
    lock = await join(database, time, shares=True)
    await database.write(lambda tx: tx.instance.release(lock.name))
    alone = holder_at(time, host=ELSEWHERE, pid=1)
    await put(database, alone)
    assert await database.write(lambda tx: lock._beat(tx, time())) == alone
