"""Strict totals, rows by originator and corrected figures, over claims on record."""

from datetime import date, timedelta

import pytest

from domain.tally import TallyState
from domain.totals import Period
from services.all_time import all_time
from tests.records.newsdesk import MINISTRY, MORNING, Newsdesk, figure, keys, of_the_ministry, over

KALUGA, BRYANSK = "Калужской области", "Брянской области"
DAY, EVE = date(2026, 6, 11), date(2026, 6, 10)


@pytest.fixture(autouse=True)
def two_posts(newsdesk: Newsdesk) -> None:
    """One of the night, one of hours that begin at midnight."""
    newsdesk.hand_in(over(KALUGA), by=MINISTRY)
    hours = "с 0.00 мск до 8.00 мск 11 июня"
    newsdesk.hand_in(
        of_the_ministry("3 украинских БПЛА над территорией Брянской области", hours=hours),
        by=MINISTRY,
        number=2,
    )


def test_strict_day_leaves_out_the_night_that_began_before_it_and_says_so(newsdesk: Newsdesk) -> None:
    loose, strict = newsdesk.totals(), newsdesk.totals(strict=True)
    assert (figure(loose.all), loose.all.left_out) == ((13, 13), 0)
    assert (figure(strict.all), strict.all.left_out, strict.strict) == ((3, 3), 1, True)
    kaluga = strict.rows[keys(strict.rows).index("RU-KLU")]
    assert (kaluga.claims, kaluga.left_out) == (0, 1)


def test_strict_period_that_holds_the_whole_night_leaves_nothing_out(newsdesk: Newsdesk) -> None:
    strict = newsdesk.totals(Period(EVE, DAY), strict=True)
    assert (figure(strict.all), strict.all.left_out) == ((13, 13), 0)


def test_strict_question_over_all_time_has_no_edge(newsdesk: Newsdesk) -> None:
    strict = newsdesk.totals(Period(date.min, date.max), strict=True)
    assert (figure(strict.all), strict.all.left_out) == ((13, 13), 0)


def test_every_row_tells_its_originators_when_asked(newsdesk: Newsdesk) -> None:
    asked = newsdesk.totals(by_originator=True)
    assert [row.tally.state for row in asked.rows] == [TallyState.EXACT, TallyState.EXACT]
    assert [[name for name, _ in row.by_originator] for row in (*asked.rows, asked.all)] == [["mod"]] * 3


def test_region_corrected_by_its_source_reads_alike_for_a_day_and_for_all_time(newsdesk: Newsdesk) -> None:
    text = "С 23.00 до 5.00 мск силами ПВО сбиты 7 БПЛА над территорией Боровского округа."
    newsdesk.hand_in(text)
    newsdesk.hand_in("Сбиты ещё 5 БПЛА.", number=2, posted_at=MORNING + timedelta(minutes=10))
    newsdesk.hand_in(
        "Общее количество сбитых за ночь БПЛА увеличилось до 10.",
        number=3,
        posted_at=MORNING + timedelta(minutes=20),
    )
    day = newsdesk.totals(regions=frozenset({"RU-KLU"})).all
    ever = newsdesk.records.read(lambda tx: all_time(tx, "RU-KLU"))
    assert "revised" in day.tally.flags
    # The governor's ten, and the ministry's ten that may be the same: twelve is what was taken back.
    assert (day.tally.floor, figure(day), day.tally.state) == (12, (10, 20), TallyState.RANGE)
    assert (figure(ever), ever.tally.state) == (figure(day), day.tally.state)
