"""What whoever runs the bot may ask for: the queues, and another try for what was left in them."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.inbox import InboxStanding
from domain.outbox import Undelivered
from services.ports import Database, Transaction

MOST_SHOWN = 20


def read_inbox(tx: Transaction, limit: int = MOST_SHOWN) -> InboxStanding:
    """How many updates wait, and which could not be handled."""
    return InboxStanding(tx.inbox.count_by_state(), tuple(tx.inbox.read_set_aside(limit)))


def read_outbox(tx: Transaction, limit: int = MOST_SHOWN, *, dead_only: bool = False) -> Undelivered:
    """How many messages wait or were sent, and which could not be delivered, those too old among them."""
    found = tx.outbox.read_undelivered(limit, dead_only=dead_only)
    return Undelivered(tx.outbox.count_by_state(), tuple(found))


def forget_strangers(
    tx: Transaction, editors: Collection[int], chats: Collection[int], before: datetime
) -> int:
    """Drop the content of updates set aside before an instant, but of editors and of trusted channels.

    Returns how many. What a stranger wrote is nobody's fact and is not kept longer than it takes to upgrade.
    """
    old = tx.inbox.read_contents_set_aside(before)
    strangers = [
        update_id for update_id, raw in old if not _is_of(json.loads(raw), frozenset((*editors, *chats)))
    ]
    if strangers:
        tx.inbox.forget_contents(strangers)
    return len(strangers)


def _is_of(update: dict[str, Any], known: frozenset[int]) -> bool:
    """Whether an update comes from one of these people or channels."""
    for event in update.values():
        if isinstance(event, dict):
            named = (event.get("from"), event.get("chat"), event.get("sender_chat"))
            if any(isinstance(one, dict) and one.get("id") in known for one in named):
                return True
    return False


@dataclass(frozen=True, slots=True)
class OperationsDesk:
    """The questions of operations, each on one snapshot."""

    database: Database

    async def inbox(self) -> InboxStanding:
        """What waits to be handled, and what could not be."""
        return await self.database.read(read_inbox)

    async def outbox(self) -> Undelivered:
        """What waits to be sent, and what could not be delivered."""
        return await self.database.read(read_outbox)
