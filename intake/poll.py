"""The poll loop: ask, store the batch, only then confirm it by asking further."""

import asyncio
import logging
from collections.abc import Callable

from domain.errors import StorageUnavailableError
from intake.pauses import Pause, backoff_s, wait_at_most
from intake.raw_api import Answer, Batch, RawBotApi, Refused, TokenRefusedError, Unreachable
from services.ports import Clock, Database

logger = logging.getLogger(__name__)

_CONFLICT_PAUSE_S = 5.0
_STORAGE_PAUSE_S = 1.0


class PollLoop:
    """Moves updates from Telegram into the inbox and sets `arrived` after each batch.

    `random` gives numbers in [0, 1) for the jitter of pauses. `answered` hears of each poll that Telegram
    answered with updates or with none.
    """

    def __init__(
        self,
        api: RawBotApi,
        database: Database,
        clock: Clock,
        arrived: asyncio.Event,
        *,
        random: Callable[[], float],
        answered: Callable[[], None] = lambda: None,
        pause: Pause = wait_at_most,
        poll_timeout_s: int = 50,
    ) -> None:
        self._api = api
        self._database = database
        self._clock = clock
        self._arrived = arrived
        self._random = random
        self._answered = answered
        self._pause = pause
        self._poll_timeout_s = poll_timeout_s
        self._offset: int | None = None
        self._failures = 0

    async def run(self, stop: asyncio.Event) -> None:
        """Poll until `stop`; raises TokenRefusedError for a wrong token.

        What could not be stored is not confirmed, so it is asked for again. An unanswered poll is dropped at
        `stop`; its updates are unconfirmed and come again.
        """
        while not stop.is_set():
            answer = await self._ask(stop)
            if isinstance(answer, Batch):
                self._answered()
                if not await self._keep(answer):
                    await self._pause(stop, _STORAGE_PAUSE_S)
            elif answer is not None:
                await self._pause(stop, await self._pause_after(answer))

    async def _ask(self, stop: asyncio.Event) -> Answer | None:
        async with asyncio.TaskGroup() as group:
            asking = group.create_task(self._api.get_updates(self._offset, self._poll_timeout_s))
            stopping = group.create_task(stop.wait())
            await asyncio.wait({asking, stopping}, return_when=asyncio.FIRST_COMPLETED)
            asking.cancel()
            stopping.cancel()
        return None if asking.cancelled() else asking.result()

    async def _keep(self, batch: Batch) -> bool:
        """Store a batch and confirm it with the next ask; False where the database does not take it."""
        if self._failures:
            logger.info("polling works again after %d failures", self._failures)
            self._failures = 0
        if not batch.updates:
            # All is confirmed. Without an offset the next ask also sees ids that start anew below the
            # old ones, as Telegram's do after a week of silence.
            self._offset = None
            return True
        now = self._clock()
        try:
            await self._database.write(lambda tx: tx.inbox.add_updates(batch.updates, now))
        except StorageUnavailableError as error:
            logger.warning("%d updates not stored, Telegram keeps them: %s", len(batch.updates), error)
            return False
        self._offset = batch.updates[-1][0] + 1
        self._arrived.set()
        return True

    async def _pause_after(self, answer: Refused | Unreachable) -> float:
        """Seconds to wait before asking again."""
        self._failures += 1
        pause_s = backoff_s(self._failures, self._random())
        if isinstance(answer, Unreachable):
            logger.warning("Telegram cannot be reached (%s); next try in %.1f s", answer.why, pause_s)
            return pause_s
        if answer.code in {401, 404}:
            raise TokenRefusedError(answer.description)
        if answer.code == 409:
            return await self._settle_conflict(answer)
        if answer.retry_after_s is not None:
            pause_s = answer.retry_after_s
        logger.warning(
            "Telegram refuses updates: %d %s; next try in %.1f s", answer.code, answer.description, pause_s
        )
        return pause_s

    async def _settle_conflict(self, answer: Refused) -> float:
        if "webhook" in answer.description:
            logger.warning("a webhook is set for this token while mode is polling: removing it")
            await self._api.delete_webhook()
            return 0.0 if self._failures == 1 else _CONFLICT_PAUSE_S
        logger.error("another copy polls this token: stop one of the two (%s)", answer.description)
        return _CONFLICT_PAUSE_S * (0.5 + self._random())
