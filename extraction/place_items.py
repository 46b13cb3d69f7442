"""Single names in a text: what the gazetteer says of a word, and the noun that says what it is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from extraction.gazetteer import NO_NAME, Name, find_beginning
from extraction.latin import fold
from extraction.place_words import MODIFIER, NOT_NAME, PREPOSITION, endings, heads, short_heads, word_flags
from extraction.tokens import Shape, Token, Tokens

if TYPE_CHECKING:
    from extraction.place_context import Context
    from extraction.place_kinds import Choice

_OF_A_DISTRICT = ("ского", "цкого", "ской", "цкой", "ском", "цком", "sky", "skiy", "skoy")
_GOVERNORS = ("governor", "governor's", "gov", "regional")
_TOWN_HEADS = ("village", "city")
_LEAD_TO_HEADS = frozenset(("_", "м", "г", "обл", *_GOVERNORS))
_MEMORY, _LONGEST_KEPT = 20_000, 40
_BEFORE_NAMES = ("of", ":", "-", "–", "—")
_MANY_ENDS = ("ей", "ям", "ями", "ях", "ах", "ов", "ам", "ами", "ы", "и")


class Item:
    """A name with its own head noun: tokens `first:last` with the head, `name_first:name_last` without.

    `head`: the kind of the noun that goes with the name (place_words.heads), "" for none.
    `shared`: the head was taken over from a neighbour in the list. `before`: the head stands before the name.
    What it is used for comes later: `context` and `choice` once it is found to be a place, `regions` are
    empty until it is settled. Items are made by `new_item`.
    """

    __slots__ = (
        *("before", "first", "group", "head", "last", "latin", "many", "name", "name_first", "name_last"),
        *("choice", "context", "regions", "shared"),
    )
    choice: Choice
    context: Context
    regions: tuple[str, ...]
    first: int
    last: int
    name_first: int
    name_last: int
    name: Name
    latin: bool
    head: str
    many: bool
    before: bool
    shared: bool
    group: int


def new_item(first: int, last: int, name: Name, latin: bool) -> Item:
    """A name without a head noun so far. A function, for it is quicker than __init__."""
    item = Item()
    item.first = item.name_first = first
    item.last = item.name_last = last
    item.name = name
    item.latin = latin
    item.head = ""
    item.many = item.before = item.shared = False
    item.group = -1
    return item


def look_up(norm: str) -> str:
    """The key under which the gazetteer knows a word."""
    return fold(norm) if norm.isascii() else norm


def read_item(tokens: Tokens, at: int, limit: int = 0) -> Item | None:
    """The longest gazetteer name that begins at a token, with its head nouns; None when there is none.

    `limit`: the end of the name before, whose head noun is not this one's.
    """
    norms = tokens.norms
    word = norms[at]
    latin = word.isascii()
    beginning = find_beginning(fold(word) if latin else word)
    if beginning is None:
        return None
    name, end = beginning.alone, at + 1
    for rest, longer in beginning.longer:
        if _follows(norms, at + 1, rest):
            name, end = longer, end + len(rest)
            break
    if name is None:
        return None
    item = new_item(at, end, name, latin)
    if latin or name.adjectival:
        read_head_after(norms, item)
    if not item.head:
        read_head_before(norms, item, limit)
    if item.before and item.head == "village" and goes_on(tokens, item):
        item.name, item.name_last, item.last = NO_NAME, item.last + 1, item.last + 1
    return item


def _follows(norms: Sequence[str], at: int, rest: tuple[str, ...]) -> bool:
    for word in rest:
        norm = norms[at]
        if norm != word and not (norm and look_up(norm) == word):
            return False
        at += 1
    return True


class _HeadsAfter(dict[str, tuple[str, bool, bool] | None]):
    """Word after a name → the kind of place it says ("" for none), whether it is Latin, whether a plural.

    None where it takes more than the word to tell.
    """

    def __missing__(self, word: str) -> tuple[str, bool, bool] | None:
        entry: tuple[str, bool, bool] | None = None
        if word not in _LEAD_TO_HEADS and not (is_modifier(word) or word.endswith("'s")):
            head, latin = heads().get(word, ""), word.isascii()
            head = "" if head in _TOWN_HEADS else head
            entry = head, latin, word.endswith("s" if latin else _MANY_ENDS)
        if len(self) > _MEMORY:
            self.clear()
        if len(word) < _LONGEST_KEPT:
            self[word] = entry
        return entry


_HEADS_AFTER = _HeadsAfter()


def read_head_after(norms: Sequence[str], item: Item) -> None:
    """«Боровского муниципального округа», "Kaluga Region": sets the head and takes it into the item."""
    told = _HEADS_AFTER[norms[item.name_last]]
    if told is None:
        _read_distant_head(norms, item)
    elif told[0] and told[1] == item.latin:
        item.head, _, item.many = told
        item.last = item.name_last + 1


def _read_distant_head(norms: Sequence[str], item: Item) -> None:
    """The head noun where it is an abbreviation or stands after adjectives of its own."""
    at, autonomous = item.name_last, False
    if norms[at] == "_":
        at += 1  # a hashtag: #Калужская_область
    word = norms[at]
    while word_flags(word) & MODIFIER:
        autonomous = autonomous or word.startswith(("автоном", "autonom"))
        at += 1
        word = norms[at]
    head, last = _head_at(norms, at, latin=item.latin)
    if not head:
        if item.latin and word in _GOVERNORS and "e" in item.name.letters:
            item.head = "any"
        return
    if autonomous and head in ("district", "area"):
        head = "autonomous"
    item.head, item.last = head, last
    item.many = word.endswith("s" if item.latin else _MANY_ENDS)


def is_modifier(norm: str) -> bool:
    """Whether a word may stand between a name and its noun («Боровского муниципального округа»)."""
    return bool(word_flags(norm) & MODIFIER)


def _head_at(norms: Sequence[str], at: int, *, latin: bool) -> tuple[str, int]:
    """The kind of place a noun after a name says, and the end of the noun; "" for another word."""
    word = norms[at].removesuffix("'s")
    if word in ("м", "г") and norms[at + 1 : at + 4] == [".", "о", "."]:
        return "district", at + 4
    head = heads().get(word)
    if head is None or word.isascii() != latin or head in _TOWN_HEADS:
        return "", at
    return head, at + 1 + (word == "обл" and norms[at + 1] == ".")


@cache
def _leading_words() -> frozenset[str]:
    """The words before a name that may be its head noun or may stand between the noun and the name."""
    nouns = {word for word in heads() if not word_flags(word) & PREPOSITION}
    return frozenset(("типа", ".", *_BEFORE_NAMES, *nouns))


def read_head_before(norms: Sequence[str], item: Item, limit: int) -> None:
    """«в селе Козинка», "the city of Obninsk", «г. Ейск»: sets the head and takes it into the item."""
    at = item.name_first - 1
    if norms[at] not in _leading_words():
        return
    if at > 1 and norms[at] == "типа":  # «поселок городского типа Глубокий»
        at -= 2
    if at > 0 and norms[at] in _BEFORE_NAMES:
        at -= 1
    word = norms[at]
    if word == ".":
        head = short_heads().get(norms[at - 1], "")
        if head:
            item.head, item.before, item.first = head, True, at - 1
        return
    if at < limit or word.isascii() != item.latin:
        return
    head = _head_before(word, of=at + 1 < item.name_first)
    if head == "district" and (item.latin or word in ("районе", "район") or not _names_district(item, word)):
        return
    if head:
        item.head, item.before, item.first = head, True, at
        item.many = word.endswith(("s", "ies") if item.latin else _MANY_ENDS)


def _names_district(item: Item, noun: str) -> bool:
    """Whether a noun before a name may be of it; an «округ» may bear the name of its town."""
    return not item.name.letters.isdisjoint("dnt" if noun.startswith("округ") else "dn")


def _head_before(word: str, *, of: bool) -> str:
    head = heads().get(word)
    if head is None:
        return ""
    if head in ("village", "city", "district", "republic"):
        return head
    return head if of and word.isascii() and head in ("oblast", "krai", "any") else ""


def goes_on(tokens: Tokens, item: Item) -> bool:
    """Whether an adjective's noun follows («Новая Нелидовка») and not the adjective of its district."""
    at = item.name_last
    if at >= len(tokens) or at - item.name_first > 1 or not may_be_name(tokens[at]):
        return False
    if not tokens.norms[at - 1].endswith(endings("adjective")) or tokens.norms[at].endswith(_OF_A_DISTRICT):
        return False
    one_alphabet = tokens.norms[at].isascii() == tokens.norms[at][0].isascii() == item.latin
    return one_alphabet and not has_head_after(tokens, at + 1)


def has_head_after(tokens: Tokens, at: int) -> bool:
    """Whether a noun of places, or an adjective that leads to one, stands at a token."""
    return at < len(tokens) and (tokens.norms[at] in heads() or is_modifier(tokens.norms[at]))


def may_be_name(token: Token) -> bool:
    """Whether a word is written like a name and is not one that never is."""
    return (
        token.capital
        and token.shape is Shape.WORD
        and len(token.norm) > 2
        and not word_flags(token.norm) & NOT_NAME
    )
