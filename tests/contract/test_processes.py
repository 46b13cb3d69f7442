"""Two processes on one database, and a process that is killed."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from storage.database import open_database
from storage.errors import DatabaseBusyError
from storage.sync_writer import open_sync
from tests.contract.makers import Clock, add_post

ROOT = Path(__file__).parents[2]


@contextmanager
def other_process(what: str, url: str, times: int = 1) -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "-m", "tests.contract.writer_process", what, url, str(times)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as process:  # noqa: S603 - our own file
        try:
            yield process
        finally:
            process.kill()


def half_way(process: "subprocess.Popen[str]") -> None:
    assert process.stdout is not None
    assert process.stdout.readline() == "half way\n"


def test_two_processes_that_write_lose_nothing_of_each_other(url: str, clock: Clock) -> None:
    with (
        other_process("count_up", url, 100) as one,
        other_process("count_up", url, 100) as two,
    ):
        assert (one.wait(60), two.wait(60)) == (0, 0)

    with open_sync(url, clock=clock) as database:
        assert database.read(lambda tx: tx.meta.find("count")) == "200"


def test_process_killed_in_mid_transaction_leaves_nothing_half_written(url: str, clock: Clock) -> None:
    with other_process("stop_half_way", url) as killed:
        half_way(killed)
        killed.kill()
        killed.wait(60)

    with open_sync(url, clock=clock) as database:
        assert database.read(lambda tx: tx.posts.iterate_posts(0, 10)) == []
        assert database.read(lambda tx: tx.outbox.find("receipt")) is None
        assert database.write(add_post) is not None


async def test_database_held_by_another_process_is_a_clear_error_and_can_still_be_read(
    url: str, clock: Clock
) -> None:
    database = await open_database(url, clock=clock, busy_timeout_s=0.05)
    try:
        with other_process("stop_half_way", url) as holder:
            half_way(holder)
            with pytest.raises(DatabaseBusyError, match="another process is writing"):
                await database.write(add_post)
            assert await database.read(lambda tx: tx.posts.iterate_posts(0, 10)) == []
        assert await database.write(add_post) is not None
    finally:
        await database.close()
