"""The definitions of SEMANTICS, section 3, written out again and searched by trying every subset.

Nothing is taken from the room under test: windows stay datetimes, and each sentence is one expression.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import combinations

from hypothesis import strategies as st

from domain.claim import Count
from domain.tally import WeighedClaim
from domain.window import Span

TAU = timedelta(minutes=15)
DAWN = datetime(2025, 3, 1, tzinfo=UTC)
A, B, C = "RU-KLU", "RU-BRY", "RU-ORL"


def disjoint(x: WeighedClaim, y: WeighedClaim) -> bool:
    """`Disjoint(x, y)`."""
    if y.id in x.adds_to or x.id in y.adds_to:
        return True
    if {y.id} & (x.includes | x.part_of) or {x.id} & (y.includes | y.part_of):
        return False
    if x.regions and y.regions and not x.regions & y.regions:
        return True
    over = min(x.outer.end, y.outer.end) - max(x.outer.start, y.outer.start)
    shorter = min(x.outer.end - x.outer.start, y.outer.end - y.outer.start)
    return over <= timedelta(0) or (over <= TAU and over < shorter / 2)


def covered(j: WeighedClaim, cover: Iterable[WeighedClaim]) -> bool:
    """`Covered(j, C)`; the window that brings t far enough must itself reach the end less the tolerance."""
    if any(j.id in i.includes or i.id in j.part_of for i in cover):
        return True
    usable = [
        i.inner
        for i in cover
        if i.inner is not None
        and (not i.regions or (j.regions and j.regions <= i.regions))
        and i.id not in j.adds_to
        and j.id not in i.adds_to
    ]
    t, goal = j.outer.start + TAU, j.outer.end - TAU
    for window in sorted(usable, key=lambda one: (one.start, one.end)):
        if window.start > t:
            return False
        if window.end >= goal:
            return True
        t = max(t, window.end)
    return False


def brute_floor(claims: Sequence[WeighedClaim]) -> tuple[int, int]:
    """The greatest sum of low over pairwise disjoint claims, and the greatest sum of best among those."""
    return max(
        (sum(x.count.low for x in chosen), sum(x.count.best for x in chosen))
        for chosen in subsets(claims)
        if all(disjoint(x, y) for x, y in combinations(chosen, 2))
    )


def brute_ceiling(claims: Sequence[WeighedClaim]) -> int | None:
    """The least sum of high over a set that covers all the others; None if each such set is open."""
    sums = [
        sum(one.count.high or 0 for one in chosen)
        for chosen in subsets(claims)
        if all(one.count.high is not None for one in chosen)
        and all(covered(one, chosen) for one in claims if one not in chosen)
    ]
    return min(sums, default=None)


def subsets(claims: Sequence[WeighedClaim]) -> Iterable[tuple[WeighedClaim, ...]]:
    """Every subset, the empty one too."""
    for size in range(len(claims) + 1):
        yield from combinations(claims, size)


def minutes(start: int, end: int) -> Span:
    """A span given in minutes after the first instant of these tests."""
    return Span(DAWN + timedelta(minutes=start), DAWN + timedelta(minutes=end))


def plain(
    name: str, start: int, end: int, count: Count, inner: tuple[int, int] | None = None
) -> WeighedClaim:
    """A claim about one region without relations."""
    return WeighedClaim(
        name, "mod", frozenset({A}), count, minutes(start, end), None if inner is None else minutes(*inner)
    )


_PLACES = [
    frozenset({A}),
    frozenset({A}),
    frozenset({B}),
    frozenset({A, B}),
    frozenset({B, C}),
    frozenset[str](),
]
_LENGTHS = [0, 5, 10, 14, 15, 20, 29, 30, 31, 45, 60, 60, 120, 240, 480]


@st.composite
def windows(draw: st.DrawFn) -> tuple[Span, Span | None]:
    """Outer and inner windows that often touch, nest or miss one another by about the tolerance."""
    start = draw(st.integers(0, 12)) * draw(st.sampled_from([5, 30, 60]))
    start += draw(st.sampled_from([0, 0, -15, -14, -16, 7, 15]))
    length = draw(st.sampled_from(_LENGTHS))
    outer = (start, start + length)
    kind = draw(st.sampled_from(["same", "same", "none", "middle", "any"]))
    if kind == "none":
        return minutes(*outer), None
    if kind == "same":
        return minutes(*outer), minutes(*outer)
    if kind == "middle":
        return minutes(*outer), minutes(start + length // 4, start + length - length // 4)
    near = draw(st.integers(0, length))
    return minutes(*outer), minutes(start + near, start + draw(st.integers(near, length)))


@st.composite
def counts(draw: st.DrawFn) -> Count:
    """Exact, ranged and open counts, zeros too."""
    low = draw(st.integers(0, 12))
    best = low + draw(st.sampled_from([0, 0, 0, 1, 5]))
    high = best + draw(st.sampled_from([0, 0, 0, 2, 9]))
    return Count(low, best, None if draw(st.integers(0, 5)) == 0 else high)


@st.composite
def claims(draw: st.DrawFn, most: int = 9, places: Sequence[frozenset[str]] = _PLACES) -> list[WeighedClaim]:
    """Claims of mixed places; a claim may state relations to earlier ones, so that none forms a circle."""
    size = draw(st.integers(1, most))
    talkative = draw(st.sampled_from([0, 1, 3]))
    found: list[WeighedClaim] = []
    for at in range(size):
        outer, inner = draw(windows())
        said: dict[str, set[str]] = {"adds_to": set(), "includes": set(), "part_of": set()}
        for earlier in found:
            if draw(st.integers(0, 9)) < talkative:
                said[draw(st.sampled_from(["adds_to", "includes", "includes"]))].add(earlier.id)
        if found and talkative and draw(st.integers(0, 5)) == 0:
            # Only to a claim that it does not itself include, and that is in nothing: no circle can close.
            root = found[0]
            if root.id not in said["includes"] and not any(root.id in one.includes for one in found):
                said["part_of"].add(root.id)
        found.append(
            WeighedClaim(
                f"c{at}",
                draw(st.sampled_from(["mod", "governor:RU-KLU"])),
                draw(st.sampled_from(list(places))),
                draw(counts()),
                outer,
                inner,
                frozenset(said["adds_to"]),
                frozenset(said["includes"]),
                frozenset(said["part_of"]),
            )
        )
    return found


def plain_claims(most: int = 9) -> st.SearchStrategy[list[WeighedClaim]]:
    """Claims of one region without relations: what the quick algorithms are for."""
    return claims(most=most, places=[frozenset({A})]).map(
        lambda found: [WeighedClaim(c.id, c.originator, c.regions, c.count, c.outer, c.inner) for c in found]
    )
