"""How rows of the outbox end, or go on: too late, in parts, moot, put back, tried again."""

from datetime import timedelta

from domain.outbox import OutboxState
from storage.database import SqlDatabase
from tests.contract.makers import NOON, message
from tests.contract.outbox_steps import LATER, LEASE_S, add, find, keys, lease, sent


async def test_row_past_its_time_is_never_sent_and_holds_nothing_back(database: SqlDatabase) -> None:
    await add(database, message("stale", expires_at=LATER), message("next"))
    (stale,) = await lease(database)
    await database.write(lambda tx: tx.outbox.mark_retry(stale.id, LATER, "flood"))

    assert keys(await lease(database, LATER)) == ["next"]
    kept = await find(database, "stale")
    assert kept is not None
    assert kept.state is OutboxState.EXPIRED


async def test_row_within_its_time_is_sent(database: SqlDatabase) -> None:
    await add(database, message("fresh", expires_at=LATER))

    assert keys(await lease(database, LATER - timedelta(microseconds=1))) == ["fresh"]


async def test_answer_to_a_message_of_ours_waits_for_its_number(database: SqlDatabase) -> None:
    await add(database, message("alert"), message("withdrawn", replies_to="alert", priority=0))
    (alert,) = await lease(database)
    assert await lease(database) == []
    await sent(database, alert, 712)

    (answer,) = await lease(database)
    assert (answer.message.key, answer.message.reply_to) == ("withdrawn", 712)


async def test_answer_to_a_message_that_was_never_sent_is_moot(database: SqlDatabase) -> None:
    await add(database, message("alert", expires_at=NOON), message("withdrawn", replies_to="alert"))

    assert await lease(database) == []
    kept = await find(database, "withdrawn")
    assert kept is not None
    assert kept.state is OutboxState.MOOT


async def test_parts_sent_are_remembered_with_the_number_of_the_first(database: SqlDatabase) -> None:
    await add(database, message("long"))
    for message_id in (71, 72):
        (row,) = await lease(database)
        await database.write(lambda tx, row=row, at=message_id: tx.outbox.mark_part_sent(row.id, at, NOON))

    (row,) = await lease(database)
    assert (row.parts_sent, row.telegram_message_id, row.possible_repeat) == (2, 71, False)


async def test_row_put_back_was_not_tried(database: SqlDatabase) -> None:
    await add(database, message("a"))
    (row,) = await lease(database)
    await database.write(lambda tx: tx.outbox.put_back(row.id, LATER))

    assert await lease(database) == []
    (again,) = await lease(database, LATER)
    assert (again.attempts, again.possible_repeat) == (1, False)


async def test_row_sent_meanwhile_does_not_come_back(database: SqlDatabase) -> None:
    await add(database, message("a"))
    (row,) = await lease(database)
    await sent(database, row)
    await database.write(lambda tx: tx.outbox.put_back(row.id, NOON))
    await database.write(lambda tx: tx.outbox.mark_retry(row.id, NOON, "flood"))

    assert await lease(database, LATER) == []


async def test_clock_set_back_by_an_hour_delays_nothing(database: SqlDatabase) -> None:
    await add(database, message("pending", 1), message("being sent", 2))
    await lease(database, limit=1)
    earlier = NOON - timedelta(hours=1)

    assert await lease(database, earlier) == []
    await database.write(lambda tx: tx.outbox.bring_forward(earlier, LEASE_S))
    assert keys(await lease(database, earlier)) == ["being sent"]
    (row,) = await lease(database, earlier + timedelta(seconds=LEASE_S), limit=1)
    assert (row.message.key, row.possible_repeat) == ("pending", True)


async def test_undelivered_rows_are_listed_and_can_be_tried_again(database: SqlDatabase) -> None:
    await add(database, message("dead", 1), message("stale", 2, expires_at=NOON), message("sent", 3))
    rows = {row.message.key: row for row in await lease(database)}
    await database.write(lambda tx: tx.outbox.mark_dead(rows["dead"].id, "blocked", LATER))
    await sent(database, rows["sent"])

    found = await database.read(lambda tx: tx.outbox.read_undelivered(10))
    assert [(row.message.key, row.error, at) for row, at in found] == [
        ("stale", "too old to be sent", NOON),
        ("dead", "blocked", LATER),
    ]
    ids = [row.id for row, _ in found]
    revived = await database.write(lambda tx: [tx.outbox.revive(one, LATER) for one in (*ids, 999)])
    assert revived == [True, True, False]
    assert not await database.write(lambda tx: tx.outbox.revive(rows["sent"].id, LATER))
    assert keys(await lease(database, LATER + timedelta(days=2))) == ["dead", "stale"]


async def test_dead_rows_are_found_behind_any_number_of_expired_ones(database: SqlDatabase) -> None:
    stale = (message(f"stale {number}", 2 + number, expires_at=NOON) for number in range(3))
    await add(database, message("dead", 1), *stale)
    (row,) = await lease(database)
    await database.write(lambda tx: tx.outbox.mark_dead(row.id, "blocked", LATER))

    found = await database.read(lambda tx: tx.outbox.read_undelivered(2, dead_only=True))
    assert [row.message.key for row, _ in found] == ["dead"]


async def test_messages_done_with_are_forgotten_after_their_time_and_no_others(
    database: SqlDatabase,
) -> None:
    await add(database, message("sent", 1), message("dead", 2), message("lately", 3), message("waiting", 4))
    rows = {row.message.key: row for row in await lease(database)}
    await sent(database, rows["sent"])
    await database.write(lambda tx: tx.outbox.mark_dead(rows["dead"].id, "blocked", NOON))
    await database.write(lambda tx: tx.outbox.mark_sent(rows["lately"].id, 7, LATER + timedelta(days=1)))

    day_after = LATER + timedelta(hours=1)
    assert await database.write(lambda tx: tx.outbox.prune(NOON, 10)) == 0
    assert await database.write(lambda tx: tx.outbox.prune(day_after, 1)) == 1
    assert await database.write(lambda tx: tx.outbox.prune(day_after, 10)) == 1
    kept = [key for key in rows if await find(database, key) is not None]
    assert kept == ["lately", "waiting"]
