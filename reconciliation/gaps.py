"""Which stretches of one place a least ceiling leaves to others: reductions before the interval cover.

A stretch whose own inner window explains it asks for cover whether it is taken or not. One whose inner
window is missing or too short asks only if it is not taken: take it, or cover it. Here such a choice is
decided where it can be: by necessity (nothing else covers it), for nothing (it is covered in any case), or
because a gap in the cover would cost more, in stretches that then must be taken, than bridging it does.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from reconciliation.spans import Demand, Demands, WeightedSpan, find_cover, merge
from reconciliation.stretches import Stretch


def find_plain_ceiling(group: Sequence[Stretch], weights: Sequence[int]) -> tuple[list[int], bool]:
    """Positions of stretches that cover all the others, and whether they are the lightest that do.

    The stretches must be of one place and state no relation to one another; weights are positive.
    """
    loose = [at for at, one in enumerate(group) if not _explains_itself(one)]
    spans = [
        WeightedSpan(one.inner[1], one.inner[0], at, weight)
        for at, (one, weight) in enumerate(zip(group, weights, strict=True))
        if one.inner is not None
    ]
    if not loose:
        cover = find_cover(spans, Demands((one.first, one.last) for one in group))
        return sorted(span.at for span in cover), True
    return _Undecided(group, weights, loose, spans).settle()


class _Undecided:
    """The choices for loose stretches, narrowed down from one cover to the next."""

    def __init__(
        self,
        group: Sequence[Stretch],
        weights: Sequence[int],
        loose: Sequence[int],
        spans: Sequence[WeightedSpan],
    ) -> None:
        self._group = group
        self._weights = weights
        self._spans = spans
        self._taken = set(_forced(group, loose))
        firm = set(range(len(group))).difference(loose)
        self._demands = [(group[at].first, group[at].last) for at in sorted(firm)]
        known = Demands([*self._demands, *self._windows(self._taken)])
        self._open = [at for at in loose if at not in self._taken and not self._is_met(known, at)]

    def settle(self) -> tuple[list[int], bool]:
        """The lightest cover if the open choices can be proved; else a cover that decides them by price."""
        if self._open:
            candidates = [(self._group[at], self._weights[at]) for at in self._open]
            self._demands.extend(_bridged(candidates, _Bridge(self._priced())))
        # A cover that owes the open ones nothing and yet leaves none of them bare is the lightest of all.
        chosen = self._cover()
        bare = self._bare(chosen)
        if not bare:
            return sorted(chosen), True
        self._taken.update(bare)
        chosen = self._cover()
        return sorted(chosen.union(self._bare(chosen))), False

    def _priced(self) -> list[WeightedSpan]:
        return [
            WeightedSpan(span.end, span.start, span.at, 0) if span.at in self._taken else span
            for span in self._spans
        ]

    def _windows(self, members: set[int]) -> list[Demand]:
        return [(span.start, span.end) for span in self._spans if span.at in members]

    def _is_met(self, demands: Demands, at: int) -> bool:
        return demands.implies((self._group[at].first, self._group[at].last))

    def _cover(self) -> set[int]:
        demands = Demands([*self._demands, *self._windows(self._taken)])
        return self._taken.union(span.at for span in find_cover(self._priced(), demands))

    def _bare(self, chosen: set[int]) -> list[int]:
        covered = Demands(self._windows(chosen))
        return [at for at in self._open if at not in chosen and not self._is_met(covered, at)]


def _explains_itself(one: Stretch) -> bool:
    return one.inner is not None and one.inner[0] <= one.first and one.inner[1] >= one.last


def _forced(group: Sequence[Stretch], loose: Sequence[int]) -> list[int]:
    """The loose stretches that all the others together do not cover."""
    grid = _Grid(group)
    return [at for at in loose if not grid.is_covered_by_others(group[at])]


class _Grid:
    """How many inner windows lie over each instant and over each opening between two instants in use."""

    def __init__(self, group: Sequence[Stretch]) -> None:
        inners = [one.inner for one in group if one.inner is not None]
        instants = {instant for inner in inners for instant in inner}
        instants.update(instant for one in group for instant in (one.first, one.last))
        self._place = {instant: 2 * at for at, instant in enumerate(sorted(instants))}
        steps = [0] * (2 * len(instants) + 1)
        for start, end in inners:
            steps[self._place[start]] += 1
            steps[self._place[end] + 1] -= 1
        depths = list(accumulate(steps))
        self._bare = [0, *accumulate(int(depth == 0) for depth in depths)]
        self._single = [0, *accumulate(int(depth == 1) for depth in depths)]

    def is_covered_by_others(self, one: Stretch) -> bool:
        """Whether the other windows cover a stretch that its own inner window does not explain."""
        first, last = self._place[one.first], self._place[one.last]
        if last < first:
            return self._bare[first + 1] - self._bare[last] < first + 1 - last
        if self._bare[last + 1] != self._bare[first]:
            return False
        if one.inner is None:
            return True
        start = max(first, self._place[one.inner[0]])
        stop = min(last, self._place[one.inner[1]]) + 1
        return start >= stop or self._single[stop] == self._single[start]


def _bridged(loose: Sequence[tuple[Stretch, int]], bridge: "_Bridge") -> list[Demand]:
    """Where a gap never pays.

    A gap forces every loose stretch over it to be taken. If all time those speak of can be covered for no
    more than they cost, covering it instead is no dearer and explains all that they explained.
    """
    bridged = []
    for one, weight in loose:
        price = bridge.find_price(*_hull(one))
        if price is not None and price <= weight:
            bridged.append((one.first, one.last))
    for opening in _openings(loose):
        price = bridge.find_price(opening.left, opening.right)
        if price is not None and price <= opening.cost:
            bridged.append((opening.start, opening.end))
    return bridged


def _hull(one: Stretch) -> tuple[int, int]:
    """All the time that taking a stretch can explain or cover."""
    near, far = one.inner or (one.first, one.last)
    return min(one.first, one.last, near), max(one.first, one.last, far)


class _Bridge:
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


@dataclass(frozen=True, slots=True)
class _Opening:
    """Time between two neighbouring instants: what a gap there costs, and the hull of what it uncovers."""

    start: int
    end: int
    cost: int
    left: int
    right: int


def _openings(loose: Sequence[tuple[Stretch, int]]) -> list[_Opening]:
    long = [(one, weight) for one, weight in loose if one.first < one.last]
    instants = sorted({instant for one, _ in long for instant in (one.first, one.last)})
    place = {instant: at for at, instant in enumerate(instants)}
    steps = [0] * (len(instants) + 1)
    right = [_BEFORE_ALL] * (len(instants) + 1)
    left = [-_BEFORE_ALL] * (len(instants) + 1)
    for one, weight in long:
        first, last = place[one.first], place[one.last]
        steps[first] += weight
        steps[last] -= weight
        from_left, to_right = _hull(one)
        right[first] = max(right[first], to_right)
        left[last] = min(left[last], from_left)
    costs = accumulate(steps)
    # A hull taken over all that began before, or end after, is at most too wide, which is safe.
    rights = accumulate(right, max)
    lefts = list(accumulate(reversed(left), min))[::-1][1:]
    return [
        _Opening(*ends, cost, from_left, to_right)
        for ends, cost, from_left, to_right in zip(pairwise(instants), costs, lefts, rights, strict=False)
        if cost
    ]


_BEFORE_ALL = -(1 << 62)
