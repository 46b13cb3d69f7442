"""Classes of the words around place names, as bits: one cached look-up answers most questions about a word.

The words stand in data/place_words.tsv.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

PREPOSITION = 1 << 0
PERSONAL = 1 << 1
"""Prepositions that go with persons rather than with towns."""
NEAR_PREPOSITION = 1 << 2
LEAD_IN = 1 << 3
"""Words between a preposition and the name: «над территорией», "over the waters of"."""
PASSING = 1 << 4
"""Words that make what they govern merely mentioned: «жители», «аэропорт», «губернатор»."""
PASSING_AFTER = 1 << 5
NEAR = 1 << 6
BORDER = 1 << 7
COURSE = 1 << 8
FLIGHT = 1 << 9
NO_PLACE = 1 << 10
"""Streets, hospitals, plants: a name beside them is theirs."""
TITLE = 1 << 11
JOINT = 1 << 12
MODIFIER = 1 << 13
"""Adjectives between a name and its noun: «муниципальный», «автономный»."""
FOLLOW = 1 << 14
"""Beginnings of words that may follow an adjective without its noun: «над Калужской сбиты»."""
GIVEN = 1 << 15
NOT_NAME = 1 << 16
SHORT_WORD = 1 << 17
_BIT = {name: bit for name, bit in globals().items() if name.isupper() and isinstance(bit, int)}
_MEMORY = 20_000
_TOWN_HEADS = ("village", "city")


@cache
def _rows() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Class and words of each line, sets of endings spelt out."""
    text = files("extraction").joinpath("data/place_words.tsv").read_text(encoding="utf-8")
    lines = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    sets = {name[1:]: words.split() for name, words in lines if name.startswith("@")}
    return tuple(
        (name, tuple(form for word in words.split() for form in _spell_out(word, sets)))
        for name, words in lines
        if not name.startswith("@")
    )


def _spell_out(word: str, sets: Mapping[str, list[str]]) -> Iterator[str]:
    stem, brace, ending_set = word.partition("{")
    if not brace:
        yield word
        return
    for ending in sets[ending_set.rstrip("}")]:
        yield stem + ending.replace("0", "")


@cache
def heads() -> Mapping[str, str]:
    """Nouns → the kind of place: oblast, krai, republic, any, district, area, county, village, city, море"""
    return {
        word: name.removeprefix("head ")
        for name, words in _rows()
        if name.startswith("head ")
        for word in words
    }


@cache
def short_heads() -> Mapping[str, str]:
    """Abbreviations before a dot: «г.» → city, «с.», «пос.» → village."""
    return {
        word: name.removeprefix("short ")
        for name, words in _rows()
        if name.startswith("short ")
        for word in words
    }


@cache
def endings(kind: str) -> tuple[str, ...]:
    """Endings of adjectives ("adjective") and of towns' names ("town") in any case."""
    return tuple(word for name, words in _rows() if name == f"ends {kind}" for word in words)


@cache
def trigger_words() -> frozenset[str]:
    """Words before or after which even an unknown name is a place's: «село», «район», «г.»."""
    kinds = (*_TOWN_HEADS, "district")
    return frozenset(
        word for table in (heads(), short_heads()) for word, kind in table.items() if kind in kinds
    )


@cache
def _bits() -> tuple[Mapping[str, int], Mapping[str, int], tuple[int, ...]]:
    """Bits of whole words, and of beginnings of words with the lengths that these have."""
    words: dict[str, int] = {}
    stems: dict[str, int] = {}
    for name, members in _rows():
        bit = _BIT.get(name, 0)
        for member in members if bit else ():
            table, key = (stems, member[:-1]) if member.endswith("-") else (words, member)
            table[key] = table.get(key, 0) | bit
    for word, kind in heads().items():
        if kind in (*_TOWN_HEADS, "district"):
            words[word] = words.get(word, 0) | LEAD_IN
    return words, stems, tuple({len(stem) for stem in stems})


class _Flags(dict[str, int]):
    """The classes of words, found out once for each."""

    def __missing__(self, word: str) -> int:
        words, stems, lengths = _bits()
        flags = words.get(word, 0)
        for length in lengths:
            flags |= stems.get(word[:length], 0)
        if len(self) > _MEMORY:
            self.clear()
        self[word] = flags
        return flags


word_flags = _Flags().__getitem__
"""The classes of a word's normal form."""
