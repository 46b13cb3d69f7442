"""Copies: taken in use, checked, and put back only where that is safe."""

import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from storage.backup import restore, write_backup
from storage.database import SqlDatabase, open_database
from storage.errors import (
    DatabaseBusyError,
    DatabaseError,
    DatabaseFolderError,
    NewerDatabaseError,
    NotADatabaseError,
    RestoreRefusedError,
)
from storage.sync_writer import open_sync
from tests.contract.makers import Clock, add_claims, add_post, claim


def path_of(url: str) -> Path:
    return Path(url.split(":///")[1])


def posts_in(path: Path) -> int:
    with open_sync(f"sqlite:///{path}", clock=Clock()) as database:
        return len(database.read(lambda tx: tx.posts.iterate_posts(0, 100)))


async def test_backup_of_a_database_in_use_holds_what_was_committed(
    file_database: SqlDatabase, tmp_path: Path
) -> None:
    database = file_database
    await database.write(lambda tx: add_claims(tx, claim("RU-KLU")))
    copy = tmp_path / "copies" / "first.db"

    await database.backup(copy)
    await database.write(lambda tx: add_post(tx, 8))

    assert sorted(one.name for one in copy.parent.iterdir()) == ["first.db"]
    assert posts_in(copy) == 1


def test_backup_can_be_taken_in_the_middle_of_a_transaction(migrated_url: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    with open_sync(migrated_url, clock=Clock()) as database:
        database.write(add_post)
        database.write(lambda tx: (add_post(tx, 8), database.backup(copy)))

    assert posts_in(copy) == 1


def test_later_backup_replaces_an_earlier_one(migrated_url: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    with open_sync(migrated_url, clock=Clock()) as database:
        database.backup(copy)
        database.write(add_post)
        database.backup(copy)

    assert posts_in(copy) == 1


def test_database_is_not_backed_up_onto_itself(migrated_url: str) -> None:
    path = path_of(migrated_url)

    with pytest.raises(DatabaseFolderError, match="itself"):
        write_backup(path, path)


def test_restore_puts_the_backup_in_place(migrated_url: str, tmp_path: Path) -> None:
    copy, target = tmp_path / "copy.db", tmp_path / "elsewhere" / "dozor.db"
    with open_sync(migrated_url, clock=Clock()) as database:
        database.write(add_post)
        database.backup(copy)

    restore(copy, f"sqlite:///{target}")

    assert posts_in(target) == 1
    assert copy.exists()


def test_restore_overwrites_only_when_told_to(migrated_url: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    with open_sync(migrated_url, clock=Clock()) as database:
        database.backup(copy)
        database.write(add_post)

    with pytest.raises(RestoreRefusedError, match="--force"):
        restore(copy, migrated_url)
    assert posts_in(path_of(migrated_url)) == 1

    restore(copy, migrated_url, force=True)
    assert posts_in(path_of(migrated_url)) == 0


async def test_restore_is_refused_while_the_database_is_in_use(
    migrated_url: str, tmp_path: Path, clock: Clock
) -> None:
    url, copy = migrated_url, tmp_path / "copy.db"
    database = await open_database(url, clock=clock)
    try:
        await database.write(add_post)
        await database.backup(copy)
        with pytest.raises(DatabaseBusyError, match="stop the bot"):
            restore(copy, url, force=True)
        assert await database.write(lambda tx: add_post(tx, 8)) is not None
    finally:
        await database.close()

    assert posts_in(path_of(url)) == 2


def test_restore_replaces_a_damaged_database(migrated_url: str, tmp_path: Path) -> None:
    copy, damaged = tmp_path / "copy.db", tmp_path / "damaged.db"
    write_backup(path_of(migrated_url), copy)
    damaged.write_text("no database at all " * 300)

    restore(copy, f"sqlite:///{damaged}", force=True)

    assert posts_in(damaged) == 0


def damage(path: Path) -> None:
    words = bytearray(path.read_bytes())
    words[5000:9000] = b"x" * 4000
    path.write_bytes(words)


def forget_schema(path: Path) -> None:
    path.write_bytes(b"")


def come_from_the_future(path: Path) -> None:
    with closing(sqlite3.connect(path)) as opened:
        opened.execute("UPDATE alembic_version SET version_num = '9999'")
        opened.commit()


@pytest.mark.parametrize(
    ("spoil", "kind"),
    [
        (damage, NotADatabaseError),
        (forget_schema, NotADatabaseError),
        (Path.unlink, DatabaseFolderError),
        (come_from_the_future, NewerDatabaseError),
    ],
)
def test_bad_backup_is_refused_and_the_database_stays(
    spoil: Callable[[Path], None], kind: type[DatabaseError], migrated_url: str, tmp_path: Path
) -> None:
    with open_sync(migrated_url, clock=Clock()) as database:
        database.write(add_post)
    copy = tmp_path / "copy.db"
    write_backup(path_of(migrated_url), copy)
    spoil(copy)

    with pytest.raises(kind) as refused:
        restore(copy, migrated_url, force=True)

    assert str(copy) in refused.value.reason
    assert posts_in(path_of(migrated_url)) == 1
    assert not list(tmp_path.glob("*.partial*"))


@pytest.mark.skipif(sys.platform == "win32", reason="the file cannot be held open there")
def test_journal_of_the_former_database_is_not_read_into_the_restored_one(
    migrated_url: str, tmp_path: Path
) -> None:
    copy, path = tmp_path / "copy.db", path_of(migrated_url)
    write_backup(path, copy)
    with open_sync(migrated_url, clock=Clock()) as database:
        database.write(add_post)
        journal = path.with_name("dozor.db-wal").read_bytes()
    path.with_name("dozor.db-wal").write_bytes(journal)

    restore(copy, migrated_url, force=True)

    assert posts_in(path) == 0
