"""A database that was filled or put back by other means than live posts is no news."""

from pathlib import Path

import pytest

from services.mark_seen import begin_announcing
from storage.backup import restore
from storage.sync_writer import open_sync
from tests.records.editors_desk import EditorsDesk
from tests.records.newsdesk import MINISTRY, Newsdesk, over

ELEVEN = "Сегодня ночью силами ПВО сбиты 11 БПЛА над территориями Боровского и Жуковского округов."
KALUGA, BRYANSK = "Калужской области", "Брянской области"


def start(newsdesk: Newsdesk) -> int:
    return newsdesk.records.write(lambda tx: begin_announcing(tx, newsdesk.rules, newsdesk.now))


def test_first_start_on_a_filled_database_marks_its_regions_as_seen(desk: EditorsDesk) -> None:
    desk.hand_in(ELEVEN)
    desk.write_over("DELETE FROM alerts")
    desk.write_over("DELETE FROM outbox")
    assert start(desk) == 1
    desk.hand_in(over(KALUGA), by=MINISTRY)
    assert desk.sent() == []
    desk.hand_in(over(BRYANSK), by=MINISTRY, number=2)
    assert len(desk.sent()) == 1


def test_later_starts_mark_nothing(newsdesk: Newsdesk) -> None:
    start(newsdesk)
    newsdesk.pass_time(hours=12, minutes=1)
    newsdesk.hand_in("Сбит один БПЛА над Боровским округом.")
    assert newsdesk.alerts() == []
    assert start(newsdesk) == 0
    assert newsdesk.alerts() == []


@pytest.mark.parametrize("make_url", ["sqlite"], indirect=True)
def test_start_on_a_restored_database_sends_nothing_that_waited_in_the_copy(
    newsdesk: Newsdesk, tmp_path: Path
) -> None:
    start(newsdesk)
    newsdesk.hand_in(ELEVEN)
    newsdesk.records.backup(tmp_path / "copy.db")
    url = f"sqlite:///{tmp_path / 'restored.db'}"
    restore(tmp_path / "copy.db", url)
    with open_sync(url, clock=lambda: newsdesk.now) as restored:
        restored.write(lambda tx: begin_announcing(tx, newsdesk.rules, newsdesk.now))
        assert restored.write(lambda tx: tx.outbox.lease_due(newsdesk.now, 60, 10)) == []
        undelivered = restored.read(lambda tx: tx.outbox.read_undelivered(10))
        assert {row.error for row, _ in undelivered} == {"the database was restored from a copy"}
        assert len(undelivered) == 2
        assert restored.write(lambda tx: begin_announcing(tx, newsdesk.rules, newsdesk.now)) == 0


def test_region_that_reading_anew_finds_is_marked_and_not_announced(desk: EditorsDesk) -> None:
    desk.hand_in(ELEVEN)
    desk.write_over("DELETE FROM alerts")
    desk.write_over("DELETE FROM outbox")
    desk.write_over("UPDATE claims SET low = 7, best = 7, high = 7")
    desk.rebuild()
    assert desk.low() == 11
    assert [state for *_, state in desk.alerts()] == ["seen"]
    assert desk.sent() == []
