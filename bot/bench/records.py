"""Answers and imports: the time of /today and /region, and posts a second, in databases of several sizes."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from time import perf_counter

from bot.bench.figures import Figure, percentile, seconds
from bot.bench.history import History, fill_history, import_posts
from bot.bench.posts import FIRST_NIGHT, synthetic_posts
from bot.clock import system_clock
from domain.totals import Period
from services.all_time import all_time
from services.ports import Transaction
from services.read_totals import TotalsQuery, read_totals
from storage.sync_writer import SyncWriter, open_sync

_ASKED, _DAYS, _IMPORTED = 120, 20, 2000
_REGION = "RU-KLU"
_SMALLEST = "the smallest size"

Question = Callable[[Transaction], object]


def measure_records(urls: dict[int, str]) -> Iterator[Figure]:
    """Fill the database of each number of claims; then the p50 and p99 of answers, and an import's rate.

    Answers come before the import: what is taken in makes days no longer alike.
    """
    histories = {}
    for size, url in urls.items():
        start = perf_counter()
        histories[size] = fill_history(url, size)
        taken = perf_counter() - start
        yield Figure(f"making a history of {histories[size].claims} claims", taken, "s")
    baseline: dict[str, float] = {}
    shortest = max(history.first_on for history in histories.values())
    for size, history in histories.items():
        with open_sync(urls[size], clock=system_clock) as records:
            yield from _answers(records, size, _days_asked(history.last_on, shortest), baseline)
            yield _import(records, size, history, baseline)


def _days_asked(last_on: date, first_on: date) -> list[date]:
    """The newest days that end a whole week of the shortest history: the same for every size."""
    days = max(1, min(_DAYS, (last_on - first_on).days - 5))
    return [last_on - timedelta(days=number % days) for number in range(_ASKED)]


def _answers(
    records: SyncWriter, size: int, days: list[date], baseline: dict[str, float]
) -> Iterator[Figure]:
    asked: dict[str, list[Question]] = {
        "/today": [partial(read_totals, query=TotalsQuery(Period(day, day))) for day in days],
        "/region": [partial(_region_answer, day=day) for day in days],
    }
    for name, questions in asked.items():
        taken = [seconds(partial(records.read, question)) for question in questions]
        p50 = percentile(taken, 0.5)
        ratio = p50 / baseline.setdefault(name, p50)
        yield Figure(f"{name} p50 at {size} claims", p50 * 1000, "ms", ratio, _SMALLEST)
        yield Figure(f"{name} p99 at {size} claims", percentile(taken, 0.99) * 1000, "ms")


def _region_answer(tx: Transaction, day: date) -> object:
    """What /region tells: the day, the week and all records."""
    periods = (Period(day, day), Period(day - timedelta(days=6), day))
    regions = frozenset({_REGION})
    return [read_totals(tx, TotalsQuery(period, regions)) for period in periods], all_time(tx, _REGION)


def _import(records: SyncWriter, size: int, history: History, baseline: dict[str, float]) -> Figure:
    """Posts of the days before the history."""
    per_day = 40
    first = FIRST_NIGHT - timedelta(days=(FIRST_NIGHT.date() - history.first_on).days + _IMPORTED // per_day)
    posts = list(synthetic_posts(_IMPORTED, seed=2, per_day=per_day, first=first))
    rate = _IMPORTED / seconds(lambda: import_posts(records, iter(posts)))
    ratio = rate / baseline.setdefault("import", rate)
    return Figure(f"import at {size} claims", rate, "posts/s", ratio, _SMALLEST)
