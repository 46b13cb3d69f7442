"""What it costs to leave time uncovered, and what it costs to cover it: the proofs behind a plain ceiling."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from reconciliation.spans import Demand, Demands, WeightedSpan, find_cover, merge
from reconciliation.stretches import Stretch


class Depths:
    """Where no inner window lies, and where only one does."""

    def __init__(self, inners: Sequence[tuple[int, int]]) -> None:
        ordered = sorted(inners)
        self._starts = [start for start, _ in ordered]
        self._ends = sorted(end for _, end in ordered)
        pieces = merge(ordered)
        self._piece_starts = [start for start, _ in pieces]
        self._piece_ends = [end for _, end in pieces]
        single = list(self._single())
        self._single_starts = [start for start, _ in single]
        self._single_ends = [end for _, end in single]

    def _single(self) -> Iterator[tuple[int, int]]:
        """Stretches of time, of some length, that exactly one window holds, in order."""
        depth, since, closing = 0, 0, 0
        for start in self._starts:
            while self._ends[closing] < start:
                if depth == 1 and since < self._ends[closing]:
                    yield since, self._ends[closing]
                depth, since = depth - 1, self._ends[closing]
                closing += 1
            if depth == 1 and since < start:
                yield since, start
            depth, since = depth + 1, start
        for end in self._ends[closing:]:
            if depth == 1 and since < end:
                yield since, end
            depth, since = depth - 1, end

    def is_covered_by_others(self, one: Stretch) -> bool:
        """Whether the other windows cover a stretch that its own inner window does not explain."""
        first, last, inner = one.first, one.last, one.inner
        if last <= first:
            # One window must reach from the one to the other, and its own does not.
            return bisect_right(self._starts, first) > bisect_left(self._ends, last)
        piece = bisect_right(self._piece_starts, first) - 1
        if piece < 0 or self._piece_ends[piece] < last:
            return False
        if inner is None:
            return True
        since, until = max(first, inner[0]), min(last, inner[1])
        single = bisect_right(self._single_ends, since)
        return single == len(self._single_ends) or self._single_starts[single] >= until


def hull(one: Stretch) -> tuple[int, int]:
    """All the time that taking a stretch can explain or cover."""
    near, far = one.inner or (one.first, one.last)
    return min(one.first, one.last, near), max(one.first, one.last, far)


class Bridge:
    """One cheap cover of all that can be covered, and what its part over some time costs."""

    def __init__(self, spans: Sequence[WeightedSpan]) -> None:
        self._pieces = merge(sorted((span.start, span.end) for span in spans))
        self._piece_starts = [start for start, _ in self._pieces]
        cover = find_cover(spans, Demands(self._pieces))
        self._starts = list(accumulate((span.start for span in reversed(cover)), min))[::-1]
        self._ends = [span.end for span in cover]
        self._costs = [0, *accumulate(span.weight for span in cover)]

    def find_price(self, left: int, right: int) -> int | None:
        """At most this buys cover from left to right; None where no windows join them."""
        piece = bisect_right(self._piece_starts, left) - 1
        if piece < 0 or self._pieces[piece][1] < right:
            return None
        begin = bisect_left(self._ends, left)
        stop = bisect_right(self._starts, right)
        return self._costs[max(stop, begin)] - self._costs[begin]

    def find_prices(self, lefts: Sequence[int], rights: Iterable[int]) -> Iterator[int | None]:
        """`find_price` for stretches of which each begins and ends no earlier than the one before."""
        starts, ends, costs = self._starts, self._ends, self._costs
        piece, begin, stop = -1, 0, 0
        for left, right in zip(lefts, rights, strict=False):
            while piece + 1 < len(self._pieces) and self._piece_starts[piece + 1] <= left:
                piece += 1
            if piece < 0 or self._pieces[piece][1] < right:
                yield None
                continue
            while begin < len(ends) and ends[begin] < left:
                begin += 1
            while stop < len(starts) and starts[stop] <= right:
                stop += 1
            yield costs[max(stop, begin)] - costs[begin]


def bridged_openings(loose: Sequence[tuple[Stretch, int]], bridge: Bridge) -> Iterator[Demand]:
    """Time that is no dearer to cover than to leave to the loose stretches, in order.

    Asked of the time between every two neighbouring instants: all the loose ones over it would be taken, and
    the bridge must reach over the hull of them all.
    """
    long = [(one, weight) for one, weight in loose if one.first < one.last]
    instants = sorted({instant for one, _ in long for instant in (one.first, one.last)})
    steps = dict.fromkeys(instants, 0)
    right = dict.fromkeys(instants, _BEFORE_ALL)
    left = dict.fromkeys(instants, -_BEFORE_ALL)
    for one, weight in long:
        first, last = one.first, one.last
        from_left, to_right = hull(one)
        steps[first] += weight
        steps[last] -= weight
        right[first] = max(right[first], to_right)
        left[last] = min(left[last], from_left)
    # A hull taken over all that began before, or end after, is at most too wide, which is safe.
    rights = accumulate(right.values(), max)
    lefts = list(accumulate(reversed(left.values()), min))[::-1][1:]
    begun: int | None = None
    for at, (price, cost) in enumerate(
        zip(bridge.find_prices(lefts, rights), accumulate(steps.values()), strict=False)
    ):
        if cost and price is not None and price <= cost:
            begun = instants[at] if begun is None else begun
        elif begun is not None:
            yield begun, instants[at]
            begun = None
    if begun is not None:
        yield begun, instants[-1]


_BEFORE_ALL = -(1 << 62)
"""Before any instant of this room."""
