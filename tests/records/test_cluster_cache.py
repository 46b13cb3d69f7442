"""The cluster cache: whatever comes, in whatever order, its parts are those counted anew from the claims."""

from dataclasses import replace
from datetime import date
from itertools import permutations
from typing import Any

import pytest

from domain.claim import Claim, Count, Flag, Metric, Relation, Weapon
from domain.record import StoredClaim
from domain.window import Precision, Window
from services.recount import parts_of, recount
from services.weigh_claims import weigh_claims
from storage.sync_writer import SyncWriter
from tests.contract.makers import DAY, KALUGA, add_version, claim, hours, incoming

Told = tuple[float, Claim]
"""Hours after NOON at which it was posted, and the claim."""


def said(start: float, end: float, low: int, *regions: str, posted: float | None = None, **more: Any) -> Told:
    """A claim over hours from NOON, posted as they end unless told."""
    named = regions or ("RU-KLU",)
    return end if posted is None else posted, claim(*named, low=low, outer=hours(start, end), **more)


def put(records: SyncWriter, number: int, told: Told) -> StoredClaim:
    posted, one = told
    handed_in = incoming(message_id=number)
    origin = replace(handed_in.origin, posted_at=hours(posted, posted).end)

    def work(tx: Any) -> StoredClaim:
        post, _ = tx.posts.find_or_add(replace(handed_in, origin=origin), KALUGA)
        version = add_version(tx, post, f"text of {number}")
        (added,) = tx.claims.add_claims(post, version.id, [(one, DAY)], live=True)
        recount(tx, [added])
        kept: StoredClaim = added
        return kept

    return records.write(work)


def assert_cache_is_true(records: SyncWriter, scope: str = "RU-KLU") -> None:
    live = records.read(lambda tx: tx.claims.read_live(date.min, date.max, regions={scope}))
    assert records.read(lambda tx: tx.clusters.read_scope(scope)) == parts_of(scope, live)


TOTAL = said(10, 11, 12, relation=Relation.INCLUDES)
MORE = said(10, 11, 5, relation=Relation.ADDS_TO)
CASES = {
    "a total hours after its parts": (said(0, 1, 7), said(3, 4, 5), TOTAL),
    "more, hours after the first": (said(0, 1, 7), MORE, said(10, 12, 9, originator="governor:RU-KLU")),
    "a total over parts of which one is long past": (said(-16, -15, 7, posted=0), TOTAL, said(-17, -14, 9)),
    "a total that ended before it was told": (
        said(0, 1, 12, posted=9, relation=Relation.INCLUDES),
        said(6, 7, 5),
        said(0.5, 2, 3),
    ),
    "windows that meet end to end": (said(0, 1, 7), said(1, 2, 5), said(0.5, 1.5, 3)),
    "windows apart": (said(0, 1, 7), said(5, 6, 5), said(30, 31, 3)),
    "a count over two regions": (said(0, 4, 9, "RU-KLU", "RU-BRY"), said(1, 2, 3), said(3, 6, 4, "RU-BRY")),
}


@pytest.mark.parametrize("name", CASES)
def test_cache_equals_what_is_counted_anew_in_every_order(name: str, open_records: Any) -> None:
    for order in permutations(CASES[name]):
        records = open_records()
        for number, told in enumerate(order, 1):
            put(records, number, told)
            assert_cache_is_true(records)
            assert_cache_is_true(records, "RU-BRY")


@pytest.mark.parametrize(
    "kind",
    [{"weapon": weapon} for weapon in Weapon if weapon is not Weapon.DRONE]
    + [{"metric": metric} for metric in Metric if metric is not Metric.DOWNED],
)
def test_other_weapons_and_happenings_enter_no_tally(kind: dict[str, Any], records: SyncWriter) -> None:
    stored = put(records, 1, said(0, 1, 7, **kind))
    assert weigh_claims([stored]) == []
    assert_cache_is_true(records)


def test_what_is_no_longer_live_is_not_weighed(records: SyncWriter) -> None:
    stored = put(records, 1, said(0, 1, 7))
    assert len(weigh_claims([stored])) == 1
    assert weigh_claims([replace(stored, live=False)]) == []


def test_silent_claims_of_a_cluster_are_counted(records: SyncWriter) -> None:
    flags = (Flag.UNNUMBERED.value,)
    put(records, 1, said(0, 1, 1, count=Count(1, 1, None), flags=flags))
    put(records, 2, (2, replace(said(0, 2, 4)[1], window=Window(hours(0, 2), hours(0, 2), Precision.MINUTE))))
    (part,) = records.read(lambda tx: tx.clusters.read_scope("RU-KLU"))
    assert (part.unnumbered, len(part.claim_ids)) == (1, 2)
