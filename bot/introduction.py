"""What the bot tells Telegram of itself at start: its menus; and what it learns: its own name."""

import asyncio
import logging
from collections.abc import Iterable

from aiogram import Bot
from aiogram.exceptions import TelegramNotFound, TelegramUnauthorizedError

from bot.config_errors import ConfigError
from delivery.outcomes import FAILURES
from handlers.commands import MENUS, Step, face_steps

_log = logging.getLogger(__name__)

AGAIN_EVERY_S = 60
_AT_START = 1 + MENUS
"""Its name, and the menus that everybody sees; the rest can wait for a minute."""
_LONGEST_S = 5.0
"""The bot works without its menus, so a start, or a stop meanwhile, does not wait longer for them."""


class Introduction:
    """The bot's own name and the menus at start; the rest of its face, and what failed, from time to time."""

    def __init__(self, bot: Bot, editors: Iterable[int] = ()) -> None:
        self._bot = bot
        self._left: list[Step] = [_meet, *face_steps(editors)]
        self._started = False

    async def make(self) -> None:
        """Take the steps that are left: a few at the first call; raises ConfigError for a wrong token."""
        most = len(self._left) if self._started else _AT_START
        self._started = True
        try:
            async with asyncio.timeout(_LONGEST_S):
                for _ in range(min(most, len(self._left))):
                    await self._left[0](self._bot)
                    self._left.pop(0)
        except (TelegramUnauthorizedError, TelegramNotFound):
            raise ConfigError(
                "Telegram does not know this token; copy it again from @BotFather (/mybots, API Token)"
            ) from None
        except (*FAILURES, TimeoutError) as error:
            why = str(error) or type(error).__name__
            _log.warning("the command menus could not be set, tried again later: %s", why)


async def _meet(bot: Bot) -> None:
    """Learn the bot's own name, and tell whoever started it where it is to be found."""
    me = await bot.me()
    _log.info("connected: https://t.me/%s", me.username)
