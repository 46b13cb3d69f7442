"""When Telegram does not answer at all: one harmless call asks, and all messages wait for its answer."""

import asyncio
import logging
from collections.abc import Callable

from aiogram import Bot
from aiogram.exceptions import TelegramNetworkError

from delivery.outcomes import FAILURES, backoff_s
from delivery.pause import Pause

logger = logging.getLogger(__name__)


class Silence:
    """Suspected whenever an answer is lost; over once a call that changes nothing is answered.

    Sending into silence would only make repeats, and use up the tries of what is to be sent. `random` gives
    numbers in [0, 1).
    """

    def __init__(self, bot: Bot, timeout_s: int, random: Callable[[], float], pause: Pause) -> None:
        self._bot = bot
        self._timeout_s = timeout_s
        self._random = random
        self._pause = pause
        self.is_suspected = False

    async def wait_for_its_end(self) -> None:
        """Ask until there is an answer, of whatever kind."""
        failures = 0
        while not await self._is_answered():
            failures += 1
            delay_s = backoff_s(failures, self._random(), offline=True)
            logger.warning("Telegram does not answer, nothing is sent; next look in %.1f s", delay_s)
            await self._pause(asyncio.Event(), delay_s)
        if failures:
            logger.warning("Telegram answers again, sending goes on")
        self.is_suspected = False

    async def _is_answered(self) -> bool:
        try:
            await self._bot.get_me(request_timeout=self._timeout_s)
        except TelegramNetworkError:
            return False
        except FAILURES:
            return True  # a refusal is an answer too
        return True
