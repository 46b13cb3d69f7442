"""Claims come back whole, are found by day, region and window, and count only while live."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from domain.claim import Count, Evidence, Metric, Place, Relation, Weapon
from domain.record import StoredClaim, StoredPost, StoredVersion
from domain.window import Precision, Window
from storage.database import SqlDatabase
from storage.errors import UnreadableRecordError
from storage.transaction import SqlTransaction
from tests.contract.makers import DAY, NOON, Clock, add_claims, add_post, add_version, claim, hours

YESTERDAY = DAY - timedelta(days=1)
DOWNED = {"downed"}


def ids(found: list[StoredClaim]) -> list[str]:
    return [kept.id for kept in found]


async def test_claim_comes_back_as_it_was_stored(database: SqlDatabase) -> None:
    made = claim(
        *("RU-MOW", "RU-MOS"),
        originator="governor:RU-MOS",
        weapon=Weapon.MISSILE,
        count=Count(11, 11, None),
        window=Window(hours(-8, 0), hours(-6, -2), Precision.APPROX),
        evidence=(Evidence(0, 8, "свыше 10"), Evidence(9, 13, "ночь")),
        seas=("Черное море",),
        places=(Place("Боровский", "district", "RU-KLU"), Place("Донецк", "city", None)),
        relation=Relation.INCLUDES,
        targets=(1, 2),
        flags=("shared", "approximate"),
        composite=True,
        confidence=0.5,
    )

    def add(tx: SqlTransaction) -> tuple[StoredPost, list[StoredClaim]]:
        post = add_post(tx)
        version = add_version(tx, post, "text")
        return post, tx.claims.add_claims(post, version.id, [(made, DAY)], live=True)

    post, (added,) = await database.write(add)
    (kept,) = await database.read(lambda tx: tx.claims.read_by_ids([added.id]))

    assert kept == added
    assert kept.claim == made
    assert kept.id == f"{post.id}.{kept.version_id}.0"
    assert (kept.day, kept.live, kept.posted_at) == (DAY, True, post.posted_at)
    assert (kept.source_name, kept.link) == (post.source_name, post.link)


async def test_claims_of_a_version_keep_their_order(database: SqlDatabase) -> None:
    many = [claim("RU-KLU", low=n) for n in range(1, 13)]
    version_id = await database.write(lambda tx: add_claims(tx, *many))

    found = await database.read(lambda tx: tx.claims.read_of_version(version_id))

    assert [kept.claim for kept in found] == many
    assert [kept.ordinal for kept in found] == list(range(12))


async def test_ids_not_on_record_are_left_out_and_nonsense_is_refused(database: SqlDatabase) -> None:
    assert await database.read(lambda tx: tx.claims.read_by_ids(["1.1.0"])) == []
    assert await database.read(lambda tx: tx.claims.read_by_ids([])) == []
    with pytest.raises(UnreadableRecordError):
        await database.read(lambda tx: tx.claims.read_by_ids(["first"]))


async def test_only_live_downed_drones_of_the_days_are_read(database: SqlDatabase) -> None:
    await database.write(lambda tx: add_claims(tx, claim("RU-KLU"), day=YESTERDAY, message_id=1))
    await database.write(lambda tx: add_claims(tx, claim("RU-KLU"), live=False, message_id=2))
    await database.write(
        lambda tx: add_claims(
            tx,
            claim("RU-KLU", low=5),
            claim("RU-BRY", metric=Metric.DEBRIS),
            claim("RU-BRY", weapon=Weapon.MISSILE),
            claim(low=9),
            message_id=3,
        )
    )

    today = await database.read(lambda tx: tx.claims.read_live(DAY, DAY))
    both = await database.read(lambda tx: tx.claims.read_live(YESTERDAY, DAY))
    every = await database.read(lambda tx: tx.claims.read_all_metrics(DAY, DAY, None))

    assert [kept.claim.count.low for kept in today] == [5, 9]
    assert len(both) == 3
    assert len(every) == 5


async def test_claims_are_found_by_any_region_they_name_and_once(database: SqlDatabase) -> None:
    await database.write(
        lambda tx: add_claims(tx, claim("RU-KLU", "RU-BRY"), claim("RU-BRY", "RU-BRY"), claim())
    )
    both = {"RU-KLU", "RU-BRY"}

    assert len(await database.read(lambda tx: tx.claims.read_live(DAY, DAY, regions=["RU-KLU"]))) == 1
    assert len(await database.read(lambda tx: tx.claims.read_live(DAY, DAY, regions=both))) == 2
    assert len(await database.read(lambda tx: tx.claims.read_all_metrics(DAY, DAY, both))) == 2
    assert await database.read(lambda tx: tx.claims.read_live(DAY, DAY, regions=[])) == []


async def test_claims_are_in_order_of_post_version_and_ordinal_as_numbers(database: SqlDatabase) -> None:
    for message_id in range(1, 12):
        await database.write(
            lambda tx, m=message_id: add_claims(tx, claim("RU-KLU"), claim("RU-BRY"), message_id=m)
        )

    found = await database.read(lambda tx: tx.claims.read_live(DAY, DAY, regions=["RU-KLU", "RU-BRY"]))

    keys = [(kept.post_id, kept.version_id, kept.ordinal) for kept in found]
    assert keys == sorted(keys)
    assert len(keys) == 22


@pytest.mark.parametrize("scope", ["*", "RU-KLU"])
async def test_claims_that_share_an_instant_with_a_span_are_found(scope: str, database: SqlDatabase) -> None:
    windows = {"before": (-9, -5), "until": (-6, -4), "within": (-3, -2), "from": (0, 3), "after": (1, 2)}
    around, long_ago = (-300, 300), (-300, -200)
    spans = [*windows.values(), around, long_ago]
    await database.write(lambda tx: add_claims(tx, *(claim("RU-KLU", outer=hours(*span)) for span in spans)))
    await database.write(lambda tx: add_claims(tx, claim("RU-KLU"), live=False, message_id=8))
    await database.write(lambda tx: add_claims(tx, claim("RU-KLU", weapon=Weapon.BOAT), message_id=9))
    asked = hours(-4, 0)

    found = await database.read(lambda tx: tx.claims.read_live_between(scope, asked.start, asked.end))

    assert [kept.ordinal for kept in found] == [1, 2, 3, 5]


async def test_country_scope_meets_claims_without_a_region(database: SqlDatabase) -> None:
    await database.write(lambda tx: add_claims(tx, claim()))

    assert len(await database.read(lambda tx: tx.claims.read_live_between("*", NOON, NOON))) == 1
    assert await database.read(lambda tx: tx.claims.read_live_between("RU-KLU", NOON, NOON)) == []


async def test_version_that_is_no_longer_live_leaves_every_lookup(database: SqlDatabase) -> None:
    version_id = await database.write(lambda tx: add_claims(tx, claim("RU-KLU")))
    await database.write(lambda tx: tx.claims.set_live(version_id, live=False))

    def look(tx: SqlTransaction) -> tuple[object, ...]:
        return (
            tx.claims.read_live(DAY, DAY),
            tx.claims.read_live(DAY, DAY, regions=["RU-KLU"]),
            tx.claims.read_live_between("*", NOON, NOON),
            tx.claims.read_live_between("RU-KLU", NOON, NOON),
            tx.claims.has_live("RU-KLU", DAY, DOWNED),
        )

    assert not any(await database.read(look))
    await database.write(lambda tx: tx.claims.set_live(version_id, live=True))
    assert all(await database.read(look))


async def test_past_instant_sees_the_version_that_was_live_then(database: SqlDatabase, clock: Clock) -> None:
    def add(tx: SqlTransaction) -> tuple[StoredPost, StoredVersion, StoredVersion]:
        post = add_post(tx)
        old, new = (add_version(tx, post, text) for text in ("12", "9"))
        tx.claims.add_claims(post, old.id, [(claim("RU-KLU", low=12), DAY)], live=True)
        return post, old, new

    post, old, new = await database.write(add)
    corrected_at = clock.forward(hours=2)

    def correct(tx: SqlTransaction) -> None:
        tx.claims.set_live(old.id, live=False)
        tx.claims.add_claims(post, new.id, [(claim("RU-KLU", low=9), DAY)], live=True)

    await database.write(correct)

    async def lows(**asked: Any) -> list[tuple[int, bool]]:
        found = await database.read(lambda tx: tx.claims.read_live(DAY, DAY, **asked))
        return [(kept.claim.count.low, kept.live) for kept in found]

    before = corrected_at - timedelta(seconds=1)
    assert await lows(as_of=NOON - timedelta(seconds=1)) == []
    assert await lows(as_of=before) == [(12, True)]
    assert await lows(as_of=before, regions=["RU-KLU"]) == [(12, True)]
    assert await lows(as_of=corrected_at) == [(9, True)] == await lows()


async def test_reading_a_version_again_does_not_rewrite_the_past(database: SqlDatabase, clock: Clock) -> None:
    version_id = await database.write(lambda tx: add_claims(tx, claim("RU-KLU", low=3)))
    clock.forward(days=30)

    def read_again(tx: SqlTransaction) -> None:
        post = tx.posts.get_post(tx.posts.get_version(version_id).post_id)
        tx.claims.delete_of_version(version_id)
        tx.claims.add_claims(post, version_id, [(claim("RU-KLU", low=4), DAY)], live=True)

    await database.write(read_again)

    (then,) = await database.read(lambda tx: tx.claims.read_live(DAY, DAY, as_of=NOON))
    assert then.claim.count.low == 4


async def test_regions_on_record_are_listed_once_live_or_not(database: SqlDatabase) -> None:
    assert await database.read(lambda tx: tx.claims.read_regions()) == []

    await database.write(lambda tx: add_claims(tx, claim("RU-KLU", "RU-BRY"), claim("RU-KLU"), claim()))
    await database.write(lambda tx: add_claims(tx, claim("UA-43"), live=False, message_id=8))

    assert await database.read(lambda tx: tx.claims.read_regions()) == ["RU-BRY", "RU-KLU", "UA-43"]


@pytest.mark.parametrize("scope", ["*", "RU-KLU"])
async def test_whole_of_time_can_be_asked_for(scope: str, database: SqlDatabase) -> None:
    await database.write(lambda tx: add_claims(tx, claim("RU-KLU")))
    first, last = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)

    assert len(await database.read(lambda tx: tx.claims.read_live_between(scope, first, last))) == 1
    assert len(await database.read(lambda tx: tx.claims.read_live(date.min, date.max))) == 1


async def test_last_day_a_region_was_named(database: SqlDatabase) -> None:
    long_ago = date(2025, 1, 2)
    for message_id, day in enumerate((long_ago, YESTERDAY, DAY), start=1):
        await database.write(
            lambda tx, m=message_id, d=day: add_claims(tx, claim("RU-KLU"), message_id=m, day=d)
        )
    await database.write(
        lambda tx: add_claims(tx, claim("RU-BRY", metric=Metric.THREAT), day=YESTERDAY, message_id=9)
    )

    async def before(day: date, region: str = "RU-KLU") -> date | None:
        return await database.read(lambda tx: tx.claims.last_day_before(region, day, {"downed", "debris"}))

    assert await before(DAY) == YESTERDAY
    assert await before(YESTERDAY) == long_ago
    assert await before(long_ago) is None
    assert await before(DAY, "RU-BRY") is None
    assert await database.read(lambda tx: tx.claims.has_live("RU-KLU", DAY, DOWNED))
    assert not await database.read(lambda tx: tx.claims.has_live("RU-KLU", DAY, {"impact"}))
    assert not await database.read(lambda tx: tx.claims.has_live("RU-KLU", date(2025, 1, 3), DOWNED))
