"""Reconciled parts come back whole, are found by window, and replace one another."""

import pytest
from sqlalchemy.exc import IntegrityError

from domain.record import ClusterSum
from storage.database import SqlDatabase
from tests.contract.makers import hours, part


async def test_part_comes_back_as_it_was_stored(database: SqlDatabase) -> None:
    made = part("RU-KLU", "1.1.0", "2.2.0")
    await database.write(lambda tx: tx.clusters.replace("RU-KLU", [], [made]))

    assert await database.read(lambda tx: tx.clusters.read_scope("RU-KLU")) == [made]
    assert await database.read(lambda tx: tx.clusters.read_scope("*")) == []
    assert await database.read(lambda tx: tx.clusters.read_scopes()) == ["RU-KLU"]


async def test_parts_that_share_an_instant_with_a_span_are_found_in_order(database: SqlDatabase) -> None:
    spans = {"4": (1, 9), "3": (0, 5), "2": (-5, -4), "1": (-500, 500), "0": (-500, -100)}
    made = [part("*", f"{name}.1.0", span=hours(*span)) for name, span in spans.items()]
    elsewhere = part("RU-KLU", "3.1.0", span=hours(0, 5))
    await database.write(lambda tx: tx.clusters.replace("*", [], made))
    await database.write(lambda tx: tx.clusters.replace("RU-KLU", [], [elsewhere]))
    asked = hours(-4, 0)

    found = await database.read(lambda tx: tx.clusters.read_touching("*", asked.start, asked.end))

    assert [one.claim_ids[0][0] for one in found] == ["1", "2", "3"]


async def test_new_parts_take_the_place_of_the_old(database: SqlDatabase) -> None:
    early, late = part("*", "1.1.0", span=hours(-4, -3)), part("*", "2.1.0", span=hours(-1, 0))
    merged = part("*", "1.1.0", "2.1.0", "3.1.0", floor=7)
    await database.write(lambda tx: tx.clusters.replace("*", [], [early, late]))

    await database.write(lambda tx: tx.clusters.replace("*", [early, late], [merged]))

    assert await database.read(lambda tx: tx.clusters.read_scope("*")) == [merged]


async def test_part_stored_twice_is_refused(database: SqlDatabase) -> None:
    made = part("*", "1.1.0")
    await database.write(lambda tx: tx.clusters.replace("*", [], [made]))

    with pytest.raises(IntegrityError):
        await database.write(lambda tx: tx.clusters.replace("*", [], [made]))


async def test_months_are_the_sums_of_their_parts(database: SqlDatabase) -> None:
    early, late = part("RU-KLU", "1.1.0", floor=4), part("RU-KLU", "2.1.0", "3.1.0", floor=5)
    next_month = part("RU-KLU", "4.1.0", span=hours(24 * 20, 24 * 20 + 1))
    elsewhere = part("RU-BRY", "5.1.0")
    changes = {"RU-KLU": ([], [early, late, next_month]), "RU-BRY": ([], [elsewhere])}
    await database.write(lambda tx: tx.clusters.replace_all(changes))

    months = await database.read(lambda tx: tx.clusters.read_months("RU-KLU"))
    sums = await database.read(lambda tx: tx.clusters.read_sums(["RU-KLU", "RU-BRY", "RU-TUL"]))

    assert [(month, one.floor, one.claims) for month, one in months.items()] == [
        (202603, 9, 3),
        (202604, 3, 1),
    ]
    assert months[202603] == ClusterSum(9, None, 9, (9, 9), 3, 2, flags=("bounded",))
    assert {scope: (one.floor, one.claims) for scope, one in sums.items()} == {
        "RU-KLU": (12, 4),
        "RU-BRY": (3, 1),
        "RU-TUL": (0, 0),
    }


async def test_month_that_loses_its_parts_says_nothing(database: SqlDatabase) -> None:
    first, second = part("RU-KLU", "1.1.0"), part("RU-KLU", "2.1.0", floor=8)
    await database.write(lambda tx: tx.clusters.replace("RU-KLU", [], [first, second]))
    await database.write(lambda tx: tx.clusters.replace("RU-KLU", [first], []))
    assert [one.floor for one in (await months_of(database)).values()] == [8]
    await database.write(lambda tx: tx.clusters.replace("RU-KLU", [second], []))
    assert await months_of(database) == {}


async def months_of(database: SqlDatabase) -> dict[int, ClusterSum]:
    return await database.read(lambda tx: tx.clusters.read_months("RU-KLU"))
