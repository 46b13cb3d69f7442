"""What a chat may decide for itself: what it hears of, when, and in which words. Each in one transaction."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from domain.subscription import DigestSlot, Listener, Overview, Subscription, Unmuted, next_due
from services.ports import Clock, Database, Transaction
from services.rules import CountingRules


@dataclass(frozen=True, slots=True)
class SubscribingDesk:
    """The use cases bound to their database, rules and clock; whoever calls one was let in before."""

    database: Database
    rules: CountingRules
    clock: Clock

    async def overview(self, who: Listener) -> Overview:
        """All that is set for a listener."""
        return await self.database.read(lambda tx: _overview(tx, who))

    async def subscribe(
        self, who: Listener, wanted: Collection[Subscription], *, kind: str, language: str
    ) -> Overview:
        """Hear of these scopes from now on, in the language asked in, unless another was chosen."""
        now = self.clock()

        def work(tx: Transaction) -> Overview:
            tx.chats.remember(who.chat_id, kind, now)
            tx.chats.set_suspended(who.chat_id, None)
            if tx.chats.find_language(who.chat_id) is None:
                tx.chats.set_language(who.chat_id, language)
            tx.subscriptions.put(who, wanted, now)
            return _overview(tx, who)

        return await self.database.write(work)

    async def unsubscribe(self, who: Listener, scopes: Collection[str] | None) -> tuple[int, Overview]:
        """Hear no more of these scopes, of none with None; returns how many there were, and what is left."""

        def work(tx: Transaction) -> tuple[int, Overview]:
            return tx.subscriptions.remove(who, scopes), _overview(tx, who)

        return await self.database.write(work)

    async def set_quiet(self, who: Listener, hours: tuple[int, int] | None) -> Overview:
        """Quiet hours in minutes of the chat's own day; None: none."""
        first, last = hours if hours is not None else (None, None)
        return await self._change(who, lambda tx: tx.chats.set_quiet(who.chat_id, first, last))

    async def mute(self, who: Listener, until: datetime) -> Overview:
        """Hold everything until an instant."""
        return await self._change(who, lambda tx: tx.chats.set_muted(who.chat_id, until))

    async def unmute(self, who: Listener) -> Unmuted:
        """End a mute now. What was held is told at once; where nothing was, no note of the end follows."""
        now = self.clock()

        def work(tx: Transaction) -> Unmuted:
            if tx.chats.get_settings(who.chat_id).muted_until is None:
                return Unmuted(was_muted=False)
            topics = {who, *_listeners_of(tx, who.chat_id)}
            waits = any(tx.heard.read_held(one) for one in topics)
            # A mute that is over says so by itself, with what was held: only then it is left to do so.
            tx.chats.set_muted(who.chat_id, now if waits else None)
            return Unmuted(was_muted=True, waits=waits)

        return await self.database.write(work)

    async def set_corrections(self, who: Listener, *, wanted: bool) -> Overview:
        """Whether the chat is told when a figure it was given is corrected."""
        return await self._change(who, lambda tx: tx.chats.set_corrections(who.chat_id, wanted=wanted))

    async def set_language(self, who: Listener, language: str) -> Overview:
        """The language of what is told here without asking."""
        return await self._change(who, lambda tx: tx.chats.set_language(who.chat_id, language))

    async def set_zone(self, who: Listener, zone: str) -> Overview:
        """Whose clock the chat reads; its digests keep their clock times."""
        now = self.clock()

        def work(tx: Transaction) -> None:
            tx.chats.set_zone(who.chat_id, zone)
            slots = tx.subscriptions.read_slots_of_chat(who.chat_id)
            tx.subscriptions.put_slots(
                [DigestSlot(one, minute, next_due(minute, ZoneInfo(zone), now)) for one, minute in slots]
            )

        return await self._change(who, work)

    async def set_digests(
        self, who: Listener, minutes: Sequence[int], *, kind: str, language: str
    ) -> Overview:
        """A digest at these minutes of the chat's own day; none at all without any."""
        now = self.clock()

        def work(tx: Transaction) -> Overview:
            tx.chats.remember(who.chat_id, kind, now)
            if tx.chats.find_language(who.chat_id) is None:
                tx.chats.set_language(who.chat_id, language)
            zone = tx.chats.get_settings(who.chat_id).zone_or(self.rules.zone)
            tx.subscriptions.drop_slots(who)
            tx.subscriptions.put_slots([DigestSlot(who, one, next_due(one, zone, now)) for one in minutes])
            return _overview(tx, who)

        return await self.database.write(work)

    async def suspend(self, chat_id: int, message_key: str | None = None) -> None:
        """The chat refuses us: send nothing there, and keep what it wanted.

        What the refused message was to tell counts as not heard. Who wants nothing leaves no trace.
        """
        now = self.clock()

        def work(tx: Transaction) -> None:
            wanted = tx.subscriptions.read_of_chats([chat_id]) or tx.subscriptions.read_slots_of_chat(chat_id)
            if wanted or message_key is not None:
                tx.chats.set_suspended(chat_id, now)
            if message_key is not None:
                tx.heard.forget_message(message_key)

        await self.database.write(work)

    async def resume(self, chat_id: int) -> None:
        """The chat takes us again."""

        def work(tx: Transaction) -> None:
            if tx.chats.get_settings(chat_id).suspended_at is not None:
                tx.chats.set_suspended(chat_id, None)

        await self.database.write(work)

    async def move(self, old_chat_id: int, new_chat_id: int) -> None:
        """A group has become a supergroup: everything of it follows."""

        def work(tx: Transaction) -> None:
            tx.chats.migrate(old_chat_id, new_chat_id)
            tx.outbox.migrate_chat(old_chat_id, new_chat_id)

        await self.database.write(work)

    async def forget(self, chat_id: int, submitter: str) -> int:
        """Keep nothing of a person that is not needed; returns how many of his submissions lost his mark."""

        def work(tx: Transaction) -> int:
            tx.chats.forget(chat_id)
            return tx.people.forget(chat_id, submitter)

        return await self.database.write(work)

    async def _change(self, who: Listener, work: Callable[[Transaction], None]) -> Overview:
        def changed(tx: Transaction) -> Overview:
            work(tx)
            return _overview(tx, who)

        return await self.database.write(changed)


def _listeners_of(tx: Transaction, chat_id: int) -> set[Listener]:
    """The chat and its topics that are subscribed to anything."""
    return set(tx.subscriptions.read_of_chats([chat_id]))


def _overview(tx: Transaction, who: Listener) -> Overview:
    return Overview(
        tx.chats.get_settings(who.chat_id),
        tuple(tx.subscriptions.read(who)),
        tuple(tx.subscriptions.read_slots(who)),
    )
