"""Copies where something is in the way: no room on the disk, a bot that runs elsewhere."""

import os
import resource
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from domain.instance import Holder
from storage.backup import restore, write_backup
from storage.errors import DatabaseBusyError
from storage.sync_writer import open_sync
from tests.contract.makers import NOON, Clock, add_post

ROOT = Path(__file__).parents[2]
HOLDER = Holder("another", "elsewhere", 1, NOON - timedelta(hours=1), NOON)
BACK_UP = "import sys; from pathlib import Path; from storage.backup import write_backup as w; "


def path_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def no_room() -> None:
    """As on a full disk: the kernel refuses to let any file of this process grow beyond 64 KiB."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (65_536, 65_536))


def run_without_room(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program, *arguments],
        preexec_fn=no_room,
        cwd=ROOT,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="files have no size limit for a process there")
def test_full_disk_leaves_the_former_copy_and_no_half_of_a_new_one(migrated_url: str, tmp_path: Path) -> None:
    path, copy = path_of(migrated_url), tmp_path / "copies" / "copy.db"
    write_backup(path, copy)
    former = copy.read_bytes()

    failed = run_without_room(f"{BACK_UP} w(Path(sys.argv[1]), Path(sys.argv[2]))", str(path), str(copy))

    assert failed.returncode == 1
    assert "DatabaseFolderError" in failed.stderr.splitlines()[-1]
    assert [one.name for one in copy.parent.iterdir()] == ["copy.db"]
    assert copy.read_bytes() == former


def test_restore_is_refused_while_the_bot_runs_on_another_machine(migrated_url: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    with open_sync(migrated_url, clock=Clock()) as database:
        database.backup(copy)
        database.write(add_post)
        database.write(lambda tx: tx.instance.put(HOLDER))
    asked: list[Holder] = []

    def runs(holder: Holder) -> bool:
        asked.append(holder)
        return True

    with pytest.raises(DatabaseBusyError, match="elsewhere"):
        restore(copy, migrated_url, force=True, runs=runs)

    assert asked == [HOLDER]
    with open_sync(migrated_url, clock=Clock()) as database:
        assert len(database.read(lambda tx: tx.posts.iterate_posts(0, 10))) == 1


def test_restore_goes_on_where_the_bot_that_held_the_database_is_gone(
    migrated_url: str, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.db"
    with open_sync(migrated_url, clock=Clock()) as database:
        database.backup(copy)
        database.write(lambda tx: tx.instance.put(HOLDER))

    restore(copy, migrated_url, force=True, runs=lambda _: False)


@pytest.mark.parametrize("put_back", [True, False])
def test_copy_of_a_database_in_use_is_held_by_nobody(
    migrated_url: str, tmp_path: Path, *, put_back: bool
) -> None:
    copy, target = tmp_path / "copy.db", tmp_path / "target.db"
    with open_sync(migrated_url, clock=Clock()) as database:
        database.write(lambda tx: tx.instance.put(HOLDER))
        database.backup(copy)
        assert database.read(lambda tx: tx.instance.find()) == HOLDER
    if put_back:
        restore(copy, f"sqlite:///{target}")
        copy = target
    with open_sync(f"sqlite:///{copy}", clock=Clock()) as database:
        assert database.read(lambda tx: tx.instance.find()) is None
