"""Daily work: each job looks whether today's turn is due and not yet done, so it runs once each day."""

import logging
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from bot.config import Config
from services.daily_digest import queue_digest
from services.desk import Desk
from services.ports import Transaction
from storage.database import SqlDatabase

_log = logging.getLogger(__name__)

_LAST_BACKUP = "last_backup_on"
_KEEP_CLOSED = timedelta(days=7)
"""How long closed inbox rows keep their numbers: longer than Telegram repeats an update (24 h)."""


class Sweeps:
    """The jobs of the scheduler's table, bound to what they work on."""

    def __init__(self, config: Config, database: SqlDatabase, desk: Desk, wake: Callable[[], None]) -> None:
        self._config = config
        self._database = database
        self._desk = desk
        self._wake = wake

    async def digest(self) -> None:
        """Queue yesterday's digest once its hour has come."""
        settings, now = self._config.digest, self._desk.clock()
        local = now.astimezone(self._desk.rules.zone)
        if not settings.enabled or (local.hour, local.minute) < (settings.hour, settings.minute):
            return
        today = local.date()
        if await self._database.write(lambda tx: queue_digest(tx, today, self._desk.rules, now)):
            _log.info("digest queued", extra={"today": today.isoformat()})
            self._wake()

    async def backup(self) -> None:
        """Copy the database once its hour has come, and delete copies beyond the number to keep."""
        settings, now = self._config.backup, self._desk.clock()
        local = now.astimezone(self._desk.rules.zone)
        if not settings.enabled or local.hour < settings.hour:
            return
        today = local.date().isoformat()
        if await self._database.read(lambda tx: tx.meta.find(_LAST_BACKUP)) == today:
            return
        target = settings.folder / f"dozor-{today}.db"
        await self._database.backup(target)
        await self._database.write(lambda tx: tx.meta.put(_LAST_BACKUP, today))
        _rotate(settings.folder, settings.keep)
        _log.info("backed up", extra={"file": target.name})

    async def prune(self) -> None:
        """Forget inbox rows closed long ago."""
        before = self._desk.clock() - _KEEP_CLOSED

        def work(tx: Transaction) -> int:
            return tx.inbox.prune(before)

        await self._database.write(work)


def _rotate(folder: Path, keep: int) -> None:
    for old in sorted(folder.glob("dozor-*.db"))[:-keep]:
        old.unlink()
