"""The change log as it is kept: figures changed for good, figures shown for a time."""

from datetime import date, timedelta

from domain.change import COUNTRY, FigureChange, Occasion, ShownFigure, parse_cause
from domain.tally import Tally, TallyState
from domain.totals import Period, TotalsRow
from storage.database import SqlDatabase
from tests.contract.makers import DAY, NOON

TODAY = Period(DAY, DAY)
EVER = Period(date.min, date.max)
MOST = 100


def figure(low: int, key: str = "RU-KLU") -> TotalsRow:
    return TotalsRow(key, Tally(low, low, low, low, low, TallyState.EXACT), 1, 0)


DISPUTED = TotalsRow(
    "RU-KLU",
    Tally(18, 12, 12, 12, 18, TallyState.DISPUTED, flags=("bounded",)),
    claims=2,
    unnumbered=1,
    shared_count=30,
    by_originator=(("mod", figure(12).tally), ("unknown", Tally(1, None, 1, 1, None, TallyState.OPEN))),
    disputed_in=("RU-BRY", "RU-KLU"),
)


def change(low: int, region: str = "RU-KLU", day: date = DAY, cause: str = "post:1") -> FigureChange:
    return FigureChange(NOON, day, region, None, figure(low, region), parse_cause(cause))


def shown(low: int, *, region: str = "RU-KLU", hours: int = 0, period: Period = TODAY) -> ShownFigure:
    at = NOON + timedelta(hours=hours)
    return ShownFigure(at, -100, Occasion.ANSWER, period, region, figure(low, region))


async def test_change_comes_back_with_both_figures_as_they_were_printed(database: SqlDatabase) -> None:
    kept = FigureChange(NOON, DAY, "RU-KLU", figure(11), DISPUTED, parse_cause("decision:5"))
    gone = FigureChange(NOON, DAY, "RU-KLU", DISPUTED, None, parse_cause("rebuild"))
    await database.write(lambda tx: tx.figures.add_changes([kept, gone]))
    assert await database.read(lambda tx: tx.figures.read_changes(TODAY, "RU-KLU", MOST)) == [gone, kept]


async def test_changes_are_of_the_days_and_the_region_asked_newest_first(database: SqlDatabase) -> None:
    other_day = change(3, day=DAY - timedelta(days=1))
    changes = [change(1), change(2, "RU-BRY"), other_day, change(4)]
    await database.write(lambda tx: tx.figures.add_changes(changes))

    async def read(period: Period, region: str | None, most: int = MOST) -> list[FigureChange]:
        return await database.read(lambda tx: tx.figures.read_changes(period, region, most))

    assert await read(TODAY, "RU-KLU") == [changes[3], changes[0]]
    assert await read(TODAY, None) == [changes[3], changes[1], changes[0]]
    assert await read(EVER, "RU-KLU") == [changes[3], other_day, changes[0]]
    assert await read(TODAY, None, most=2) == [changes[3], changes[1]]


async def test_shown_figure_is_found_by_its_place_and_the_last_of_its_days(database: SqlDatabase) -> None:
    week = shown(5, period=Period(DAY - timedelta(days=6), DAY))
    country, ever = shown(9, region=COUNTRY), shown(7, period=EVER)
    await database.write(lambda tx: tx.figures.add_shown([shown(1), week, country, ever]))
    read = await database.read(lambda tx: tx.figures.read_shown(TODAY, "RU-KLU", MOST))
    assert read == [week, shown(1)]
    assert await database.read(lambda tx: tx.figures.read_shown(TODAY, COUNTRY, MOST)) == [country]


async def test_shown_figures_are_forgotten_after_a_time_and_changes_are_not(database: SqlDatabase) -> None:
    await database.write(lambda tx: tx.figures.add_shown([shown(1), shown(2, hours=2)]))
    await database.write(lambda tx: tx.figures.add_changes([change(1)]))
    assert await database.write(lambda tx: tx.figures.forget_shown(NOON + timedelta(hours=1))) == 1
    assert await database.read(lambda tx: tx.figures.read_shown(TODAY, "RU-KLU", MOST)) == [shown(2, hours=2)]
    assert await database.read(lambda tx: tx.figures.read_changes(TODAY, None, MOST)) == [change(1)]


async def test_nothing_to_keep_is_no_statement(database: SqlDatabase) -> None:
    await database.write(lambda tx: tx.figures.add_changes([]))
    await database.write(lambda tx: tx.figures.add_shown([]))
    assert await database.read(lambda tx: tx.figures.read_changes(EVER, None, MOST)) == []
