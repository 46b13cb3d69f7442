"""What this bot holds of an inbox on which others work too: taken for seconds, held on to while it lives."""

import asyncio
import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from domain.errors import StorageUnavailableError
from intake.pauses import Pause, wait_at_most
from services.ports import Clock, Database, Transaction

logger = logging.getLogger(__name__)

LEASE_S = 30
"""How long what a dead bot held waits for another, where nobody knows that it is dead."""


class Claims:
    """Updates taken by `holder`, a name that no other process has.

    What is held longer than `lease_s` without a sign of life may be taken by others: `is_ours` says whether
    it still can be begun. `database` must not make such transactions wait for those that write facts.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        holder: str,
        *,
        lease_s: int = LEASE_S,
        pause: Pause = wait_at_most,
    ) -> None:
        self._database = database
        self._clock = clock
        self._holder = holder
        self._lease = timedelta(seconds=lease_s)
        self._pause = pause
        self._held: dict[int, datetime] = {}
        self._given_up: set[int] = set()

    async def take(self, limit: int) -> list[tuple[int, str]]:
        """The next open updates, as (update_id, JSON) in order; nobody else gets them meanwhile."""
        given_up = list(self._given_up)

        def work(tx: Transaction) -> tuple[list[tuple[int, str]], datetime]:
            # The clock is asked once the database is ours: a claim must not be over before it is made.
            now = self._clock()
            if given_up:
                tx.inbox.let_go(self._holder, given_up)
            return tx.inbox.claim_open(self._holder, now, now + self._lease, limit), now + self._lease

        rows, until = await self._database.write(work)
        self._given_up.difference_update(given_up)
        self._held.update((update_id, until) for update_id, _ in rows)
        return rows

    def is_ours(self, update_id: int) -> bool:
        """Whether nobody else can have taken it."""
        until = self._held.get(update_id)
        return until is not None and self._clock() < until

    def settle(self, update_ids: Iterable[int]) -> None:
        """These are closed, or set aside."""
        for update_id in update_ids:
            self._held.pop(update_id, None)

    def give_up(self, update_ids: Iterable[int]) -> None:
        """Nothing of these was kept: they are to be taken anew, by whomsoever."""
        for update_id in update_ids:
            if self._held.pop(update_id, None) is not None:
                self._given_up.add(update_id)

    async def keep(self, stop: asyncio.Event) -> None:
        """Hold on to what is held, until `stop`."""
        while not stop.is_set():
            await self._pause(stop, self._lease.total_seconds() / 3)
            if self._held and not stop.is_set():
                await self._hold_on()

    async def release(self) -> None:
        """Let others take at once what is held and was not begun."""
        try:
            await self._database.write(lambda tx: tx.inbox.let_go(self._holder))
        except StorageUnavailableError as error:
            logger.warning("updates in hand are free for others only after a while: %s", error)
        self._held.clear()

    async def _hold_on(self) -> None:
        asked = list(self._held)

        def work(tx: Transaction) -> tuple[list[int], datetime]:
            until = self._clock() + self._lease
            return tx.inbox.hold_on(asked, self._holder, until), until

        try:
            kept, until = await self._database.write(work)
        except StorageUnavailableError as error:
            logger.warning("no sign of life for %d updates in hand: %s", len(asked), error)
            return
        lost = set(asked) - set(kept)
        for update_id in asked:
            if update_id in self._held:
                if update_id in lost:
                    del self._held[update_id]
                else:
                    self._held[update_id] = until
