"""The nightly backup: a verified copy a day, the oldest removed, another try later when one fails."""

import logging
from datetime import datetime, timedelta
from pathlib import Path

from bot.config import BackupSection
from domain.errors import DomainError
from services.desk import Desk
from services.ports import Transaction
from storage.database import SqlDatabase

_log = logging.getLogger(__name__)

_LAST_DAY = "last_backup_on"
_LAST_INSTANT = "last_backup_at"
_PAUSE_AFTER_FAILURE = timedelta(minutes=30)
_COPIES = "dozor-????-??-??"
"""And how copies end. Not dozor-before-0003.db, the copy of a migration, which may lie in the same folder."""


class NightlyBackup:
    """Copies the database once each day, once its hour has come."""

    def __init__(self, settings: BackupSection, database: SqlDatabase, desk: Desk) -> None:
        self._settings = settings
        self._database = database
        self._desk = desk
        self._not_before: datetime | None = None

    async def run(self) -> None:
        """Make today's copy when it is due. DatabaseError when that fails, and then half an hour of peace."""
        settings, now = self._settings, self._desk.clock()
        local = now.astimezone(self._desk.rules.zone)
        if not settings.enabled or local.hour < settings.hour or self._rests(now):
            return
        today = local.date().isoformat()
        if await self._database.read(lambda tx: tx.meta.find(_LAST_DAY)) == today:
            return
        target = settings.folder / f"dozor-{today}{self._database.copy_suffix}"
        try:
            await self._database.backup(target)
        except DomainError:
            self._not_before = now + _PAUSE_AFTER_FAILURE
            raise
        await self._database.write(lambda tx: _note(tx, today, now))
        _rotate(settings.folder, settings.keep, self._database.copy_suffix)
        _log.info("backed up", extra={"file": target.name})

    def _rests(self, now: datetime) -> bool:
        return self._not_before is not None and now < self._not_before


def find_last_backup(tx: Transaction) -> datetime | None:
    """When the last nightly backup was verified, None before the first."""
    told = tx.meta.find(_LAST_INSTANT)
    return None if told is None else datetime.fromisoformat(told)


def _note(tx: Transaction, today: str, now: datetime) -> None:
    tx.meta.put(_LAST_DAY, today)
    tx.meta.put(_LAST_INSTANT, now.isoformat())


def _rotate(folder: Path, keep: int, suffix: str) -> None:
    for old in sorted(folder.glob(_COPIES + suffix))[:-keep]:
        old.unlink()
