"""Answers to questions: paced like everything sent, kept in memory only."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import Any

from delivery.outcomes import Gone, Moved, Outcome, RetryAt, Sent, backoff_s
from delivery.pause import Pause, wait_at_most
from delivery.sending import Sender
from delivery.splitting import CAPTION_LIMIT, TEXT_LIMIT, split_html
from delivery.turns import Turns
from domain.errors import StorageUnavailableError
from domain.screen import Buttons, Card, Document
from services.ports import Clock

logger = logging.getLogger(__name__)

_TRIES = 4
_AGAIN_S = 1.0
_NOTE_LIMIT = 200
"""Characters of a note (https://core.telegram.org/bots/api#answercallbackquery)."""
_MOST_NOTES = 1000
"""Taps and inline queries whose answers may wait; Telegram forgets them within seconds anyway."""


@dataclass(frozen=True, slots=True)
class _Reply:
    """A new message, or, with `edits`, what is to stand in the place of that message."""

    chat_id: int
    text: str
    thread_id: int | None = None
    reply_to: int | None = None
    buttons: Buttons = ()
    attached: bytes | Document | None = None
    edits: int | None = None
    failures: int = 0


class MemoryReplies:
    """Meets services.ports.Replies. `limit` bounds what may wait in one chat; what exceeds it is dropped."""

    def __init__(
        self,
        sender: Sender,
        clock: Clock,
        turns: Turns,
        *,
        random: Callable[[], float],
        pause: Pause = wait_at_most,
        limit: int = 50,
    ) -> None:
        self._sender = sender
        self._clock = clock
        self._turns = turns
        self._random = random
        self._pause = pause
        self._limit = limit
        self._waiting: dict[int, deque[_Reply]] = {}
        self._notes: deque[Callable[[], Coroutine[Any, Any, Outcome]]] = deque(maxlen=_MOST_NOTES)
        self._busy: set[int] = set()
        self._awake = asyncio.Event()

    def send(
        self,
        chat_id: int,
        text: str,
        *,
        thread_id: int | None = None,
        reply_to: int | None = None,
        buttons: Buttons = (),
        attached: bytes | Document | None = None,
    ) -> None:
        """Queue an answer; a text too long for one message goes out in parts, the last with the buttons."""
        limit = TEXT_LIMIT if attached is None else CAPTION_LIMIT
        first, *more = split_html(text, limit)
        parts = [_Reply(chat_id, first, thread_id, reply_to, attached=attached)]
        parts += [_Reply(chat_id, part, thread_id, reply_to) for part in more]
        for part in (*parts[:-1], replace(parts[-1], buttons=buttons)):
            self._put(part)

    def edit(
        self, chat_id: int, message_id: int, text: str, *, buttons: Buttons = (), picture: bytes | None = None
    ) -> None:
        """Queue new words, or a new picture, for a message of ours; only the newest edit of it matters.

        Without a text only the buttons change. What is too long for one message is cut: an edit cannot
        become two messages.
        """
        limit = TEXT_LIMIT if picture is None else CAPTION_LIMIT
        shown = split_html(text, limit)[0] if text else ""
        newest = _Reply(chat_id, shown, buttons=buttons, attached=picture, edits=message_id)
        waiting = self._waiting.get(chat_id, ())
        for at, one in enumerate(waiting):
            if one.edits == message_id and text and not (at == 0 and chat_id in self._busy):
                self._waiting[chat_id][at] = newest
                return
        self._put(newest)

    def acknowledge(self, query_id: str, text: str = "", *, alert: bool = False) -> None:
        """Answer a tap, at once and outside the pace of its chat."""
        self._notes.append(partial(self._sender.acknowledge, query_id, text[:_NOTE_LIMIT], alert=alert))
        self._awake.set()

    def offer(self, query_id: str, cards: Sequence[Card], *, cache_s: int) -> None:
        """Answer an inline query, at once."""
        self._notes.append(partial(self._sender.offer, query_id, cards, cache_s=cache_s))
        self._awake.set()

    def _put(self, reply: _Reply) -> None:
        waiting = self._waiting.setdefault(reply.chat_id, deque())
        if len(waiting) >= self._limit:
            logger.warning("an answer was dropped: %d wait in that chat", len(waiting))
            return
        waiting.append(reply)
        self._awake.set()

    async def run(self, stop: asyncio.Event, *, grace_s: float = 3.0) -> None:
        """Send until `stop`, then what is left, for at most `grace_s`."""
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._wake_at(stop))
                while not stop.is_set():
                    await self._turn(group)
                async with asyncio.timeout(grace_s):
                    while self._waiting or self._notes:
                        await self._turn(group)
        except* TimeoutError:
            logger.warning("answers to %d chats were not sent before the end", len(self._waiting))

    async def _wake_at(self, stop: asyncio.Event) -> None:
        await stop.wait()
        self._awake.set()

    async def _turn(self, group: asyncio.TaskGroup) -> None:
        """Start what may go now, then wait for the next thing to do."""
        self._awake.clear()
        while self._notes:
            group.create_task(self._note(self._notes.popleft()))
        await self._pause(self._awake, await self._start_free(group))

    async def _start_free(self, group: asyncio.TaskGroup) -> float:
        """Write to the chats whose turn it is; how long it takes, in seconds, until the next one's is."""
        waiting = [one for one in self._waiting if one not in self._busy]
        try:
            turns = await self._turns.take(waiting)
        except StorageUnavailableError as error:
            logger.warning("answers wait: %s", error)
            return _AGAIN_S
        now, rest_s = self._clock(), 60.0
        for chat_id, later in turns.items():
            if later is not None:
                rest_s = min(rest_s, (later - now).total_seconds())
                continue
            self._busy.add(chat_id)
            group.create_task(self._send_first(chat_id))
        return max(rest_s, 0.0)

    async def _note(self, call: Callable[[], Coroutine[Any, Any, Outcome]]) -> None:
        """One try: a tap that was not acknowledged in time is of no use any more."""
        try:
            outcome = await call()
        except Exception:
            logger.exception("a tap or an inline query could not be answered")
        else:
            if not isinstance(outcome, Sent):
                logger.info("a tap or an inline query was not answered: %s", outcome)
        finally:
            self._awake.set()

    async def _send_first(self, chat_id: int) -> None:
        waiting = self._waiting[chat_id]
        try:
            await self._settle(waiting, await self._attempt(waiting[0]))
        except Exception:
            logger.exception("an answer could not be sent")
            waiting.popleft()
        finally:
            if not waiting:
                del self._waiting[chat_id]
            self._busy.discard(chat_id)
            self._awake.set()

    async def _attempt(self, reply: _Reply) -> Outcome:
        chat_id, buttons = reply.chat_id, reply.buttons
        if reply.edits is not None:
            if isinstance(reply.attached, bytes):
                return await self._sender.edit_picture(
                    chat_id, reply.edits, reply.attached, reply.text, buttons=buttons
                )
            if not reply.text:
                return await self._sender.edit_buttons(chat_id, reply.edits, buttons)
            return await self._sender.edit(chat_id, reply.edits, reply.text, buttons=buttons)
        place: dict[str, Any] = {"thread_id": reply.thread_id, "reply_to": reply.reply_to}
        if reply.attached is not None:
            return await self._sender.attach(chat_id, reply.attached, reply.text, buttons=buttons, **place)
        return await self._sender.send(chat_id, reply.text, silent=False, buttons=buttons, **place)

    async def _settle(self, waiting: deque[_Reply], outcome: Outcome) -> None:
        reply = replace(waiting[0], failures=waiting[0].failures + 1)
        if isinstance(outcome, RetryAt | Moved) and reply.failures < _TRIES:
            await self._put_back(reply, outcome)
            return
        if not isinstance(outcome, Sent | Gone):
            logger.warning("an answer was not sent: %s", outcome)
        waiting.popleft()

    async def _put_back(self, reply: _Reply, outcome: RetryAt | Moved) -> None:
        if isinstance(outcome, Moved):
            self._waiting[reply.chat_id].popleft()
            moved = replace(reply, chat_id=outcome.chat_id)
            self._waiting.setdefault(outcome.chat_id, deque()).appendleft(moved)
            return
        delay_s = outcome.delay_s
        if delay_s is None:
            delay_s = backoff_s(reply.failures, self._random(), offline=outcome.offline)
        self._waiting[reply.chat_id][0] = reply
        await self._turns.hold(reply.chat_id, self._clock() + timedelta(seconds=delay_s))
