"""The gazetteer in memory: forms of names → what they may name. Loaded once, decoded name by name as met.

The files are built by tools/build_gazetteer.py; tools/gazetteer_index.py explains the letters.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

_TOWN_ADJECTIVES = ("ый", "ий", "ой", "ая", "ое", "ые", "ие")


@dataclass(frozen=True, slots=True)
class Entry:
    """One named place; `region` is "" for seas and foreign places, `population` 0 when unknown.

    `capital`: the name of a region's main town, "" for other kinds and for the cities that are regions.
    """

    kind: str
    region: str
    name: str
    population: int
    capital: str


_ADJECTIVE_LETTERS = frozenset("fmdsy")
_ONLY_LEANING = _ADJECTIVE_LETTERS | {"t"}


class Name:
    """All that one form may name: entries by class letter (see tools/gazetteer_index.py).

    `known`: whether the gazetteer has it. `weak`: the form is also a common word or a person's name.
    `adjectival`: it may be an adjective that leans on a head noun elsewhere. `leaning`: it is only that, or a
    town that looks like one («в Советском», «в Грозном»). `of_sea`: it may name a sea. Names are compared by
    identity.
    """

    __slots__ = ("adjectival", "by_letter", "known", "leaning", "letters", "of_sea", "weak")

    def __init__(
        self, by_letter: Mapping[str, tuple[Entry, ...]], *, weak: bool = False, adjective_like: bool = False
    ) -> None:
        self.by_letter, self.weak = by_letter, weak
        self.letters = letters = frozenset(by_letter)
        self.known, self.of_sea = bool(by_letter), not letters.isdisjoint("so")
        self.adjectival = not by_letter or not _ADJECTIVE_LETTERS.isdisjoint(letters)
        self.leaning = self.known and letters <= _ONLY_LEANING and (letters != {"t"} or adjective_like)

    def entries(self, letters: str) -> tuple[Entry, ...]:
        """The entries of the readings of some classes."""
        found: tuple[Entry, ...] = ()
        for letter in letters:
            found += self.by_letter.get(letter, ())
        return found


NO_NAME = Name({})
"""Of a word that the gazetteer does not know."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """What may begin with a word: itself (`alone`), and longer names by the words that must follow."""

    alone: Name | None
    longer: tuple[tuple[tuple[str, ...], Name], ...]


def _rows(name: str) -> Iterator[str]:
    text = files("extraction").joinpath("data", name).read_text(encoding="utf-8")
    return (line for line in text.split("\n") if line and not line.startswith("#"))


@cache
def forms() -> dict[str, str]:
    """First word of every form → its readings, still coded (most words of a text are not in it)."""
    return dict(line.split("\t", 1) for line in _rows("forms.tsv"))


@cache
def _entries() -> list[str]:
    return list(_rows("gazetteer.tsv"))


@cache
def get_entry(number: int) -> Entry:
    """The entry of a number; raises IndexError for a number no reading gives."""
    kind, region, name, population, capital = _entries()[number].split("\t")
    return Entry(kind, region, name, int(population), capital)


@cache
def find_beginning(word: str) -> Beginning | None:
    """What may begin with a word's normal form (Latin: its fold key); None for a word that begins no name."""
    coded = forms().get(word)
    if coded is None:
        return None
    by_rest: dict[tuple[str, ...], list[tuple[str, bool, Entry]]] = {}
    for reading in coded.split("|"):
        head, _, rest = reading.partition(":")
        weak = head[1] == "~"
        entry = get_entry(int(head[2:] if weak else head[1:]))
        by_rest.setdefault(tuple(rest.split()), []).append((head[0], weak, entry))
    names = {rest: _name(readings, single=not rest) for rest, readings in by_rest.items()}
    alone = names.pop((), None)
    return Beginning(alone, tuple(sorted(names.items(), key=lambda pair: (-len(pair[0]), pair[0]))))


def _name(readings: list[tuple[str, bool, Entry]], *, single: bool) -> Name:
    by_letter: dict[str, tuple[Entry, ...]] = {}
    for letter, _, entry in readings:
        by_letter[letter] = (*by_letter.get(letter, ()), entry)
    like = single and any(entry.name.endswith(_TOWN_ADJECTIVES) for entry in by_letter.get("t", ()))
    return Name(by_letter, weak=all(weak for _, weak, _ in readings), adjective_like=like)


@cache
def capitals() -> dict[str, str]:
    """The main town of each region that has one; the cities that are regions have none."""
    rows = (line.split("\t") for line in _entries())
    return {row[1]: row[4] for row in rows if row[0] == "region" and row[4]}


@lru_cache(maxsize=8)
def forms_of(region: str) -> dict[str, list[tuple[str, str]]]:
    """First letter → one-word forms of a region's towns and districts, each with the canonical name."""
    rows = (row.split("\t", 3) for row in _entries())
    names = {str(number): row[2] for number, row in enumerate(rows) if row[1] == region}
    found: dict[str, list[tuple[str, str]]] = {}
    for form, coded in forms().items():
        for reading in coded.split("|"):
            name = names.get(reading[1:].removeprefix("~"))
            if name is not None and reading[0] in "td":
                found.setdefault(form[0], []).append((form, name))
    return found
