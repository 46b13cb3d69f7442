"""Updates are kept once, in order, and forgotten once handled."""

from datetime import timedelta

from sqlalchemy import select

from domain.inbox import InboxState, SetAside
from storage.database import SqlDatabase
from storage.tables import inbox
from tests.contract.makers import NOON


async def test_update_is_kept_once_however_often_it_comes(database: SqlDatabase) -> None:
    first = await database.write(lambda tx: tx.inbox.add_updates([(2, "b"), (1, "a"), (2, "b")], NOON))
    second = await database.write(lambda tx: tx.inbox.add_updates([(2, "changed"), (3, "c")], NOON))

    assert (first, second) == (2, 1)
    assert await database.read(lambda tx: tx.inbox.read_open(10)) == [(1, "a"), (2, "b"), (3, "c")]


async def test_open_updates_are_read_in_order_and_up_to_the_limit(database: SqlDatabase) -> None:
    await database.write(lambda tx: tx.inbox.add_updates([(9, "i"), (4, "d"), (6, "f")], NOON))

    assert await database.read(lambda tx: tx.inbox.read_open(2)) == [(4, "d"), (6, "f")]


async def test_closed_update_loses_its_content_and_is_not_taken_again(database: SqlDatabase) -> None:
    await database.write(lambda tx: tx.inbox.add_updates([(1, "private words")], NOON))
    await database.write(lambda tx: tx.inbox.close(1, NOON))
    await database.write(lambda tx: tx.inbox.close(1, NOON))

    assert await database.read(lambda tx: tx.inbox.read_open(10)) == []
    assert await database.write(lambda tx: tx.inbox.add_updates([(1, "private words")], NOON)) == 0
    contents = await database.read(lambda tx: tx.inbox._connection.scalars(select(inbox.c.content)).all())
    assert contents == [None]


async def test_update_set_aside_is_out_of_the_way_with_its_error(database: SqlDatabase) -> None:
    await database.write(lambda tx: tx.inbox.add_updates([(1, "a"), (2, "b"), (3, "c")], NOON))
    await database.write(lambda tx: tx.inbox.set_aside(1, "inc-1", "no sender", NOON))
    await database.write(lambda tx: tx.inbox.set_aside(3, "inc-3", "no origin", NOON))

    assert await database.read(lambda tx: tx.inbox.read_open(10)) == [(2, "b")]
    aside = await database.read(lambda tx: tx.inbox.read_set_aside(10))
    assert aside == [SetAside(3, "inc-3", "no origin", NOON), SetAside(1, "inc-1", "no sender", NOON)]


async def test_update_set_aside_is_open_again_when_asked_for_and_another_is_not(
    database: SqlDatabase,
) -> None:
    await database.write(lambda tx: tx.inbox.add_updates([(1, "a"), (2, "b"), (3, "c")], NOON))
    for update_id in (1, 3):
        await database.write(lambda tx, one=update_id: tx.inbox.set_aside(one, "inc", "no sender", NOON))
    await database.write(lambda tx: tx.inbox.close(2, NOON))

    assert await database.write(lambda tx: tx.inbox.reopen([1, 2])) == 1
    assert await database.read(lambda tx: tx.inbox.read_open(10)) == [(1, "a")]
    assert await database.write(lambda tx: tx.inbox.reopen(None)) == 1
    assert await database.read(lambda tx: tx.inbox.read_open(10)) == [(1, "a"), (3, "c")]


async def test_forgotten_content_leaves_its_incident_and_cannot_be_tried_again(
    database: SqlDatabase,
) -> None:
    await database.write(lambda tx: tx.inbox.add_updates([(1, "a"), (2, "b")], NOON))
    await database.write(lambda tx: tx.inbox.set_aside(1, "inc-1", "no sender", NOON))
    await database.write(lambda tx: tx.inbox.set_aside(2, "inc-2", "no sender", NOON + timedelta(days=1)))

    old = await database.read(lambda tx: tx.inbox.read_contents_set_aside(NOON + timedelta(hours=1)))
    await database.write(lambda tx: tx.inbox.forget_contents([update_id for update_id, _ in old]))

    assert old == [(1, "a")]
    aside = await database.read(lambda tx: tx.inbox.read_set_aside(10))
    assert [(one.update_id, one.kept) for one in aside] == [(2, True), (1, False)]
    assert await database.write(lambda tx: tx.inbox.reopen(None)) == 1
    counted = await database.read(lambda tx: tx.inbox.count_by_state())
    assert counted == {InboxState.OPEN: 1, InboxState.CLOSED: 0, InboxState.SET_ASIDE: 1}


async def test_prune_keeps_open_updates_and_the_greatest(database: SqlDatabase) -> None:
    await database.write(lambda tx: tx.inbox.add_updates([(n, "x") for n in (1, 2, 3, 4)], NOON))
    for closing in (1, 3, 4):
        await database.write(lambda tx, closing=closing: tx.inbox.close(closing, NOON))

    pruned = await database.write(lambda tx: tx.inbox.prune(NOON + timedelta(seconds=1)))

    assert pruned == 2
    assert await database.read(lambda tx: tx.inbox.read_open(10)) == [(2, "x")]
    kept = await database.write(lambda tx: tx.inbox.add_updates([(4, "x"), (3, "x")], NOON))
    assert kept == 1


async def test_prune_leaves_what_was_closed_after_the_instant(database: SqlDatabase) -> None:
    await database.write(lambda tx: tx.inbox.add_updates([(1, "x"), (2, "x")], NOON))
    await database.write(lambda tx: tx.inbox.close(1, NOON))

    assert await database.write(lambda tx: tx.inbox.prune(NOON)) == 0
