"""Claims set side by side on record: /compare, /disputed and the authors of /sum."""

from datetime import date, timedelta

from domain.answers import Comparison, Disputes, Statement
from domain.tally import TallyState
from domain.totals import Period
from services.compare_claims import compare_originators, find_disputes, state_figure
from tests.records.newsdesk import MINISTRY, MORNING, TODAY, Newsdesk, of_the_ministry, over

ELEVEN = "С 23.00 до 5.00 мск силами ПВО сбиты 11 БПЛА над территориями Боровского и Жуковского округов."
KALUGA, BRYANSK = "Калужской области", "Брянской области"
WEEK = Period(date(2026, 6, 5), date(2026, 6, 11))


def compare(newsdesk: Newsdesk, period: Period = TODAY, region: str | None = None) -> Comparison:
    return newsdesk.records.read(lambda tx: compare_originators(tx, period, region))


def disputes(newsdesk: Newsdesk, period: Period = TODAY, region: str | None = None) -> Disputes:
    return newsdesk.records.read(lambda tx: find_disputes(tx, period, region))


def state(newsdesk: Newsdesk, region: str | None = None) -> Statement:
    return newsdesk.records.read(lambda tx: state_figure(tx, TODAY, region, newsdesk.rules.zone))


def test_each_side_has_its_own_figure_ministry_first(newsdesk: Newsdesk) -> None:
    newsdesk.hand_in(ELEVEN)
    newsdesk.hand_in(over(KALUGA), by=MINISTRY)
    newsdesk.hand_in(over(BRYANSK, "8"), by=MINISTRY, number=2)
    found = compare(newsdesk)
    (kaluga,) = found.places
    assert (kaluga.day, kaluga.region, found.alone) == (MORNING.date(), "RU-KLU", 1)
    assert [(side.originator, side.row.tally.low) for side in kaluga.sides] == [
        ("mod", 10),
        ("governor:RU-KLU", 11),
    ]


def test_region_asked_is_compared_on_each_of_its_days_though_one_side_speaks(newsdesk: Newsdesk) -> None:
    newsdesk.hand_in(ELEVEN)
    newsdesk.hand_in(over(KALUGA), by=MINISTRY)
    newsdesk.bring_from_history("Сбиты 2 БПЛА над Боровским округом.", MORNING - timedelta(days=2))
    found = compare(newsdesk, WEEK, "RU-KLU")
    assert [(one.day.day, len(one.sides)) for one in found.places] == [(9, 1), (11, 2)]
    assert compare(newsdesk, WEEK, "RU-BRY").places == ()


def test_share_of_a_shared_count_stays_undivided_in_a_comparison(newsdesk: Newsdesk) -> None:
    shared = of_the_ministry("30 украинских БПЛА над территориями Калужской, Тульской и Орловской областей")
    newsdesk.hand_in(shared, by=MINISTRY)
    newsdesk.hand_in(ELEVEN)
    (kaluga,) = compare(newsdesk).places
    assert [side.row.shared_count for side in kaluga.sides] == [30, None]


def test_contradiction_is_found_with_the_claims_of_both_sides(newsdesk: Newsdesk) -> None:
    newsdesk.hand_in(ELEVEN)
    newsdesk.hand_in(over(KALUGA), by=MINISTRY)
    newsdesk.hand_in(over(BRYANSK, "8"), by=MINISTRY, number=2)
    (one,) = disputes(newsdesk).places
    assert (one.region, one.whole.tally.state) == ("RU-KLU", TallyState.DISPUTED)
    assert [(side.originator, [c.claim.count.best for c in side.claims]) for side in one.sides] == [
        ("mod", [10]),
        ("governor:RU-KLU", [11]),
    ]
    assert disputes(newsdesk, region="RU-BRY").places == ()
    assert disputes(newsdesk, region="RU-KLU").places == (one,)


def test_contradiction_is_found_though_other_hours_hide_it_in_the_day_s_figure(newsdesk: Newsdesk) -> None:
    newsdesk.hand_in(ELEVEN)
    newsdesk.hand_in(over(KALUGA), by=MINISTRY)
    evening = "В 23.30 сбит БПЛА над Боровским округом."
    newsdesk.hand_in(evening.replace("В 23.30", "Днём"), number=2, posted_at=MORNING + timedelta(hours=11))
    newsdesk.hand_in(
        of_the_ministry(
            "9 украинских БПЛА над территорией Калужской области", hours="с 17.00 мск до 19.00 мск"
        ),
        by=MINISTRY,
        number=3,
        posted_at=MORNING + timedelta(hours=11),
    )
    (row,) = newsdesk.totals().rows
    assert row.tally.state is not TallyState.DISPUTED
    (one,) = disputes(newsdesk).places
    assert {c.claim.count.best for side in one.sides for c in side.claims} == {10, 11}


def test_source_that_corrects_itself_contradicts_nobody(newsdesk: Newsdesk) -> None:
    newsdesk.hand_in("Ночью сбиты 7 БПЛА.", posted_at=MORNING - timedelta(hours=2))
    newsdesk.hand_in("Сбиты ещё пять БПЛА.", number=2, posted_at=MORNING - timedelta(hours=1))
    newsdesk.hand_in("Всего за ночь сбито 10 БПЛА.", number=3)
    assert newsdesk.totals().rows[0].tally.flags == ("revised",)
    assert disputes(newsdesk).places == ()


def test_country_s_contradiction_is_told_where_no_region_has_it(newsdesk: Newsdesk) -> None:
    newsdesk.hand_in(of_the_ministry("20 украинских БПЛА"), by=MINISTRY)
    newsdesk.hand_in(of_the_ministry("17 украинских БПЛА"), by=MINISTRY, number=2)
    (one,) = disputes(newsdesk).places
    assert (one.region, [side.originator for side in one.sides]) == (None, ["mod"])
    assert sorted(c.claim.count.best for c in one.sides[0].claims) == [17, 20]


def test_statement_names_everyone_whose_claims_it_rests_on(newsdesk: Newsdesk) -> None:
    newsdesk.hand_in(ELEVEN)
    newsdesk.hand_in(over(BRYANSK, "8"), by=MINISTRY)
    assert state(newsdesk).originators == ("mod", "governor:RU-KLU")
    assert state(newsdesk, "RU-KLU").originators == ("governor:RU-KLU",)
    assert state(newsdesk, "RU-TUL").originators == ()


def test_hours_before_a_period_are_marked_for_its_first_day_alone(newsdesk: Newsdesk) -> None:
    newsdesk.hand_in(ELEVEN)
    two_days = Period(date(2026, 6, 10), date(2026, 6, 11))
    assert newsdesk.totals().all.straddling == 1
    assert newsdesk.totals(two_days).all.straddling == 0
    assert newsdesk.totals(two_days, by="day").rows[-1].straddling == 1
    assert state(newsdesk).row.straddling == 1


def test_sources_that_say_the_same_contradict_nobody(newsdesk: Newsdesk) -> None:
    newsdesk.hand_in(ELEVEN)
    newsdesk.hand_in(over(KALUGA, "11"), by=MINISTRY)
    assert newsdesk.totals().rows[0].tally.state is TallyState.EXACT
    assert disputes(newsdesk).places == ()


def test_statement_leaves_out_who_claims_less_than_the_figure(newsdesk: Newsdesk) -> None:
    newsdesk.hand_in("С 21.00 10 июня до 8.00 11 июня над Калужской областью сбиты 11 БПЛА.")
    newsdesk.hand_in(over(KALUGA, "8"), by=MINISTRY)
    found = state(newsdesk, "RU-KLU")
    assert (found.row.tally.low, found.row.tally.high) == (11, 11)
    assert found.originators == ("governor:RU-KLU",)
