"""Claims laid out on an integer time line, and the two questions asked of a pair of them.

Time inside this room is whole microseconds since the epoch: the arithmetic compares sums and halves of
instants, which integers do exactly and aware datetimes do slowly.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from domain.claim import Count
from domain.tally import WeighedClaim
from reconciliation.relations import adds, contains, is_related

TOLERANCE = 15 * 60 * 1_000_000
"""Fifteen minutes: how far two officials' hours for one raid may differ."""

_KNOWN = 1024
"""Claims whose stretches are kept: those of a week or more."""
_FEW = 64
"""So few are sooner compared as they are than given keys."""


class Stretch(NamedTuple):
    """A claim with its outer window, its inner window and the time that others must cover to explain it.

    `first` is the latest a covering window may begin, `last` the earliest it may end: the outer window less
    the tolerance at each end. A window shorter than twice the tolerance has `last` before `first`.
    `reach`: the time in which another claim can rival this one, cover it or be covered by it.
    The first three fields order claims with distinct ids, the same whatever order they came in. What is asked
    of every claim stands here too: a hundred thousand claims are far from each other in memory.
    """

    start: int
    end: int
    id: str
    first: int
    last: int
    inner: tuple[int, int] | None
    regions: frozenset[str]
    amount: Count
    is_related: bool
    claim: WeighedClaim
    reach: tuple[int, int]


def lay_out(claims: Iterable[WeighedClaim]) -> list[Stretch]:
    """The claims as stretches, in their total order."""
    members = list(claims)
    # The claims of the present days are laid out for every post; a year's would only drive them out.
    lay = _lay_known if len(members) <= _KNOWN else _lay
    laid = list(map(lay, members))
    if len(laid) <= _FEW:
        laid.sort()
        return laid
    laid.sort(key=_id_of)
    # One number that compares as start and end do: tuples are compared several times slower.
    laid.sort(key=_hours_of)
    return laid


def _lay(claim: WeighedClaim) -> Stretch:
    outer, inner = claim.outer, claim.inner
    start, end = laid = _tick(outer.start), _tick(outer.end)
    within = laid if inner is outer else (_tick(inner.start), _tick(inner.end)) if inner else None
    return Stretch(
        start,
        end,
        claim.id,
        start + TOLERANCE,
        end - TOLERANCE,
        within,
        claim.regions,
        claim.count,
        is_related(claim),
        claim,
        _reach(start, end, within),
    )


def _reach(start: int, end: int, inner: tuple[int, int] | None) -> tuple[int, int]:
    """A window no longer than the tolerance is covered by one that only comes near, so it reaches wider."""
    low, high = (end - TOLERANCE - 1, start + TOLERANCE + 1) if end - TOLERANCE <= start else (start, end)
    return (low, high) if inner is None else (min(low, inner[0]), max(high, inner[1]))


_lay_known = lru_cache(_KNOWN)(_lay)
_id_of = itemgetter(2)


def _hours_of(row: Stretch) -> int:
    return (row[0] << 64) + row[1]


@lru_cache(1 << 12)
def _tick(instant: datetime) -> int:
    # A float second of this century holds a microsecond exactly enough to be rounded back to it.
    return round(instant.timestamp() * 1_000_000)


def meet(left: frozenset[str], right: frozenset[str]) -> bool:
    """Whether two region sets can speak of the same place; the empty set is the whole country."""
    return not left or not right or not left.isdisjoint(right)


def holds(whole: frozenset[str], part: frozenset[str]) -> bool:
    """Whether the regions of `whole` contain all those of `part`; only the country contains the country."""
    return not whole or (bool(part) and part <= whole)


def disjoint(one: Stretch, other: Stretch) -> bool:
    """Whether two claims certainly speak of different drones (SEMANTICS, section 3).

    Stated relations are asked first, then the places, then the hours: windows that overlap by at most the
    tolerance, and by less than half of the shorter one, are neighbours and not rivals.
    """
    if adds(one.claim, other.claim):
        return True
    if contains(one.claim, other.claim) or contains(other.claim, one.claim):
        return False
    if not meet(one.regions, other.regions):
        return True
    return disjoint_by_hours(one, other)


def disjoint_by_hours(one: Stretch, other: Stretch) -> bool:
    """`disjoint` for two claims of one place that do not name each other."""
    start, end = one.start, one.end
    other_start, other_end = other.start, other.end
    over = (min(other_end, end)) - (max(other_start, start))
    if over <= 0:
        return True
    return over <= TOLERANCE and 2 * over < min(end - start, other_end - other_start)


def can_cover(whole: Stretch, part: Stretch) -> bool:
    """Whether the inner window of `whole` may be used to cover `part`: the place fits, no `adds_to`."""
    return (
        whole.inner is not None
        and (whole.regions == part.regions or holds(whole.regions, part.regions))
        and not adds(whole.claim, part.claim)
        and whole is not part
    )


def is_unrelated(group: Sequence[Stretch]) -> bool:
    """Whether no claim of the group states a relation to another of it."""
    speaking = [one.claim for one in group if one.is_related]
    if not speaking:
        return True
    ids = {one.id for one in group}
    return all(ids.isdisjoint(one.adds_to | one.includes | one.part_of) for one in speaking)


def is_plain(group: Sequence[Stretch]) -> bool:
    """Whether the claims of a group are all of one place and nobody names another of them."""
    place = group[0].regions
    return all(one.regions == place for one in group) and is_unrelated(group)


def halve(group: Sequence[Stretch]) -> tuple[list[Stretch], list[Stretch]]:
    """The group (of two or more, in order) cut in time where fewest windows straddle, near its middle."""
    size = len(group)
    ends = sorted(one.end for one in group)
    candidates = range(max(1, size // 3), max(2, size - size // 3))
    cut = min(candidates, key=lambda at: (at - bisect_right(ends, group[at].start), abs(2 * at - size)))
    return list(group[:cut]), list(group[cut:])
