"""Claims kept in order of time, to look up what covers a claim and what it cannot be told apart from."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from reconciliation.spans import merge
from reconciliation.stretches import Stretch, can_cover, disjoint, disjoint_by_hours


class Shelf:
    """Claims by their places and the start of their inner windows."""

    def __init__(self, members: Sequence[Stretch]) -> None:
        self._places = _Places([one for one in members if one.inner is not None])
        self._ids = {one.id for one in members}
        self._added_to = {other for one in members for other in one.claim.adds_to}
        self._rows: dict[str | None, Row] = {}

    def find_chain(self, one: Stretch, most: int) -> tuple[str, ...]:
        """Ids whose inner windows together cover a claim, by time, the first `most` of them; or none.

        Of the windows that carry on, the one that reaches furthest is taken, so the chain is a shortest one.
        """
        row = self._row(min(one.regions, default=None))
        if len(one.regions) > 1 or one.claim.adds_to or one.id in self._added_to:
            row = Row(other for other in row.near(one) if can_cover(other, one))
        return row.find_chain(one.first, one.last, most, without=one.id if one.id in self._ids else None)

    def _row(self, region: str | None) -> "Row":
        """The windows that may cover a claim over one region, or over the country (None)."""
        row = self._rows.get(region)
        if row is None:
            members = self._places.national if region is None else self._places.meeting(region)
            row = self._rows[region] = Row(members)
        return row


class Row:
    """Windows by their start, with the one that reaches furthest among the first so many, and the next."""

    def __init__(self, members: Iterable[Stretch]) -> None:
        spans = sorted((*one.inner, one.id, one) for one in members if one.inner is not None)
        self._members = [one for _, _, _, one in spans]
        self._starts = [start for start, _, _, _ in spans]
        pieces = merge((start, end) for start, end, _, _ in spans)
        self._piece_starts = [start for start, _ in pieces]
        self._piece_ends = [end for _, end in pieces]
        self._furthest: list[tuple[int, tuple[str]]] = []
        self._next: list[tuple[int, tuple[str]]] = []
        self._longest = 0
        best = following = (_BEFORE_ALL, ("",))
        for start, end, name, _ in spans:
            if end > best[0]:
                best, following = (end, (name,)), best
            elif end > following[0]:
                following = (end, (name,))
            self._furthest.append(best)
            self._next.append(following)
            self._longest = max(self._longest, end - start)

    def near(self, one: Stretch) -> list[Stretch]:
        """The claims whose windows may help to cover one."""
        earliest, latest = min(one.first, one.last) - self._longest, max(one.first, one.last)
        return self._members[bisect_left(self._starts, earliest) : bisect_right(self._starts, latest)]

    def find_chain(self, first: int, last: int, most: int, *, without: str | None = None) -> tuple[str, ...]:
        """The chain from an instant to another without one window; one too long to be sure is none."""
        starts = self._starts
        at = bisect_right(starts, first) - 1
        if at < 0:
            return ()
        reach, link = self._furthest[at]
        if link[0] == without:
            reach, link = self._next[at]
        if reach >= last:
            return link
        piece = bisect_right(self._piece_starts, first) - 1
        if reach <= first or self._piece_ends[piece] < last:
            return ()
        links = [link[0]]
        while len(links) < most:
            at = bisect_right(starts, reach) - 1
            end, link = self._furthest[at]
            if link[0] == without:
                end, link = self._next[at]
            if end < last and end <= reach:
                return ()
            links.append(link[0])
            if end >= last:
                return tuple(links)
            reach = end
        return tuple(links) if without is None else ()


class Line:
    """Claims in order of time."""

    def __init__(self, members: Sequence[Stretch]) -> None:
        self._members = members
        self._starts = [one.start for one in members]
        self._furthest = list(accumulate((one.end for one in members), max))

    def find_rivals(self, one: Stretch, most: int) -> tuple[str, ...]:
        """Ids of the claims that overlap one and are not disjoint from it, the latest `most` of them."""
        found: list[str] = []
        members, furthest, start = self._members, self._furthest, one.start
        at = bisect_left(self._starts, one.end) - 1
        while at >= 0 and furthest[at] > start and len(found) < most:
            other = members[at]
            if other.end > start and not disjoint(one, other):
                found.append(other.id)
            at -= 1
        found.sort()
        return tuple(found)


class Sequel:
    """Claims of one place that are pairwise disjoint by their hours: in order by start and by end alike."""

    def __init__(self, members: Iterable[Stretch]) -> None:
        # A window of no length overlaps nothing, and ends out of turn.
        self._members = [one for one in members if one.start < one.end]
        self._starts = [one.start for one in self._members]
        self._ends = [one.end for one in self._members]
        self._known: dict[tuple[int, int], tuple[str, ...]] = {}

    def find_rivals(self, one: Stretch, most: int) -> tuple[str, ...]:
        """As of `Line`: all from the first claim that ends after this one starts to the last that starts
        before it ends, but for neighbours at either end."""
        members = self._members
        first, stop = bisect_right(self._ends, one.start), bisect_left(self._starts, one.end)
        while first < stop and disjoint_by_hours(one, members[stop - 1]):
            stop -= 1
        while first < stop and disjoint_by_hours(one, members[first]):
            first += 1
        first = max(first, stop - most)
        found = self._known.get((first, stop))
        if found is None:
            found = tuple(sorted(other.id for other in members[first:stop]))
            self._known[first, stop] = found
        return found


class Rivals:
    """Claims by their places and the start of their outer windows."""

    def __init__(self, counted: Sequence[Stretch]) -> None:
        self._by_id = {one.id: one for one in counted}
        self._wholes: dict[str, list[Stretch]] = {}
        for one in counted:
            for whole in one.claim.part_of:
                self._wholes.setdefault(whole, []).append(one)
        self._places = _Places(sorted(counted))
        self._lines: dict[str | None, Line] = {}

    def find(self, one: Stretch, most: int) -> tuple[str, ...]:
        """Ids of `most` claims not disjoint from one; the words of a part reach beyond any hours."""
        named = [self._by_id[part] for part in one.claim.includes if part in self._by_id]
        found = {other.id for other in (*named, *self._wholes.get(one.id, ())) if not disjoint(one, other)}
        for region in sorted(one.regions) or (None,):
            found.update(self._line(region).find_rivals(one, most))
        return tuple(sorted(found)[:most])

    def _line(self, region: str | None) -> "Line":
        line = self._lines.get(region)
        if line is None:
            members = self._places.members if region is None else self._places.meeting(region)
            line = self._lines[region] = Line(members)
        return line


class _Places:
    """Claims in their total order, by region."""

    def __init__(self, members: Sequence[Stretch]) -> None:
        self.members = members
        self.national = [one for one in members if not one.regions]
        self._regional: dict[str, list[Stretch]] = {}
        for one in members:
            for region in one.regions:
                self._regional.setdefault(region, []).append(one)

    def meeting(self, region: str) -> Sequence[Stretch]:
        """The claims that speak of a region, those over the whole country among them."""
        regional = self._regional.get(region, [])
        return sorted([*regional, *self.national]) if self.national else regional


_BEFORE_ALL = -(1 << 62)
"""Before any instant of this room."""
