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
    total = list(weights)
    before: list[int | None] = [None] * len(group)
    # Families by their ends with the weight each has; kept only where a later end brings more weight.
    ends: list[int] = []
    values: list[int] = []
    last: list[int] = []
    entering = 0
    for at in by_start:
        start, middle = group[at].start, middles[at]
        # Only a claim whose middle lies before this start overlaps by less than half of itself.
        while middles[known := by_middle[entering]] < 2 * start:
            entering += 1
            end, value = group[known].end, total[known]
            place = bisect_right(ends, end)
            if not place or values[place - 1] < value:
                first = bisect_left(ends, end)
                stop = bisect_right(values, value, first)
                ends[first:stop], values[first:stop], last[first:stop] = [end], [value], [known]
        place = bisect_right(ends, min(start + TOLERANCE, (middle - 1) // 2))
        if place:
            total[at] += values[place - 1]
            before[at] = last[place - 1]
    return points + _walk_back(by_start, total, before)


def _walk_back(by_start: Sequence[int], total: list[int], before: list[int | None]) -> list[int]:
    chosen: list[int] = []
    at = max(by_start, key=total.__getitem__, default=None)
    while at is not None:
        chosen.append(at)
        at = before[at]
    chosen.reverse()
    return chosen
