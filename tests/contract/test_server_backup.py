"""Copies of a database on a server: taken in use, checked, put back whole and only where that is safe."""

import shutil
from pathlib import Path

import pytest

from domain.instance import Holder
from storage.backup import restore
from storage.database import open_database
from storage.errors import DatabaseBusyError, NewerDatabaseError, NotADatabaseError, RestoreRefusedError
from storage.server_programs import ProgramError
from storage.sync_writer import open_sync
from tests.contract.makers import NOON, Clock, add_claims, add_post, claim
from tests.servers import parse_server, run_on

ME = Holder("me", "elsewhere", 1, NOON, NOON)

pytestmark = pytest.mark.skipif(shutil.which("pg_dump") is None, reason="pg_dump is not on PATH")


def posts_in(url: str) -> int:
    with open_sync(url, clock=Clock()) as records:
        return len(records.read(lambda tx: tx.posts.iterate_posts(0, 100)))


def back_up(url: str, target: Path) -> Path:
    with open_sync(url, clock=Clock()) as records:
        records.backup(target)
    return target


def test_copy_brings_back_what_was_committed_and_numbers_go_on(server_url: str, tmp_path: Path) -> None:
    with open_sync(server_url, clock=Clock()) as records:
        records.write(lambda tx: add_claims(tx, claim("RU-KLU", low=7)))
        records.write(lambda tx: tx.instance.put(ME))
        records.backup(tmp_path / "copies" / "copy.dump")
        records.write(lambda tx: add_post(tx, 8))
    assert [one.name for one in (tmp_path / "copies").iterdir()] == ["copy.dump"]

    with pytest.raises(RestoreRefusedError):
        restore(tmp_path / "copies" / "copy.dump", server_url)
    restore(tmp_path / "copies" / "copy.dump", server_url, force=True)

    assert posts_in(server_url) == 1
    with open_sync(server_url, clock=Clock()) as records:
        assert records.read(lambda tx: tx.meta.find("restored")) == "from a copy"
        assert records.read(lambda tx: tx.instance.find()) is None
        assert [kept.claim.count.low for kept in records.read(lambda tx: tx.claims.read_of_version(1))] == [7]
        assert records.write(lambda tx: add_post(tx, 9)).id == 2


async def test_restore_is_refused_while_the_database_is_in_use(server_url: str, tmp_path: Path) -> None:
    database = await open_database(server_url, clock=Clock())
    try:
        await database.write(add_post)
        await database.backup(tmp_path / "copy.dump")
        with pytest.raises(DatabaseBusyError, match="stop the bot"):
            restore(tmp_path / "copy.dump", server_url, force=True)
        assert await database.write(lambda tx: add_post(tx, 8)) is not None
    finally:
        await database.close()


def test_restore_is_refused_while_the_bot_runs_on_another_machine(server_url: str, tmp_path: Path) -> None:
    copy = back_up(server_url, tmp_path / "copy.dump")
    with open_sync(server_url, clock=Clock()) as records:
        records.write(lambda tx: tx.instance.put(ME))
    with pytest.raises(DatabaseBusyError, match="elsewhere"):
        restore(copy, server_url, force=True, runs=lambda _: True)


def test_damaged_or_foreign_copy_changes_nothing(server_url: str, tmp_path: Path) -> None:
    with open_sync(server_url, clock=Clock()) as records:
        records.write(add_post)
    whole = back_up(server_url, tmp_path / "copy.dump").read_bytes()
    cut, foreign = tmp_path / "cut.dump", tmp_path / "foreign.dump"
    cut.write_bytes(whole[: len(whole) // 2])
    foreign.write_text("forty years of diaries")
    for copy in (cut, foreign):
        with pytest.raises(NotADatabaseError):
            restore(copy, server_url, force=True)
    run_on(parse_server(server_url), "UPDATE alembic_version SET version_num = '9999';")
    try:
        with pytest.raises(NewerDatabaseError):
            restore(_dumped(server_url, tmp_path / "newer.dump"), server_url, force=True)
    finally:
        restore(tmp_path / "copy.dump", server_url, force=True)
    assert posts_in(server_url) == 1


def _dumped(url: str, target: Path) -> Path:
    """A copy that this program would not have made."""
    from storage.server_programs import run_program  # noqa: PLC0415 - only here

    run_program("pg_dump", ["--format=custom", "--file", target], parse_server(url))
    return target


def test_machine_without_the_programs_of_postgresql_says_which_is_missing(
    server_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ProgramError, match="pg_dump is not on PATH"):
        back_up(server_url, tmp_path / "copy.dump")
    assert list(tmp_path.iterdir()) == []
