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
from extraction.place_context import Context, has_evidence, may_be_elliptic, read_context
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
from extraction.place_words import GIVEN, heads, trigger_words, word_flags
from extraction.tokens import Token

_group_of = attrgetter("group")
_DASHES = frozenset("-–—")


@dataclass(slots=True)
class _Last:
    """The name before: a name right after it («Ивановка Суджанского района») shares its context."""

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
    items = _scan(tokens, home_region)
    if not items:
        return []
    settler = Settler(tokens, text, home_region)
    last = _Last()
    for _, members in groupby(link(tokens, items), key=_group_of):
        settler.add_group(_accept(tokens, list(members), last))
    return settler.settle()


def _scan(tokens: Sequence[Token], home_region: str | None) -> list[Item]:
    """The names of a text one by one."""
    known, triggers = forms(), trigger_words()
    items: list[Item] = []
    done = 0
    for at, token in enumerate(tokens):
        word = token[0]
        if token[4] and at >= done and (fold(word) if word.isascii() else word) in known:
            item = read_item(tokens, at, done)
        elif word in triggers and at >= done:
            item = _read_unknown(tokens, at, items)
        elif word in OFFICE_WORDS:
            item = read_capital(tokens, at, home_region)
        elif token[4] and at >= done:
            item = read_misspelt_town(tokens, at)
        else:
            continue
        if item is not None:
            if items and item.first < items[-1].last:
                item.first = items[-1].last
            items.append(item)
            done = item.last
    return items


def _read_unknown(tokens: Sequence[Token], at: int, items: Sequence[Item]) -> Item | None:
    if heads().get(tokens[at].norm) != "district":
        return read_unknown_town(tokens, at)
    item = read_unknown_district(tokens, at)
    return None if item is None or (items and item.name_first < items[-1].last) else item


def _accept(tokens: Sequence[Token], group: list[Item], last: _Last) -> list[tuple[Item, Context]]:
    """The members of a list that are places, with their contexts; they share the list's preposition."""
    share_heads(tokens, group)
    accepted: list[tuple[Item, Context]] = []
    inherited: Context | None = None
    strong = any(not _is_weak(item) for item in group)
    for item in group:
        context = read_context(tokens, item, last.end)
        if not context.prep and not context.vetoed and context.role == "at":
            context = inherited or last.context_for(tokens, item) or context
        if not context.vetoed:
            inherited = context
            if _is_place(tokens, item, context, listed=strong and len(group) > 1):
                accepted.append((item, context))
        last.end, last.context = item.last, context
    return accepted


def _is_weak(item: Item) -> bool:
    return item.name.weak


def _is_place(tokens: Sequence[Token], item: Item, context: Context, *, listed: bool) -> bool:
    if item.head:
        return True
    if _is_given_name(tokens, item) and not context.prep:
        return False
    if item.known and not item.latin and _leans(item):
        return may_be_elliptic(tokens, item, context, listed=listed)
    if _is_weak(item):
        return has_evidence(context, item, listed=listed)
    return True


def _is_given_name(tokens: Sequence[Token], item: Item) -> bool:
    alone = item.name_last - item.name_first == 1
    return item.latin and alone and bool(word_flags(tokens[item.name_first].norm) & GIVEN)


def _leans(item: Item) -> bool:
    """Whether a word is only an adjective, or a town that looks like one («в Советском», «в Грозном»)."""
    return item.letters <= ONLY_LEANING and (item.letters != {"t"} or item.name.adjective_like)
