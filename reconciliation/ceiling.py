"""The ceiling: the least sum of `high` over claims that cover all the others, if none of them is open."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from reconciliation.gaps import find_plain_ceiling
from reconciliation.searching import LARGEST, Choice, Patience, bits
from reconciliation.stretches import Stretch, can_cover, halve, is_plain


def find_ceiling(group: Sequence[Stretch]) -> Choice:
    """The claims whose highs make the ceiling of a group in its total order: as few open ones as can be.

    Exact for one place without relations (but for choices left undecided in very large groups), up to
    SURE claims, and in larger groups as far as its patience lasts. Otherwise claims that cover all the others
    but may not be the least such set: a ceiling not below the true one.
    """
    weights = _weigh(group)
    if is_plain(group):
        plain, exact = find_plain_ceiling(group, weights)
        if exact or len(group) > LARGEST:
            return Choice([group[at] for at in plain], exact=exact)
    if len(group) <= LARGEST:
        search = _Search(group, weights)
        chosen = search.solve()
        return Choice([group[at] for at in chosen], exact=search.is_exact)
    left, right = halve(group)
    return Choice(find_ceiling(left).members + find_ceiling(right).members, exact=False)


def _weigh(group: Sequence[Stretch]) -> list[int]:
    """One positive number per claim that compares how many are open, then sums of high, then how many."""
    highs = [one.amount.high for one in group]
    beyond_all = 1 + sum(high for high in highs if high is not None)
    several = len(group) + 1
    return [(beyond_all if high is None else high) * several + 1 for high in highs]


def _wholes(group: Sequence[Stretch]) -> list[int]:
    """For each claim, which others contain it by their own or by its words."""
    place = {one.id: at for at, one in enumerate(group)}
    wholes = [0] * len(group)
    for at, one in enumerate(group):
        for whole in one.claim.part_of & place.keys():
            wholes[at] |= 1 << place[whole]
        for part in one.claim.includes & place.keys():
            wholes[place[part]] |= 1 << at
    return wholes


def _windows(group: Sequence[Stretch]) -> list[list[tuple[int, int, int]]]:
    """For each claim, the inner windows (start, end, bit) that may help to cover it, by their start."""
    inners = sorted((*one.inner, at) for at, one in enumerate(group) if one.inner is not None)
    starts = [start for start, _, _ in inners]
    longest = max((end - start for start, end, _ in inners), default=0)
    windows = []
    for one in group:
        near, far = min(one.first, one.last), max(one.first, one.last)
        nearby = inners[bisect_left(starts, near - longest) : bisect_right(starts, far)]
        windows.append(
            [(start, end, 1 << at) for start, end, at in nearby if end >= near and can_cover(group[at], one)]
        )
    return windows


class _Search:
    """Least covering set by branching and by parts; sets are bit masks over the group.

    A state is three sets: `live` (not decided), `taken`, and `owed` (left out, so cover is owed to them).
    Once out of patience it only takes, never leaves: the end is a cover still, perhaps not the least.
    """

    def __init__(self, group: Sequence[Stretch], weights: Sequence[int]) -> None:
        self.is_exact = True
        self._weights = weights
        self._frames = [(one.first, one.last) for one in group]
        self._wholes = _wholes(group)
        self._windows = _windows(group)
        self._backers = [
            wholes | sum(bit for _, _, bit in windows)
            for wholes, windows in zip(self._wholes, self._windows, strict=True)
        ]
        self._effort = [1 + len(windows) for windows in self._windows]
        self._patience = Patience(len(group))
        self._known: dict[tuple[int, int, int, int], tuple[int, tuple[int, int] | None]] = {}

    def solve(self) -> list[int]:
        """Positions of the claims taken."""
        found = self._best((1 << len(self._weights)) - 1, 0, 0, 1 + sum(self._weights))
        if found is None:
            raise AssertionError("taking every claim covers all: a least set exists")
        return bits(found[1])

    def _is_covered(self, at: int, by: int) -> bool:
        if self._wholes[at] & by:
            return True
        reach, last = self._frames[at]
        for start, end, bit in self._windows[at]:
            if bit & by:
                if start > reach:
                    return False
                if end >= last:
                    return True
                reach = max(reach, end)
        return False

    def _best(self, live: int, taken: int, owed: int, limit: int) -> tuple[int, int] | None:
        """The least weight below `limit` to take from `live`, and what is taken; None if there is none."""
        cost = chosen = 0
        while True:
            owed = sum(1 << at for at in bits(owed) if not self._is_covered(at, taken))
            asking = sum(1 << at for at in bits(live) if not self._is_covered(at, taken))
            if not all(self._is_covered(at, taken | live) for at in bits(owed)):
                return None
            forced = sum(
                1 << at for at in bits(asking) if not self._is_covered(at, (taken | live) & ~(1 << at))
            )
            if not forced:
                break
            cost += sum(self._weights[at] for at in bits(forced))
            chosen |= forced
            taken |= forced
            live &= ~forced
            if cost >= limit:
                return None
        for part, part_owed in self._parts(live, asking, owed):
            found = self._recall(part, asking & part, taken, part_owed, limit - cost)
            if found is None:
                return None
            cost += found[0]
            chosen |= found[1]
        return (cost, chosen) if cost < limit else None

    def _recall(self, live: int, asking: int, taken: int, owed: int, limit: int) -> tuple[int, int] | None:
        """`_branch`, but for a part met before in the same state."""
        support = 0
        for at in bits(asking | owed):
            support |= self._backers[at]
        state = (live, asking, owed, taken & support)
        if state in self._known:
            known_limit, found = self._known[state]
            if found is not None:
                return found if found[0] < limit else None
            if limit <= known_limit:
                return None
        found = self._branch(live, asking, taken, owed, limit)
        self._known[state] = (limit, found)
        return found

    def _parts(self, live: int, asking: int, owed: int) -> list[tuple[int, int]]:
        """Independent parts: claims that ask for or are owed cover, with the live ones that could give it."""
        parts: list[tuple[int, int]] = []
        for at in bits(asking | owed):
            members, debts = self._backers[at] & live, 0
            if asking >> at & 1:
                members |= 1 << at
            else:
                debts = 1 << at
            apart = []
            for other, other_debts in parts:
                if other & members:
                    members |= other
                    debts |= other_debts
                else:
                    apart.append((other, other_debts))
            parts = [*apart, (members, debts)]
        return parts

    def _branch(self, live: int, asking: int, taken: int, owed: int, limit: int) -> tuple[int, int] | None:
        """Take or leave the claim that could help most others of a part."""
        if self._least_possible(live, asking, owed) >= limit:
            return None
        if not self._patience.can_step(sum(self._effort[at] for at in bits(live))):
            self.is_exact = False
            return self._dive(live, asking, taken, owed, limit)
        at = self._most_helpful(live, asking | owed)
        bit, weight, best = 1 << at, self._weights[at], None
        with self._patience.step():
            if weight < limit:
                best = self._best(live & ~bit, taken | bit, owed, limit - weight)
            if best is not None:
                limit = best[0] + weight
                best = (limit, best[1] | bit)
                if not self.is_exact:
                    return best
            return self._best(live & ~bit, taken, owed | (bit & asking), limit) or best

    def _most_helpful(self, live: int, needy: int) -> int:
        return max(self._helpfulness(live, needy).items(), key=self._by_help)[0]

    def _helpfulness(self, live: int, needy: int) -> dict[int, int]:
        """How many of the needy each live claim could help to cover."""
        helped = dict.fromkeys(bits(live), 0)
        for one in bits(needy):
            for at in bits(self._backers[one] & live):
                helped[at] += 1
        return helped

    def _by_help(self, found: tuple[int, int]) -> tuple[int, int, int]:
        at, helped = found
        return helped, -self._weights[at], -at

    def _dive(self, live: int, asking: int, taken: int, owed: int, limit: int) -> tuple[int, int] | None:
        """Take the most helpful claim until none is in need: a cover, found quickly."""
        cost = chosen = 0
        needy = asking | owed
        helped = self._helpfulness(live, needy)
        while needy:
            at = max(helped.items(), key=self._by_help)[0]
            del helped[at]
            chosen |= 1 << at
            live &= ~(1 << at)
            cost += self._weights[at]
            eased = needy & (1 << at)
            for one in bits(needy & ~(1 << at)):
                if self._backers[one] >> at & 1 and self._is_covered(one, taken | chosen):
                    eased |= 1 << one
            needy &= ~eased
            for one in bits(eased):
                for backer in bits(self._backers[one] & live):
                    helped[backer] -= 1
        return (cost, chosen) if cost < limit else None

    def _least_possible(self, live: int, asking: int, owed: int) -> int:
        """A bound: claims in need whose possible help has nothing in common each cost their cheapest help."""
        supports = [(self._backers[at] & live) | (1 << at & asking) for at in bits(asking | owed)]
        used = cost = 0
        for support in sorted(supports, key=int.bit_count):
            if not support & used:
                used |= support
                cost += min(self._weights[at] for at in bits(support))
        return cost
