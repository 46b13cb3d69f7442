"""Whose turn it is to be written to: kept by one bot in its memory, or by several in their database."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Protocol

from delivery.pacing import Limits, Pacing
from domain.outbox import OutboxRow
from services.ports import Clock, Database, Transaction


@dataclass(frozen=True, slots=True)
class Leased:
    """`rows` are to be sent now; `dues`: when it is worth to look again."""

    rows: Sequence[OutboxRow] = ()
    dues: Sequence[datetime] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """How many rows, for how long; no row of `in_hand`, and none for a chat of `busy`.

    Both are looked at when the rows are found, not when they are asked for.
    """

    room: int
    lease_s: int
    busy: Collection[int] = ()
    in_hand: Collection[int] = ()


class Turns(Protocol):
    """Keeps Telegram's limits for all that is sent."""

    async def lease(self, asked: Asked) -> Leased:
        """Take rows of the outbox whose turn it is; each takes its turn by that."""
        ...

    async def take(self, chat_ids: Sequence[int]) -> dict[int, datetime | None]:
        """The turn of each of these chats, once: None where it is taken now, else when it may be."""
        ...

    async def hold(self, chat_id: int, until: datetime) -> None:
        """Telegram asked for silence in the chat."""
        ...


class LocalTurns:
    """One bot's: remembered in memory. Its Pacing may be shared with others of the process."""

    def __init__(self, database: Database, clock: Clock, pacing: Pacing) -> None:
        self._database = database
        self._clock = clock
        self._pacing = pacing

    async def lease(self, asked: Asked) -> Leased:
        now = self._clock()
        self._pacing.forget_idle(now)
        room, free_at = self._pacing.room_at(now)
        if room <= 0:
            return Leased(dues=(free_at,))
        most = min(asked.room, room)
        # The clock is asked once the database is ours: a lease must not be over before it is given.
        rows = await self._database.write(lambda tx: tx.outbox.lease_due(self._clock(), asked.lease_s, most))
        found = _sort_out(self._pacing, rows, asked, self._clock())
        if found.early:
            await self._database.write(partial(_put_back, early=found.early))
        return found.as_leased()

    async def take(self, chat_ids: Sequence[int]) -> dict[int, datetime | None]:
        now = self._clock()
        self._pacing.forget_idle(now)
        return {chat_id: _take_turn(self._pacing, chat_id, now) for chat_id in chat_ids}

    async def hold(self, chat_id: int, until: datetime) -> None:
        self._pacing.hold(chat_id, until)


class SharedTurns:
    """Several bots': remembered in the database, and taken in the transaction that takes the rows.

    One of them decides at a time, for some milliseconds. `database` must not make such transactions wait for
    those that write facts.
    """

    def __init__(self, database: Database, clock: Clock, limits: Limits) -> None:
        self._database = database
        self._clock = clock
        self._limits = limits

    async def lease(self, asked: Asked) -> Leased:
        return await self._database.write(partial(self._lease, asked=asked))

    async def take(self, chat_ids: Sequence[int]) -> dict[int, datetime | None]:
        if not chat_ids:
            return {}
        return await self._database.write(partial(self._take, chat_ids=chat_ids))

    async def hold(self, chat_id: int, until: datetime) -> None:
        def work(tx: Transaction) -> None:
            pacing, now = self._begin(tx)
            pacing.load_chats(tx.paces.read([chat_id]), now)
            pacing.hold(chat_id, until)
            tx.paces.put(pacing.dump([chat_id], now))

        await self._database.write(work)

    def _begin(self, tx: Transaction) -> tuple[Pacing, datetime]:
        """From here to the commit no other bot decides. The clock is asked once the wait for that is over."""
        overall = tx.paces.take_all()
        pacing, now = Pacing(self._limits), self._clock()
        pacing.load_overall(overall, now)
        return pacing, now

    def _lease(self, tx: Transaction, asked: Asked) -> Leased:
        pacing, now = self._begin(tx)
        room, free_at = pacing.room_at(now)
        if room <= 0:
            return Leased(dues=(free_at,))
        rows = tx.outbox.lease_due(now, asked.lease_s, min(asked.room, room))
        if not rows:
            return Leased()
        pacing.load_chats(tx.paces.read({row.message.chat_id for row in rows}), now)
        found = _sort_out(pacing, rows, asked, now)
        _put_back(tx, found.early)
        tx.paces.put(pacing.dump({row.message.chat_id for row in found.rows}, now))
        return found.as_leased()

    def _take(self, tx: Transaction, chat_ids: Sequence[int]) -> dict[int, datetime | None]:
        pacing, now = self._begin(tx)
        pacing.load_chats(tx.paces.read(chat_ids), now)
        turns = {chat_id: _take_turn(pacing, chat_id, now) for chat_id in chat_ids}
        taken = [chat_id for chat_id, later in turns.items() if later is None]
        if taken:
            tx.paces.put(pacing.dump(taken, now))
        return turns


@dataclass(slots=True)
class _Found:
    """`early`: rows whose chats may not be written to before an instant."""

    rows: list[OutboxRow] = field(default_factory=list)
    early: list[tuple[OutboxRow, datetime]] = field(default_factory=list)
    dues: list[datetime] = field(default_factory=list)

    def as_leased(self) -> Leased:
        return Leased(self.rows, self.dues)


def _sort_out(pacing: Pacing, rows: Sequence[OutboxRow], asked: Asked, now: datetime) -> _Found:
    found = _Found()
    for row in rows:
        if row.id in asked.in_hand:
            continue  # the clock leapt over its lease; the call under way will settle it
        chat_id = row.message.chat_id
        if chat_id in asked.busy:
            # Due as soon as its chat is free: the end of the call under way is when to look again.
            free_at = pacing.next_free_at(chat_id, now)
            found.early.append((row, free_at))
            found.dues.extend([free_at] if free_at > now else [])
            continue
        later = _take_turn(pacing, chat_id, now)
        if later is None:
            found.rows.append(row)
        else:
            found.early.append((row, later))
            found.dues.append(later)
    return found


def _take_turn(pacing: Pacing, chat_id: int, now: datetime) -> datetime | None:
    free_at = pacing.next_free_at(chat_id, now)
    if free_at > now:
        return free_at
    pacing.note_sent(chat_id, now)
    return None


def _put_back(tx: Transaction, early: Sequence[tuple[OutboxRow, datetime]]) -> None:
    for row, due in early:
        tx.outbox.put_back(row.id, due)
