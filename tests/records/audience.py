"""Listeners around a newsdesk: who wants what, and what each has got."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from domain.subscription import ChatSettings, Listener, Subscription
from services.ports import Transaction
from services.release_held import release_held
from services.spread_news import WatchPolicy, spread_news
from tests.records.editors_desk import EditorsDesk

BORIS, CLARA, TOPIC = Listener(601), Listener(602), Listener(-1005, 7)
POLICY = WatchPolicy(jump=10)
ZONE = ZoneInfo("Europe/Moscow")
_QUEUED = (
    "SELECT chat_id, key, edits, text, silent, replies_to, thread_id FROM outbox"
    " WHERE key NOT LIKE 'receipt:%' ORDER BY id"
)


@dataclass(frozen=True, slots=True)
class Message:
    """A message of a listener as it reads once everything is sent."""

    key: str
    text: str
    silent: bool
    edits: int
    replies_to: str | None


class Audience:
    """Subscribes, lets news spread in batches of `at_once`, and reads what was queued for whom."""

    def __init__(self, desk: EditorsDesk, at_once: int = 2) -> None:
        self.desk = desk
        self._at_once = at_once

    def subscribe(self, who: Listener, *wanted: Subscription | str) -> None:
        kept = [one if isinstance(one, Subscription) else Subscription(one) for one in wanted]
        self.write(lambda tx: tx.subscriptions.put(who, kept, self.desk.now))

    def write(self, work: Callable[[Transaction], object]) -> None:
        self.desk.records.write(work)

    def spread(self) -> int:
        """Let all news reach everybody; returns how many transactions that took."""
        rounds = 0
        while self.desk.records.write(
            lambda tx: spread_news(tx, self.desk.rules, POLICY, self.desk.now, at_once=self._at_once)
        ):
            rounds += 1
        return rounds

    def release(self) -> int:
        return self.desk.records.write(lambda tx: release_held(tx, self.desk.rules, POLICY, self.desk.now))

    def settings(self, who: Listener) -> ChatSettings:
        return self.desk.records.read(lambda tx: tx.chats.get_settings(who.chat_id))

    def got(self, who: Listener) -> list[Message]:
        """The messages of a listener in the order they were queued, each with its newest words."""
        messages: dict[str, Message] = {}
        for chat_id, key, edits, text, silent, replies_to, thread_id in self.desk.rows(_QUEUED):
            if chat_id != who.chat_id:
                continue
            if edits is not None:
                former = messages[edits]
                messages[edits] = Message(edits, text, former.silent, former.edits + 1, former.replies_to)
            elif (thread_id or 0) == who.thread_id:
                messages[key] = Message(key, text, bool(silent), 0, replies_to)
        return list(messages.values())

    def texts(self, who: Listener) -> list[str]:
        return [plain(one.text) for one in self.got(who)]


def plain(text: str) -> str:
    """As it reads."""
    return re.sub(r"<[^>]+>", "", text)


def at(desk: EditorsDesk, moment: str) -> datetime:
    """Set the desk's clock to a time of its day in Moscow, "23:30"; returns the instant."""
    hour, minute = moment.split(":")
    desk.now = desk.now.astimezone(ZONE).replace(hour=int(hour), minute=int(minute))
    return desk.now
