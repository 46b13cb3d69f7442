"""Telegram's side of a webhook behind a balancer: each update to some replica, again until one takes it."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from random import Random
from typing import Any

import aiohttp

from intake.webhook import SECRET_HEADER
from intake.worker import find_chat_id

SECRET = "s3cret_of-the-replicas"
PATH = "/telegram"
AT_ONCE = 12
_AGAIN_S = 0.02


@dataclass(slots=True)
class PostOffice:
    """Posts to the ports in turn. Updates of one chat go one after another, as Telegram posts them.

    A tenth is posted twice, the second time to another replica, at once. `posted`: updates that were taken.
    """

    ports: Sequence[int]
    random: Random
    posted: int = 0
    doubled: int = 0
    refused: int = 0
    _turn: "count[int]" = field(default_factory=count)

    async def post(self, updates: Sequence[dict[str, Any]]) -> None:
        """Post all of these; returns once each was answered 200."""
        lines: list[list[dict[str, Any]]] = [[] for _ in range(AT_ONCE)]
        for update in updates:
            lines[(find_chat_id(update) or 0) % AT_ONCE].append(update)
        limits = aiohttp.ClientTimeout(total=10)
        async with aiohttp.ClientSession(timeout=limits) as session, asyncio.TaskGroup() as group:
            for line in lines:
                group.create_task(self._post_in_order(session, line))

    async def _post_in_order(self, session: aiohttp.ClientSession, line: Sequence[dict[str, Any]]) -> None:
        for update in line:
            if self.random.random() < 0.1:
                self.doubled += 1
                await asyncio.gather(self._deliver(session, update), self._deliver(session, update))
            else:
                await self._deliver(session, update)
            self.posted += 1

    async def _deliver(self, session: aiohttp.ClientSession, update: dict[str, Any]) -> None:
        while not await self._try(session, update):
            self.refused += 1
            await asyncio.sleep(_AGAIN_S)

    async def _try(self, session: aiohttp.ClientSession, update: dict[str, Any]) -> bool:
        port = self.ports[next(self._turn) % len(self.ports)]
        body = json.dumps(update, ensure_ascii=False).encode()
        try:
            async with session.post(
                f"http://127.0.0.1:{port}{PATH}", data=body, headers={SECRET_HEADER: SECRET}
            ) as answer:
                return answer.status == 200
        except (aiohttp.ClientError, TimeoutError, OSError):
            return False
