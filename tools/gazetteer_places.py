"""Chooses one Russian name per district and settlement out of GeoNames and the hand-written tables."""

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from gazetteer_declension import is_adjective
from gazetteer_sources import RawPlace, clean, raw_districts, raw_settlements, read_table, strip_district

from extraction.latin import fold, romanise

_FEDERAL_CITIES = {"RU-MOW", "RU-SPE"}
_TYPE_WORDS = re.compile(
    r"^(город|посёлок|поселок|село|деревня|станица|хутор|пгт|рабочий посёлок)\s+", re.IGNORECASE
)
_LATIN_TYPES = re.compile(
    r"^(gorod|poselok|selo|derevnya|stanitsa|khutor|village)\s+|\s+village$", re.IGNORECASE
)
_RIVERS = {"Дону": "don", "Кубани": "kuban", "Амуре": "amur", "Оби": "ob"}
_BACK = (
    *(("shch", "щ"), ("zh", "ж"), ("kh", "х"), ("ts", "ц"), ("ch", "ч"), ("sh", "ш")),
    *(("yo", "ё"), ("yu", "ю"), ("ya", "я"), ("ye", "е")),
    *zip("abvgdeziklmnoprstufyj", "абвгдезиклмнопрстуфйй", strict=True),
)


@dataclass
class NamedPlace:
    """A place with its canonical name, other Russian names and keys of its Latin spellings."""

    region: str
    name: str
    kind: str
    population: int = 0
    aliases: set[str] = field(default_factory=set)
    latin: set[str] = field(default_factory=set)


def plain(name: str) -> str:
    """The form in which two spellings are the same name: lower case, «е» for «ё»."""
    return name.lower().replace("ё", "е")


def _overrides(what: str) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for row in read_table("gazetteer_overrides.tsv"):
        if row["what"] == what:
            out.setdefault(row["region"], []).extend(name.strip() for name in row["names"].split(","))
    return out


def _cyrillic_of(latin: str) -> str | None:
    """A district's adjective out of its English name («Zalegoshchensky» → Залегощенский), where it is one."""
    word = latin.split(maxsplit=1)[0].replace("\u2019", "'").lower()
    if not re.search(r"(sky|skiy|skoy)$", word):
        return None
    word = re.sub(r"(sk)(iy|y)$", r"\1ий", word).replace("skoy", "ской")
    out, i = "", 0
    while i < len(word):
        for old, new in _BACK:
            if word.startswith(old, i):
                out, i = out + new, i + len(old)
                break
        else:
            out, i = out + word[i].replace("'", "ь"), i + 1
    out = re.sub(r"л(?=ск)", "ль", out)
    out = re.sub(r"(?<=[бвгджзклмнпрстфхцчшщ])й(?=[бвгджзклмнпрстфхцчшщ])", "ы", out)
    return "-".join(part.capitalize() for part in out.split("-"))


def _adjective_of(raw: RawPlace) -> str | None:
    stripped = [strip_district(name) for name in raw.cyrillic]
    adjectives = [name for name in stripped if " " not in name and re.search(r"(ий|ый|ой)$", name)]
    own = [name for name in adjectives if not name.endswith(("ський", "ьскій"))]
    if own:
        return own[0]
    return None if stripped else _cyrillic_of(raw.latin[0])


def districts() -> list[NamedPlace]:
    """All districts named by an adjective, the hand-written ones first in their region."""
    added, dropped = _overrides("district"), _overrides("drop_district")
    found: dict[tuple[str, str], NamedPlace] = {}
    keys: set[tuple[str, str]] = set()

    def put(region: str, name: str) -> None:
        key = fold(romanise(name))
        if (region, key) not in keys and plain(name) not in map(plain, dropped.get(region, ())):
            keys.add((region, key))
            found[region, plain(name)] = NamedPlace(region, name, "district", latin={key})

    for region, names in added.items():
        for name in names:
            put(region, name)
    raws = sorted(raw_districts(), key=lambda raw: (not raw.cyrillic, raw.region, raw.latin))
    for raw in raws:
        name = _adjective_of(raw)
        if name is not None:
            put(raw.region, name)
    return sorted(found.values(), key=lambda place: (place.region, place.name))


def noun_districts() -> list[NamedPlace]:
    """Districts named by a noun: «городской округ Луховицы», «округ Шаховская»."""
    found: dict[tuple[str, str], NamedPlace] = {}
    for raw in raw_districts():
        if _adjective_of(raw) is not None or raw.region in _FEDERAL_CITIES:
            continue
        names = [
            strip_district(name) for name in raw.cyrillic if re.search("округ|район", name, re.IGNORECASE)
        ]
        name = next((n for n in names if is_name(n) and not re.search(r"ськ|ский$|[a-z]", n)), None)
        if name:
            found[raw.region, plain(name)] = NamedPlace(raw.region, name, "district")
    return sorted(found.values(), key=lambda place: (place.region, place.name))


def settlements() -> list[NamedPlace]:
    """Towns and settlements, one per name and region, the larger one where GeoNames has several."""
    towns = {
        row["region"]: [t.strip() for t in row["towns"].split(",")]
        for row in read_table("gazetteer_towns.tsv")
    }
    dropped = _overrides("drop_settlement")
    found: dict[tuple[str, str], NamedPlace] = {}
    for region, names in towns.items():
        for name in names:
            found[region, plain(name)] = _place(region, name, "city")
    for raw in raw_settlements():
        _merge(found, raw, dropped.get(raw.region, []) + dropped["*"])
    for region, names in _overrides("settlement").items():
        for name in names:
            found.setdefault((region, plain(name)), _place(region, name, "settlement")).name = name
    for region, pairs in _overrides("alias").items():
        for name, alias in (pair.split("=") for pair in pairs):
            found[region, plain(name)].aliases.add(alias)
            found[region, plain(name)].latin.add(fold(romanise(alias)))
    return sorted(found.values(), key=lambda place: (place.region, place.name))


def _place(region: str, name: str, kind: str) -> NamedPlace:
    place = NamedPlace(region, name, kind, latin={fold(romanise(name))})
    town, on, river = name.partition("-на-")
    if on and river in _RIVERS:  # "Slavyansk-on-Kuban"
        place.latin.add(fold(f"{romanise(town)}-on-{_RIVERS[river]}"))
    return place


def _merge(found: dict[tuple[str, str], NamedPlace], raw: RawPlace, dropped: list[str]) -> None:
    names = [_TYPE_WORDS.sub("", name) for name in raw.cyrillic]
    name = next((n for n in names if _is_town(found, raw.region, n)), None) or _best(names, raw.latin[0])
    if name is None or name in dropped or name in ("Москва", "Севастополь", "Санкт-Петербург"):
        return
    known = found.get((raw.region, plain(name)))
    if known is None:
        if raw.region in _FEDERAL_CITIES:
            return
        known = found[raw.region, plain(name)] = _place(raw.region, name, "settlement")
    known.population = max(known.population, raw.population)
    latin = _LATIN_TYPES.sub("", raw.latin[0].replace("\u2019", "'"))
    if latin.isascii():
        known.latin.add(" ".join(fold(word.lower()) for word in latin.split()))


def _is_town(found: dict[tuple[str, str], NamedPlace], region: str, name: str) -> bool:
    known = found.get((region, plain(name)))
    return known is not None and known.kind == "city"


def _best(names: list[str], latin: str) -> str | None:
    """The spelling nearest to the English one: other languages' names lose to the Russian one."""
    target = fold(_LATIN_TYPES.sub("", latin.lower().replace("\u2019", "'")))
    scored = [(SequenceMatcher(None, fold(romanise(name)), target).ratio(), name) for name in names]
    scored = [(score, name) for score, name in scored if score > 0.7 and not _foreign_ending(name)]
    return max(scored, key=lambda pair: (pair[0], pair[1]))[1] if scored else None


def _foreign_ending(name: str) -> bool:
    return bool(re.search(r"(ськ|ске$|цьк|ьке$|оўка|ське|ый-$)", name)) or not is_name(name)


def is_name(name: str) -> bool:
    """Whether every word begins like a Russian name's word (a capital, or a joint such as «на», «имени»)."""
    return all(word[0].isupper() or word in ("на", "имени", "над") for word in clean(name).split())


__all__ = ["NamedPlace", "districts", "is_adjective", "is_name", "plain", "settlements"]
