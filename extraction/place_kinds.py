"""What kind of place a name is, by its head noun or, without one, by its form and its list."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Literal, NamedTuple

from domain.region import MOSCOW_REGION
from extraction.gazetteer import Entry, Name
from extraction.place_items import Item
from extraction.place_match import PlaceKind

_HEADED_NAMES = {"krai": "край", "autonomous": "округ", "republic": "Республика", "oblast": "област"}
_WHOLE_NAMES: tuple[tuple[PlaceKind, str], ...] = (("region", "r"), ("sea", "o"), ("foreign", "x"))
_TOWNS = frozenset(("city", "district", "settlement"))
_MEMORY = 4096
_NOUNS = ("ск", "цк")
_LOCATIVE, _INSTRUMENTAL = frozenset(("в", "во", "на")), frozenset(("над", "под", "за", "между", "с"))
Case = Literal["", "locative", "instrumental"]
_WATERS = frozenset(("море", "залив", "пролив"))


class Choice:
    """The kind a name must be and the entries it may be: none for a place unknown to the gazetteer.

    `regions`: the ISO codes that the kind alone settles, for regions and the composite. `sure`: the region of
    all entries of a town or a district if it is one. Choices are shared between texts and are never changed.
    """

    __slots__ = ("entries", "kind", "regions", "sure")

    def __init__(self, kind: PlaceKind, entries: tuple[Entry, ...] = ()) -> None:
        self.kind, self.entries = kind, entries
        self.regions: tuple[str, ...] = (entries[0].region,) if kind == "region" else ()
        regions = {entry.region for entry in entries} if kind in _TOWNS else set()
        self.sure: tuple[str, ...] = tuple(regions) if len(regions) == 1 else ()


COMPOSITE = Choice("composite", (Entry("composite", "+".join(MOSCOW_REGION), "Московский регион", 0, ""),))
COMPOSITE.regions = MOSCOW_REGION


CRIMEA = Choice("region", (Entry("region", "UA-43", "Крым", 0, "Симферополь"),))


def read_case(word: str, preposition: str) -> Case:
    """«в Боровском» is of the adjective Боровский, «над Боровском» of the town Боровск; "" says nothing."""
    if not word.endswith(("ском", "цком")):
        return ""
    if preposition in _LOCATIVE:
        return "locative"
    return "instrumental" if preposition in _INSTRUMENTAL else ""


class Company(NamedTuple):
    """What the list of a name has in it: a noun for districts, a name that is a district's and no town's."""

    headed: bool
    districts: bool


def read_company(items: Iterable[Item]) -> Company:
    """What a list has in it."""
    headed = districts = False
    for item in items:
        headed = headed or item.head == "district"
        districts = districts or ("d" in item.name.letters and "t" not in item.name.letters)
    return Company(headed, districts)


class _Asked(NamedTuple):
    """What the kind of a name with a head noun hangs on; see Item."""

    name: Name
    head: str
    latin: bool
    before: bool


@lru_cache(maxsize=_MEMORY)
def choose_headed(name: Name, head: str, latin: bool, before: bool) -> Choice | None:
    """The kind of a name with a head noun, by what Item says of it; None when it cannot be a place."""
    item = _Asked(name, head, latin, before)
    if head in ("oblast", "krai", "republic", "any", "autonomous"):
        return _region(item)
    if head == "district":
        return _district(item)
    if head in _WATERS:
        return _of(name, "sea", "s", ending=head)
    if head == "peninsula":
        return CRIMEA if any(entry.name.startswith("Крым") for entry in name.entries("rdmfe")) else None
    if head == "county":
        return Choice("foreign", name.entries("xt"))
    return _town(item)


@lru_cache(maxsize=_MEMORY)
def choose_bare(name: Name, latin: bool, company: Company, home: str | None, case: Case) -> Choice | None:
    """The kind of a name without a head noun: whole names first, then adjectives by gender, towns between.

    `home`: the region of the source. None when it cannot be a place.
    """
    if not name.known:
        return Choice("unresolved")
    for kind, letter in _WHOLE_NAMES:
        if letter in name.letters and not (kind == "foreign" and _is_near(name.entries("t"), home)):
            return _of(name, kind, letter)
    if latin:
        return _bare_latin(name, company)
    if "f" in name.letters:
        return _of(name, "region", "f")
    if not name.letters.isdisjoint("dm"):
        return _bare_masculine(name, company, home, case)
    return _of(name, "city", "t") or _of(name, "foreign", "y")


def _of(name: Name, kind: PlaceKind, letters: str, *, ending: str = "") -> Choice | None:
    entries = tuple(entry for entry in name.entries(letters) if entry.name.endswith(ending))
    return Choice(kind, entries) if entries else None


def _region(item: _Asked) -> Choice | None:
    letters = (
        "er"
        if item.latin
        else {"oblast": "f", "krai": "m", "republic": "fhr", "any": "mf"}.get(item.head, "m")
    )
    entries = item.name.entries(letters[0] if item.latin and "e" in item.name.letters else letters)
    if item.head == "any" and not item.latin and any(entry.region == "RU-MOS" for entry in entries):
        return COMPOSITE
    wanted = _HEADED_NAMES.get(item.head, "")
    fitting = tuple(entry for entry in entries if wanted in entry.name)
    if item.head == "any" and len(fitting) > 1:  # "Altai Region" is the krai, as the republic says so
        fitting = tuple(entry for entry in fitting if "Республика" not in entry.name)
    if fitting or entries:
        return Choice("region", fitting or entries)
    return _of(item.name, "foreign", "xy")


def _district(item: _Asked) -> Choice | None:
    if item.before and not item.name.letters.isdisjoint("n"):
        return _of(item.name, "district", "dn")
    districts = item.name.entries("d") or item.name.entries("b")
    if districts:
        return Choice("district", districts)
    autonomous = tuple(entry for entry in item.name.entries("m") if "округ" in entry.name)
    if autonomous:
        return Choice("region", autonomous)
    if "y" in item.name.letters:
        return _of(item.name, "foreign", "y")
    if item.before and "t" in item.name.letters:  # «городскими округами Истра и Чехов»
        return _of(item.name, "district", "t")
    return None if item.name.known and not item.name.adjectival else Choice("district")


def _town(item: _Asked) -> Choice | None:
    if "r" in item.name.letters and item.head == "city":
        return _of(item.name, "region", "r")
    towns = item.name.entries("t")
    if towns:
        return Choice("settlement" if item.head == "village" else "city", towns)
    if "x" in item.name.letters:
        return _of(item.name, "foreign", "x")
    return Choice("settlement") if item.head == "village" else None


def _is_near(entries: tuple[Entry, ...], home: str | None) -> bool:
    return any(entry.region == home for entry in entries)


def _bare_latin(name: Name, company: Company) -> Choice | None:
    if "d" in name.letters and (company.districts or "t" not in name.letters):
        return _of(name, "district", "d")
    if "t" in name.letters:
        return Choice("city", name.entries("t"))
    return None


def _by_case(name: Name, case: Case) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    """The towns and the districts that a form may be of."""
    towns, districts = name.entries("t"), name.entries("d")
    if case == "locative":
        return tuple(entry for entry in towns if not entry.name.endswith(_NOUNS)), districts
    nouns = tuple(entry for entry in towns if entry.name.endswith(_NOUNS)) if case else ()
    return (nouns, ()) if nouns else (towns, districts)


def _bare_masculine(name: Name, company: Company, home: str | None, case: Case) -> Choice | None:
    """«в Жуковском»: the source's own town, else its own district, else the only thing it can be."""
    towns, districts = _by_case(name, case)
    if company.headed and districts and not towns:
        return Choice("district", districts)
    if any(entry.region == home and entry.kind == "city" for entry in towns):
        return Choice("city", towns)
    if any(entry.region == home for entry in districts):
        return Choice("district", districts)
    if towns:
        return Choice("city", towns)
    krais = tuple(entry for entry in name.entries("m") if "край" in entry.name or "округ" in entry.name)
    if krais:
        return Choice("region", krais)
    return Choice("district", districts) if districts else None
