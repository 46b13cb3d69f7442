"""A newsdesk with very many subscribed chats, in simulated time: all is real but Telegram."""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.config import Config
from bot.subscribers import Subscribers
from delivery.pacing import Limits, Pacing
from delivery.turns import Asked, LocalTurns
from domain.alert import AlertPolicy
from domain.outbox import OutboxRow
from domain.post import IncomingPost, Origin, OriginKind, Submission
from domain.subscription import Listener, Subscription
from services.desk import Desk
from services.ports import Transaction
from services.rules import CountingRules
from storage.database import SqlDatabase, open_database
from tests.records.newsdesk import CHANNEL, MINISTRY, MORNING, SOURCES, over

STEP = timedelta(seconds=0.5)
_FIRST_CHAT = 10_000


@dataclass(slots=True)
class CrowdedHouse:
    """`sent`: when each message went out, by chat; `texts`: its words. `deepest`: the most that waited."""

    database: SqlDatabase
    now: datetime = MORNING
    sent: dict[int, list[datetime]] = field(default_factory=dict)
    texts: dict[int, list[str]] = field(default_factory=dict)
    deepest: int = 0
    per_second: Counter[datetime] = field(default_factory=Counter)
    _messages: int = 0
    desk: Desk = field(init=False)
    subscribers: Subscribers = field(init=False)
    _turns: LocalTurns = field(init=False)

    def __post_init__(self) -> None:
        registry = {source.name: source for source in SOURCES.values()}
        rules = CountingRules(SOURCES, ZoneInfo("Europe/Moscow"), AlertPolicy((CHANNEL,)), registry)
        self.desk = Desk(self.database, rules, self.clock, frozenset(), b"key")
        self.start_anew()

    def clock(self) -> datetime:
        return self.now

    def start_anew(self) -> None:
        """As after a kill: what was in memory is gone."""
        self.subscribers = Subscribers(Config(), self.desk, lambda: None)
        self._turns = LocalTurns(self.database, self.clock, Pacing(Limits()))

    async def subscribe(self, scope: str, many: int, *, first: int = _FIRST_CHAT) -> list[int]:
        """So many chats, one after another from the number of the first."""
        chats = list(range(first, first + many))
        wanted = [Subscription(scope)]

        def work(tx: Transaction, some: list[int]) -> None:
            for chat_id in some:
                tx.subscriptions.put(Listener(chat_id), wanted, self.now)

        for at in range(0, many, 5000):
            await self.database.write(lambda tx, at=at: work(tx, chats[at : at + 5000]))
        return chats

    async def hand_in(self, place: str, *, by: int, number: int, count: str = "10") -> None:
        """Post `number` of the ministry, about one place, handed in by somebody in his private chat."""
        self._messages += 1
        origin = Origin(OriginKind.CHANNEL, MORNING, MINISTRY, number, "Канал")
        handed_in = Submission(by, self._messages, submitter="hashed", submitted_at=self.now)
        await self.desk.submit(IncomingPost(over(place, count), origin, handed_in, direct=False))

    async def pass_time(self, seconds: float) -> None:
        """Let so much time pass, in which the jobs run and Telegram takes all that it is given."""
        end = self.now + timedelta(seconds=seconds)
        while self.now < end:
            await self._tick()

    async def until_all_is_sent(self) -> None:
        while await self.database.read(_anything_waits):
            await self._tick()

    async def _tick(self) -> None:
        if self.now.microsecond == 0:
            await self.subscribers.spread()
            self.deepest = max(self.deepest, await self.database.read(_count_waiting))
        while leased := (await self._turns.lease(Asked(16, 40))).rows:
            rows = list(leased)
            await self.database.write(lambda tx, rows=rows: self._take(tx, rows))
        self.now += STEP

    def _take(self, tx: Transaction, rows: list[OutboxRow]) -> None:
        for row in rows:
            tx.outbox.mark_sent(row.id, row.id, self.now)
            self.per_second[self.now.replace(microsecond=0)] += 1
            self.sent.setdefault(row.message.chat_id, []).append(self.now)
            self.texts.setdefault(row.message.chat_id, []).append(row.message.text)


def _anything_waits(tx: Transaction) -> bool:
    return tx.news.find_oldest() is not None or tx.outbox.waits_as_many(1, 0)


def _count_waiting(tx: Transaction) -> int:
    return sum(tx.backlog.read(MORNING).outbox.values())


@asynccontextmanager
async def crowded_house(folder: Path) -> AsyncIterator[CrowdedHouse]:
    times = [MORNING]
    database = await open_database(f"sqlite:///{folder}/dozor.db", clock=lambda: times[0])
    try:
        yield CrowdedHouse(database)
    finally:
        await database.close()
