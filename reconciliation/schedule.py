"""The floor where only hours decide: weighted interval scheduling, exact in n log n.

The tolerance bends the usual order of intervals, but not far. Of two claims that are disjoint by hours
neither window contains the other, so a pairwise disjoint family has one order by start and by end. In it
only neighbours need comparing: if x, y and y, z overlap by less than half of y each, x ends before z begins.
A window of no length overlaps nothing and always stands.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from reconciliation.stretches import TOLERANCE, Stretch


def schedule(group: Sequence[Stretch], weights: Sequence[int]) -> list[int]:
    """Positions of the heaviest family of claims that are pairwise disjoint by their hours.

    The claims, in their total order, must all meet in place and state no relation to one another; weights
    are positive.
    """
    points = [at for at, one in enumerate(group) if one.start == one.end]
    by_start = [at for at, one in enumerate(group) if one.start < one.end] if points else range(len(group))
    # Twice the middle, so that halves stay whole.
    middles = [one.start + one.end for one in group]
    by_middle = sorted(by_start, key=middles.__getitem__)
    total = [0] * len(group)
    before: list[int | None] = [None] * len(group)
    frontier = _Frontier()
    entering = 0
    for at in by_start:
        start = group[at].start
        # Only a claim whose middle lies before this start overlaps by less than half of itself.
        while middles[by_middle[entering]] < 2 * start:
            known = by_middle[entering]
            frontier.add(group[known].end, total[known], known)
            entering += 1
        latest_end = min(start + TOLERANCE, (middles[at] - 1) // 2)
        value, before[at] = frontier.find_best(latest_end)
        total[at] = value + weights[at]
    return points + _walk_back(by_start, total, before)


def _walk_back(by_start: Sequence[int], total: list[int], before: list[int | None]) -> list[int]:
    chosen: list[int] = []
    at = max(by_start, key=total.__getitem__, default=None)
    while at is not None:
        chosen.append(at)
        at = before[at]
    chosen.reverse()
    return chosen


class _Frontier:
    """Ends of families with the weight each has; kept only where a later end brings more weight."""

    def __init__(self) -> None:
        self._ends: list[int] = []
        self._values: list[int] = []
        self._last: list[int] = []

    def add(self, end: int, value: int, at: int) -> None:
        place = bisect_right(self._ends, end)
        if place and self._values[place - 1] >= value:
            return
        first = bisect_left(self._ends, end)
        stop = bisect_right(self._values, value, first)
        self._ends[first:stop] = [end]
        self._values[first:stop] = [value]
        self._last[first:stop] = [at]

    def find_best(self, latest_end: int) -> tuple[int, int | None]:
        """The heaviest family that ends by then: its weight and its last claim, or nothing."""
        place = bisect_right(self._ends, latest_end)
        return (self._values[place - 1], self._last[place - 1]) if place else (0, None)
