"""Place finding: the names of regions, seas, districts, towns and settlements in a text, each with its role.

One dictionary look-up per token; everything else is done only where a name was met. A name that cannot be
settled is given as `unresolved`, never dropped and never guessed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import compress, count
from operator import attrgetter

from extraction.gazetteer import forms
from extraction.place_capitals import OFFICE_WORDS, read_capital
from extraction.place_context import OPENING_QUOTES, Context, has_evidence, may_be_elliptic, read_context
from extraction.place_ellipsis import restore_heads
from extraction.place_items import (
    Item,
    look_up,
    read_item,
)
from extraction.place_lists import is_number, link, share_heads
from extraction.place_match import PlaceMatch
from extraction.place_settling import Settler
from extraction.place_unknowns import read_misspelt_town, read_unknown_district, read_unknown_town
from extraction.place_words import GIVEN, NO_PLACE, endings, heads, trigger_words, word_flags
from extraction.tokens import Tokens

_KNOWN, _TRIGGER, _OFFICE, _TOWN_LIKE, _WARNING = 1, 2, 4, 8, 16
_IS_WEAK = attrgetter("name.weak")
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

    def context_for(self, tokens: Tokens, item: Item) -> Context | None:
        if self.context is None:
            return None
        if item.first == self.end:
            near = self.context.role == "near"
            return replace(self.context, role="at") if near else self.context
        dashed = item.first == self.end + 1 and tokens.norms[self.end] in _DASHES
        return self.context if dashed and self.context.role == "passing" else None


def find_places(
    tokens: Tokens, text: str, home_region: str | None, duties: Sequence[int] | None = None
) -> list[PlaceMatch]:
    """All places named in a text, in order. `home_region`: ISO code of the source's region, if it has one.

    `duties`: those of each token (see duty_of), where they are known.
    """
    if duties is None:
        duties = [duty_of(token.norm, capital=token.capital) for token in tokens]
    items, warned = _scan(tokens, duties, home_region)
    if not items:
        return []
    settler = Settler(tokens, text, home_region)
    last = _Last(warned)
    groups = link(tokens, items)
    for group in groups:
        if len(group) > 1:
            share_heads(tokens, group)
    if len(items) > 1:
        restore_heads(tokens, items)
    for group in groups:
        settler.add_group(_accept(tokens, group, last))
    return settler.settle()


def duty_of(word: str, *, capital: bool) -> int:
    """Which look-ups a word asks for, as bits; `capital`: whether it is written with one."""
    duty = _WARNING if word in OPENING_QUOTES or word_flags(word) & NO_PLACE else 0
    duty |= _TRIGGER if word in trigger_words() else 0
    duty |= _OFFICE if word in OFFICE_WORDS else 0
    if capital:
        duty |= _KNOWN if look_up(word) in forms() else 0
        duty |= _TOWN_LIKE if word.endswith(endings("town")) else 0
    return duty


def _scan(tokens: Tokens, duties: Sequence[int], home_region: str | None) -> tuple[list[Item], bool]:
    """The names of a text one by one, and whether it has quotation marks or words of streets and the like."""
    items: list[Item] = []
    done = met = 0
    for at in compress(count(), duties):
        duty = duties[at]
        met |= duty
        if duty == _WARNING or (at < done and not duty & _OFFICE):
            continue
        item = (
            read_item(tokens, at, done)
            if duty & _KNOWN
            else _read_unlisted(tokens, at, duty, done, home_region)
        )
        if item is None:
            continue
        if items and item.first == done + 1 and _repeats(tokens, items[-1], item):
            items[-1].last = item.last
        else:
            overlap = done - item.first
            if overlap > 0:
                item.first = done
            items.append(item)
        done = item.last
    return items, met & _WARNING > 0


def _read_unlisted(tokens: Tokens, at: int, duty: int, done: int, home_region: str | None) -> Item | None:
    """The name at a token that is not itself in the gazetteer; `done`: the end of the name before."""
    if duty & _TRIGGER:
        if heads().get(tokens.norms[at]) != "district":
            return read_unknown_town(tokens, at)
        item = read_unknown_district(tokens, at)
        return None if item is None or item.name_first < done else item
    if duty & _OFFICE:
        return read_capital(tokens, at, home_region)
    return read_misspelt_town(tokens, at)


def _repeats(tokens: Tokens, before: Item, item: Item) -> bool:
    """The second half of a region's double name: «Кемеровской области – Кузбассе», «Саха (Якутия)»."""
    if "r" not in item.name.letters or tokens.norms[before.last] not in _DOUBLES:
        return False
    regions = {entry.region for entry in before.name.entries("rfmh")}
    return any(entry.region in regions for entry in item.name.entries("r"))


def _accept(tokens: Tokens, group: list[Item], last: _Last) -> list[Item]:
    """The members of a list that are places, given their contexts; they share the list's preposition."""
    listed = len(group) > 1 and not all(map(_IS_WEAK, group))
    accepted: list[Item] = []
    inherited: Context | None = None
    for item in group:
        context = read_context(tokens, item, last.end, warned=last.warned)
        if not context.prep and context.role == "at":
            context = inherited or last.context_for(tokens, item) or context
        if not context.vetoed:
            inherited = context
            if item.head or _is_place(tokens, item, context, listed=listed):
                item.context = context
                accepted.append(item)
        last.end, last.context = item.last, context
    return accepted


def _is_place(tokens: Tokens, item: Item, context: Context, *, listed: bool) -> bool:
    """Whether a name without a head noun is used as a place."""
    if item.latin and not context.prep and _is_given_name(tokens, item):
        return False
    if item.name.leaning and not item.latin:
        return may_be_elliptic(tokens, item, context, listed=listed)
    if item.name.weak:
        return has_evidence(context, item, listed=listed) or _is_counted(tokens, item)
    return True


def _is_counted(tokens: Tokens, item: Item) -> bool:
    """«Ельцом – 2, Данковом – 1»: a name with a number of its own."""
    return tokens.norms[item.last] in _DASHES and is_number(tokens.norms[item.last + 1])


def _is_given_name(tokens: Tokens, item: Item) -> bool:
    alone = item.name_last - item.name_first == 1
    return alone and bool(word_flags(tokens.norms[item.name_first]) & GIVEN)
