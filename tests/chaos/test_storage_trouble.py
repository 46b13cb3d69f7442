"""The database is locked by another program, or its disk is full: the bot waits and goes on by itself."""

import asyncio
import resource
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from random import Random

import pytest

from tests.chaos.crowd import Crowd
from tests.chaos.ledger import check_all, count_repeats
from tests.chaos.stage import Stage

pytestmark = pytest.mark.chaos

TROUBLE = "the database cannot be used"
RECOVERED = "the database can be used again"


@contextmanager
def locked(database: Path) -> Iterator[None]:
    with closing(sqlite3.connect(database, isolation_level=None, timeout=20)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        yield
        holder.execute("ROLLBACK")


async def settle_and_check(stage: Stage, crowd: Crowd) -> None:
    await stage.until_heard(RECOVERED)
    crowd.act(10)
    await stage.settle()
    assert stage.bot.is_alive
    assert await stage.bot.stop() == 0
    check_all(stage, crowd)
    assert count_repeats(stage).shown == 0
    assert not stage.bot.errors()


async def test_database_locked_for_ten_seconds_is_waited_for(stage: Stage, random: Random) -> None:
    crowd = Crowd(stage, random)
    stage.bot.start()
    crowd.act(40)
    await stage.settle()
    with locked(stage.database):
        crowd.act(60)
        await asyncio.sleep(10)  # longer than the bot waits for a lock, twice
    await settle_and_check(stage, crowd)
    assert stage.bot.heard(TROUBLE)


class TestFullDisk:
    """A small disk of its own, filled to the last byte by somebody else."""

    @pytest.fixture
    def database_folder(self, tmp_path: Path) -> Iterator[Path]:
        disk = tmp_path / "disk"
        disk.mkdir()
        mounted = subprocess.run(  # noqa: S603  our own words
            ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(disk)],  # noqa: S607  where the system has it
            capture_output=True,
            text=True,
            check=False,
        )
        if mounted.returncode:
            pytest.skip(f"a small disk needs the right to mount one: {mounted.stderr.strip()}")
        yield disk
        subprocess.run(["umount", str(disk)], check=True)  # noqa: S603, S607  the same

    async def test_full_disk_is_waited_out_until_there_is_room(self, stage: Stage, random: Random) -> None:
        crowd, filler = Crowd(stage, random), stage.database.with_name("filler")
        stage.bot.start()
        crowd.act(40)
        await stage.settle()
        fill(filler)
        crowd.act(60)
        await stage.until_heard(TROUBLE)
        assert stage.bot.heard("the disk is full")
        filler.unlink()
        await settle_and_check(stage, crowd)


def fill(filler: Path) -> None:
    with filler.open("wb", buffering=0) as opened:
        for size in (2**16, 2**12, 1):
            try:
                while opened.write(b"x" * size) == size:
                    pass
            except OSError:
                continue


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="only Linux limits a process that runs already")
async def test_files_that_may_not_grow_are_waited_for(stage: Stage, random: Random) -> None:
    """A quota: the log and the database are as large as they may be, until the limit is lifted."""
    crowd = Crowd(stage, random)
    stage.bot.start()
    crowd.act(40)
    await stage.settle()
    pid, journal = stage.bot.process.pid, stage.database.with_name("dozor.db-wal")
    assert pid is not None
    unlimited = resource.RLIM_INFINITY
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (journal.stat().st_size, unlimited))
    crowd.act(60)
    await stage.until_heard(TROUBLE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (unlimited, unlimited))
    await settle_and_check(stage, crowd)
