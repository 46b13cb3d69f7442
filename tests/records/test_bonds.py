"""Claims that an editor binds: the same drones, or different ones."""

from datetime import timedelta

import pytest

from domain.decision import Action
from domain.errors import DecisionRefusedError, Refusal
from domain.order import Target
from tests.records.editors_desk import EARLY, ELEVEN, KALUGA, EditorsDesk
from tests.records.newsdesk import MINISTRY, MORNING, of_the_ministry, over


def test_merged_claims_are_the_same_drones_and_split_ones_are_others(desk: EditorsDesk) -> None:
    desk.hand_in(EARLY)
    hours = "с 3.00 мск 11 июня до 6.00 мск 11 июня"
    desk.hand_in(of_the_ministry(f"12 украинских БПЛА над территорией {KALUGA}", hours=hours), by=MINISTRY)
    assert desk.low() == 23
    desk.order(Action.MERGE, "1.1", other=Target(2, 1))
    assert desk.low() == 12
    assert desk.differences() == []
    desk.order(Action.SPLIT, "1.1", other=Target(2, 1))
    assert desk.low() == 23
    desk.undo()
    desk.undo()
    assert desk.low() == 23
    assert desk.differences() == []


@pytest.mark.parametrize(
    ("number", "other", "why"),
    [
        ("1.1", Target(1, 1), Refusal.ITSELF),
        ("1.1", Target(3, 1), Refusal.TOO_FAR_APART),
        ("1.1", Target(9), Refusal.UNKNOWN_POST),
        ("1.1", Target(2, 7), Refusal.UNKNOWN_CLAIM),
    ],
)
def test_claims_that_cannot_be_the_same_drones_are_not_bound(
    number: str, other: Target, why: Refusal, desk: EditorsDesk
) -> None:
    desk.hand_in(ELEVEN)
    desk.hand_in(over(KALUGA), by=MINISTRY)
    desk.bring_from_history("Сбиты 2 БПЛА над Боровским округом.", MORNING - timedelta(days=5))
    with pytest.raises(DecisionRefusedError) as refused:
        desk.order(Action.MERGE, number, other=other)
    assert refused.value.why is why


def test_claims_are_never_bound_in_a_circle(desk: EditorsDesk) -> None:
    desk.hand_in(ELEVEN)
    desk.hand_in(over(KALUGA), by=MINISTRY)
    desk.order(Action.MERGE, "1.1", other=Target(2, 1))
    with pytest.raises(DecisionRefusedError) as refused:
        desk.order(Action.MERGE, "2.1", other=Target(1, 1))
    assert refused.value.why is Refusal.CIRCLE
    assert desk.rows("SELECT count(*) FROM decisions") == [(1,)]
