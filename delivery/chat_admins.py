"""Who the admins of a group are: asked of Telegram, remembered for some minutes."""

import asyncio
import logging
from collections import OrderedDict
from datetime import datetime, timedelta

from aiogram import Bot

from delivery.outcomes import FAILURES
from services.ports import Clock

_log = logging.getLogger(__name__)

_KEPT = timedelta(minutes=5)
_MOST_KNOWN = 1000
_LONGEST_S = 5.0
"""One chat's updates wait so long at most; the others go on meanwhile."""


class TelegramAdmins:
    """Admins of groups by chat. Who cannot be asked about decides nothing."""

    def __init__(self, bot: Bot, clock: Clock) -> None:
        self._bot = bot
        self._clock = clock
        self._known: OrderedDict[int, tuple[datetime, frozenset[int]]] = OrderedDict()

    async def is_admin(self, chat_id: int, user_id: int) -> bool:
        """Whether a user is an admin of a group; False where Telegram cannot be asked."""
        now = self._clock()
        known = self._known.get(chat_id)
        if known is None or not timedelta(0) <= now - known[0] < _KEPT:
            found = await self._ask(chat_id)
            if found is None:
                return False
            known = self._known[chat_id] = (now, found)
            self._known.move_to_end(chat_id)
            if len(self._known) > _MOST_KNOWN:
                self._known.popitem(last=False)
        return user_id in known[1]

    async def _ask(self, chat_id: int) -> frozenset[int] | None:
        try:
            async with asyncio.timeout(_LONGEST_S):
                members = await self._bot.get_chat_administrators(chat_id)
        except (*FAILURES, TimeoutError) as error:
            _log.warning("the admins of a group could not be asked for: %s", type(error).__name__)
            return None
        return frozenset(one.user.id for one in members)
