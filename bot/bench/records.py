"""Imports and answers: posts a second into a database, and the time of /today and /region in it."""

import json
import time
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from itertools import islice
from pathlib import Path

from bot.bench.figures import Figure, percentile, seconds
from bot.bench.posts import synthetic_posts
from bot.clock import system_clock
from bot.config import Config
from domain.totals import Period
from services.import_history import import_lines
from services.ports import Transaction
from services.read_totals import TotalsQuery, read_totals
from services.rules import CountingRules
from storage.sync_writer import SyncWriter, open_sync

_BATCH, _ASKED = 500, 60
_CLAIMS_PER_POST = 2.5


def measure_records(folder: Path, sizes: list[int]) -> Iterator[Figure]:
    """For each number of claims: the import that made them, then the answers' p50 and p99."""
    baseline: dict[str, float] = {}
    for size in sorted(sizes):
        with open_sync(f"sqlite:///{folder}/records-{size}.db", clock=system_clock) as records:
            taken, posts = _fill(records, size)
            yield Figure(f"import to {size} claims", posts / taken, "posts/s")
            yield from _answers(records, size, posts, baseline)


def _fill(records: SyncWriter, size: int) -> tuple[float, int]:
    posts = int(size / _CLAIMS_PER_POST)
    rules = Config().counting_rules()
    start = time.perf_counter()
    lines = (
        json.dumps(
            {
                "id": post.number,
                "source": "ministry" if post.ministry else "governor",
                "issuer": "mod" if post.ministry else "governor",
                "home_region": None if post.ministry else "RU-KLU",
                "posted_at": post.posted_at.isoformat(),
                "text": post.text,
            }
        )
        for post in synthetic_posts(posts)
    )
    numbered = enumerate(lines, 1)
    while batch := list(islice(numbered, _BATCH)):
        records.write(partial(_import, batch=batch, rules=rules))
    return time.perf_counter() - start, posts


def _import(tx: Transaction, batch: list[tuple[int, str]], rules: CountingRules) -> None:
    import_lines(tx, batch, rules, system_clock())


def _answers(records: SyncWriter, size: int, posts: int, baseline: dict[str, float]) -> Iterator[Figure]:
    last = max(post.posted_at for post in synthetic_posts(posts)).date()
    month = [last - timedelta(days=number % 20) for number in range(_ASKED)]
    asked = {
        "/today": [TotalsQuery(Period(day, day)) for day in month],
        "/region": [TotalsQuery(Period(day, day), frozenset({"RU-KLU"})) for day in month],
    }
    for name, queries in asked.items():
        taken = [seconds(partial(records.read, partial(read_totals, query=query))) for query in queries]
        p50 = percentile(taken, 0.5)
        first = baseline.setdefault(name, p50)
        yield Figure(f"{name} p50 at {size} claims", p50 * 1000, "ms", p50 / first, "the smallest size")
        yield Figure(f"{name} p99 at {size} claims", percentile(taken, 0.99) * 1000, "ms")
