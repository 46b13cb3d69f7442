"""How far the cluster cache looks: claims that hours alone would not bring together."""

from dataclasses import replace
from datetime import date
from itertools import permutations
from typing import Any

import pytest

from domain.claim import Relation
from domain.record import Bond, StoredClaim
from services.recount import parts_of, recount
from services.settle_scopes import mark_stale, settle_slice
from storage.sync_writer import SyncWriter
from tests.contract.makers import DAY
from tests.records.test_cluster_cache import Told, assert_cache_is_true, put, said

COMPOSITE = "RU-MOW+RU-MOS"
NEAR = {
    "a brief window a few minutes before another": (said(0, 0.1, 2), said(0.2, 2, 5)),
    "a total at the end of the wave of a part that was old when told": (
        said(-31, -30.5, 7, posted=-6),
        said(10, 11, 12, relation=Relation.INCLUDES),
    ),
}


@pytest.mark.parametrize("name", NEAR)
def test_cache_brings_together_what_hours_alone_would_not(name: str, open_records: Any) -> None:
    for order in permutations(NEAR[name]):
        records = open_records()
        for number, told in enumerate(order, 1):
            put(records, number, told)
        assert len(records.read(lambda tx: tx.clusters.read_scope("RU-KLU"))) == 1
        assert_cache_is_true(records)


def test_total_told_days_after_its_hours_takes_in_what_was_told_just_before_it(records: SyncWriter) -> None:
    put(records, 1, said(44, 45, 5))
    put(records, 2, said(0, 1, 12, posted=46, relation=Relation.INCLUDES))
    (part,) = records.read(lambda tx: tx.clusters.read_scope("RU-KLU"))
    assert len(part.claim_ids) == 2


def let_live(records: SyncWriter, stored: StoredClaim, *, live: bool) -> None:
    def work(tx: Any) -> None:
        tx.claims.set_live(stored.version_id, live=live)
        recount(tx, [replace(stored, live=live)])

    records.write(work)


def test_claim_that_counts_again_is_found_by_the_one_an_editor_bound_to_it(records: SyncWriter) -> None:
    part, whole = put(records, 1, said(30, 31, 5)), put(records, 2, said(0, 1, 12))

    def bind(tx: Any) -> None:
        tx.claims.delete_of_version(whole.version_id)
        post = tx.posts.get_post(whole.post_id)
        bonds = {0: (Bond(Relation.INCLUDES, part.id),)}
        recount(
            tx, tx.claims.add_claims(post, whole.version_id, [(whole.claim, DAY)], live=True, bonds=bonds)
        )

    records.write(bind)
    for live in (False, True):
        let_live(records, part, live=live)
        assert_cache_is_true(records)
    assert len(records.read(lambda tx: tx.clusters.read_scope("RU-KLU"))) == 1


def assert_parts_are_true(records: SyncWriter, scope: str) -> None:
    live = records.read(lambda tx: tx.claims.read_live(date.min, date.max, regions=scope.split("+")))
    assert records.read(lambda tx: tx.clusters.read_scope(scope)) == parts_of(scope, live)


def put_unsettled(records: SyncWriter, number: int, told: Told) -> None:
    """A claim as an import leaves it: its hours are marked, its clusters are not counted yet."""
    stored = put(records, number, told)

    def work(tx: Any) -> None:
        for scope in tx.clusters.read_scopes():
            tx.clusters.replace(scope, tx.clusters.read_scope(scope), [])
        mark_stale(tx, [stored])

    records.write(work)


@pytest.mark.parametrize("at_once", [1, 100])
def test_moscow_region_is_settled_from_the_claims_of_both_its_parts(
    at_once: int, records: SyncWriter
) -> None:
    put_unsettled(records, 1, said(0, 2, 5, "RU-MOS"))
    put_unsettled(records, 2, said(1, 3, 4, "RU-MOW"))
    put_unsettled(records, 3, said(40, 41, 3, "RU-MOS"))
    for _ in range(20):
        if not records.write(lambda tx: settle_slice(tx, at_once)):
            break
    for scope in (COMPOSITE, "RU-MOW", "RU-MOS"):
        assert_parts_are_true(records, scope)
    parts = records.read(lambda tx: tx.clusters.read_scope(COMPOSITE))
    assert sum(len(part.claim_ids) for part in parts) == 3
