"""Steps of the outbox tests: add, lease, find, send."""

from datetime import datetime, timedelta

from domain.outbox import OutboxMessage, OutboxRow
from storage.database import SqlDatabase
from tests.contract.makers import NOON

LEASE_S = 60
LATER = NOON + timedelta(seconds=LEASE_S)


async def add(database: SqlDatabase, *messages: OutboxMessage) -> None:
    await database.write(lambda tx: [tx.outbox.add(one, NOON) for one in messages])


async def lease(database: SqlDatabase, now: datetime = NOON, limit: int = 10) -> list[OutboxRow]:
    return await database.write(lambda tx: tx.outbox.lease_due(now, LEASE_S, limit))


async def find(database: SqlDatabase, key: str) -> OutboxRow | None:
    return await database.read(lambda tx: tx.outbox.find(key))


async def sent(database: SqlDatabase, row: OutboxRow, message_id: int | None = 700) -> None:
    await database.write(lambda tx: tx.outbox.mark_sent(row.id, message_id, NOON))


def keys(rows: list[OutboxRow]) -> list[str]:
    return [row.message.key for row in rows]
