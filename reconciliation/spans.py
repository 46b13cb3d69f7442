"""The cheapest windows that together cover what must be covered: minimum-weight interval cover, n log n.

A demand is (first, last). Where first ≤ last the windows must cover all the time between without a gap.
Where last < first (a stretch shorter than twice the tolerance) one window must reach the time between.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

Demand = tuple[int, int]


class WeightedSpan(NamedTuple):
    """A window that may be taken, its place in the group, and what it costs (0: it is taken anyway)."""

    end: int
    start: int
    at: int
    weight: int


class Demands:
    """What must be covered, and what that demands of the time before any instant."""

    def __init__(self, demands: Iterable[Demand]) -> None:
        given = sorted(demands)
        blocks = merge(one for one in given if one[0] <= one[1])
        self._starts = [start for start, _ in blocks]
        self._ends = [end for _, end in blocks]
        brief = [one for one in given if one[1] < one[0]]
        self._firsts = [first for first, _ in brief]
        self._lasts = list(accumulate((last for _, last in brief), max))

    def reach_needed(self, instant: int) -> int | None:
        """How far cover must reach already if nothing else is taken before the instant; None: nowhere."""
        needed = None
        block = bisect_left(self._starts, instant)
        if block:
            needed = min(self._ends[block - 1], instant)
        if self._firsts:
            brief = bisect_left(self._firsts, instant)
            if brief and (needed is None or self._lasts[brief - 1] > needed):
                needed = self._lasts[brief - 1]
        return needed

    def implies(self, demand: Demand) -> bool:
        """Whether whatever covers these demands covers that one too (it may, unseen, for brief ones)."""
        first, last = demand
        block = bisect_right(self._starts, first)
        return block > 0 and self._ends[block - 1] >= last


def merge(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sorted spans joined where they touch."""
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            if end > merged[-1][1]:
                merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged


def _hours_of(span: WeightedSpan) -> int:
    # One number that compares as end and start do: tuples are compared several times slower.
    return (span.end << 64) + span.start


def find_cover(spans: Sequence[WeightedSpan], demands: Demands) -> list[WeightedSpan]:
    """The cheapest spans that meet the demands, in order of their ends; all of them together must do.

    The spans come in order of their place in the group.
    One pass in order of ends. The cost of cover that reaches a span's end is the span's own weight and the
    least cost of reaching far enough before its start; costs are kept only where reaching further is dearer.
    """
    ordered = sorted(spans, key=_hours_of)
    before: list[int | None] = [None] * len(ordered)
    ends: list[int] = []
    costs: list[int] = []
    last: list[int] = []
    for at, (end, start, _, weight) in enumerate(ordered):
        needed = demands.reach_needed(start)
        cost = weight
        if needed is not None:
            place = bisect_left(ends, needed)
            if place == len(ends):
                continue
            cost = weight + costs[place]
            before[at] = last[place]
        while costs and costs[-1] >= cost:
            ends.pop()
            costs.pop()
            last.pop()
        ends.append(end)
        costs.append(cost)
        last.append(at)
    needed = demands.reach_needed(_AFTER_ALL)
    if needed is None:
        return []
    chosen = []
    step: int | None = last[bisect_left(ends, needed)]
    while step is not None:
        chosen.append(ordered[step])
        step = before[step]
    chosen.reverse()
    return chosen


_AFTER_ALL = 1 << 62
