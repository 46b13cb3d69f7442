"""The history that `bench` measures on is one the bot could have made: copies are as true as what it read."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.bench.history import fill_history
from domain.totals import Period
from services.all_time import sums_by_month
from services.read_totals import TotalsQuery, read_totals
from services.recount import parts_of
from storage.sync_writer import open_sync
from tests.records.archive import NOW
from tests.servers import need_server, own_database


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/history.db"
        return
    need_server()
    with own_database() as made:
        yield made


def test_copied_days_say_what_the_first_ones_say(empty: str) -> None:
    history = fill_history(empty, 3000)
    assert history.claims >= 3000
    assert (history.last_on - history.first_on).days > 14

    def work(tx: Any) -> None:
        for scope in tx.clusters.read_scopes():
            kept = tx.clusters.read_scope(scope)
            live = tx.claims.read_live(date.min, date.max, regions=scope.split("+"))
            assert kept == parts_of(scope, live)
            assert tx.clusters.read_months(scope) == sums_by_month(kept)
        first = history.first_on + timedelta(days=1)
        days = [first, first + timedelta(days=7), first + timedelta(days=14)]
        told = [read_totals(tx, TotalsQuery(Period(day, day))).all for day in days]
        assert {(row.claims, row.tally.low, row.tally.high) for row in told} == {
            (told[0].claims, told[0].tally.low, told[0].tally.high)
        }
        assert 50 < told[0].claims < 300
        assert all(tx.alerts.find_latest(day, "RU-KLU") is not None for day in days)

    with open_sync(empty, clock=lambda: NOW) as records:
        records.read(work)
