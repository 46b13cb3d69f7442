"""Turns the accepted names of a text into matches: kinds first, then regions, then homonyms one by one."""

from collections.abc import Sequence
from itertools import pairwise

from extraction.gazetteer import Entry
from extraction.place_homonyms import (
    Scope,
    homonym_names,
    near_misses,
    prefers_home,
    settle,
)
from extraction.place_items import Item
from extraction.place_kinds import Choice, Company, choose_bare, choose_headed, read_case, read_company
from extraction.place_match import PlaceKind, PlaceMatch
from extraction.place_names import nominative_district, nominative_village, written_name
from extraction.place_scopes import Scopes
from extraction.tokens import Tokens

_WHOLE = frozenset(("region", "composite", "sea", "foreign"))
"""Kinds that are settled without a look at what stands around."""
_NAMED_AFTER = ("village", "city")
_APPOSED = 1000  # added to a group's number: a list of its own, as no text has a thousand lists


class Settler:
    """Settles the names of one text together, since one name's region may decide another's."""

    def __init__(self, tokens: Tokens, text: str, home: str | None) -> None:
        self._tokens = tokens
        self._text = text
        self._home = home or None
        self._found: list[Item] = []
        self._scopes: Scopes | None = None

    def add_group(self, members: Sequence[Item]) -> None:
        """Adds one coordinated list."""
        start = len(self._found)
        company: Company | None = None
        for item in members:
            if item.head:
                choice = choose_headed(item.name, item.head, item.latin, item.before)
            else:
                company = company or read_company(members)
                case = read_case(self._tokens.norms[item.name_last - 1], item.context.prep)
                choice = choose_bare(item.name, item.latin, company, self._home, case)
            if choice is not None:
                item.choice, item.regions = choice, choice.regions
                self._found.append(item)
        if len(self._found) - start > 1:
            self._part_apposition(self._found[start:])

    def _part_apposition(self, group: Sequence[Item]) -> None:
        """ "Taganrog, Rostov Region": the region says where the town is and is not the next of the list."""
        for town, region in pairwise(group):
            if region.choice.kind != "region" or town.regions:
                continue
            parted = self._tokens.norms[town.last : region.first]
            if parted == [","] and any(entry.region in region.regions for entry in town.choice.entries):
                region.group += _APPOSED

    def settle(self) -> list[PlaceMatch]:
        """All matches in order."""
        matches = []
        for index, found in enumerate(self._found):
            choice = found.choice
            if choice.kind in _WHOLE:
                entries = choice.entries
                name = entries[0].name if entries else written_name(self._text, self._tokens, found)
                matches.append(_made(found, found.regions, choice.kind, name))
                continue
            match = self._match(index, found)
            if match.regions and not found.regions:
                if self._scopes is not None:
                    self._scopes.note(index, match.regions)
                found.regions = match.regions
            matches.append(match)
        return matches

    def _match(self, index: int, found: Item) -> PlaceMatch:
        """A town, a district or a village."""
        choice = found.choice
        sure = self._sure_entry(choice)
        if sure is not None:
            kind: PlaceKind = "district" if choice.kind == "district" else _town_kind(sure)
            return _made(found, (sure.region,), kind, sure.name)
        scope = self._scope(index)
        if choice.kind == "district":
            return self._district(found, scope)
        if choice.entries:
            return self._town(found, scope)
        return self._unknown(found, scope)

    def _sure_entry(self, choice: Choice) -> Entry | None:
        """The only entry of a name, unless it is a village elsewhere that may be one at home."""
        if len(choice.entries) != 1:
            return None
        entry = choice.entries[0]
        return entry if entry.kind != "settlement" or entry.region == self._home else None

    def _district(self, found: Item, scope: Scope) -> PlaceMatch:
        entries = found.choice.entries
        entry = settle(entries, scope)
        if entry is not None:
            return _made(found, (entry.region,), "district", entry.name)
        name = (
            entries[0].name if entries else nominative_district(written_name(self._text, self._tokens, found))
        )
        home = scope.first
        if home is not None and (entries or not found.latin):
            candidates = () if entries else self._district_meant(found, home)
            return _made(found, (home,), "district", name, candidates)
        candidates = homonym_names(entries) or near_misses(self._tokens[found.name_first].norm, home)
        return _made(found, (), "unresolved", written_name(self._text, self._tokens, found), candidates)

    def _district_meant(self, found: Item, home: str) -> tuple[str, ...]:
        """Districts of the region that an unknown one may be, misspelt: shown to a person, never used."""
        near = near_misses(self._tokens[found.name_first].norm, home)
        return tuple(name for name in near if name.endswith(("ий", "ой")))

    def _town(self, found: Item, scope: Scope) -> PlaceMatch:
        entries = found.choice.entries
        written = written_name(self._text, self._tokens, found)
        exact = [entry for entry in entries if entry.name.replace("ё", "е") == written.replace("ё", "е")]
        if found.head == "village" and exact and (self._has_home(exact) or not self._has_home(entries)):
            entries = tuple(exact)
        home = scope.first
        if home is not None and prefers_home(entries, scope):
            return _made(found, (home,), "settlement", entries[0].name)
        entry = settle(entries, scope)
        if entry is not None:
            return _made(found, (entry.region,), _town_kind(entry), entry.name)
        return _made(found, (), "unresolved", written, homonym_names(entries))

    def _has_home(self, entries: Sequence[Entry]) -> bool:
        return any(entry.region == self._home for entry in entries)

    def _unknown(self, found: Item, scope: Scope) -> PlaceMatch:
        written = written_name(self._text, self._tokens, found)
        region = scope.first
        if found.head == "village":
            noun = self._tokens[found.first].norm
            return _made(found, (region,) if region else (), "settlement", nominative_village(written, noun))
        candidates = near_misses(self._tokens[found.name_first].norm, region)
        return _made(found, (), "unresolved", written, candidates)

    def _scope(self, index: int) -> Scope:
        """The regions that may settle a name; what they hang on is gathered once, when first asked."""
        if len(self._found) == 1:
            return Scope(home=self._home)
        if self._scopes is None:
            self._scopes = Scopes(self._tokens, self._found, self._home)
        return self._scopes.scope_of(index)


def _town_kind(entry: Entry) -> PlaceKind:
    return "city" if entry.kind == "city" else "settlement"


def _made(
    found: Item, regions: tuple[str, ...], kind: PlaceKind, name: str, candidates: tuple[str, ...] = ()
) -> PlaceMatch:
    context, first = found.context, found.first
    if found.before and found.head in _NAMED_AFTER:
        first = found.name_first
    return PlaceMatch(
        first, found.last, regions, kind, name, candidates, context.prep, found.group, context.role
    )
