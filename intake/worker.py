"""The inbox worker: stored updates to the dispatcher, in order per chat, each closed once handled."""

import asyncio
import json
import logging
from collections import deque
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.types import Update
from aiogram.types.update import UpdateTypeLookupError
from pydantic import ValidationError

from domain.errors import StorageUnavailableError
from intake.claims import Claims
from services.ports import Clock, Database, Transaction

logger = logging.getLogger(__name__)

_GATHERED = 50
"""Handled updates closed in one commit while more are being worked on."""
_LEAST = -(2**63)
"""The least number a database keeps."""


class InboxWorker:
    """Hands open inbox rows to the dispatcher.

    Rows of one chat go one after another, rows of different chats side by side, at most `at_once`. A row is
    closed after its handler returned; a row that cannot be parsed, or whose handler raised, is set aside
    with an incident id, and the rest go on. Rows still open after a crash, or because the database could not
    be used, are handled again. Handlers may
    ask for `update_id` and `incident_id`, the id that their failure would have.

    `arrived` wakes the worker; `handled` is called after every update, for it may have left messages to
    send; `unreadable` gets the chat id and incident id of an update that could not be parsed. `claims`: where
    other bots work on the same inbox, what this one may handle.
    """

    def __init__(
        self,
        bot: Bot,
        dispatcher: Dispatcher,
        database: Database,
        clock: Clock,
        arrived: asyncio.Event,
        *,
        incident_ids: Callable[[], str],
        handled: Callable[[], None] = lambda: None,
        unreadable: Callable[[int, str], None] = lambda _chat_id, _incident_id: None,
        claims: Claims | None = None,
        at_once: int = 8,
        limit: int = 200,
    ) -> None:
        self._bot = bot
        self._dispatcher = dispatcher
        self._database = database
        self._clock = clock
        self._arrived = arrived
        self._incident_ids = incident_ids
        self._handled = handled
        self._unreadable = unreadable
        self._claims = claims
        self._slots = asyncio.Semaphore(at_once)
        self._limit = limit
        self._lanes: dict[int, deque[tuple[int, dict[str, Any]]]] = {}
        self._in_hand: set[int] = set()
        self._settled: set[int] = set()
        self._done: list[int] = []

    async def run(self, stop: asyncio.Event) -> None:
        """Work until `stop`; then finish the updates in hand and leave the others open."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._wake_at(stop))
            if self._claims is not None:
                group.create_task(self._claims.keep(stop))
            while not stop.is_set():
                self._arrived.clear()
                if self._has_room():
                    await self._take_open(group, stop)
                await self._arrived.wait()
        await self._close_done()
        if self._claims is not None:
            await self._claims.release()

    async def _wake_at(self, stop: asyncio.Event) -> None:
        await stop.wait()
        self._arrived.set()

    def _has_room(self) -> bool:
        return len(self._in_hand) - len(self._settled) <= self._limit // 2

    async def _take_open(self, group: asyncio.TaskGroup, stop: asyncio.Event) -> None:
        # What is settled while the read is under way may still look open in its snapshot: it stays known
        # as in hand until the next read.
        self._in_hand -= self._settled
        self._settled.clear()
        try:
            rows = await self._read_next()
        except StorageUnavailableError as error:
            logger.warning("the inbox could not be read: %s", error)
            return
        for update_id, raw in rows:
            if update_id in self._in_hand:
                continue
            self._in_hand.add(update_id)
            decoded = parse_update(raw)
            lane = find_chat_id(decoded) or 0
            if lane in self._lanes:
                self._lanes[lane].append((update_id, decoded))
            else:
                self._lanes[lane] = deque([(update_id, decoded)])
                group.create_task(self._work_lane(lane, stop))

    async def _read_next(self) -> list[tuple[int, str]]:
        if self._claims is not None:
            return await self._claims.take(self._limit)
        return await self._database.read(lambda tx: tx.inbox.read_open(self._limit))

    async def _work_lane(self, lane: int, stop: asyncio.Event) -> None:
        waiting = self._lanes[lane]
        while waiting and not stop.is_set():
            async with self._slots:
                if self._claims is not None and not self._claims.is_ours(waiting[0][0]):
                    self._leave_open(waiting, "another bot may have them")
                    break
                try:
                    await self._handle(*waiting[0])
                except StorageUnavailableError as error:
                    self._leave_open(waiting, str(error))
                    break
                waiting.popleft()
            if len(self._done) >= _GATHERED:
                await self._close_done()
        del self._lanes[lane]
        # What another bot has of the chat can be taken only when this is closed.
        if not self._lanes or self._claims is not None:
            await self._close_done()

    def _leave_open(self, waiting: Sequence[tuple[int, dict[str, Any]]], why: str) -> None:
        """Nothing of these was kept: the inbox is read anew, in its order, at the next wake-up."""
        logger.warning("%d updates of a chat stay open: %s", len(waiting), why)
        update_ids = [update_id for update_id, _ in waiting]
        self._in_hand.difference_update(update_ids)
        if self._claims is not None:
            self._claims.give_up(update_ids)

    async def _handle(self, update_id: int, decoded: dict[str, Any]) -> None:
        incident_id = self._incident_ids()
        try:
            update = Update.model_validate(decoded, context={"bot": self._bot})
        except ValidationError as error:
            logger.warning(
                "update %d cannot be read, incident %s",
                update_id,
                incident_id,
                extra={"incident_id": incident_id},
            )
            await self._set_aside(update_id, incident_id, describe_refusal(error))
            if chat_id := find_chat_id(decoded):
                self._unreadable(chat_id, incident_id)
            return
        if not has_known_type(update):
            # aiogram would warn of it, and quote the whole update: somebody's words and name, in the log.
            logger.warning("update %d is of an unknown type", update_id)
            self._done.append(update_id)
            return
        try:
            await self._dispatcher.feed_update(
                self._bot, update, update_id=update_id, incident_id=incident_id
            )
        except StorageUnavailableError:
            raise
        except Exception as error:
            logger.exception(
                "update %d failed, incident %s", update_id, incident_id, extra={"incident_id": incident_id}
            )
            await self._set_aside(update_id, incident_id, type(error).__name__)
        else:
            self._done.append(update_id)
        self._handled()

    async def _set_aside(self, update_id: int, incident_id: str, error: str) -> None:
        now = self._clock()
        await self._database.write(lambda tx: tx.inbox.set_aside(update_id, incident_id, error, now))
        self._note_settled([update_id])

    def _note_settled(self, update_ids: Sequence[int]) -> None:
        self._settled.update(update_ids)
        if self._claims is not None:
            self._claims.settle(update_ids)

    async def _close_done(self) -> None:
        """Close what has been handled, in one commit; harmless where a use case has closed it already."""
        done, self._done = self._done, []
        if done:
            now = self._clock()
            try:
                await self._database.write(lambda tx: close_all(tx, done, now))
            except StorageUnavailableError as error:
                logger.warning("%d handled updates could not be closed yet: %s", len(done), error)
                self._done = done + self._done
                return
            self._note_settled(done)
        if self._has_room():
            self._arrived.set()


def close_all(tx: Transaction, update_ids: Sequence[int], at: datetime) -> None:
    """Close several inbox rows."""
    for update_id in update_ids:
        tx.inbox.close(update_id, at)


def parse_update(raw: str) -> dict[str, Any]:
    """A stored update; empty, which is no valid one, where it is too deep or has too long a number."""
    try:
        decoded = json.loads(raw, parse_int=_storable)
        if "\\ud" in raw.casefold():
            # A half of a pair, which no encoding can store. Whole pairs come through unharmed.
            decoded = json.loads(json.dumps(decoded, ensure_ascii=False).encode(errors="replace"))
    except (ValueError, RecursionError):
        return {}
    return decoded if isinstance(decoded, dict) else {}


def _storable(digits: str) -> int:
    """Telegram's numbers have 52 bits; no database keeps more than 64. Raises ValueError for a longer one."""
    number = int(digits)
    if not _LEAST <= number <= -_LEAST - 1:
        raise ValueError("a number beyond 64 bits")
    return number


def has_known_type(update: Update) -> bool:
    """Whether the library has a name for what happened."""
    try:
        return bool(update.event_type)
    except UpdateTypeLookupError:
        return False


def find_chat_id(update: dict[str, Any]) -> int | None:
    """The chat an update happened in; for one without a chat, its sender. Nothing of it is validated yet."""
    for event in update.values():
        if isinstance(event, dict):
            shown = event.get("message")
            inner = shown.get("chat") if isinstance(shown, dict) else None
            chat = event.get("chat") or inner or event.get("from")
            found = chat.get("id") if isinstance(chat, dict) else None
            return found if isinstance(found, int) else None
    return None


def describe_refusal(error: ValidationError) -> str:
    """Which fields were not as expected; never their content, which may name people."""
    found = error.errors(include_url=False, include_context=False, include_input=False)
    return "; ".join(f"{'.'.join(str(at) for at in one['loc'])}: {one['type']}" for one in found[:5])
