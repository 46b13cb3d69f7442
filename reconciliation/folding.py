"""Where the claims went that the floor does not count: which others explain each, and by what rule."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from reconciliation.stretches import Stretch, can_cover, disjoint


class FoldRule(StrEnum):
    """Why a claim is not counted on top of others.

    part_of: it says so itself. includes: another says so. window: the hours that others certainly speak of
    cover its own. overlap: it may speak of the same drones as those counted, though nothing says it does.
    """

    PART_OF = "part_of"
    INCLUDES = "includes"
    WINDOW = "window"
    OVERLAP = "overlap"


@dataclass(frozen=True, slots=True)
class Fold:
    """The ids that explain a claim, and the rule by which they do."""

    into: tuple[str, ...]
    rule: FoldRule


def fold(
    group: Sequence[Stretch], counted: Sequence[Stretch], covering: Sequence[Stretch]
) -> Mapping[str, Fold]:
    """For each claim that is not counted, by id: what explains it.

    Asked in turn: the counted claims that cover it, the claims of the ceiling that cover it, and at last
    the counted claims that it cannot be told apart from.
    """
    taken = {one.id for one in counted}
    by_counted = _Shelf(counted)
    by_ceiling = _Shelf(covering)
    rivals = _Rivals(counted)
    return {
        one.id: by_counted.find_cover(one) or by_ceiling.find_cover(one) or rivals.get_rivals(one)
        for one in group
        if one.id not in taken
    }


class _Shelf:
    """Claims by the start of their inner windows, to look up what covers a claim."""

    def __init__(self, members: Sequence[Stretch]) -> None:
        self._ids = {one.id for one in members}
        self._includers: dict[str, list[str]] = {}
        for one in members:
            for part in one.claim.includes:
                self._includers.setdefault(part, []).append(one.id)
        spans = [(*one.inner, one) for one in members if one.inner is not None]
        spans.sort(key=lambda span: (span[0], span[1], span[2].id))
        self._spans = spans
        self._starts = [start for start, _, _ in spans]
        self._longest = max((end - start for start, end, _ in spans), default=0)
        # One fold for all that the same claims explain: thousands may lie in one window.
        self._folds: dict[tuple[str, ...], Fold] = {}

    def find_cover(self, one: Stretch) -> Fold | None:
        """The claims of this shelf that cover one: all that say so, else the fewest whose hours do."""
        wholes = one.claim.part_of & self._ids if one.claim.part_of else None
        if wholes:
            return Fold(tuple(sorted(wholes)), FoldRule.PART_OF)
        includers = self._includers.get(one.id)
        if includers:
            return Fold(tuple(sorted(includers)), FoldRule.INCLUDES)
        chain = self._chain(one)
        if not chain:
            return None
        return self._folds.get(chain) or self._folds.setdefault(chain, Fold(chain, FoldRule.WINDOW))

    def _chain(self, one: Stretch) -> tuple[str, ...]:
        links: list[str] = []
        reach = one.first
        furthest: tuple[int, str] | None = None
        earliest = min(one.first, one.last) - self._longest
        for at in range(bisect_left(self._starts, earliest), len(self._spans)):
            start, end, whole = self._spans[at]
            if start > reach and furthest is not None:
                reach = furthest[0]
                links.append(furthest[1])
                furthest = None
            if start > reach:
                break
            if end <= reach and end < one.last:
                continue
            if not can_cover(whole, one):
                continue
            if end >= one.last:
                return (*links, whole.id)
            if furthest is None or end > furthest[0]:
                furthest = (end, whole.id)
        return ()


class _Rivals:
    """Counted claims by the start of their outer windows, to look up those that a claim conflicts with."""

    def __init__(self, counted: Sequence[Stretch]) -> None:
        self._counted = sorted(counted)
        self._starts = [one.start for one in self._counted]
        self._longest = max((one.end - one.start for one in counted), default=0)
        self._by_id = {one.id: one for one in counted}
        self._wholes: dict[str, list[Stretch]] = {}
        for one in counted:
            for whole in one.claim.part_of:
                self._wholes.setdefault(whole, []).append(one)

    def get_rivals(self, one: Stretch) -> Fold:
        """The counted claims not disjoint from one; the words of a part reach beyond any hours."""
        near = self._counted[
            bisect_left(self._starts, one.start - self._longest) : bisect_right(self._starts, one.end)
        ]
        named = [self._by_id[part] for part in one.claim.includes if part in self._by_id]
        candidates = {other.id: other for other in (*near, *named, *self._wholes.get(one.id, ()))}
        return Fold(
            tuple(sorted(key for key, other in candidates.items() if not disjoint(one, other))),
            FoldRule.OVERLAP,
        )
