"""Figures as of a past instant of posts that editors have decided on since."""

from datetime import date

from domain.claim import Count, Metric
from domain.decision import Action
from domain.totals import Period
from tests.records.editors_desk import BOTH, WILD, EditorsDesk
from tests.records.newsdesk import MINISTRY, of_the_ministry, over

KALUGA = "Калужской области"


def test_decision_counts_from_its_very_instant_whatever_was_decided_after_it(desk: EditorsDesk) -> None:
    desk.hand_in(over(KALUGA), by=MINISTRY)
    desk.order(Action.FIX, "1.1", count=Count(7, 7, 7))
    then = desk.now
    desk.order(Action.FIX, "1.1", count=Count(5, 5, 5))
    assert desk.low(as_of=then) == 7


def test_claims_that_did_not_count_then_are_not_among_those_of_the_answer(desk: EditorsDesk) -> None:
    desk.hand_in(WILD)
    assert desk.totals(as_of=desk.now).all.claims == 0
    desk.hand_in(BOTH, by=MINISTRY)
    desk.order(Action.REJECT, "2.1")
    then = desk.now
    desk.order(Action.REJECT, "2.2")
    assert desk.totals(as_of=then).all.claims == 1


def test_answer_of_days_leaves_out_other_days_of_posts_decided_on_since(desk: EditorsDesk) -> None:
    desk.hand_in(over(KALUGA), by=MINISTRY)
    then = desk.now
    desk.order(Action.FIX, "1.1", count=Count(7, 7, 7))
    for other in (date(2026, 6, 10), date(2026, 6, 12)):
        assert desk.totals(Period(other, other), as_of=then).all.claims == 0


def test_answer_of_a_region_leaves_out_other_regions_of_posts_decided_on_since(desk: EditorsDesk) -> None:
    desk.hand_in(BOTH, by=MINISTRY)
    then = desk.now
    desk.order(Action.REJECT, "1.1")
    assert desk.totals(regions=frozenset({"RU-KLU"}), as_of=then).all.claims == 1
    assert desk.totals(regions=frozenset({"RU-TUL"}), as_of=then).all.claims == 0


def test_answer_leaves_out_what_is_no_drone_downed_in_posts_decided_on_since(desk: EditorsDesk) -> None:
    desk.hand_in(of_the_ministry(f"3 ракеты и 10 украинских БПЛА над территорией {KALUGA}"), by=MINISTRY)
    listed = desk.rows("SELECT weapon FROM claims ORDER BY ordinal")
    assert sorted(listed) == [("drone",), ("missile",)]
    then = desk.now
    drone = 1 + listed.index(("drone",))
    desk.order(Action.FIX, f"1.{drone}", metric=Metric.DEBRIS)
    assert desk.totals(as_of=then).all.claims == 1
