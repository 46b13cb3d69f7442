"""Rows of totals over claims on record: originators apart, hours across midnight, groups made in one pass."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from domain.claim import Relation
from domain.record import StoredClaim
from domain.tally import TallyState
from services.read_totals import row_of
from tests.unit.reconciliation.stored import BRYANSK, DAY, KALUGA, MORNING, hour, stored

GOVERNOR = "governor:RU-KLU"


def both() -> list[StoredClaim]:
    return [stored("1.1.0", 10), stored("2.2.0", 8, originator=GOVERNOR)]


def test_each_originators_figure_is_there_when_asked_for() -> None:
    row = row_of(KALUGA, both(), frozenset({KALUGA}), by_originator=True)
    assert row.tally.state is TallyState.RANGE
    assert [(name, figure.low) for name, figure in row.by_originator] == [(GOVERNOR, 8), ("mod", 10)]
    assert row_of(KALUGA, both(), frozenset({KALUGA})).by_originator == ()


def test_dispute_tells_each_originators_figure_unasked() -> None:
    night = both()
    hours = night[0].claim.window.outer
    told = [stored("1.1.0", 12, inner=hours), stored("2.2.0", 18, originator=GOVERNOR, inner=hours)]
    row = row_of(KALUGA, told, frozenset({KALUGA}))
    assert row.tally.state is TallyState.DISPUTED
    assert [(name, figure.low) for name, figure in row.by_originator] == [(GOVERNOR, 18), ("mod", 12)]


def test_hours_that_begin_the_day_before_are_counted_by_the_zone_of_the_days() -> None:
    claims = [
        stored("1.1.0", 1, hours=(-4, 7)),
        stored("2.2.0", 1, hours=(0, 7)),
        stored("3.3.0", 1, hours=(3, 24)),
    ]
    assert row_of(KALUGA, claims, frozenset({KALUGA})).straddling == 1
    # An hour west of Moscow its midnight is still the evening before.
    west = row_of(KALUGA, claims, frozenset({KALUGA}), zone=ZoneInfo("Europe/Kaliningrad"))
    assert west.straddling == 2


def test_week_is_at_most_the_sum_of_its_days_and_heeds_what_a_source_took_back() -> None:
    """7, "five more", "total 10" in the night, and "five to nine" the night after: 15 to 19 in all."""
    night = [
        stored("1.1.0", 7),
        stored("2.2.0", 5, relation=Relation.ADDS_TO, posted_at=MORNING + timedelta(minutes=10)),
        stored("3.3.0", 10, relation=Relation.INCLUDES, posted_at=MORNING + timedelta(minutes=20)),
    ]
    next_night = [
        stored("4.4.0", 5, hours=(20, 31), day=DAY + timedelta(days=1), posted_at=hour(31)),
        stored(
            "5.5.0", 4, hours=(20, 31), day=DAY + timedelta(days=1), posted_at=hour(31), originator=GOVERNOR
        ),
    ]
    asked = frozenset({KALUGA})
    days = [row_of("day", members, asked).tally for members in (night, next_night)]
    week = row_of("week", [*night, *next_night], asked).tally
    assert [(day.low, day.high) for day in days] == [(10, 10), (5, 9)]
    assert (week.low, week.high, week.state) == (15, 19, TallyState.RANGE)
    assert week.floor <= sum(day.floor for day in days)
    assert week.flags == ("revised",)


def test_row_of_a_region_takes_its_own_share_alone() -> None:
    claims = [stored("1.1.0", 10, KALUGA, BRYANSK), stored("2.2.0", 4, KALUGA, hours=(8, 9))]
    assert row_of(BRYANSK, claims[:1], frozenset({BRYANSK})).tally.low == 1
    assert row_of(KALUGA, claims, frozenset({KALUGA})).tally.low == 5
    assert row_of("all", claims, None).tally.low == 14
