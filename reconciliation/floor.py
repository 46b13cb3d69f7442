"""The floor: the greatest sum of `low` over claims that are pairwise disjoint.

Among equal floors the choice with the greatest sum of `best` is taken, then the one of fewest claims
(claims that say nothing certain apart), then the first in time order: never the order of arrival.
"""

from collections.abc import Iterator, Sequence

from reconciliation.relations import named_pairs
from reconciliation.schedule import schedule
from reconciliation.searching import LARGEST, Choice, OutOfPatienceError, Patience, bits
from reconciliation.stretches import Stretch, disjoint, halve, is_unrelated, meet


def find_floor(group: Sequence[Stretch]) -> Choice:
    """The claims whose lows make the floor of a group in its total order.

    Exact where only hours decide, up to SURE claims, and in larger groups as far as its patience lasts.
    Otherwise a pairwise disjoint choice that may not be the greatest: a floor not above the true one.
    """
    weights = _weigh(group)
    if is_timely(group):
        return Choice([group[at] for at in sorted(schedule(group, weights))], exact=True)
    if len(group) <= LARGEST:
        try:
            chosen = _Search(group, weights).solve()
        except OutOfPatienceError:
            pass
        else:
            return Choice([group[at] for at in chosen], exact=True)
    left, right = halve(group)
    taken = find_floor(left).members
    return Choice(taken + find_floor(_free_of(taken, right)).members, exact=False)


def is_timely(group: Sequence[Stretch]) -> bool:
    """Whether hours alone decide which claims are disjoint: no relation, and every two places meet."""
    places = list({one.regions for one in group})
    return (
        len(places) <= LARGEST
        and all(meet(one, other) for at, one in enumerate(places) for other in places[:at])
        and is_unrelated(group)
    )


def _weigh(group: Sequence[Stretch]) -> list[int]:
    """One whole number per claim that compares sums of low, then of best, then how many claims it took."""
    counts = [one.amount for one in group]
    several = 2 * len(group) + 1
    most = 1 + sum(count.best for count in counts)
    worths = [(count.low * most + count.best) * several for count in counts]
    return [worth - 1 if worth else 1 for worth in worths]


def _near_pairs(group: Sequence[Stretch]) -> Iterator[tuple[int, int]]:
    """Positions of every two claims whose windows overlap or of which one names the other."""
    place = {one.id: at for at, one in enumerate(group)}
    for speaker, named in named_pairs([one.claim for one in group]):
        if speaker != named:
            yield place[speaker], place[named]
    running: list[int] = []
    for at, one in enumerate(group):
        running = [before for before in running if group[before].end > one.start]
        yield from ((at, before) for before in running)
        running.append(at)


def _free_of(taken: Sequence[Stretch], later: Sequence[Stretch]) -> list[Stretch]:
    """The later claims that are disjoint from all those taken; only near or related ones are compared."""
    if not later:
        return []
    near = [one for one in taken if one.end > later[0].start]
    by_id = {one.id: one for one in taken}
    wholes: dict[str, list[Stretch]] = {}
    for one in taken:
        for other in one.claim.includes | one.claim.part_of:
            wholes.setdefault(other, []).append(one)
    free = []
    for one in later:
        named = [by_id[other] for other in one.claim.includes | one.claim.part_of if other in by_id]
        if all(disjoint(one, other) for other in (*near, *named, *wholes.get(one.id, ()))):
            free.append(one)
    return free


class _Search:
    """The heaviest independent set of the conflict graph, by branching and by parts; sets are bit masks."""

    def __init__(self, group: Sequence[Stretch], weights: Sequence[int]) -> None:
        self._group = group
        self._weights = weights
        self._conflicts = [0] * len(group)
        for at, before in _near_pairs(group):
            if not disjoint(group[at], group[before]):
                self._conflicts[at] |= 1 << before
                self._conflicts[before] |= 1 << at
        self._known: dict[int, tuple[int, int]] = {}
        self._patience = Patience(len(group))

    def solve(self) -> list[int]:
        _, chosen = self._best((1 << len(self._group)) - 1)
        return bits(chosen)

    def _best(self, mask: int) -> tuple[int, int]:
        weight = chosen = 0
        while mask:
            part = self._part_of(mask)
            mask &= ~part
            if part not in self._known:
                self._known[part] = self._branch(part)
            part_weight, part_chosen = self._known[part]
            weight += part_weight
            chosen |= part_chosen
        return weight, chosen

    def _part_of(self, mask: int) -> int:
        """The connected part of the mask that holds its first claim."""
        part = frontier = mask & -mask
        while frontier:
            at = frontier.bit_length() - 1
            fresh = self._conflicts[at] & mask & ~part
            part |= fresh
            frontier = (frontier ^ (1 << at)) | fresh
        return part

    def _branch(self, part: int) -> tuple[int, int]:
        members = bits(part)
        if len(members) == 1:
            return self._weights[members[0]], part
        if len(members) > 4:
            group = [self._group[at] for at in members]
            if is_timely(group):
                return self._scheduled(members, group)
        at = max(members, key=lambda one: ((self._conflicts[one] & part).bit_count(), -one))
        if not self._patience.can_step(len(members)):
            raise OutOfPatienceError
        with self._patience.step():
            without_weight, without = self._best(part & ~(1 << at))
            with_weight, with_it = self._best(part & ~self._conflicts[at] & ~(1 << at))
        with_weight += self._weights[at]
        if with_weight >= without_weight:
            return with_weight, with_it | 1 << at
        return without_weight, without

    def _scheduled(self, members: list[int], group: list[Stretch]) -> tuple[int, int]:
        chosen = [members[at] for at in schedule(group, [self._weights[at] for at in members])]
        return sum(self._weights[at] for at in chosen), sum(1 << at for at in chosen)
