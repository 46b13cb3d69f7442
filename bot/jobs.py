"""Daily work: each job looks whether today's turn is due and not yet done, so it runs once each day."""

import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta

from bot.backups import NightlyBackup
from bot.config import Config
from domain.record import StaleStretch
from services.daily_digest import queue_digest
from services.desk import Desk
from services.operations_desk import forget_strangers
from services.ports import Transaction
from services.release_alerts import release_alerts
from services.settle_scopes import settle_slice
from services.source_silence import note_silences
from services.tell_corrections import NoticePolicy, tell_corrections
from storage.database import SqlDatabase

_log = logging.getLogger(__name__)

_KEEP_CLOSED = timedelta(days=7)
"""How long closed inbox rows keep their numbers: longer than Telegram repeats an update (24 h)."""
_MOST_PRUNED = 5000
"""Messages forgotten in one transaction, so that no post waits long behind it; the next hour goes on."""
_PACES_OLDER = timedelta(minutes=10)
"""Chats free for so long need not be remembered: Telegram's longest stretch is a minute."""


async def _alone() -> bool:
    return True


class Sweeps:
    """The jobs of the scheduler's table, bound to what they work on.

    Where several bots share a database each runs them all: what is due is looked up and noted in one
    transaction, so that it is done once. Only what works outside of the database is left to the one that
    `leads`.
    """

    def __init__(
        self,
        config: Config,
        database: SqlDatabase,
        desk: Desk,
        wake: Callable[[], None],
        leads: Callable[[], Awaitable[bool]] = _alone,
    ) -> None:
        self._config = config
        self._database = database
        self._desk = desk
        self._wake = wake
        self._leads = leads
        self._nightly = NightlyBackup(config.backup, database, desk)
        self._stale: dict[str, list[StaleStretch]] = {}

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
        if await self._leads():
            await self._nightly.run()

    async def release(self) -> None:
        """Queue the alerts that waited for the quiet hours to end."""
        now, rules = self._desk.clock(), self._desk.rules
        if await self._database.write(lambda tx: release_alerts(tx, rules, now)):
            self._wake()

    async def notices(self) -> None:
        """Queue the notices of corrections to the chats that were told otherwise."""
        now, rules = self._desk.clock(), self._desk.rules
        policy = NoticePolicy(self._config.corrections.days, self._config.channel.group_s)
        if await self._database.read(lambda tx: tx.corrections.find_oldest()) is None:
            return
        # A figure shown a moment ago may be the one that is corrected.
        await self._desk.write_shown()
        if await self._database.write(lambda tx: tell_corrections(tx, rules, policy, now)):
            self._wake()

    async def silence(self) -> None:
        """Tell the admin chat of sources that have fallen silent, or speak again."""
        limits, admin_chat = self._config.silence_limits(), self._config.access.admin_chat
        if not limits or admin_chat is None:
            return
        now, rules = self._desk.clock(), self._desk.rules
        if await self._database.write(lambda tx: note_silences(tx, limits, rules, admin_chat, now)):
            self._wake()

    async def prune(self) -> None:
        """Forget closed inbox rows, strangers' updates set aside, and what was shown, each after its time.

        Messages stay as long as the figures in them: an edit or a correction may still speak of both.
        """
        now, kept = self._desk.clock(), self._config.records
        shown_before = now - timedelta(days=kept.keep_shown_days)
        told_before = now - timedelta(days=max(kept.keep_shown_days, self._config.corrections.days))
        unreadable_before = now - timedelta(days=kept.keep_unreadable_days)
        editors, chats = self._desk.editors, self._desk.rules.sources

        def work(tx: Transaction) -> None:
            tx.inbox.prune(now - _KEEP_CLOSED)
            forget_strangers(tx, editors, chats, unreadable_before)
            tx.figures.forget_shown(shown_before)
            tx.outbox.prune(told_before, _MOST_PRUNED)
            tx.paces.prune(now - _PACES_OLDER)

        await self._database.write(work)

    async def settle(self) -> None:
        """Reconcile what an import left, once its marks stand still: one under way settles its own."""
        stale = await self._database.read(_read_stale)
        stands_still, self._stale = stale == self._stale, stale
        if not stale or not stands_still:
            return
        slices = 1
        while await self._database.write(settle_slice):
            slices += 1
        _log.info("settled what an import had left", extra={"slices": slices})


def _read_stale(tx: Transaction) -> dict[str, list[StaleStretch]]:
    return {scope: tx.stale.read(scope) for scope in tx.stale.read_scopes()}
