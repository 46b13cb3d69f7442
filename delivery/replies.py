"""Answers to questions: paced like everything sent, kept in memory only."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from delivery.outcomes import Moved, Outcome, RetryAt, Sent, backoff_s
from delivery.pacing import Pacing
from delivery.pause import Pause, wait_at_most
from delivery.sending import Sender
from delivery.splitting import split_html
from services.ports import Clock

logger = logging.getLogger(__name__)

_TRIES = 4


@dataclass(frozen=True, slots=True)
class _Reply:
    chat_id: int
    text: str
    thread_id: int | None
    reply_to: int | None
    failures: int = 0


class MemoryReplies:
    """Meets services.ports.Replies. `limit` bounds what may wait in one chat; what exceeds it is dropped."""

    def __init__(
        self,
        sender: Sender,
        clock: Clock,
        pacing: Pacing,
        *,
        random: Callable[[], float],
        pause: Pause = wait_at_most,
        limit: int = 50,
    ) -> None:
        self._sender = sender
        self._clock = clock
        self._pacing = pacing
        self._random = random
        self._pause = pause
        self._limit = limit
        self._waiting: dict[int, deque[_Reply]] = {}
        self._busy: set[int] = set()
        self._awake = asyncio.Event()

    def send(
        self, chat_id: int, text: str, *, thread_id: int | None = None, reply_to: int | None = None
    ) -> None:
        """Queue an answer; a text too long for one message goes out in parts."""
        waiting = self._waiting.setdefault(chat_id, deque())
        for part in split_html(text):
            if len(waiting) >= self._limit:
                logger.warning("an answer was dropped: %d wait in that chat", len(waiting))
                return
            waiting.append(_Reply(chat_id, part, thread_id, reply_to))
        self._awake.set()

    async def run(self, stop: asyncio.Event, *, grace_s: float = 3.0) -> None:
        """Send until `stop`, then what is left, for at most `grace_s`."""
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._wake_at(stop))
                while not stop.is_set():
                    await self._turn(group)
                async with asyncio.timeout(grace_s):
                    while self._waiting:
                        await self._turn(group)
        except* TimeoutError:
            logger.warning("answers to %d chats were not sent before the end", len(self._waiting))

    async def _wake_at(self, stop: asyncio.Event) -> None:
        await stop.wait()
        self._awake.set()

    async def _turn(self, group: asyncio.TaskGroup) -> None:
        """Start what may go now, then wait for the next thing to do."""
        self._awake.clear()
        now = self._clock()
        self._pacing.forget_idle(now)
        rest_s = 60.0
        for chat_id in [one for one in self._waiting if one not in self._busy]:
            free_at = self._pacing.next_free_at(chat_id, now)
            if free_at > now:
                rest_s = min(rest_s, (free_at - now).total_seconds())
                continue
            self._pacing.note_sent(chat_id, now)
            self._busy.add(chat_id)
            group.create_task(self._send_first(chat_id))
        await self._pause(self._awake, rest_s)

    async def _send_first(self, chat_id: int) -> None:
        waiting = self._waiting[chat_id]
        try:
            self._settle(waiting, await self._attempt(waiting[0]))
        except Exception:
            logger.exception("an answer could not be sent")
            waiting.popleft()
        finally:
            if not waiting:
                del self._waiting[chat_id]
            self._busy.discard(chat_id)
            self._awake.set()

    async def _attempt(self, reply: _Reply) -> Outcome:
        return await self._sender.send(
            reply.chat_id, reply.text, thread_id=reply.thread_id, reply_to=reply.reply_to, silent=False
        )

    def _settle(self, waiting: deque[_Reply], outcome: Outcome) -> None:
        reply = replace(waiting[0], failures=waiting[0].failures + 1)
        if isinstance(outcome, RetryAt | Moved) and reply.failures < _TRIES:
            self._put_back(reply, outcome)
            return
        if not isinstance(outcome, Sent):
            logger.warning("an answer was not sent: %s", outcome)
        waiting.popleft()

    def _put_back(self, reply: _Reply, outcome: RetryAt | Moved) -> None:
        if isinstance(outcome, Moved):
            self._waiting[reply.chat_id].popleft()
            moved = replace(reply, chat_id=outcome.chat_id)
            self._waiting.setdefault(outcome.chat_id, deque()).appendleft(moved)
            return
        delay_s = outcome.delay_s
        if delay_s is None:
            delay_s = backoff_s(reply.failures, self._random(), offline=outcome.offline)
        self._waiting[reply.chat_id][0] = reply
        self._pacing.hold(reply.chat_id, self._clock() + timedelta(seconds=delay_s))
