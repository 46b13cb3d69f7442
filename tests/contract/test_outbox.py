"""Messages are sent once each, in order within a chat, and edits after what they edit."""

from datetime import timedelta

from domain.outbox import OutboxState
from storage.database import SqlDatabase
from tests.contract.makers import NOON, message
from tests.contract.outbox_steps import LATER, add, find, keys, lease, sent


async def test_same_key_is_stored_once(database: SqlDatabase) -> None:
    made = message("a", thread_id=3, reply_to=9, silent=True, priority=0)

    assert await database.write(lambda tx: tx.outbox.add(made, NOON))
    assert not await database.write(lambda tx: tx.outbox.add(message("a", 2), NOON))
    kept = await find(database, "a")
    assert kept is not None
    assert (kept.message, kept.state, kept.attempts) == (made, OutboxState.PENDING, 0)
    assert await find(database, "b") is None


async def test_leased_row_is_sending_and_not_leased_again(database: SqlDatabase) -> None:
    await add(database, message("a"))

    (row,) = await lease(database)

    assert row == await find(database, "a")
    assert (row.state, row.attempts, row.next_try_at) == (OutboxState.SENDING, 1, LATER)
    assert not row.possible_repeat
    assert await lease(database, LATER - timedelta(microseconds=1)) == []


async def test_row_whose_lease_ended_comes_back_as_a_possible_repeat(database: SqlDatabase) -> None:
    await add(database, message("a"))
    await lease(database)

    (row,) = await lease(database, LATER)

    assert row.possible_repeat
    assert row.attempts == 2


async def test_urgent_rows_go_first_and_one_of_a_chat_at_a_time(database: SqlDatabase) -> None:
    await add(
        database,
        message("receipt", 1),
        message("other chat", 2),
        message("alert", 1, priority=0),
        message("digest", 1, priority=7),
    )

    assert keys(await lease(database)) == ["alert", "other chat"]
    assert keys(await lease(database)) == ["receipt"]
    assert keys(await lease(database)) == []


async def test_limit_holds_over_all_chats(database: SqlDatabase) -> None:
    await add(database, *(message(f"m{chat}", chat) for chat in range(5)))

    assert keys(await lease(database, limit=3)) == ["m0", "m1", "m2"]
    assert keys(await lease(database, limit=3)) == ["m3", "m4"]


async def test_row_that_waits_to_be_tried_again_holds_back_those_after_it(database: SqlDatabase) -> None:
    await add(database, message("first"), message("second"), message("alert", priority=0))
    (alert,) = await lease(database)
    await sent(database, alert)
    (first,) = await lease(database)
    await database.write(lambda tx: tx.outbox.mark_retry(first.id, LATER, "flood"))

    assert await lease(database) == []
    (again,) = await lease(database, LATER)
    assert (again.message.key, again.error, again.possible_repeat) == ("first", "flood", False)
    await sent(database, again)
    assert keys(await lease(database, LATER)) == ["second"]


async def test_urgent_row_overtakes_one_that_waits(database: SqlDatabase) -> None:
    await add(database, message("receipt"))
    (receipt,) = await lease(database)
    await database.write(lambda tx: tx.outbox.mark_retry(receipt.id, LATER, "flood"))
    await add(database, message("alert", priority=0))

    assert keys(await lease(database)) == ["alert"]


async def test_dead_row_holds_nothing_back(database: SqlDatabase) -> None:
    await add(database, message("first"), message("second"))
    (first,) = await lease(database)
    await database.write(lambda tx: tx.outbox.mark_dead(first.id, "blocked", NOON))

    assert keys(await lease(database)) == ["second"]
    kept = await find(database, "first")
    assert kept is not None
    assert (kept.state, kept.error) == (OutboxState.DEAD, "blocked")


async def test_sent_row_remembers_its_message_and_no_error(database: SqlDatabase) -> None:
    await add(database, message("a"))
    (row,) = await lease(database)
    await database.write(lambda tx: tx.outbox.mark_retry(row.id, NOON, "flood"))
    (row,) = await lease(database)
    await sent(database, row, 712)

    kept = await find(database, "a")
    assert kept is not None
    assert (kept.state, kept.telegram_message_id, kept.error) == (OutboxState.SENT, 712, None)
    assert await lease(database, LATER) == []


async def test_edit_waits_for_its_message_and_gets_its_number(database: SqlDatabase) -> None:
    await add(database, message("alert", priority=0), message("edit", edits="alert", priority=0))
    (alert,) = await lease(database)
    assert await lease(database) == []
    await sent(database, alert, 712)

    (edit,) = await lease(database)

    assert (edit.message.key, edit.edited_message_id) == ("edit", 712)
    assert edit == await find(database, "edit")


async def test_edit_of_a_message_in_another_state_of_haste_still_waits(database: SqlDatabase) -> None:
    await add(database, message("slow", priority=5), message("edit", edits="slow", priority=1))

    assert keys(await lease(database)) == ["slow"]
    assert await lease(database) == []


async def test_edit_of_a_dead_or_unknown_message_is_moot_and_the_next_row_goes_at_once(
    database: SqlDatabase,
) -> None:
    await add(database, message("alert"), message("edit", edits="alert"), message("next"))
    await add(database, message("edit of nothing", 2, edits="nothing"), message("after it", 2))
    (alert,) = await lease(database, limit=1)
    await database.write(lambda tx: tx.outbox.mark_dead(alert.id, "kicked", NOON))

    assert keys(await lease(database)) == ["next", "after it"]
    for key in ("edit", "edit of nothing"):
        kept = await find(database, key)
        assert kept is not None
        assert kept.state is OutboxState.MOOT
        assert kept.error


async def test_only_the_newest_edit_not_yet_sent_is_kept(database: SqlDatabase) -> None:
    await add(database, message("alert", priority=0))
    (alert,) = await lease(database)
    await sent(database, alert)
    await add(database, message("edit 1", edits="alert", priority=1))
    await lease(database)
    await add(database, message("edit 2", edits="alert", priority=1), message("receipt"))

    await database.write(lambda tx: tx.outbox.supersede_pending_edit("alert"))
    await add(database, message("edit 3", edits="alert", priority=1))

    assert await find(database, "edit 2") is None
    under_way = await find(database, "edit 1")
    assert under_way is not None
    assert under_way.state is OutboxState.SENDING
    await sent(database, under_way)
    assert keys(await lease(database)) == ["edit 3"]
    assert await find(database, "receipt") is not None


async def test_unfinished_rows_follow_a_chat_to_its_new_id(database: SqlDatabase) -> None:
    await add(database, message("old", -5), message("new", -5))
    (old,) = await lease(database)
    await sent(database, old)

    await database.write(lambda tx: tx.outbox.migrate_chat(-5, -1005))

    (row,) = await lease(database)
    assert (row.message.key, row.message.chat_id) == ("new", -1005)
    kept = await find(database, "old")
    assert kept is not None
    assert kept.message.chat_id == -5


async def test_rows_are_counted_by_state(database: SqlDatabase) -> None:
    await add(database, message("a", 1), message("b", 2), message("c", 3))
    rows = await lease(database, limit=2)
    await sent(database, rows[0])

    counted = await database.read(lambda tx: tx.outbox.count_by_state())

    assert counted == {
        OutboxState.PENDING: 1,
        OutboxState.SENDING: 1,
        OutboxState.SENT: 1,
        OutboxState.DEAD: 0,
        OutboxState.EXPIRED: 0,
        OutboxState.MOOT: 0,
    }
