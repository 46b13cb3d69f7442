"""Clusters: groups of claims that have nothing to do with one another, so that their figures add up."""

from collections.abc import Iterable, Sequence
from itertools import accumulate, chain
from operator import attrgetter, itemgetter

from domain.tally import WeighedClaim
from reconciliation.relations import named_pairs
from reconciliation.stretches import Stretch, lay_out


def clusters(claims: Sequence[WeighedClaim]) -> list[list[WeighedClaim]]:
    """The claims in independent groups, each in time order, the groups by their first claim.

    Two claims are in one group if either names the other, or if their places meet and their windows
    overlap at all (a chain of such pairs joins too). That is a little coarser than rivalry needs, never
    finer: floors, ceilings and best figures of the groups add up to those of the whole.
    """
    return [[one.claim for one in group] for group in group_stretches(lay_out(claims))]


def group_stretches(stretches: Sequence[Stretch]) -> list[list[Stretch]]:
    """`clusters` for claims already laid out."""
    pairs = list(named_pairs([one.claim for one in stretches])) if any(map(_speaks, stretches)) else []
    if not pairs and stretches and all(one.regions == stretches[0].regions for one in stretches):
        return _cut_by_time(stretches)
    if not pairs and stretches and (apart := _by_place(stretches)) is not None:
        return apart
    sets = _Sets(len(stretches))
    _join_by_time(stretches, sets)
    index = {one.id: at for at, one in enumerate(stretches)} if pairs else {}
    for speaker, named in pairs:
        sets.join(index[speaker], index[named])
    groups: dict[int, list[Stretch]] = {}
    for at, one in enumerate(stretches):
        groups.setdefault(sets.find(at), []).append(one)
    return list(groups.values())


_speaks = attrgetter("is_related")


def _by_place(stretches: Sequence[Stretch]) -> list[list[Stretch]] | None:
    """The groups where nobody names another, if no claim's place meets a different one of another claim."""
    by_place: dict[frozenset[str], list[Stretch]] = {}
    for one in stretches:
        by_place.setdefault(one.regions, []).append(one)
    if _EVERYWHERE in by_place or len(_EVERYWHERE.union(*by_place)) < sum(map(len, by_place)):
        return None
    groups = [group for members in by_place.values() for group in _cut_by_time(members)]
    return sorted(groups, key=_first_of)


_first_of = itemgetter(0)
_EVERYWHERE: frozenset[str] = frozenset()


class _Sets:
    """Disjoint sets of positions."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def find(self, at: int) -> int:
        parent = self._parent
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    def join(self, one: int, other: int) -> None:
        self._parent[self.find(other)] = self.find(one)


def _cut_by_time(stretches: Sequence[Stretch]) -> list[list[Stretch]]:
    """The groups of one place where nobody names another: a new one begins where all hours before it end.

    All of an earlier group starts before all of a later one, so the order of the claims need not change.
    """
    reaches = [one.reach for one in stretches]
    ahead = list(accumulate((low for low, _ in reversed(reaches)), min))
    groups: list[list[Stretch]] = []
    begun, furthest = 0, reaches[0][1]
    for at, (_, high) in enumerate(reaches):
        if ahead[-1 - at] >= furthest and at:
            groups.append(list(stretches[begun:at]))
            begun = at
        furthest = max(furthest, high)
    groups.append(list(stretches[begun:]))
    return groups


def _join_by_time(stretches: Sequence[Stretch], sets: _Sets) -> None:
    """Sweep by start; per region (None: the whole country) keep the last claim and how far its group goes."""
    reaches = [one.reach for one in stretches]
    latest: dict[str | None, tuple[int, int]] = {}
    for at in sorted(range(len(stretches)), key=reaches.__getitem__):
        low, high = reaches[at]
        own: Iterable[str | None] = stretches[at].regions or (None,)
        others: Iterable[str | None] = (None,) if stretches[at].regions else list(latest)
        for place in chain(own, others):
            found = latest.get(place)
            if found is not None and low < found[0]:
                sets.join(found[1], at)
        for place in own:
            found = latest.get(place)
            latest[place] = (max(high, found[0]) if found else high, at)
