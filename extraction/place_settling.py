"""Turns the accepted names of a text into matches: kinds first, then regions, then homonyms one by one."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from domain.region import MOSCOW_REGION
from extraction.gazetteer import Entry
from extraction.place_context import Context
from extraction.place_homonyms import (
    Scope,
    homonym_names,
    is_generic_district,
    near_misses,
    prefers_home,
    settle,
)
from extraction.place_items import Item
from extraction.place_kinds import Choice, choose_kind
from extraction.place_match import PlaceKind, PlaceMatch
from extraction.place_names import nominative_district, nominative_village, written_name
from extraction.tokens import Shape, Token

_BESIDE = frozenset((",", "(", "of", "in", "в", "the"))
_SENTENCE_ENDS = frozenset(".!?…")
_APPOSED = 1000  # added to a group's number: a list of its own, as no text has a thousand lists
_SILENT_ROLES = frozenset(("border", "toward"))


@dataclass(slots=True)
class _Found:
    item: Item
    context: Context
    choice: Choice
    regions: tuple[str, ...] = ()


class Settler:
    """Settles the names of one text together, since one name's region may decide another's."""

    def __init__(self, tokens: Sequence[Token], text: str, home: str | None) -> None:
        self._tokens = tokens
        self._text = text
        self._home = home
        self._near = frozenset((home,) if home else ())
        self._found: list[_Found] = []
        self._sentences: list[int] = []

    def add_group(self, members: Sequence[tuple[Item, Context]]) -> None:
        """Adds one coordinated list."""
        items = [item for item, _ in members]
        for item, context in members:
            choice = choose_kind(item, items, self._near)
            if choice is None:
                continue
            regions: tuple[str, ...] = ()
            if choice.kind == "composite":
                regions = MOSCOW_REGION
            elif choice.kind == "region":
                regions = (choice.entries[0].region,)
            self._found.append(_Found(item, context, choice, regions))
        self._part_apposition([found for found in self._found if found.item in items])

    def _part_apposition(self, group: Sequence[_Found]) -> None:
        """ "Taganrog, Rostov Region": the region says where the town is and is not the next of the list."""
        for town, region in pairwise(group):
            between = self._tokens[town.item.last : region.item.first]
            inside = any(entry.region in region.regions for entry in town.choice.entries)
            if (
                region.choice.kind == "region"
                and not town.regions
                and inside
                and [t.norm for t in between] == [","]
            ):
                region.item.group = _APPOSED + region.item.group

    def settle(self) -> list[PlaceMatch]:
        """All matches in order."""
        matches = []
        for index, found in enumerate(self._found):
            match = self._match(index, found)
            found.regions = found.regions or match.regions
            matches.append(match)
        return matches

    def _match(self, index: int, found: _Found) -> PlaceMatch:
        choice, item = found.choice, found.item
        if choice.kind in ("region", "composite", "sea", "foreign"):
            name = choice.entries[0].name if choice.entries else written_name(self._text, self._tokens, item)
            return self._made(found, found.regions, choice.kind, name)
        sure = self._sure_entry(choice)
        if sure is not None:
            kind: PlaceKind = "district" if choice.kind == "district" else _town_kind(sure)
            return self._made(found, (sure.region,), kind, sure.name)
        scope = self._scope(index, found)
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

    def _district(self, found: _Found, scope: Scope) -> PlaceMatch:
        entries = found.choice.entries
        entry = settle(entries, scope)
        if entry is not None:
            return self._made(found, (entry.region,), "district", entry.name)
        name = (
            entries[0].name
            if entries
            else nominative_district(written_name(self._text, self._tokens, found.item))
        )
        home = scope.first
        if home is not None and not found.item.latin and (not entries or is_generic_district(name)):
            return self._made(found, (home,), "district", name)
        candidates = homonym_names(entries) or near_misses(self._tokens[found.item.name_first].norm, home)
        return self._made(
            found, (), "unresolved", written_name(self._text, self._tokens, found.item), candidates
        )

    def _town(self, found: _Found, scope: Scope) -> PlaceMatch:
        entries = found.choice.entries
        written = written_name(self._text, self._tokens, found.item)
        exact = [entry for entry in entries if entry.name.replace("ё", "е") == written.replace("ё", "е")]
        if found.item.head == "village" and exact:
            entries = tuple(exact)
        home = scope.first
        if home is not None and prefers_home(entries, scope):
            return self._made(found, (home,), "settlement", entries[0].name)
        entry = settle(entries, scope)
        if entry is not None:
            return self._made(found, (entry.region,), _town_kind(entry), entry.name)
        return self._made(found, (), "unresolved", written, homonym_names(entries))

    def _unknown(self, found: _Found, scope: Scope) -> PlaceMatch:
        written = written_name(self._text, self._tokens, found.item)
        region = scope.first
        if found.item.head == "village":
            noun = self._tokens[found.item.first].norm
            return self._made(
                found, (region,) if region else (), "settlement", nominative_village(written, noun)
            )
        candidates = near_misses(self._tokens[found.item.name_first].norm, region)
        return self._made(found, (), "unresolved", written, candidates)

    def _made(
        self,
        found: _Found,
        regions: tuple[str, ...],
        kind: PlaceKind,
        name: str,
        candidates: tuple[str, ...] = (),
    ) -> PlaceMatch:
        item, context = found.item, found.context
        first = item.name_first if item.before and item.head in ("village", "city") else item.first
        return PlaceMatch(
            first, item.last, regions, kind, name, candidates, context.prep, item.group, context.role
        )

    def _scope(self, index: int, found: _Found) -> Scope:
        here = self._sentence(found.item.first)
        attached: tuple[str, ...] = ()
        last_spoken: set[tuple[str, ...]] = set()
        spoken_in = -1
        before: list[tuple[str, ...]] = []
        after: list[tuple[str, ...]] = []
        group = found.item.group
        for k, other in enumerate(self._found):
            if other.choice.kind not in ("region", "composite") or other.context.role in _SILENT_ROLES:
                continue
            sentence = self._sentence(other.item.first)
            if k > index and sentence == here:
                if not attached and self._is_beside(index, k):
                    attached = other.regions
                elif other.context.role != "passing" or self._home is None:
                    after.append(other.regions)
            elif k < index and sentence == here:
                if other.context.role != "passing" or self._home is None:
                    before.append(other.regions)
            elif k < index:
                last_spoken = last_spoken if sentence == spoken_in else set()
                last_spoken.add(other.regions)
                spoken_in = sentence
        listed = tuple(
            {r for o in self._found if o.item.group == group and o is not found for r in self._sure(o)}
        )
        return Scope(
            attached,
            before[-1] if before else (),
            self._home,
            after[0] if after else (),
            listed if len(listed) == 1 else (),
            next(iter(last_spoken)) if len(last_spoken) == 1 else (),
        )

    def _is_beside(self, index: int, region: int) -> bool:
        """Whether a region stands right after the list of a name («Рузского района Московской области»)."""
        group = self._found[index].item.group
        last = max(k for k, other in enumerate(self._found) if other.item.group == group and k <= region)
        end = self._found[last].item.last if last != region else self._found[region - 1].item.last
        if last == region and self._found[region - 1].item.group != group:
            return False
        start = self._found[region].item.first
        return start - end <= 3 and all(token.norm in _BESIDE for token in self._tokens[end:start])

    def _sure(self, other: _Found) -> tuple[str, ...]:
        if other.regions or other.choice.kind not in ("city", "district", "settlement"):
            return other.regions if other.choice.kind not in ("region", "composite") else ()
        regions = {entry.region for entry in other.choice.entries}
        return tuple(regions) if len(regions) == 1 else ()

    def _sentence(self, at: int) -> int:
        if not self._sentences:
            self._sentences = _number_sentences(self._tokens)
        return self._sentences[at]


def _town_kind(entry: Entry) -> PlaceKind:
    return "city" if entry.kind == "city" else "settlement"


def _number_sentences(tokens: Sequence[Token]) -> list[int]:
    """The number of the sentence of each token; a dot before a lower-case word or a figure ends none."""
    numbers, sentence = [], 0
    for at, token in enumerate(tokens):
        numbers.append(sentence)
        if token.shape is Shape.LINE:
            sentence += 1
        elif token.norm in _SENTENCE_ENDS:
            following = tokens[at + 1] if at + 1 < len(tokens) else None
            short = at > 0 and len(tokens[at - 1].norm) <= 2 and tokens[at - 1].shape is Shape.WORD
            if following is not None and following.capital and not short:
                sentence += 1
    return numbers
