"""Where the claims went that the floor does not count: which others explain each, and by what rule."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from reconciliation.shelves import Rivals, Row, Sequel, Shelf
from reconciliation.stretches import Stretch, is_plain

MOST_NAMED = 100
"""A claim folded into more than these names the first of them in time: one of a year may hold thousands."""


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
    """The ids that explain a claim (at most MOST_NAMED), and the rule by which they do."""

    into: tuple[str, ...]
    rule: FoldRule


def fold(
    group: Sequence[Stretch], counted: Sequence[Stretch], covering: Sequence[Stretch]
) -> Mapping[str, Fold]:
    """For each claim that is not counted, by id: what explains it.

    Asked in turn: the counted claims that cover it, the claims of the ceiling that cover it, and at last
    the counted claims that it cannot be told apart from.
    """
    if is_plain(group):
        return _fold_by_hours(group, counted, covering)
    taken = {one.id for one in counted}
    by_counted = _Covers(counted)
    by_ceiling = _Covers(covering)
    rivals = Rivals(counted)
    folds = {}
    for one in group:
        if one.id in taken:
            continue
        found = by_counted.find(one) or by_ceiling.find(one)
        if found is None:
            found = Fold(rivals.find(one, MOST_NAMED), FoldRule.OVERLAP)
        folds[one.id] = found
    return folds


def _fold_by_hours(
    group: Sequence[Stretch], counted: Sequence[Stretch], covering: Sequence[Stretch]
) -> Mapping[str, Fold]:
    """`fold` for one place where nobody names another: only hours are asked, and they come by thousands."""
    taken = {one.id for one in counted}
    in_ceiling = {one.id for one in covering}
    by_counted, by_ceiling, sequel = Row(counted), Row(covering), Sequel(counted)
    folds: dict[str, Fold] = {}
    # One fold for all that the same claims explain.
    known: dict[tuple[str, ...], Fold] = {}
    for one in group:
        name = one.id
        if name in taken:
            continue
        first, last = one.first, one.last
        into = by_counted.find_chain(first, last, MOST_NAMED) or by_ceiling.find_chain(
            first, last, MOST_NAMED, without=name if name in in_ceiling else None
        )
        found = known.get(into)
        if found is None:
            if into:
                found = known[into] = Fold(into, FoldRule.WINDOW)
            else:
                found = Fold(sequel.find_rivals(one, MOST_NAMED), FoldRule.OVERLAP)
        folds[name] = found
    return folds


def _told(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(ids)[:MOST_NAMED])


class _Covers:
    """What covers a claim among some claims, by words or by hours."""

    def __init__(self, members: Sequence[Stretch]) -> None:
        self._ids = {one.id for one in members}
        self._includers: dict[str, list[str]] = {}
        for one in members:
            for part in one.claim.includes:
                self._includers.setdefault(part, []).append(one.id)
        self._shelf = Shelf(members)
        # One fold for all that the same claims explain: thousands may lie in one window.
        self._folds: dict[tuple[str, ...], Fold] = {}

    def find(self, one: Stretch) -> Fold | None:
        """The claims that cover one: all that say so, else a chain of few whose hours do."""
        wholes = one.claim.part_of & self._ids if one.claim.part_of else None
        if wholes:
            return Fold(_told(wholes), FoldRule.PART_OF)
        includers = self._includers.get(one.id)
        if includers:
            return Fold(_told(includers), FoldRule.INCLUDES)
        chain = self._shelf.find_chain(one, MOST_NAMED)
        if not chain:
            return None
        return self._folds.get(chain) or self._folds.setdefault(chain, Fold(chain, FoldRule.WINDOW))
