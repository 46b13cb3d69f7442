"""Which town's English name stands for which district: "Pochinok district" is Починковский."""

from collections import defaultdict

from gazetteer_places import NamedPlace, plain
from gazetteer_sources import read_table

from extraction.latin import fold

_VOWELS = "аеиоуыэюяь"
_SUFFIXES = ("ский", "овский", "евский", "инский", "енский", "анский", "янский", "ненский", "цкий", "ецкий")


def _joined(name: str) -> str:
    """«Новый Оскол» → «новооскол», as compound adjectives are built."""
    words = plain(name).split()
    firsts = [
        word[:-2] + ("е" if word.endswith(("ний", "няя", "нее", "ние")) else "о") for word in words[:-1]
    ]
    return "".join(firsts) + words[-1]


def _adjectives(name: str) -> set[str]:
    """The adjectives that language allows from a town's name; the right one is known by being a district."""
    joined = _joined(name)
    out = set()
    for base in {joined, plain(name).replace(" ", "-")}:
        stems = {base, base.rstrip(_VOWELS)}
        if base.endswith("ск"):
            out.add(base + "ий")
        if base.endswith("ец"):
            out.add(base[:-2] + "ецкий")
        if base.endswith(("ое", "ая", "ий", "ый", "ой")):
            stems.add(base[:-2])
        stems |= {stem[:-1] for stem in stems if stem[-1:] in "кц"} | {
            stem[:-2] for stem in stems if len(stem) > 5
        }
        stems |= {stem[:-2] + "к" for stem in stems if stem.endswith(("ок", "ек"))}
        out |= {stem + suffix for stem in stems for suffix in _SUFFIXES}
        out |= {
            stem[:-1] + hush + "ский"
            for stem in stems
            for soft, hush in (("г", "ж"), ("к", "ч"), ("х", "ш"))
            if stem.endswith(soft)
        }
    return out


def _nearness(district: str, town: str) -> float:
    """How much of the district's stem the town's name shares from its beginning; 0 when too little."""
    stem, joined = plain(district), _joined(town)
    shared = 0
    while shared < min(len(stem), len(joined)) and stem[shared] == joined[shared]:
        shared += 1
    return shared if shared >= 4 and shared >= len(joined) - 3 and shared >= len(stem) - 7 else 0.0


def link_districts(districts: list[NamedPlace], towns: list[NamedPlace]) -> dict[tuple[str, str], set[str]]:
    """District (region, plain name) → Latin keys of the town it is called after; at most one town each."""
    by_region: dict[str, list[NamedPlace]] = defaultdict(list)
    for town in towns:
        by_region[town.region].append(town)
    links: dict[tuple[str, str], set[str]] = {}
    for district in districts:
        best = max(by_region[district.region], key=lambda town: _score(district.name, town), default=None)
        if best is not None and _score(district.name, best)[0] > 0:
            links[district.region, plain(district.name)] = set(best.latin)
    for row in read_table("gazetteer_overrides.tsv"):
        for name, latin in (pair.split("=") for pair in row["names"].split(", ") if row["what"] == "link"):
            links.setdefault((row["region"], plain(name)), set()).add(_key(latin))
    return links


def _key(latin: str) -> str:
    return " ".join(fold(word) for word in latin.lower().split())


def _score(district: str, town: NamedPlace) -> tuple[float, int, str]:
    exact = 100.0 if plain(district) in _cached_adjectives(town.name) else 0.0
    return (exact + _nearness(district, town.name), town.population, town.name)


_CACHE: dict[str, set[str]] = {}


def _cached_adjectives(name: str) -> set[str]:
    if name not in _CACHE:
        _CACHE[name] = _adjectives(name)
    return _CACHE[name]
