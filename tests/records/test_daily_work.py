"""The scheduler's jobs on a real database: digest, backup and pruning, each once when its hour has come."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.app import open_desk
from bot.backups import find_last_backup
from bot.config import Config
from bot.heartbeat import beat, heartbeat_age, heartbeat_path, read_failing
from bot.jobs import Sweeps
from bot.scheduler import JobRow, build_scheduler
from domain.totals import Period
from services.desk import Desk
from services.import_batch import import_posts
from storage.database import SqlDatabase, open_database
from storage.errors import DatabaseFolderError
from storage.sync_writer import open_sync
from tests.contract.makers import incoming
from tests.records.histories import posts_of, told

EARLY = datetime(2026, 6, 11, 3, 59, tzinfo=UTC)
"""06:59 in Moscow."""


@dataclass
class Office:
    """The jobs with a clock that is moved, and how often they woke the outbox."""

    config: Config
    database: SqlDatabase
    desk: Desk
    now: list[datetime]
    woken: list[datetime] = field(default_factory=list)

    def sweeps(self) -> Sweeps:
        """As after a restart: what was done today stands in the database only."""
        return Sweeps(self.config, self.database, self.desk, lambda: self.woken.append(self.now[0]))

    def pass_time(self, **how_long: float) -> None:
        self.now[0] += timedelta(**how_long)

    async def queued(self) -> list[str]:
        rows = await self.database.write(lambda tx: tx.outbox.lease_due(self.now[0], 1, 50))
        return [row.message.key for row in rows]


def make_config(folder: Path, **sections: dict[str, object]) -> Config:
    given: dict[str, object] = {
        "channel": {"chat_id": -1001000000003, "thread_id": 7, "language": "en"},
        "digest": {"enabled": True, "hour": 7, "minute": 5},
        "backup": {"folder": str(folder / "backups"), "hour": 7, "keep": 2},
        "storage": {"url": f"sqlite:///{folder}/dozor.db"},
    }
    return Config.model_validate(given | sections)


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    now = [EARLY]
    config = make_config(tmp_path)
    database = await open_database(config.storage.url, clock=lambda: now[0])
    desk = await open_desk(config, database, lambda: now[0])
    yield Office(config, database, desk, now)
    await database.close()


async def test_digest_of_yesterday_is_queued_once_when_its_minute_has_come(office: Office) -> None:
    await office.sweeps().digest()
    office.pass_time(minutes=5)
    await office.sweeps().digest()
    assert office.woken == []
    office.pass_time(minutes=1)
    for _ in range(3):
        await office.sweeps().digest()
        office.pass_time(minutes=1)
    assert len(office.woken) == 1
    (row,) = await office.database.write(lambda tx: tx.outbox.lease_due(office.now[0], 1, 50))
    assert row.message.key.startswith("digest:2026-06-10@")
    assert (row.message.thread_id, row.message.silent) == (7, True)
    assert "10 June" in row.message.text


async def test_digest_missed_while_the_bot_was_down_is_sent_that_day_and_the_next_has_its_own(
    office: Office,
) -> None:
    office.pass_time(hours=10)
    await office.sweeps().digest()
    office.pass_time(days=1)
    await office.sweeps().digest()
    assert len(office.woken) == 2


async def test_digest_that_nobody_wants_is_not_written(office: Office, tmp_path: Path) -> None:
    office.pass_time(hours=1)
    office.config = make_config(tmp_path, digest={"enabled": False})
    await office.sweeps().digest()
    assert await office.queued() == []


async def test_backup_is_made_once_a_day_after_its_hour_and_can_be_opened(office: Office) -> None:
    folder = office.config.backup.folder
    await office.sweeps().backup()
    assert not folder.exists()
    office.pass_time(minutes=1)
    await office.sweeps().backup()
    made = folder / "dozor-2026-06-11.db"
    with open_sync(f"sqlite:///{made}", clock=lambda: EARLY) as copy:
        assert copy.read(lambda tx: tx.meta.find("submitter_key")) is not None
    written = made.stat().st_mtime_ns
    office.pass_time(minutes=1)
    await office.sweeps().backup()
    assert made.stat().st_mtime_ns == written


async def test_only_the_newest_backups_are_kept(office: Office) -> None:
    office.pass_time(hours=1)
    for _ in range(4):
        await office.sweeps().backup()
        office.pass_time(days=1)
    kept = sorted(path.name for path in office.config.backup.folder.glob("*.db"))
    assert kept == ["dozor-2026-06-13.db", "dozor-2026-06-14.db"]


async def test_backup_that_fails_leaves_its_mark_undone_and_is_tried_again_half_an_hour_later(
    office: Office,
) -> None:
    folder = office.config.backup.folder
    folder.write_text("a file where the folder should be")
    office.pass_time(hours=1)
    sweeps = office.sweeps()
    with pytest.raises(DatabaseFolderError):
        await sweeps.backup()
    folder.unlink()
    office.pass_time(minutes=29)
    await sweeps.backup()
    assert not folder.exists()
    office.pass_time(minutes=1)
    await sweeps.backup()
    assert [path.name for path in folder.iterdir()] == ["dozor-2026-06-11.db"]
    assert await office.database.read(find_last_backup) == office.now[0]


async def test_copy_made_before_a_migration_is_not_one_of_the_nightly_ones(office: Office) -> None:
    folder = office.config.backup.folder
    folder.mkdir()
    (folder / "dozor-before-0003.db").touch()
    office.pass_time(hours=1)
    for _ in range(4):
        await office.sweeps().backup()
        office.pass_time(days=1)
    kept = sorted(path.name for path in folder.iterdir())
    assert kept == ["dozor-2026-06-13.db", "dozor-2026-06-14.db", "dozor-before-0003.db"]


async def test_backup_switched_off_writes_nothing(office: Office, tmp_path: Path) -> None:
    office.pass_time(hours=1)
    office.config = make_config(tmp_path, backup={"enabled": False, "folder": str(tmp_path / "backups")})
    await office.sweeps().backup()
    assert not (tmp_path / "backups").exists()


async def test_numbers_of_closed_updates_are_forgotten_after_a_week_and_not_before(office: Office) -> None:
    raw = [(1, "{}"), (2, "{}"), (3, "{}")]
    await office.database.write(lambda tx: tx.inbox.add_updates(raw, EARLY))
    await office.database.write(lambda tx: tx.inbox.close(1, EARLY))
    office.pass_time(days=6)
    await office.sweeps().prune()
    assert await office.database.write(lambda tx: tx.inbox.add_updates([(1, "{}")], EARLY)) == 0
    office.pass_time(days=2)
    await office.sweeps().prune()
    assert await office.database.write(lambda tx: tx.inbox.add_updates([(1, "{}")], EARLY)) == 1


async def test_figures_shown_are_forgotten_after_the_days_to_keep_and_not_before(office: Office) -> None:
    day = office.desk.today()
    office.desk.note_answer(-100500, await office.desk.totals(Period(day, day)), None)
    await office.desk.write_shown()
    for days, kept in ((90, 1), (1, 0)):
        office.pass_time(days=days)
        await office.sweeps().prune()
        log = await office.desk.read_log(Period(day, day), None)
        assert len(log.entries) == kept


async def test_day_turns_at_midnight_of_the_counting_zone(office: Office) -> None:
    office.now[0] = datetime(2026, 6, 11, 20, 59, tzinfo=UTC)
    assert office.desk.today().isoformat() == "2026-06-11"
    office.pass_time(minutes=2)
    assert office.desk.today().isoformat() == "2026-06-12"


async def test_forwarders_are_kept_as_hashes_that_need_the_database_s_own_key(
    office: Office, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    # A number of more digits than a hash has in a row by chance.
    kept = office.desk.hash_submitter(50_150_150_150)
    assert "50150150150" not in kept
    assert len(kept) == 24
    assert kept != office.desk.hash_submitter(50_150_150_151)
    again = await open_desk(office.config, office.database, lambda: EARLY)
    assert again.hash_submitter(50_150_150_150) == kept
    elsewhere = await open_database(f"sqlite:///{tmp_path}/other/dozor.db", clock=lambda: EARLY)
    try:
        other = await open_desk(office.config, elsewhere, lambda: EARLY)
        assert other.hash_submitter(50_150_150_150) != kept
    finally:
        await elsewhere.close()


async def test_update_is_closed_with_the_facts_it_brought(office: Office) -> None:
    await office.database.write(lambda tx: tx.inbox.add_updates([(1, '{"text": "words"}')], EARLY))
    await office.desk.submit(incoming(), 1)
    assert await office.database.read(lambda tx: tx.inbox.read_open(10)) == []


def test_late_jobs_run_once_and_never_two_at_a_time() -> None:
    async def run() -> None: ...

    (job,) = build_scheduler((JobRow("daily", 60, run),)).get_jobs()
    assert (job.coalesce, job.max_instances) == (True, 1)
    assert job.misfire_grace_time >= 3600
    assert job.trigger.interval == timedelta(seconds=60)


def test_sign_of_life_lies_beside_the_database_and_tells_its_age(tmp_path: Path) -> None:
    path = heartbeat_path(f"sqlite:///{tmp_path}/dozor.db")
    assert path.parent == tmp_path
    assert heartbeat_age(path, EARLY) is None
    beat(path, EARLY)
    assert heartbeat_age(path, EARLY + timedelta(seconds=61)) == timedelta(seconds=61)
    beat(path, EARLY, ["poll: last answer of Telegram 600 s ago"])
    assert heartbeat_age(path, EARLY) == timedelta()
    assert read_failing(path) == ["poll: last answer of Telegram 600 s ago"]
    path.write_text("not an instant", encoding="ascii")
    assert heartbeat_age(path, EARLY) is None


async def test_what_a_dead_import_left_is_settled_once_its_marks_stand_still(office: Office) -> None:
    posts = posts_of([told(1, "Ночью над Калужской областью сбиты 7 БПЛА.")])
    await office.database.write(lambda tx: import_posts(tx, posts, office.desk.rules, office.now[0]))
    sweeps = office.sweeps()
    await sweeps.settle()
    assert await office.database.read(lambda tx: tx.stale.read_scopes()) == ["RU-KLU"]
    await sweeps.settle()
    assert await office.database.read(lambda tx: tx.stale.read_scopes()) == []
    (part,) = await office.database.read(lambda tx: tx.clusters.read_scope("RU-KLU"))
    assert part.floor == 7
