"""«Ещё пять», «всего за ночь 12»: what a post says of its originator's earlier posts of the wave."""

from datetime import timedelta
from itertools import permutations

import pytest

from services.all_time import all_time
from tests.records.newsdesk import MINISTRY, MORNING, Newsdesk, figure, over

SEVEN = ("Ночью сбиты 7 БПЛА.", 1, timedelta(0))
FIVE_MORE = ("Сбиты ещё пять БПЛА.", 2, timedelta(minutes=40))
TWELVE_IN_ALL = ("Всего за ночь сбито 12 БПЛА.", 3, timedelta(hours=1))


def hand_in(newsdesk: Newsdesk, post: tuple[str, int, timedelta]) -> None:
    text, number, after = post
    newsdesk.hand_in(text, number=number, posted_at=MORNING - timedelta(hours=2) + after)


def all_records(newsdesk: Newsdesk, region: str = "RU-KLU") -> tuple[int, int | None]:
    return figure(newsdesk.records.read(lambda tx: all_time(tx, region)))


def test_five_more_are_added_to_the_posts_before(newsdesk: Newsdesk) -> None:
    hand_in(newsdesk, SEVEN)
    hand_in(newsdesk, FIVE_MORE)
    assert figure(newsdesk.totals().all) == (12, 12)
    assert all_records(newsdesk) == (12, 12)


@pytest.mark.parametrize("order", list(permutations([SEVEN, FIVE_MORE, TWELVE_IN_ALL])))
def test_running_total_contains_its_parts_in_whatever_order_they_come(
    order: tuple[tuple[str, int, timedelta], ...], newsdesk: Newsdesk
) -> None:
    for post in order:
        hand_in(newsdesk, post)
    assert figure(newsdesk.totals().all) == (12, 12)
    assert all_records(newsdesk) == (12, 12)
    assert newsdesk.differences() == []


def test_total_below_its_parts_wins_and_is_marked_as_the_source_s_own_correction(newsdesk: Newsdesk) -> None:
    hand_in(newsdesk, SEVEN)
    hand_in(newsdesk, FIVE_MORE)
    newsdesk.hand_in("Всего за ночь сбито 10 БПЛА.", number=3)
    told = newsdesk.totals().all.tally
    assert (told.low, "revised" in told.flags) == (10, True)


def test_five_more_of_another_originator_add_nothing(newsdesk: Newsdesk) -> None:
    newsdesk.hand_in(over("Калужской области", "7"), by=MINISTRY, posted_at=MORNING - timedelta(hours=1))
    newsdesk.hand_in("Сбиты ещё пять БПЛА.")
    assert newsdesk.totals().all.tally.low == 7


def test_total_of_one_region_takes_in_nothing_of_another(newsdesk: Newsdesk) -> None:
    newsdesk.hand_in(over("Брянской области", "8"), by=MINISTRY, posted_at=MORNING - timedelta(hours=1))
    total = "Всего за ночь над территорией Калужской области сбито 12 БПЛА."
    newsdesk.hand_in(total, by=MINISTRY, number=2)
    assert newsdesk.totals().all.tally.low == 20


@pytest.mark.parametrize(("earlier", "low"), [(timedelta(hours=17), 12), (timedelta(hours=19), 7)])
def test_five_more_look_back_over_one_night_only(earlier: timedelta, low: int, newsdesk: Newsdesk) -> None:
    """Beyond the wave the two may be the same drones: their undated windows overlap."""
    newsdesk.hand_in("Сбиты 7 БПЛА.", posted_at=MORNING - earlier)
    newsdesk.hand_in("Сбиты ещё пять БПЛА.", number=2)
    assert all_records(newsdesk)[0] == low
    assert newsdesk.differences() == []


def test_memory_of_another_day_is_no_part_of_the_night_s_total(newsdesk: Newsdesk) -> None:
    told = "Ночью сбиты 3 БПЛА. Ранее, 3 июня, над областью были сбиты 20 БПЛА."
    newsdesk.hand_in(told, posted_at=MORNING - timedelta(hours=1))
    newsdesk.hand_in("Всего за ночь сбито 12 БПЛА.", number=2)
    assert figure(newsdesk.totals().all) == (12, 12)
    assert all_records(newsdesk) == (32, 32)
    assert newsdesk.differences() == []


def test_posts_of_one_instant_are_not_before_each_other(newsdesk: Newsdesk) -> None:
    newsdesk.hand_in("Ночью сбиты 7 БПЛА.")
    newsdesk.hand_in("Сбиты ещё пять БПЛА.", number=2)
    assert newsdesk.totals().all.tally.low == 7


def test_correction_of_the_first_post_moves_the_sum_with_it(newsdesk: Newsdesk) -> None:
    hand_in(newsdesk, SEVEN)
    hand_in(newsdesk, FIVE_MORE)
    newsdesk.pass_time(minutes=10)
    hand_in(newsdesk, ("Ночью сбиты 6 БПЛА.", 1, timedelta(0)))
    assert figure(newsdesk.totals().all) == (11, 11)
    assert all_records(newsdesk) == (11, 11)
    assert newsdesk.differences() == []
