"""Totals as they are asked: by region, day and originator, of some regions, and as of an instant."""

from datetime import date, timedelta

from domain.tally import TallyState
from domain.totals import Period
from services.all_time import all_time
from tests.records.newsdesk import MINISTRY, MORNING, TODAY, Newsdesk, figure, keys, of_the_ministry, over

ELEVEN = "С 23.00 до 5.00 мск силами ПВО сбиты 11 БПЛА над территориями Боровского и Жуковского округов."
KALUGA, BRYANSK = "Калужской области", "Брянской области"
SHARED = of_the_ministry("30 украинских БПЛА над территориями Брянской, Тульской и Орловской областей")


def test_region_asked_for_gets_its_own_claims_only(newsdesk: Newsdesk) -> None:
    newsdesk.hand_in(over(KALUGA), by=MINISTRY)
    newsdesk.hand_in(over(BRYANSK, "8"), by=MINISTRY, number=2)
    newsdesk.hand_in(SHARED, by=MINISTRY, number=3)
    asked = newsdesk.totals(regions=frozenset({"RU-KLU"}))
    assert keys(asked.rows) == ["RU-KLU"]
    assert figure(asked.all) == (10, 10)
    assert asked.all.claims == 1
    other = newsdesk.totals(regions=frozenset({"RU-TUL"}))
    assert keys(other.rows) == ["RU-TUL"]


def test_region_named_in_a_shared_count_only_is_told_the_count_and_no_share(newsdesk: Newsdesk) -> None:
    newsdesk.hand_in(SHARED, by=MINISTRY)
    newsdesk.hand_in(SHARED.replace("30", "4").replace("6.00", "7.00"), by=MINISTRY, number=2)
    totals = newsdesk.totals()
    assert {row.key: row.shared_count for row in totals.rows} == {"RU-BRY": 30, "RU-ORL": 30, "RU-TUL": 30}
    assert totals.all.shared_count is None
    (orel,) = newsdesk.totals(regions=frozenset({"RU-ORL"})).rows
    assert orel.shared_count == 30
    together = newsdesk.totals(regions=frozenset({"RU-BRY", "RU-TUL", "RU-ORL"}))
    assert together.all.shared_count is None
    newsdesk.hand_in(over("Орловской области", "2"), by=MINISTRY, number=3)
    assert {row.key: row.shared_count for row in newsdesk.totals().rows}["RU-ORL"] is None


def test_as_of_an_instant_the_text_then_current_counts(newsdesk: Newsdesk) -> None:
    newsdesk.hand_in(ELEVEN)
    then = newsdesk.now
    newsdesk.pass_time(minutes=10)
    newsdesk.hand_in(ELEVEN.replace("11 БПЛА", "9 БПЛА"))
    newsdesk.hand_in(over(BRYANSK, "8"), by=MINISTRY)
    before = newsdesk.totals(as_of=then)
    assert (figure(before.all), before.as_of) == ((11, 11), then)
    assert figure(newsdesk.totals(as_of=newsdesk.now).all) == (17, 17)
    assert newsdesk.totals(as_of=then - timedelta(minutes=1)).all.claims == 0
    kaluga = newsdesk.totals(regions=frozenset({"RU-KLU"}), as_of=then)
    assert figure(kaluga.all) == (11, 11)


def test_rows_go_from_the_greatest_and_count_their_claims(newsdesk: Newsdesk) -> None:
    newsdesk.hand_in(over(BRYANSK, "8"), by=MINISTRY)
    newsdesk.hand_in(over(KALUGA), by=MINISTRY, number=2)
    newsdesk.hand_in("Ночью над областью сбиты беспилотники.")
    rows = newsdesk.totals().rows
    assert [(row.key, row.claims, row.unnumbered) for row in rows] == [("RU-KLU", 2, 1), ("RU-BRY", 1, 0)]


def test_dispute_is_broken_out_by_originator_and_agreement_is_not(newsdesk: Newsdesk) -> None:
    newsdesk.hand_in(ELEVEN)
    newsdesk.hand_in(over(BRYANSK, "8"), by=MINISTRY)
    newsdesk.hand_in(over(KALUGA), by=MINISTRY, number=2)
    kaluga, bryansk = newsdesk.totals().rows
    assert kaluga.tally.state is TallyState.DISPUTED
    assert [(who, tally.low) for who, tally in kaluga.by_originator] == [("governor:RU-KLU", 11), ("mod", 10)]
    assert bryansk.by_originator == ()


def test_originators_stand_side_by_side_within_the_regions_asked(newsdesk: Newsdesk) -> None:
    newsdesk.hand_in(ELEVEN)
    newsdesk.hand_in(over(BRYANSK, "8"), by=MINISTRY)
    newsdesk.hand_in(over(KALUGA), by=MINISTRY, number=2)
    rows = newsdesk.totals(by="originator").rows
    assert [(row.key, row.tally.low) for row in rows] == [("governor:RU-KLU", 11), ("mod", 18)]
    rows = newsdesk.totals(by="originator", regions=frozenset({"RU-KLU"})).rows
    assert [(row.key, row.tally.low) for row in rows] == [("governor:RU-KLU", 11), ("mod", 10)]


def test_share_of_a_region_in_a_shared_count_is_one_whatever_the_rows_are_by(newsdesk: Newsdesk) -> None:
    newsdesk.hand_in(SHARED, by=MINISTRY)
    for by in ("region", "day", "originator"):
        (row,) = newsdesk.totals(by=by, regions=frozenset({"RU-TUL"})).rows
        assert figure(row) == (1, 28), by
    assert figure(newsdesk.totals(regions=frozenset({"RU-TUL"})).all) == (1, 28)


def test_days_are_rows_of_their_own_and_the_period_keeps_out_the_others(newsdesk: Newsdesk) -> None:
    newsdesk.hand_in(over(KALUGA), by=MINISTRY)
    newsdesk.bring_from_history("Сбиты 2 БПЛА над Боровским округом.", MORNING - timedelta(days=2))
    newsdesk.bring_from_history("Сбиты 3 БПЛА над Боровским округом.", MORNING - timedelta(days=9))
    week = newsdesk.totals(Period(date(2026, 6, 5), date(2026, 6, 11)), by="day")
    assert [(row.key, row.tally.low) for row in week.rows] == [("2026-06-09", 2), ("2026-06-11", 10)]
    assert figure(week.all) == (12, 12)
    assert figure(newsdesk.totals().all) == (10, 10)


def test_sea_is_a_row_counted_for_the_country_and_no_part_of_the_undivided(newsdesk: Newsdesk) -> None:
    newsdesk.hand_in(of_the_ministry("5 украинских БПЛА над акваторией Чёрного моря"), by=MINISTRY)
    totals = newsdesk.totals()
    (sea,) = totals.rows
    assert sea.key.startswith("sea:")
    assert (figure(sea), figure(totals.all), totals.not_split) == ((5, 5), (5, 5), None)


def test_what_is_known_for_the_country_only_is_told_apart_and_says_nothing_of_a_region(
    newsdesk: Newsdesk,
) -> None:
    words = "221 украинский БПЛА, в том числе 85 – над территорией Брянской области, 42 – над Калужской"
    newsdesk.hand_in(of_the_ministry(words), by=MINISTRY)
    totals = newsdesk.totals()
    assert totals.not_split is not None
    assert (figure(totals.all), figure(totals.not_split)) == ((221, 221), (94, 94))
    bryansk = newsdesk.totals(regions=frozenset({"RU-BRY"}))
    assert (figure(bryansk.all), bryansk.not_split) == ((85, 85), None)


def test_both_moscow_regions_named_as_one_are_one_row(newsdesk: Newsdesk) -> None:
    newsdesk.hand_in(over("Московского региона", "2"), by=MINISTRY)
    (row,) = newsdesk.totals().rows
    assert (row.key, figure(row), row.shared_count) == ("RU-MOW+RU-MOS", (2, 2), None)
    newsdesk.bring_from_history(over("Московской области", "3"), MORNING + timedelta(days=1), "ministry")
    row = newsdesk.records.read(lambda tx: all_time(tx, "RU-MOW+RU-MOS"))
    assert row.claims == 2


def test_about_so_many_is_told_where_the_number_rests_on_it_only(newsdesk: Newsdesk) -> None:
    newsdesk.hand_in(over(KALUGA, "около 10"), by=MINISTRY)
    assert newsdesk.totals().all.tally.flags == ("approximate",)
    newsdesk.hand_in(ELEVEN)
    kaluga = newsdesk.totals().rows[0]
    assert ("approximate" in kaluga.tally.flags) == ("1.1.0" in kaluga.tally.counted)
    newsdesk.hand_in(
        ELEVEN.replace("11 БПЛА", "25 БПЛА").replace("С 23.00 до 5.00", "С 23.00 до 6.00"), number=2
    )
    assert "approximate" not in newsdesk.totals().rows[0].tally.flags


def test_all_records_of_a_region_count_claims_and_silences(newsdesk: Newsdesk) -> None:
    newsdesk.hand_in(over(KALUGA), by=MINISTRY)
    newsdesk.hand_in("Ночью над областью сбиты беспилотники.")
    newsdesk.bring_from_history("Сбиты 2 БПЛА над Боровским округом.", MORNING - timedelta(days=9))
    row = newsdesk.records.read(lambda tx: all_time(tx, "RU-KLU"))
    assert (row.tally.low, row.claims, row.unnumbered) == (12, 3, 1)
    assert newsdesk.totals(TODAY).all.claims == 2


def test_open_relation_is_no_flag_of_the_figure(newsdesk: Newsdesk) -> None:
    newsdesk.hand_in("Ночью сбиты 7 БПЛА.", posted_at=MORNING - timedelta(hours=1))
    newsdesk.hand_in("Сбиты ещё пять БПЛА.", number=2)
    row = newsdesk.records.read(lambda tx: all_time(tx, "RU-KLU"))
    assert (row.tally.low, row.tally.flags) == (12, ())
