"""The queue of figures shown stays small, whatever is asked."""

from datetime import UTC, date, datetime, timedelta

from domain.change import Occasion, ShownFigure
from domain.tally import NOTHING
from domain.totals import Period, TotalsRow
from services.shown_queue import ShownQueue

AT = datetime(2025, 11, 12, 6, 40, tzinfo=UTC)
MANY = 12_000


def shown(day_number: int) -> ShownFigure:
    day = date(2020, 1, 1) + timedelta(days=day_number)
    row = TotalsRow("RU-KLU", NOTHING, 1, 0)
    return ShownFigure(AT, -5, Occasion.ANSWER, Period(day, day), "RU-KLU", row)


def test_any_number_of_figures_told_is_remembered_in_bounded_memory() -> None:
    queue = ShownQueue()
    queue.put(shown(number) for number in range(MANY))
    assert len(queue.take()) < MANY
    queue.put([shown(MANY - 1)])
    assert queue.take() == []
    queue.put([shown(0)])
    assert queue.take() == [shown(0)]
