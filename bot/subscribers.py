"""The jobs that serve listeners: news, what was held, digests; each looks whether anything is due."""

from collections.abc import Callable
from datetime import timedelta

from bot.config import Config
from bot.scheduler import JobRow
from domain.outbox import OutboxRow
from services.desk import Desk
from services.live_messages import TO_LISTENERS
from services.ports import Transaction
from services.release_held import release_held
from services.spread_news import AT_ONCE, WatchPolicy, may_spread, spread_news
from services.subscriber_digests import AT_ONCE as DIGESTS_AT_ONCE
from services.subscriber_digests import queue_due_digests

NEWS_EVERY_S = 1
HELD_EVERY_S = 15
DIGESTS_EVERY_S = 20
_COUNT_EVERY_S = 300
_MOST_ROUNDS = 10
_AHEAD_S = 60
"""For so many seconds of sending messages are written ahead: who hears late hears what stands then."""
_KEEP_HEARD = timedelta(days=30)
"""How long a message is kept up to date after the day that it tells of."""
_KINDS = ("live:", "moved:", "post:", "released-", "mute:", "digest:")
_REFUSALS = ("forbidden", "chat not found", "user is deactivated", "group chat was deactivated")


class Subscribers:
    """The listeners' part of the scheduler's table, bound to what it works on."""

    def __init__(
        self,
        config: Config,
        desk: Desk,
        wake: Callable[[], None],
        counted: Callable[[int], None] = lambda _chats: None,
    ) -> None:
        self._policy = WatchPolicy(config.subscriptions.jump)
        # An edit needs the row of its message in the outbox, which is kept so long.
        self._keep = min(_KEEP_HEARD, timedelta(days=config.records.keep_shown_days))
        self._counted = counted
        self._database = desk.database
        self._desk = desk
        self._wake = wake
        self._refused: list[tuple[int, str]] = []
        self._most_waiting = config.delivery.overall_per_second * _AHEAD_S
        self._served = 0

    def jobs(self) -> tuple[JobRow, ...]:
        """What the scheduler runs."""
        return (
            JobRow("news", NEWS_EVERY_S, self.spread),
            JobRow("held for listeners", HELD_EVERY_S, self.release),
            JobRow("digests of chats", DIGESTS_EVERY_S, self.digests),
            JobRow("what was heard", 3600, self.prune),
            JobRow("subscribed chats", _COUNT_EVERY_S, self.count),
        )

    def note_refusal(self, row: OutboxRow, why: str) -> bool:
        """A message was given up: where its chat wants no more of us, it is suspended.

        True: that is all there is to say; False: whoever runs the bot should hear of it.
        """
        told = why.casefold()
        if not row.message.key.startswith(_KINDS) or not any(one in told for one in _REFUSALS):
            return False
        self._refused.append((row.message.chat_id, row.message.key))
        return True

    async def spread(self) -> None:
        """Tell listeners the news; and note which chats refused us since the last time."""
        while self._refused:
            await self._desk.subscribing.suspend(*self._refused.pop())
        # What is left waits for the next turn: Telegram takes thirty a second anyway.
        for _ in range(_MOST_ROUNDS):
            if not await self._database.read(lambda tx: may_spread(tx, self._most_waiting)):
                return
            self._served = await self._database.write(self._spread_one)
            self._wake()

    async def release(self) -> None:
        """Tell what was held for listeners whose quiet hours or mute have ended."""
        if not await self._database.read(self._anything_held):
            return
        while not await self._is_far_ahead():
            served = await self._database.write(self._release_some)
            if served:
                self._wake()
            if served < AT_ONCE:
                return

    async def digests(self) -> None:
        """Queue the digests whose hour has come."""
        now = self._desk.clock()
        if not await self._database.read(lambda tx: tx.subscriptions.read_due(now, 1)):
            return
        while not await self._is_far_ahead():
            served = await self._database.write(lambda tx: queue_due_digests(tx, self._desk.rules, now))
            if served:
                self._wake()
            if served < DIGESTS_AT_ONCE:
                return

    async def prune(self) -> None:
        """Forget what listeners heard of days long past."""
        before = self._desk.today() - self._keep
        await self._database.write(lambda tx: tx.heard.prune(before))

    async def count(self) -> None:
        """Say how many chats are subscribed."""
        self._counted(await self._database.read(lambda tx: tx.subscriptions.count_chats()))

    async def _is_far_ahead(self) -> bool:
        """Whether as many messages to listeners wait as go out in the time ahead."""
        most = self._most_waiting
        return await self._database.read(lambda tx: tx.outbox.waits_as_many(most, TO_LISTENERS))

    def _spread_one(self, tx: Transaction) -> int:
        now = self._desk.clock()
        return spread_news(tx, self._desk.rules, self._policy, now, former_id=self._served)

    def _release_some(self, tx: Transaction) -> int:
        return release_held(tx, self._desk.rules, self._policy, self._desk.clock())

    def _anything_held(self, tx: Transaction) -> bool:
        return bool(tx.heard.read_holding() or tx.chats.read_mutes_over(self._desk.clock()))
