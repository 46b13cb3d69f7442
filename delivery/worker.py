"""The outbox worker: stored messages to Telegram, and what became of each back into the store."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from delivery.outcomes import Dead, Gone, Moved, Outcome, RetryAt, Sent, Unknown, backoff_s
from delivery.pause import Pause, wait_at_most
from delivery.sending import Sender
from delivery.silence import Silence
from delivery.splitting import TEXT_LIMIT, split_html
from delivery.turns import Asked, Turns
from domain.errors import StorageUnavailableError
from domain.outbox import OutboxRow
from services.ports import Clock, Database, Transaction

logger = logging.getLogger(__name__)

_MOST_TRIES = 40
"""Refusals after which a row is given up: more than three hours at the longest backoff."""
_MOST_LOST = 4
"""Lost answers after which a row is given up: each may have left a repeat in the chat."""
_CLOCK_SLACK = timedelta(seconds=1)
_CLOCK_STEP = timedelta(minutes=5)
"""What no pause between two looks at the outbox explains."""
_MARK_ROOM = 96
"""Characters of a part left free for the words that mark a possible repeat."""


@dataclass(frozen=True, slots=True)
class OutboxPolicy:
    """`lease_s` must outlast a call; `idle_s` is how often the store is looked at without a wake-up.

    `shared`: others send from the same outbox, so that what is due later may be due later for a reason.
    """

    lease_s: int = 40
    idle_s: float = 2.0
    at_once: int = 16
    grace_s: float = 5.0
    shared: bool = False


@dataclass(slots=True)
class _Failures:
    """How often this process failed to send a row.

    All tries, those that count against the row, and those whose answer was lost.
    """

    tries: int = 0
    refusals: int = 0
    lost: int = 0


class OutboxWorker:
    """Sends what is due, one message of a chat at a time.

    A row whose answer was lost stays leased; after its lease (as after a crash between send and mark) it is
    sent again with `mark_repeat` applied to its text, and given up when the answers keep getting lost.
    After a lost answer nothing is sent until Telegram is known to answer at all.
    `gave_up` gets every row given up, with the reason; `sent` every row sent whole, and when.
    `random` gives numbers in [0, 1). `facts`: the same database for what is more than the outbox.
    """

    def __init__(
        self,
        sender: Sender,
        database: Database,
        clock: Clock,
        turns: Turns,
        *,
        mark_repeat: Callable[[str], str],
        gave_up: Callable[[OutboxRow, str], None],
        random: Callable[[], float],
        sent: Callable[[OutboxRow, datetime], None] = lambda _row, _at: None,
        pause: Pause = wait_at_most,
        policy: OutboxPolicy | None = None,
        facts: Database | None = None,
    ) -> None:
        self._sender = sender
        self._database = database
        self._facts = facts or database
        self._clock = clock
        self._turns = turns
        self._mark_repeat = mark_repeat
        self._gave_up = gave_up
        self._sent = sent
        self._random = random
        self._pause = pause
        self._policy = policy or OutboxPolicy()
        self._awake = asyncio.Event()
        self._busy: dict[int, asyncio.Task[None]] = {}
        self._in_hand: set[int] = set()
        self._failures: dict[int, _Failures] = {}
        self._looked_at: datetime | None = None
        self._known_dues: set[datetime] = set()
        self._silence = Silence(sender.bot, sender.timeout_s, random, pause)
        self._looking: asyncio.Task[None] | None = None

    def wake(self) -> None:
        """Something new is in the outbox."""
        self._awake.set()

    async def run(self, stop: asyncio.Event) -> None:
        """Send until `stop`; then finish the calls under way, for at most `grace_s`. The rest is stored."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._wake_at(stop))
            while not stop.is_set():
                self._awake.clear()
                try:
                    await self._start_due(group)
                except StorageUnavailableError as error:
                    logger.warning("the outbox could not be read: %s", error)
                await self._pause(self._awake, self._rest_s())
            if self._looking is not None:
                self._looking.cancel()
            if self._busy:
                _, late = await asyncio.wait(self._busy.values(), timeout=self._policy.grace_s)
                for task in late:
                    task.cancel()

    async def _wake_at(self, stop: asyncio.Event) -> None:
        await stop.wait()
        self._awake.set()

    def _rest_s(self) -> float:
        """Seconds until something known falls due, at most `idle_s`."""
        now = self._clock()
        self._known_dues = {due for due in self._known_dues if due > now}
        soonest = min(self._known_dues, default=now + timedelta(seconds=self._policy.idle_s))
        return min((soonest - now).total_seconds(), self._policy.idle_s)

    async def _start_due(self, group: asyncio.TaskGroup) -> None:
        now = self._clock()
        await self._notice_clock(now)
        if self._silence.is_suspected:
            self._looking = self._looking or group.create_task(self._wait_for_an_answer())
            return
        room = self._policy.at_once - len(self._busy)
        if room <= 0:
            return
        leased = await self._turns.lease(Asked(room, self._policy.lease_s, self._busy, self._in_hand))
        self._known_dues.update(leased.dues)
        for row in leased.rows:
            self._in_hand.add(row.id)
            self._busy[row.message.chat_id] = group.create_task(self._deliver(row))

    async def _wait_for_an_answer(self) -> None:
        await self._silence.wait_for_its_end()
        self._looking = None
        self._awake.set()

    async def _notice_clock(self, now: datetime) -> None:
        """Dues are instants of the clock they were set by; a clock set back would put them far away."""
        if self._looked_at is not None and abs(now - self._looked_at) > _CLOCK_STEP:
            stepped_s = (now - self._looked_at).total_seconds()
            logger.warning("the clock was stepped by %.0f s, or the bot stood still", stepped_s)
        is_first = self._looked_at is None and not self._policy.shared
        if is_first or (self._looked_at is not None and now < self._looked_at - _CLOCK_SLACK):
            lease_s = self._policy.lease_s
            await self._database.write(lambda tx: tx.outbox.bring_forward(now, lease_s))
            self._known_dues.clear()
        self._looked_at = now

    async def _deliver(self, row: OutboxRow) -> None:
        try:
            await self._settle(row, await self._attempt(row))
        except Exception:
            # The row stays leased and comes back, marked; the other chats go on.
            logger.exception("outbox row %d could not be settled", row.id)
        finally:
            del self._busy[row.message.chat_id]
            self._in_hand.discard(row.id)
            self._awake.set()

    async def _attempt(self, row: OutboxRow) -> Outcome:
        message = row.message
        if message.edits is not None:
            if row.edited_message_id is None:
                return Dead("the message to edit was never sent")
            return await self._sender.edit(
                message.chat_id, row.edited_message_id, message.text, buttons=message.buttons
            )
        parts = _parts(row)
        text = parts[row.parts_sent]
        return await self._sender.send(
            message.chat_id,
            self._mark_repeat(text) if row.possible_repeat else text,
            thread_id=message.thread_id,
            reply_to=message.reply_to if row.parts_sent == 0 else None,
            silent=message.silent,
            buttons=message.buttons if row.parts_sent + 1 == len(parts) else (),
        )

    async def _settle(self, row: OutboxRow, outcome: Outcome) -> None:
        now = self._clock()
        match outcome:
            case Sent(message_id):
                await self._note_sent(row, message_id, now)
            case Dead(why):
                await self._give_up(row, why, now)
            case Gone(why):
                await self._database.write(lambda tx: tx.outbox.mark_moot(row.id, why, now))
                self._failures.pop(row.id, None)
                logger.info("outbox row %d: nothing to edit (%s)", row.id, why)
            case Moved(new_id):
                await self._facts.write(lambda tx: _move(tx, row, new_id, now))
                logger.warning("outbox row %d: the group has a new id", row.id)
            case Unknown(why):
                await self._note_lost(row, why, now)
            case RetryAt():
                await self._retry(row, outcome, now)

    async def _note_sent(self, row: OutboxRow, message_id: int | None, now: datetime) -> None:
        """Sent once the last part is; until then the row is due again as soon as the chat is free."""
        self._failures.pop(row.id, None)
        if row.message.edits is None and row.parts_sent + 1 < len(_parts(row)):
            await self._database.write(lambda tx: tx.outbox.mark_part_sent(row.id, message_id, now))
            return
        kept_id = row.edited_message_id if message_id is None else message_id
        if row.parts_sent:
            kept_id = row.telegram_message_id
        await self._database.write(lambda tx: tx.outbox.mark_sent(row.id, kept_id, now))
        self._sent(row, now)

    async def _note_lost(self, row: OutboxRow, why: str, now: datetime) -> None:
        self._silence.is_suspected = True
        failed = self._failures.setdefault(row.id, _Failures())
        failed.lost += 1
        if failed.lost >= _MOST_LOST:
            await self._give_up(row, f"the answer was lost {failed.lost} times: {why}", now)
            return
        logger.warning("outbox row %d: the answer was lost (%s), repeated later", row.id, why)
        self._known_dues.add(row.next_try_at)

    async def _retry(self, row: OutboxRow, outcome: RetryAt, now: datetime) -> None:
        self._silence.is_suspected |= outcome.lost
        failed = self._failures.setdefault(row.id, _Failures())
        failed.tries += outcome.delay_s is None
        failed.refusals += outcome.delay_s is None and not outcome.offline
        if failed.refusals >= _MOST_TRIES:
            await self._give_up(row, outcome.why, now)
            return
        delay_s = outcome.delay_s
        if delay_s is None:
            delay_s = backoff_s(failed.tries, self._random(), offline=outcome.offline)
        due = now + timedelta(seconds=delay_s)
        if outcome.asked:
            await self._turns.hold(row.message.chat_id, due)
        logger.warning("outbox row %d: %s; next try in %.1f s", row.id, outcome.why, delay_s)
        await self._database.write(lambda tx: tx.outbox.mark_retry(row.id, due, outcome.why))
        self._known_dues.add(due)

    async def _give_up(self, row: OutboxRow, why: str, now: datetime) -> None:
        await self._database.write(lambda tx: tx.outbox.mark_dead(row.id, why, now))
        self._failures.pop(row.id, None)
        logger.error("outbox row %d given up: %s", row.id, why)
        self._gave_up(row, why)


def _parts(row: OutboxRow) -> list[str]:
    """The row's text as it goes out, the same parts at every try but for the room that a mark needs."""
    whole = split_html(row.message.text)
    if len(whole) == 1 and not row.possible_repeat and not row.parts_sent:
        return whole
    return split_html(row.message.text, TEXT_LIMIT - _MARK_ROOM)


def _move(tx: Transaction, row: OutboxRow, new_chat_id: int, now: datetime) -> None:
    tx.chats.migrate(row.message.chat_id, new_chat_id)
    tx.outbox.migrate_chat(row.message.chat_id, new_chat_id)
    tx.outbox.mark_retry(row.id, now, "the group has a new id")
