"""A measured figure with its unit, and the bare part it is held against."""

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """`ratio`: this figure divided by the bare part's of the same run; `against` names that part."""

    name: str
    value: float
    unit: str
    ratio: float | None = None
    against: str = ""


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes, in seconds."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def best_seconds(work: Callable[[], object], times: int = 3) -> float:
    """The least of several runs: the one the machine disturbed least."""
    return min(seconds(work) for _ in range(times))


def percentile(values: list[float], share: float) -> float:
    """The value below which this share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
