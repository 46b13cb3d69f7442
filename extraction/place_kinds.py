"""What kind of place a name is, by its head noun or, without one, by its form and its list."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from domain.region import MOSCOW_REGION
from extraction.gazetteer import Entry
from extraction.place_items import Item
from extraction.place_match import PlaceKind

_HEADED_NAMES = {"krai": "край", "autonomous": "округ", "republic": "Республика", "oblast": "област"}
_WHOLE_NAMES: tuple[tuple[PlaceKind, str], ...] = (("region", "r"), ("sea", "o"), ("foreign", "x"))
_NOUNS = ("ск", "цк")
_LOCATIVE, _INSTRUMENTAL = frozenset(("в", "во", "на")), frozenset(("над", "под", "за", "между", "с"))
Case = Literal["", "locative", "instrumental"]
_WATERS = frozenset(("море", "залив", "пролив"))


class Choice(NamedTuple):
    """The kind a name must be and the entries it may be: none for a place unknown to the gazetteer."""

    kind: PlaceKind
    entries: tuple[Entry, ...] = ()


COMPOSITE = Choice("composite", (Entry("composite", "+".join(MOSCOW_REGION), "Московский регион", 0, ""),))


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


def read_company(items: Sequence[Item]) -> Company:
    """What a list has in it."""
    headed = districts = False
    for item in items:
        headed = headed or item.head == "district"
        districts = districts or ("d" in item.name.letters and "t" not in item.name.letters)
    return Company(headed, districts)


def choose_kind(item: Item, company: Company, near: frozenset[str], case: Case = "") -> Choice | None:
    """The kind of one name; None when it cannot be a place. `near`: the regions of the source."""
    if item.head in ("oblast", "krai", "republic", "any", "autonomous"):
        return _region(item)
    if item.head == "district":
        return _district(item)
    if item.head in _WATERS:
        return _of(item, "sea", "s", ending=item.head)
    if item.head == "county":
        return Choice("foreign", item.entries("xt"))
    if item.head in ("village", "city"):
        return _town(item)
    return _bare(item, company, near, case)


def _of(item: Item, kind: PlaceKind, letters: str, *, ending: str = "") -> Choice | None:
    entries = tuple(entry for entry in item.entries(letters) if entry.name.endswith(ending))
    return Choice(kind, entries) if entries else None


def _region(item: Item) -> Choice | None:
    letters = (
        "er"
        if item.latin
        else {"oblast": "f", "krai": "m", "republic": "fhr", "any": "mf"}.get(item.head, "m")
    )
    entries = item.entries(letters[0] if item.latin and "e" in item.letters else letters)
    if item.head == "any" and not item.latin and any(entry.region == "RU-MOS" for entry in entries):
        return COMPOSITE
    wanted = _HEADED_NAMES.get(item.head, "")
    fitting = tuple(entry for entry in entries if wanted in entry.name)
    if item.head == "any" and len(fitting) > 1:  # "Altai Region" is the krai, as the republic says so
        fitting = tuple(entry for entry in fitting if "Республика" not in entry.name)
    if fitting or entries:
        return Choice("region", fitting or entries)
    return _of(item, "foreign", "xy")


def _district(item: Item) -> Choice | None:
    if item.before and not item.letters.isdisjoint("n"):
        return _of(item, "district", "dn")
    districts = item.entries("d") or item.entries("b")
    if districts:
        return Choice("district", districts)
    autonomous = tuple(entry for entry in item.entries("m") if "округ" in entry.name)
    if autonomous:
        return Choice("region", autonomous)
    if "y" in item.letters:
        return _of(item, "foreign", "y")
    return None if item.known and not item.adjectival else Choice("district")


def _town(item: Item) -> Choice | None:
    if "r" in item.letters and item.head == "city":
        return _of(item, "region", "r")
    towns = item.entries("t")
    if towns:
        return Choice("settlement" if item.head == "village" else "city", towns)
    if "x" in item.letters:
        return _of(item, "foreign", "x")
    return Choice("settlement") if item.head == "village" else None


def _bare(item: Item, company: Company, near: frozenset[str], case: Case) -> Choice | None:
    """A name without a head noun: whole names first, then adjectives by their gender, towns between."""
    if not item.known:
        return Choice("unresolved")
    for kind, letter in _WHOLE_NAMES:
        if letter in item.letters and not (kind == "foreign" and _is_near(item.entries("t"), near)):
            return _of(item, kind, letter)
    if item.latin:
        return _bare_latin(item, company)
    if "f" in item.letters:
        return _of(item, "region", "f")
    if not item.letters.isdisjoint("dm"):
        return _bare_masculine(item, company, near, case)
    return _of(item, "city", "t") or _of(item, "foreign", "y")


def _is_near(entries: tuple[Entry, ...], near: frozenset[str]) -> bool:
    return any(entry.region in near for entry in entries)


def _bare_latin(item: Item, company: Company) -> Choice | None:
    if "d" in item.letters and (company.districts or "t" not in item.letters):
        return _of(item, "district", "d")
    if "t" in item.letters:
        return Choice("city", item.entries("t"))
    return None


def _by_case(item: Item, case: Case) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    """The towns and the districts that a form may be of."""
    towns, districts = item.entries("t"), item.entries("d")
    if case == "locative":
        return tuple(entry for entry in towns if not entry.name.endswith(_NOUNS)), districts
    nouns = tuple(entry for entry in towns if entry.name.endswith(_NOUNS)) if case else ()
    return (nouns, ()) if nouns else (towns, districts)


def _bare_masculine(item: Item, company: Company, near: frozenset[str], case: Case) -> Choice | None:
    """«в Жуковском»: the source's own town, else its own district, else the only thing it can be."""
    towns, districts = _by_case(item, case)
    if company.headed and districts and not towns:
        return Choice("district", districts)
    if any(entry.region in near and entry.kind == "city" for entry in towns):
        return Choice("city", towns)
    if any(entry.region in near for entry in districts):
        return Choice("district", districts)
    if towns:
        return Choice("city", towns)
    krais = tuple(entry for entry in item.entries("m") if "край" in entry.name or "округ" in entry.name)
    if krais:
        return Choice("region", krais)
    return Choice("district", districts) if districts else None
