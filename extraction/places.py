"""Place finding: the names of regions, seas, districts, towns and settlements in a text, each with its role.

One dictionary look-up per token; everything else is done only where a name was met. A name that cannot be
settled is given as `unresolved`, never dropped and never guessed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from extraction.gazetteer import forms
from extraction.latin import fold
from extraction.place_capitals import OFFICE_WORDS, read_capital
from extraction.place_context import OPENING_QUOTES, Context, has_evidence, may_be_elliptic, read_context
from extraction.place_items import (
    ONLY_LEANING,
    Item,
    read_item,
    read_misspelt_town,
    read_unknown_district,
    read_unknown_town,
)
from extraction.place_lists import link, share_heads
from extraction.place_match import PlaceMatch
from extraction.place_settling import Settler
from extraction.place_words import GIVEN, NO_PLACE, endings, heads, trigger_words, word_flags
from extraction.tokens import Token

_KNOWN, _TRIGGER, _OFFICE, _TOWN_LIKE, _WARNING = 1, 2, 4, 8, 16
_MEMORY = 20_000
_group_of = attrgetter("group")
_DOUBLES = frozenset("-–—(")
_DASHES = frozenset("-–—")


@dataclass(slots=True)
class _Last:
    """The name before: a name right after it («Ивановка Суджанского района») shares its context.

    `warned`: whether the text has quotation marks or words of streets and the like.
    """

    warned: bool
    end: int = 0
    context: Context | None = None

    def context_for(self, tokens: Sequence[Token], item: Item) -> Context | None:
        if self.context is None:
            return None
        if item.first == self.end:
            near = self.context.role == "near"
            return self.context._replace(role="at") if near else self.context
        dashed = item.first == self.end + 1 and tokens[self.end].norm in _DASHES
        return self.context if dashed and self.context.role == "passing" else None


def find_places(tokens: Sequence[Token], text: str, home_region: str | None) -> list[PlaceMatch]:
    """All places named in a text, in order. `home_region`: ISO code of the source's region, if it has one."""
    duties = _duties
    work = [(k, duty) for k, token in enumerate(tokens) if (duty := duties[token[0]])]
    items = _scan(tokens, work, home_region)
    if not items:
        return []
    settler = Settler(tokens, text, home_region)
    last = _Last(warned=any(duty & _WARNING for _, duty in work))
    for _, members in groupby(link(tokens, items), key=_group_of):
        settler.add_group(_accept(tokens, list(members), last))
    return settler.settle()


class _Duties(dict[str, int]):
    """Which look-ups a word asks for, found out once for each word."""

    def __missing__(self, word: str) -> int:
        duty = _KNOWN if (fold(word) if word.isascii() else word) in forms() else 0
        duty |= _TRIGGER if word in trigger_words() else 0
        duty |= _OFFICE if word in OFFICE_WORDS else 0
        duty |= _TOWN_LIKE if word.endswith(endings("town")) else 0
        duty |= _WARNING if word in OPENING_QUOTES or word_flags(word) & NO_PLACE else 0
        if len(self) > _MEMORY:
            self.clear()
        self[word] = duty
        return duty


_duties = _Duties()


def _scan(tokens: Sequence[Token], work: Sequence[tuple[int, int]], home_region: str | None) -> list[Item]:
    """The names of a text one by one. `work`: the tokens with a duty."""
    items: list[Item] = []
    done = 0
    for at, duty in work:
        if at < done and not duty & _OFFICE:
            continue
        item = _read(tokens, at, duty, items, home_region)
        if item is None:
            continue
        if items and _repeats(tokens, items[-1], item):
            items[-1].last = item.last
        else:
            if items and item.first < items[-1].last:
                item.first = items[-1].last
            items.append(item)
        done = item.last
    return items


def _read(
    tokens: Sequence[Token], at: int, duty: int, items: Sequence[Item], home_region: str | None
) -> Item | None:
    """The name at a token with a duty."""
    capital = tokens[at].capital
    if capital and duty & _KNOWN:
        return read_item(tokens, at, items[-1].last if items else 0)
    if duty & _TRIGGER:
        return _read_unknown(tokens, at, items)
    if duty & _OFFICE:
        return read_capital(tokens, at, home_region)
    return read_misspelt_town(tokens, at) if capital else None


def _repeats(tokens: Sequence[Token], before: Item, item: Item) -> bool:
    """The second half of a region's double name: «Кемеровской области – Кузбассе», «Саха (Якутия)»."""
    if "r" not in item.letters or item.first != before.last + 1 or tokens[before.last].norm not in _DOUBLES:
        return False
    regions = {entry.region for entry in before.entries("rfmh")}
    return any(entry.region in regions for entry in item.entries("r"))


def _read_unknown(tokens: Sequence[Token], at: int, items: Sequence[Item]) -> Item | None:
    if heads().get(tokens[at].norm) != "district":
        return read_unknown_town(tokens, at)
    item = read_unknown_district(tokens, at)
    return None if item is None or (items and item.name_first < items[-1].last) else item


def _accept(tokens: Sequence[Token], group: list[Item], last: _Last) -> list[tuple[Item, Context]]:
    """The members of a list that are places, with their contexts; they share the list's preposition."""
    if len(group) > 1:
        share_heads(tokens, group)
    accepted: list[tuple[Item, Context]] = []
    inherited: Context | None = None
    listed = len(group) > 1 and not all(item.name.weak for item in group)
    for item in group:
        context = read_context(tokens, item, last.end, warned=last.warned)
        if not context.prep and not context.vetoed and context.role == "at":
            context = inherited or last.context_for(tokens, item) or context
        if not context.vetoed:
            inherited = context
            if _is_place(tokens, item, context, listed=listed):
                accepted.append((item, context))
        last.end, last.context = item.last, context
    return accepted


def _is_place(tokens: Sequence[Token], item: Item, context: Context, *, listed: bool) -> bool:
    if item.head:
        return True
    if _is_given_name(tokens, item) and not context.prep:
        return False
    if item.known and not item.latin and _leans(item):
        return may_be_elliptic(tokens, item, context, listed=listed)
    if item.name.weak:
        return has_evidence(context, item, listed=listed)
    return True


def _is_given_name(tokens: Sequence[Token], item: Item) -> bool:
    alone = item.name_last - item.name_first == 1
    return item.latin and alone and bool(word_flags(tokens[item.name_first].norm) & GIVEN)


def _leans(item: Item) -> bool:
    """Whether a word is only an adjective, or a town that looks like one («в Советском», «в Грозном»)."""
    return item.letters <= ONLY_LEANING and (item.letters != {"t"} or item.name.adjective_like)
