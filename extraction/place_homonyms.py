"""Homonyms: which region a name lies in.

In order: the region named beside it, or before it in the sentence; the source's home region; one named later
in the sentence; that of the other names of the list; the region spoken of last; uniqueness.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from domain.region import get_region
from extraction.gazetteer import Entry, forms_of
from extraction.latin import fold

_NEIGHBOURS = {"RU-MOW": "RU-MOS", "RU-SPE": "RU-LEN", "RU-AD": "RU-KDA", "UA-40": "UA-43"}
_MOST_CANDIDATES = 5
_LONGEST = 30
_VILLAGE = 15_000
_ISLAND_CITY = 100_000


class Scope(NamedTuple):
    """The regions that may settle a name, nearest first; each step is one or more regions."""

    attached: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    home: str | None = None
    after: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    spoken_of: tuple[str, ...] = ()

    def steps(self) -> Iterable[tuple[str, ...]]:
        """The steps in the order of the rule; a city that is a region looks into its oblast after itself."""
        yield self.attached
        yield self.before
        if self.home is not None:
            yield (self.home,)
            if self.home in _NEIGHBOURS:
                yield (_NEIGHBOURS[self.home],)
        yield self.after
        yield self.listed
        yield self.spoken_of

    @property
    def first(self) -> str | None:
        """The region a place unknown to the gazetteer is taken to lie in."""
        for step in (self.attached, self.before[-1:], (self.home,) if self.home else (), self.spoken_of):
            if len(step) == 1:
                return step[0]
        return None


def settle(entries: Sequence[Entry], scope: Scope) -> Entry | None:
    """The one entry the scope leaves, None when it stays undecided."""
    for step in filter(None, scope.steps()):
        found = [entry for entry in entries if entry.region in step]
        if len({entry.region for entry in found}) == 1:
            return _largest(found)
    regions = {entry.region for entry in entries}
    if len(regions) == 1:
        return _largest(entries)
    cities = [entry for entry in entries if entry.kind == "city"]
    return cities[0] if len(cities) == 1 else None


def _largest(entries: Sequence[Entry]) -> Entry:
    return (
        entries[0]
        if len(entries) == 1
        else max(entries, key=lambda entry: (entry.kind == "city", entry.population))
    )


def prefers_home(entries: Sequence[Entry], scope: Scope) -> bool:
    """Whether a village of this name is rather one of the source's own that the gazetteer lacks."""
    return all(entry.kind == "settlement" and entry.population < _VILLAGE for entry in entries) and not any(
        entry.region in step for step in scope.steps() for entry in entries
    )


def homonym_names(entries: Sequence[Entry]) -> tuple[str, ...]:
    """Candidates to show: "Киров (Калужская область)"."""
    names = sorted(
        {f"{entry.name} ({get_region(entry.region).name_ru})" for entry in entries if entry.region}
    )
    return tuple(names[:_MOST_CANDIDATES])


@lru_cache(maxsize=1024)
def near_misses(word: str, region: str | None) -> tuple[str, ...]:
    """Names of a region with a form at most two letters away from a word that is in no gazetteer."""
    if region is None or not 5 <= len(word) <= _LONGEST:
        return ()
    key = fold(word) if word.isascii() else word
    letters = set(key)
    scored: set[tuple[int, str]] = set()
    for form, name in forms_of(region).get(key[:1], ()):
        if abs(len(form) - len(key)) > 2 or len(letters.symmetric_difference(form)) > 4:
            continue
        distance = _distance(key, form)
        if distance <= 2:
            scored.add((distance, name))
    nearest = min(scored, default=(0, ""))[0]
    return tuple(name for distance, name in sorted(scored) if distance == nearest)[:_MOST_CANDIDATES]


def _distance(one: str, two: str) -> int:
    """Levenshtein's distance, 3 standing for any that is more than two."""
    if abs(len(one) - len(two)) > 2:
        return 3
    row = list(range(len(two) + 1))
    for i, a in enumerate(one, 1):
        above, row[0] = row[0], i
        for j, b in enumerate(two, 1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (a != b))
        if min(row) > 2:
            return 3
    return row[-1]
