"""What is told of a decision, and kept with it."""

from datetime import timedelta

import pytest

from domain.claim import Metric
from domain.decision import Action
from domain.errors import DecisionRefusedError, Refusal
from domain.order import Target
from services.decide import undo
from services.review import read_review
from tests.records.editors_desk import BOTH, EDITOR, ELEVEN, WILD, EditorsDesk
from tests.records.newsdesk import GOVERNOR, MINISTRY, MORNING, UNLISTED, of_the_ministry, over

KALUGA = "Калужской области"


def test_undo_of_an_undo_names_the_decision_that_stands_again(desk: EditorsDesk) -> None:
    desk.hand_in(over(KALUGA), by=MINISTRY)
    rejected = desk.order(Action.REJECT, "1").decision
    first = desk.undo(rejected.id)
    assert (first.undone, first.restored) == (rejected, None)
    again = desk.undo(first.decision.id)
    assert (again.undone, again.restored) == (first.decision, rejected)


def test_undo_keeps_its_own_reason(desk: EditorsDesk) -> None:
    desk.hand_in(over(KALUGA), by=MINISTRY)
    rejected = desk.order(Action.REJECT, "1", "опечатка").decision
    outcome = desk.records.write(lambda tx: undo(tx, rejected.id, EDITOR, desk.rules, desk.now, "всё верно"))
    assert outcome.decision.reason == "всё верно"


def test_figure_of_the_country_is_told_only_of_drones_that_count_there_alone(desk: EditorsDesk) -> None:
    desk.hand_in(over(KALUGA), by=MINISTRY)
    assert desk.order(Action.REJECT, "1").country == ()
    desk.hand_in(of_the_ministry("12 украинских БПЛА"), by=MINISTRY, number=2)
    (told,) = desk.order(Action.REJECT, "2").country
    assert (told.before.tally.low, told.after.tally.low) == (12, 0)
    desk.undo()
    desk.order(Action.FIX, "2.1", metric=Metric.DEBRIS)
    assert desk.order(Action.REJECT, "2.1").country == ()


def test_doubt_that_a_decision_settled_names_it(desk: EditorsDesk) -> None:
    desk.hand_in(WILD)
    decided = desk.order(Action.ACCEPT, "1.1").decision
    assert desk.rows("SELECT decision_id FROM doubts WHERE closed_at IS NOT NULL") == [(decided.id,)]


def test_claims_of_two_days_are_never_bound_in_a_circle(desk: EditorsDesk) -> None:
    evening = MORNING - timedelta(hours=11)
    desk.bring_from_history("Сегодня вечером сбиты 2 БПЛА над Боровским округом.", evening)
    desk.hand_in(ELEVEN, by=GOVERNOR)
    assert len(desk.rows("SELECT DISTINCT day FROM claims")) == 2
    desk.order(Action.MERGE, "1.1", other=Target(2, 1))
    with pytest.raises(DecisionRefusedError) as refused:
        desk.order(Action.MERGE, "2.1", other=Target(1, 1))
    assert refused.value.why is Refusal.CIRCLE


def test_unverified_post_all_of_whose_claims_are_rejected_waits_no_longer(desk: EditorsDesk) -> None:
    desk.hand_in(BOTH, by=UNLISTED)
    assert desk.doubts() == [("post", "unverified")]
    for number in ("1.1", "1.2"):
        desk.order(Action.REJECT, number)
    assert desk.doubts() == []


def test_newer_text_of_a_rejected_post_still_waits_where_an_older_one_was_chosen(desk: EditorsDesk) -> None:
    desk.hand_in(over(KALUGA, "10"), by=MINISTRY)
    desk.order(Action.CHOOSE_VERSION, "1", version=1)
    desk.order(Action.REJECT, "1")
    desk.pass_time(minutes=5)
    desk.hand_in(over(KALUGA, "8"), by=MINISTRY)
    assert desk.doubts() == [("post", "newer_text")]


def test_ten_doubts_fill_one_page(desk: EditorsDesk) -> None:
    for number in range(1, 11):
        desk.hand_in(WILD.replace("99999", str(90_000 + number)), number=number)
    page = desk.records.read(lambda tx: read_review(tx, 2))
    assert (page.total, page.pages, page.page, len(page.doubts)) == (10, 1, 1, 10)


def test_older_text_handed_in_late_is_not_newer_than_the_one_that_was_chosen(desk: EditorsDesk) -> None:
    desk.pass_time(minutes=10)
    desk.hand_in(over(KALUGA, "10"), by=MINISTRY)
    desk.order(Action.CHOOSE_VERSION, "1", version=1)
    desk.hand_in(over(KALUGA, "8"), by=MINISTRY, submitted_at=MORNING)
    assert desk.rows("SELECT count(*) FROM versions") == [(2,)]
    assert desk.doubts() == []


def test_unsettled_name_is_asked_of_the_claim_whose_words_stand_next_to_it(desk: EditorsDesk) -> None:
    text = (
        "Ночью сбиты 3 БПЛА над Боровским округом. Ещё 4 БПЛА сбиты над Жуковским округом."
        " Обломки упали в Козельсске."
    )
    desk.hand_in(text)
    assert len(desk.rows("SELECT ordinal FROM claims")) == 2
    assert [subject for subject, _ in desk.doubts()] == ["1.1.1"]
