"""What all records say of a region: sums by month that are always those of the claims."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest

from domain.claim import Count, Flag, Relation
from domain.record import StaleStretch, StoredClaim
from domain.tally import TallyState
from domain.totals import TotalsRow
from domain.window import Precision, Span, Window
from services.all_time import all_time, all_time_rows, sums_by_month
from services.read_totals import row_of
from services.rebuild import rebuild
from services.recount import recount
from storage.sync_writer import SyncWriter
from tests.contract.makers import KALUGA, add_version, claim, incoming
from tests.records.newsdesk import MINISTRY, Newsdesk, of_the_ministry, over

KEYS = ("RU-KLU", "RU-BRY", "RU-MOW", "RU-MOS", "RU-MOW+RU-MOS")
START = datetime(2025, 11, 28, tzinfo=UTC)


def put(records: SyncWriter, random: Random, number: int) -> int:
    """A claim of any of four months over one region or some, with or without a ceiling; its version."""
    start = START + timedelta(days=random.choice((0, 1, 2, 30, 65, 66)), hours=random.randrange(24))
    outer = Span(start, start + timedelta(hours=random.randint(1, 9)))
    regions = random.choice(
        (("RU-KLU",), ("RU-KLU", "RU-BRY"), ("RU-MOW",), ("RU-MOW", "RU-MOS"), ("RU-MOS", "RU-KLU"))
    )
    low = random.randint(2, 9)
    flags = random.choice(((), (Flag.APPROXIMATE,), (Flag.UNNUMBERED,)))
    one = claim(
        *regions,
        window=Window(outer, random.choice((None, outer)), Precision.MINUTE),
        originator=random.choice(("mod", "governor:RU-KLU")),
        relation=random.choice((None, None, Relation.INCLUDES, Relation.ADDS_TO)),
        count=Count(low, low, random.choice((low, low + 3, None))),
        flags=tuple(flag.value for flag in flags),
        composite=regions == ("RU-MOW", "RU-MOS"),
    )
    handed_in = incoming(message_id=number)
    origin = replace(handed_in.origin, posted_at=outer.end)

    def work(tx: Any) -> int:
        post, _ = tx.posts.find_or_add(replace(handed_in, origin=origin), KALUGA)
        version = add_version(tx, post, f"text of {number}")
        recount(tx, tx.claims.add_claims(post, version.id, [(one, outer.end.date())], live=True))
        version_id: int = version.id
        return version_id

    return records.write(work)


def withdraw(records: SyncWriter, version_id: int) -> None:
    def work(tx: Any) -> None:
        removed: list[StoredClaim] = tx.claims.read_of_version(version_id)
        tx.claims.set_live(version_id, live=False)
        recount(tx, removed)

    records.write(work)


def told(row: TotalsRow) -> tuple[object, ...]:
    """A row without the names of its claims, which sums do not keep."""
    tally = replace(row.tally, counted=(), folded={})
    return tally, row.claims, row.unnumbered, row.shared_count


def assert_true(records: SyncWriter) -> None:
    def work(tx: Any) -> None:
        for key in KEYS:
            regions = frozenset(key.split("+"))
            claims = tx.claims.read_live(date.min, date.max, regions=regions)
            assert told(all_time(tx, key)) == told(row_of(key, claims, regions)), key
            assert tx.clusters.read_months(key) == sums_by_month(tx.clusters.read_scope(key))

    records.read(work)


@pytest.mark.parametrize("seed", range(6))
def test_all_records_say_what_their_claims_say(seed: int, records: SyncWriter) -> None:
    random = Random(seed)  # noqa: S311  cases, no secret
    versions = []
    for number in range(1, 15):
        versions.append(put(records, random, number))
        if number % 3 == 0:
            assert_true(records)
    for version_id in random.sample(versions, len(versions)):
        withdraw(records, version_id)
        if version_id % 4 == 0:
            assert_true(records)
    assert_true(records)
    assert records.read(lambda tx: tx.clusters.read_months("RU-KLU")) == {}


def test_region_named_in_shared_counts_only_is_told_so(newsdesk: Newsdesk) -> None:
    newsdesk.get_receipt(over("Калужской, Брянской и Тульской областей", "21"))
    row = newsdesk.records.read(lambda tx: all_time(tx, "RU-BRY"))
    assert row.shared_count == 21


def test_region_with_stale_clusters_is_reconciled_from_its_claims(newsdesk: Newsdesk) -> None:
    newsdesk.get_receipt(over("Калужской области", "12"))

    def spoil(tx: Any) -> TotalsRow:
        parts = tx.clusters.read_scope("RU-KLU")
        tx.clusters.replace("RU-KLU", parts, [replace(parts[0], floor=99, ceiling=99, best=99)])
        assert all_time(tx, "RU-KLU").tally.low == 99
        tx.stale.put("RU-KLU", [StaleStretch("RU-KLU", START, START)])
        return all_time(tx, "RU-KLU")

    assert newsdesk.records.write(spoil).tally.low == 12


def test_region_with_stale_clusters_and_a_long_history_waits_for_its_sums(
    newsdesk: Newsdesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.all_time.MOST_FROM_CLAIMS", 0)
    newsdesk.get_receipt(over("Калужской области", "12"))
    newsdesk.records.write(lambda tx: tx.stale.put("RU-KLU", [StaleStretch("RU-KLU", START, START)]))
    (few,) = newsdesk.get_receipt(over("Калужской области", "13")).regions
    assert few.all_time is None
    assert newsdesk.records.read(lambda tx: all_time(tx, "RU-KLU")) is None


def test_rebuild_finds_a_false_month_and_mends_it(newsdesk: Newsdesk) -> None:
    newsdesk.get_receipt(over("Калужской области", "12"))
    newsdesk.records.write(
        lambda tx: tx.posts._connection.exec_driver_sql("UPDATE cluster_months SET floor = floor + 1")
    )
    assert newsdesk.differences() == ["region RU-KLU"]
    newsdesk.records.write(lambda tx: list(rebuild(tx, newsdesk.rules, check=False, now=newsdesk.now)))
    assert newsdesk.differences() == []


def test_figures_of_a_receipt_are_those_on_record(newsdesk: Newsdesk) -> None:
    texts = [
        over("Калужской области", "12"),
        over("Московского региона", "5"),
        over("Брянской, Калужской и Тульской областей", "9"),
        over("Калужской области", "около 7"),
        over("Москвы", "2"),
    ]
    for number in (1, 2, 3, 2, 1, 3):
        text = texts.pop(0) if texts else over("Калужской области", "8")
        receipt = newsdesk.get_receipt(text, number=number)
        newsdesk.pass_time(minutes=5)
        for figures in receipt.regions:
            regions = frozenset(figures.region.split("+"))

            def ask(tx: Any, day: date = figures.day, key: str = figures.region, of: Any = regions) -> Any:
                now = row_of(key, tx.claims.read_live(day, day, regions=of), of)
                return now, all_time_rows(tx, [key])[key]

            assert newsdesk.records.read(ask) == (figures.after, figures.all_time)
    assert newsdesk.differences() == []


def test_disputed_region_names_who_says_what_over_everything_on_record(newsdesk: Newsdesk) -> None:
    newsdesk.hand_in(of_the_ministry("12 украинских БПЛА над территорией Калужской области"), by=MINISTRY)
    newsdesk.hand_in("С 22.00 мск 10 июня до 6.00 мск 11 июня над Калужской областью сбиты 18 БПЛА.")
    row = newsdesk.records.read(lambda tx: all_time(tx, "RU-KLU"))
    assert row.tally.state is TallyState.DISPUTED
    assert {name: tally.low for name, tally in row.by_originator} == {"mod": 12, "governor:RU-KLU": 18}


def test_dispute_of_a_very_long_history_tells_its_ends_alone(
    newsdesk: Newsdesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.all_time.MOST_FROM_CLAIMS", 1)
    newsdesk.hand_in(of_the_ministry("12 украинских БПЛА над территорией Калужской области"), by=MINISTRY)
    newsdesk.hand_in("С 22.00 мск 10 июня до 6.00 мск 11 июня над Калужской областью сбиты 18 БПЛА.")
    row = newsdesk.records.read(lambda tx: all_time(tx, "RU-KLU"))
    assert (row.tally.low, row.tally.high, row.by_originator) == (12, 18, ())
