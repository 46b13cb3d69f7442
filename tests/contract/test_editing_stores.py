"""Decisions are kept as they were made; doubts are opened once, closed once, and paged newest first."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from domain.claim import Relation
from domain.decision import Action, Decision
from domain.doubt import Doubt, DoubtReason
from domain.record import Bond
from storage.database import SqlDatabase
from storage.transaction import SqlTransaction
from tests.contract.makers import DAY, NOON, Clock, add_claims, add_post, add_version, claim

VALUE = {"quote": "сбиты три", "count": [4, 4, None]}


def decide(
    tx: SqlTransaction, post_id: int, *, undoes: int | None = None, other: int | None = None, later_h: int = 0
) -> int:
    return tx.decisions.add(
        post_id=post_id,
        subject="1.1.0",
        action="undo" if undoes else "fix",
        value=VALUE,
        editor="hashed",
        reason="описка",
        at=NOON + timedelta(hours=later_h),
        undoes=undoes,
        other_post_id=other,
    )


async def test_decision_comes_back_as_it_was_made(database: SqlDatabase) -> None:
    post = await database.write(add_post)
    first = await database.write(lambda tx: decide(tx, post.id))
    second = await database.write(lambda tx: decide(tx, post.id, undoes=first))

    kept = Decision(first, post.id, "1.1.0", Action.FIX, VALUE, "hashed", "описка", None, NOON)
    undo = Decision(second, post.id, "1.1.0", Action.UNDO, VALUE, "hashed", "описка", first, NOON)
    assert await database.read(lambda tx: tx.decisions.find(first)) == kept
    assert await database.read(lambda tx: tx.decisions.find(second + 1)) is None
    assert await database.read(lambda tx: tx.decisions.read_of_post(post.id)) == [kept, undo]
    assert await database.read(lambda tx: tx.decisions.read_of_post(post.id + 1)) == []
    assert await database.read(lambda tx: tx.decisions.read_of_editor("hashed", 1)) == [undo]
    assert await database.read(lambda tx: tx.decisions.read_of_editor("another", 9)) == []


async def test_decision_is_undone_once(database: SqlDatabase) -> None:
    post = await database.write(add_post)
    first = await database.write(lambda tx: decide(tx, post.id))
    await database.write(lambda tx: decide(tx, post.id, undoes=first))
    with pytest.raises(IntegrityError):
        await database.write(lambda tx: decide(tx, post.id, undoes=first))


async def test_posts_are_found_by_when_they_were_decided_on_and_by_what_binds_them(
    database: SqlDatabase,
) -> None:
    posts = [await database.write(lambda tx, n=n: add_post(tx, n)) for n in (1, 2, 3)]
    first, second, third = (post.id for post in posts)
    await database.write(lambda tx: decide(tx, second, other=first))
    await database.write(lambda tx: decide(tx, third, later_h=2))
    await database.write(lambda tx: decide(tx, third, later_h=3))

    assert await database.read(lambda tx: tx.decisions.read_binding(first)) == [second]
    assert await database.read(lambda tx: tx.decisions.read_binding(second)) == []
    assert await database.read(lambda tx: tx.decisions.read_posts_decided_after(NOON)) == [third]
    assert await database.read(lambda tx: tx.decisions.read_decided_posts()) == [second, third]


async def test_doubts_are_paged_newest_first_until_they_are_closed(database: SqlDatabase) -> None:
    post = await database.write(add_post)
    version = await database.write(lambda tx: add_version(tx, post, "text"))
    made = [
        Doubt(post.id, version.id, f"1.1.{n}", DoubtReason.UNRESOLVED_PLACE, f"место {n}") for n in range(3)
    ]
    await database.write(lambda tx: tx.doubts.open(made, NOON))
    await database.write(lambda tx: tx.doubts.open([], NOON))

    page = await database.read(lambda tx: tx.doubts.read_open(2, 0))
    assert [one.doubt for one in page] == [made[2], made[1]]
    assert page[0].opened_at == NOON
    assert [one.doubt for one in await database.read(lambda tx: tx.doubts.read_open(2, 2))] == [made[0]]

    await database.write(lambda tx: tx.doubts.close([page[0].id], NOON))
    await database.write(lambda tx: tx.doubts.close([], NOON))
    left = await database.read(lambda tx: tx.doubts.read_open_of_post(post.id))
    assert [one.doubt for one in left] == made[:2]
    assert await database.read(lambda tx: tx.doubts.count_open()) == 2


async def test_bonds_come_back_with_their_claim_and_others_have_none(database: SqlDatabase) -> None:
    bonds = (Bond(Relation.PART_OF, "2.3.0"), Bond(Relation.ADDS_TO, "4.5.1"))

    def add(tx: SqlTransaction) -> None:
        post = add_post(tx)
        version = add_version(tx, post, "text")
        two = [(claim("RU-KLU"), DAY), (claim("RU-BRY"), DAY)]
        tx.claims.add_claims(post, version.id, two, live=True, bonds={1: bonds})

    await database.write(add)
    found = await database.read(lambda tx: tx.claims.read_of_version(1))
    assert [one.bonds for one in found] == [(), bonds]
    assert [one.number for one in found] == ["1.1", "1.2"]


async def test_version_live_at_an_instant_is_found(database: SqlDatabase, clock: Clock) -> None:
    await database.write(lambda tx: add_claims(tx, claim("RU-KLU")))
    began = clock.now
    ended = clock.forward(hours=1)
    await database.write(lambda tx: tx.claims.set_live(1, live=False))

    at = {began - timedelta(seconds=1): None, began: 1, ended - timedelta(seconds=1): 1, ended: None}
    for instant, version_id in at.items():
        found = await database.read(lambda tx, at=instant: tx.claims.find_version_live_at(1, at))
        assert found == version_id
