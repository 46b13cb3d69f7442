"""Which stretches of one place a least ceiling leaves to others: reductions before the interval cover.

A stretch whose own inner window explains it asks for cover whether it is taken or not. One whose inner
window is missing or too short asks only if it is not taken: take it, or cover it. Here such a choice is
decided where it can be: by necessity (nothing else covers it), for nothing (it is covered in any case), or
because a gap in the cover would cost more, in stretches that then must be taken, than bridging it does.
"""

from collections.abc import Sequence

from reconciliation.bridges import Bridge, Depths, bridged_openings, hull
from reconciliation.spans import Demand, Demands, WeightedSpan, find_cover
from reconciliation.stretches import Stretch


def find_plain_ceiling(group: Sequence[Stretch], weights: Sequence[int]) -> tuple[list[int], bool]:
    """Positions of stretches that cover all the others, and whether they are the lightest that do.

    The stretches must be of one place and state no relation to one another; weights are positive.
    """
    loose = [
        at
        for at, (_, _, _, first, last, inner, *_) in enumerate(group)
        if inner is None or inner[0] > first or inner[1] < last
    ]
    spans = [
        WeightedSpan(one.inner[1], one.inner[0], at, weights[at])
        for at, one in enumerate(group)
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
        inners = [one.inner for one in group if one.inner is not None]
        alone = Depths(inners)
        self._taken = {at for at in loose if not alone.is_covered_by_others(group[at])}
        is_loose = set(loose)
        self._demands = [(one.first, one.last) for at, one in enumerate(group) if at not in is_loose]
        self._open = self._unmet([at for at in loose if at not in self._taken])

    def settle(self) -> tuple[list[int], bool]:
        """The lightest cover, or, out of patience, a light one."""
        if self._open:
            self._bridge(Bridge(self._priced(self._taken)))
        return self._search()

    def _search(self) -> tuple[list[int], bool]:
        """Decide the open ones that a cover leaves bare, one by one: taken, or covered by others.

        A cover that owes the undecided nothing weighs no more than any that the decisions allow, so a branch
        ends where it is not lighter than the best known, or leaves none bare: then it is the lightest there.
        """
        best: set[int] = set()
        least: int | None = None
        branches: list[tuple[set[int], list[Demand]]] = [(self._taken, [])]
        patience = max(_FEWEST, _WORK // len(self._group))
        while branches and patience:
            patience -= 1
            taken, owed = branches.pop()
            chosen = self._cover(taken, owed)
            bare = self._bare(chosen)
            weight = self._weigh(chosen)
            if least is not None and weight >= least:
                continue
            if not bare:
                best, least = chosen, weight
                continue
            if least is None:
                best = self._cover(taken.union(bare), owed)
                best.update(self._bare(best))
                least = self._weigh(best)
            at = max(bare, key=lambda one: (self._weights[one], -one))
            branches.append((taken | {at}, owed))
            branches.append((taken, [*owed, (self._group[at].first, self._group[at].last)]))
        return sorted(best), not branches

    def _weigh(self, chosen: set[int]) -> int:
        return sum(self._weights[at] for at in chosen)

    def _bridge(self, bridge: Bridge) -> None:
        """Demand cover where a gap never pays.

        A gap forces every loose stretch over it to be taken. If all time those speak of can be covered for
        no more than they cost, covering it instead is no dearer and explains all that they explained.
        """
        candidates = [(self._group[at], self._weights[at]) for at in self._open]
        self._demands.extend(bridged_openings(candidates, bridge))
        for at in self._unmet(self._open):
            one = self._group[at]
            price = bridge.find_price(*hull(one))
            if price is not None and price <= self._weights[at]:
                self._demands.append((one.first, one.last))
        self._open = self._unmet(self._open)

    def _unmet(self, loose: Sequence[int]) -> list[int]:
        known = Demands([*self._demands, *self._windows(self._taken)])
        return [at for at in loose if not self._is_met(known, at)]

    def _priced(self, taken: set[int]) -> list[WeightedSpan]:
        """The windows, those of what is taken for nothing."""
        return [
            WeightedSpan(span.end, span.start, span.at, 0) if span.at in taken else span
            for span in self._spans
        ]

    def _windows(self, members: set[int]) -> list[Demand]:
        return [(span.start, span.end) for span in self._spans if span.at in members]

    def _is_met(self, demands: Demands, at: int) -> bool:
        return demands.implies((self._group[at].first, self._group[at].last))

    def _cover(self, taken: set[int], owed: Sequence[Demand]) -> set[int]:
        demands = Demands([*self._demands, *owed, *self._windows(taken)])
        return taken.union(span.at for span in find_cover(self._priced(taken), demands))

    def _bare(self, chosen: set[int]) -> list[int]:
        covered = Demands(self._windows(chosen))
        return [at for at in self._open if at not in chosen and not self._is_met(covered, at)]


_WORK = 400_000
"""Claims that one search may look at, over all its branches: counted, not timed, so every run ends alike."""
_FEWEST = 8
"""Branches that are tried however large the group."""
