"""The index of forms: first word → what may begin with it.

A reading is written as class letter, entry number and, after ":", the words that must follow ("t812:лук").
Classes: t town or settlement; d district's adjective; n district named by a noun (after «округ»);
b English name of a town that stands for a district before "district"; r region by itself; f, m region's
adjective, feminine or masculine; h region only after «Республика»; e English name before "Region"; o sea;
s sea's adjective; x foreign name; y foreign adjective.
A "~" after the class marks a form that is also a common word, a given name or a surname.
"""

from collections import defaultdict
from functools import cache
from itertools import product

import pymorphy3
from gazetteer_declension import adjective_cases, all_forms, feminine, noun_cases
from gazetteer_places import NamedPlace, plain
from gazetteer_sources import read_table

from extraction.latin import fold, romanise
from extraction.place_words import heads
from extraction.tokens import tokenize

_MORPH = pymorphy3.MorphAnalyzer()
_SURE_POPULATION = 100_000
_ENGLISH_WORDS = frozenset(
    [
        "never",
        "mama",
        "star",
        "beta",
        "harp",
        "parma",
        "luna",
        "bose",
        "bunge",
        "elton",
        "tara",
        "siva",
        "energy",
        "kama",
        "ural",
        "manas",
    ]
)
_SURNAME_ENDS = ("ов", "ев", "ин", "ын", "ова", "ева", "ина", "ову", "еву", "ину", "ове", "еве", "ине")


@cache
def _tags(word: str) -> tuple[str, ...]:
    return tuple(str(parse.tag) for parse in _MORPH.parse(word)) if _MORPH.word_is_known(word) else ()


def _is_personal(word: str) -> bool:
    return word.endswith(_SURNAME_ENDS) or any(
        mark in tag for tag in _tags(word) for mark in ("Name", "Surn", "Patr")
    )


def _is_common(word: str) -> bool:
    return any(
        not any(mark in tag for mark in ("Geox", "Name", "Surn", "Patr", "Orgn", "Trad"))
        for tag in _tags(word)
    )


class FormIndex:
    """Collects readings; `rows()` gives them in a fixed order."""

    def __init__(self) -> None:
        self._readings: dict[str, set[str]] = defaultdict(set)

    def add(self, letter: str, entry: int, form: str, *, weak: bool = False) -> None:
        """Adds one form of an entry; Latin forms are given as fold keys."""
        words = [token.norm for token in tokenize(form)]
        rest = ":" + " ".join(words[1:]) if len(words) > 1 else ""
        self._readings[words[0]].add(f"{letter}{'~' if weak else ''}{entry}{rest}")

    def rows(self) -> list[str]:
        """Lines "word, tab, readings"."""
        return [f"{word}\t{'|'.join(sorted(found))}" for word, found in sorted(self._readings.items())]


def _latin(index: FormIndex, letter: str, entry: int, names: str) -> None:
    for name in filter(None, names.split("|")):
        index.add(letter, entry, " ".join(fold(token.norm) for token in tokenize(name)))


def add_region(index: FormIndex, entry: int, row: dict[str, str]) -> None:
    """All names of one region (a row of gazetteer_regions.tsv)."""
    for name in filter(None, row["bare"].split("|")):
        for form in all_forms(name):
            index.add("r", entry, form)
    for letter, column in (("r", "fixed"), ("h", "needs_head")):
        for name in filter(None, row[column].split("|")):
            index.add(letter, entry, name)
            if name == "Алтай":
                for form in all_forms(name):
                    index.add(letter, entry, form)
    if row["adjective"]:
        _region_adjective(index, entry, row["adjective"])
    _latin(index, "r", entry, row["en_full"])
    _latin(index, "e", entry, row["en"])


def _region_adjective(index: FormIndex, entry: int, adjective: str) -> None:
    for letter, word in (("m", adjective), ("f", feminine(adjective))):
        for forms in adjective_cases(word):
            for form in forms:
                index.add(letter, entry, form)
    for word in (adjective, feminine(adjective)):
        index.add("e", entry, fold(romanise(word)))


def add_sea(index: FormIndex, entry: int, row: dict[str, str]) -> None:
    """A sea's adjective with and without its noun, and its English names."""
    adjective = row["adjective"]
    stem = adjective[:-2] if adjective.endswith(("ий", "ый")) else adjective
    if stem == adjective:
        forms = [stem + end for end in ("о", "а", "у", "ым", "ом", "")]
    else:
        neuter = stem + ("ее" if stem.endswith("н") and adjective.endswith("ний") else "ое")
        forms = sorted({f for word in (adjective, neuter) for c in adjective_cases(word) for f in c})
    for form in forms:
        index.add("s", entry, form)
    for name in filter(None, row["bare"].split("|")):
        for form in set().union(*noun_cases(name)):
            index.add("o", entry, form)
    index.add(
        "s", entry, fold(row["names_en"].split("|")[-1].removesuffix(" Sea").removeprefix("Sea of ").lower())
    )
    _latin(index, "o", entry, row["names_en"])


def add_foreign(index: FormIndex, entry: int, row: dict[str, str]) -> None:
    """A foreign name by itself and, for an oblast, its adjective."""
    for form in all_forms(row["name_ru"]):
        index.add("x", entry, form, weak=" " not in form and _is_common(plain(form)))
    if row["adjective"]:
        for word in (row["adjective"], feminine(row["adjective"])):
            for forms in adjective_cases(word):
                for form in forms:
                    index.add("y", entry, form)
    _latin(index, "x", entry, row["names_en"])


def add_district(index: FormIndex, entry: int, place: NamedPlace, linked: set[str]) -> None:
    """A district's adjective in all cases, its English form, and its town's English name (`linked`)."""
    for forms in zip(*map(adjective_cases, place.name.split()), strict=True):
        for words in product(*forms):
            index.add("d", entry, " ".join(words))
    for key in place.latin:
        index.add("d", entry, key)
    for key in linked:
        index.add("b", entry, key)


def add_noun_district(index: FormIndex, entry: int, place: NamedPlace) -> None:
    """A district named by a noun («городской округ Луховицы»)."""
    for form in all_forms(place.name):
        index.add("n", entry, form)


def add_settlement(index: FormIndex, entry: int, place: NamedPlace) -> None:
    """A town's or settlement's forms; those that are also common words or persons' names are marked."""
    for name in {place.name} | place.aliases:
        for form in all_forms(name):
            if plain(form) not in heads():  # «поселок» is no village of the name Посёлки
                index.add("t", entry, form, weak=_weak(form, place))
    personal = " " not in place.name and _is_personal(plain(place.name))
    for key in place.latin:
        index.add("t", entry, key, weak=personal or len(key) < 4 or key in _ENGLISH_WORDS)


def _weak(form: str, place: NamedPlace) -> bool:
    if " " in form or "-" in form:
        return False
    word = plain(form)
    if place.population >= _SURE_POPULATION:
        return any("Name" in tag or "Surn" in tag for tag in _tags(plain(place.name)))
    return _is_personal(word) or _is_common(word) or _is_personal(plain(place.name))


def region_rows() -> list[dict[str, str]]:
    """The hand-written names of the 89 regions."""
    return read_table("gazetteer_regions.tsv")
