"""Single names in a text: what the gazetteer says of a word, and the noun that says what it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from extraction.gazetteer import NO_NAME, Entry, Name, find_beginning, forms
from extraction.latin import fold
from extraction.place_words import MODIFIER, NOT_NAME, endings, heads, short_heads, word_flags
from extraction.tokens import Shape, Token

_BEFORE_TOWNS = frozenset(("в", "во", "над", "под", "около", "возле", "близ", "over", "near", "in"))
_OF_A_DISTRICT = ("ского", "цкого", "ской", "цкой", "ском", "цком", "sky", "skiy", "skoy")
_GOVERNORS = ("governor", "governor's", "gov")
_TOWN_HEADS = ("village", "city")
_MOST_NAMES = 3
_MANY_ENDS = ("ей", "ям", "ями", "ях", "ах", "ов", "ам", "ами", "ы", "и")
ADJECTIVE_LETTERS = frozenset("fmdsy")
ONLY_LEANING = ADJECTIVE_LETTERS | {"t"}


@dataclass(slots=True, eq=False)
class Item:
    """A name with its own head noun: tokens `first:last` with the head, `name_first:name_last` without.

    `head`: the kind of the noun that goes with the name (place_words.heads), "" for none.
    `shared`: the head was taken over from a neighbour in the list. `before`: the head stands before the name.
    """

    first: int
    last: int
    name_first: int
    name_last: int
    name: Name
    latin: bool
    head: str = ""
    many: bool = False
    before: bool = False
    shared: bool = False
    group: int = -1

    @property
    def known(self) -> bool:
        """Whether the gazetteer has the name."""
        return self.name is not NO_NAME

    @property
    def letters(self) -> frozenset[str]:
        """The classes of the name's readings (see tools/gazetteer_index.py)."""
        return self.name.letters

    @property
    def adjectival(self) -> bool:
        """Whether the word may be an adjective that leans on a head noun elsewhere in the list."""
        return self.name is NO_NAME or not ADJECTIVE_LETTERS.isdisjoint(self.name.letters)

    def entries(self, letters: str) -> tuple[Entry, ...]:
        """The entries of the readings of some classes."""
        found: tuple[Entry, ...] = ()
        for letter in letters:
            found += self.name.by_letter.get(letter, ())
        return found


def look_up(token: Token) -> str:
    """The key under which the gazetteer knows a token's word."""
    return fold(token.norm) if token.norm.isascii() else token.norm


def read_item(tokens: Sequence[Token], at: int, limit: int = 0) -> Item | None:
    """The longest gazetteer name that begins at a token, with its head nouns; None when there is none.

    `limit`: the end of the name before, whose head noun is not this one's.
    """
    beginning = find_beginning(look_up(tokens[at]))
    if beginning is None:
        return None
    name, length = beginning.alone, 0
    for rest, longer in beginning.longer:
        if _follows(tokens, at + 1, rest):
            name, length = longer, len(rest)
            break
    if name is None:
        return None
    end = at + 1 + length
    item = Item(at, end, at, end, name, latin=tokens[at].norm.isascii())
    if item.latin or item.adjectival:
        read_head_after(tokens, item)
    if not item.head:
        read_head_before(tokens, item, limit)
    if item.before and item.head == "village" and _goes_on(tokens, item):
        item.name, item.name_last, item.last = NO_NAME, item.last + 1, item.last + 1
    return item


def _follows(tokens: Sequence[Token], at: int, rest: tuple[str, ...]) -> bool:
    if at + len(rest) > len(tokens):
        return False
    return all(look_up(tokens[at + k]) == word for k, word in enumerate(rest))


def read_head_after(tokens: Sequence[Token], item: Item) -> None:
    """«Боровского муниципального округа», "Kaluga Region": sets the head and takes it into the item."""
    at, autonomous = item.name_last, False
    if at < len(tokens) and tokens[at].norm == "_":
        at += 1  # a hashtag: #Калужская_область
    while at < len(tokens) and _is_modifier(tokens[at]):
        autonomous = autonomous or tokens[at].norm.startswith(("автоном", "autonom"))
        at += 1
    if at >= len(tokens):
        return
    head, last = _head_at(tokens, at, latin=item.latin)
    if not head:
        if item.latin and tokens[at].norm in _GOVERNORS and "e" in item.letters:
            item.head = "any"
        return
    if autonomous and head in ("district", "area"):
        head = "autonomous"
    item.head, item.last = head, last
    item.many = tokens[at].norm.endswith("s" if item.latin else _MANY_ENDS)


def _is_modifier(token: Token) -> bool:
    return bool(word_flags(token.norm) & MODIFIER)


def _head_at(tokens: Sequence[Token], at: int, *, latin: bool) -> tuple[str, int]:
    """The kind of place a noun after a name says, and the end of the noun; "" for another word."""
    word = tokens[at].norm.removesuffix("'s")
    if word in ("м", "г") and [t.norm for t in tokens[at + 1 : at + 4]] == [".", "о", "."]:
        return "district", at + 4
    head = heads().get(word, "")
    if word.isascii() != latin or head in _TOWN_HEADS:
        return "", at
    return head, at + 1 + (word == "обл" and _is_dot(tokens, at + 1))


def _is_dot(tokens: Sequence[Token], at: int) -> bool:
    return 0 <= at < len(tokens) and tokens[at].norm == "."


def read_head_before(tokens: Sequence[Token], item: Item, limit: int) -> None:
    """«в селе Козинка», "the city of Obninsk", «г. Ейск»: sets the head and takes it into the item."""
    at = item.name_first - 1
    if at > 1 and tokens[at].norm == "типа":  # «поселок городского типа Глубокий»
        at -= 2
    if at > 0 and tokens[at].norm in ("of", ":", "-", "–", "—"):
        at -= 1
    if _is_dot(tokens, at):
        head = short_heads().get(tokens[at - 1].norm, "") if at else ""
        if head:
            item.head, item.before, item.first = head, True, at - 1
        return
    if at < limit or tokens[at].norm.isascii() != item.latin:
        return
    word = tokens[at].norm
    head = _head_before(word, of=at + 1 < item.name_first)
    if head == "district" and (item.latin or word in ("районе", "район") or not _names_district(item)):
        return
    if head:
        item.head, item.before, item.first = head, True, at
        item.many = word.endswith(("s", "ies") if item.latin else _MANY_ENDS)


def _names_district(item: Item) -> bool:
    return not item.letters.isdisjoint("dn")


def _head_before(word: str, *, of: bool) -> str:
    head = heads().get(word, "")
    if head in ("village", "city", "district", "republic"):
        return head
    return head if of and word.isascii() and head in ("oblast", "krai", "any") else ""


def read_unknown_town(tokens: Sequence[Token], head: int) -> Item | None:
    """A name the gazetteer does not know after «село», «деревнях», "village of"; None for no name."""
    short = tokens[head].norm in short_heads()
    joints = (".",) if short else ("of", ":")
    at = head + 1
    if [token.norm for token in tokens[at : at + 2]] == ["городского", "типа"]:
        at += 2
    if short and not _is_dot(tokens, at):
        return None
    while at < len(tokens) and tokens[at].norm in joints:
        at += 1
    item = _read_named_after(tokens, at) if at < len(tokens) else None
    if item is None and at < len(tokens):
        item = read_unknown(tokens, at, among_villages=True)
    if item is not None:
        read_head_before(tokens, item, head)
    return item


def _read_named_after(tokens: Sequence[Token], at: int) -> Item | None:
    """«(посёлок) имени Карла Либкнехта»."""
    last = at + 1
    end = min(len(tokens), at + 1 + _MOST_NAMES)
    while last < end and _may_be_name(tokens[last]) and not _has_head_after(tokens, last + 1):
        last += 1
    if tokens[at].norm not in ("имени", "им") or last == at + 1:
        return None
    return Item(at, last, at, last, NO_NAME, latin=False)


def read_unknown(tokens: Sequence[Token], at: int, *, among_villages: bool) -> Item | None:
    """A name the gazetteer does not know; `among_villages`: it may be two words, the first a common one."""
    if not _may_be_name(tokens[at]):
        return None
    item = Item(at, at + 1, at, at + 1, NO_NAME, latin=tokens[at].norm.isascii())
    if among_villages and _goes_on(tokens, item):
        item.name_last = item.last = at + 2
    if look_up(tokens[at]) in forms() and not (among_villages and read_item(tokens, at) is None):
        return None
    return item


def _goes_on(tokens: Sequence[Token], item: Item) -> bool:
    """Whether an adjective's noun follows («Новая Нелидовка») and not the adjective of its district."""
    at = item.name_last
    if at >= len(tokens) or at - item.name_first > 1 or not _may_be_name(tokens[at]):
        return False
    if not tokens[at - 1].norm.endswith(endings("adjective")) or tokens[at].norm.endswith(_OF_A_DISTRICT):
        return False
    one_alphabet = tokens[at].norm.isascii() == tokens[at].norm[0].isascii() == item.latin
    return one_alphabet and not _has_head_after(tokens, at + 1)


def read_unknown_district(tokens: Sequence[Token], head: int) -> Item | None:
    """A capitalised adjective before «район» or "district" that the gazetteer does not know."""
    at = head - 1
    while at >= 0 and _is_modifier(tokens[at]):
        at -= 1
    if at < 0 or not is_unknown_name(tokens[at]):
        return None
    word = tokens[at].norm
    if not word.endswith(
        ("ском", "ского", "скому", "ским", "ский", "цком", "цкого", "цкому", "цким", "цкий", "sky", "skiy")
    ):
        return None
    item = Item(at, at + 1, at, at + 1, NO_NAME, latin=word.isascii())
    read_head_after(tokens, item)
    return item if item.head == "district" else None


def read_misspelt_town(tokens: Sequence[Token], at: int) -> Item | None:
    """An unknown word that ends like a town's name after «в», «над», "over": reported, never guessed."""
    if not at or tokens[at - 1].norm not in _BEFORE_TOWNS or not tokens[at].norm.endswith(endings("town")):
        return None
    if not is_unknown_name(tokens[at]) or len(tokens[at].norm) < 5 or _has_head_after(tokens, at + 1):
        return None
    return Item(at, at + 1, at, at + 1, NO_NAME, latin=tokens[at].norm.isascii())


def _has_head_after(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and (tokens[at].norm in heads() or _is_modifier(tokens[at]))


def is_unknown_name(token: Token) -> bool:
    """A capitalised word that is neither in the gazetteer nor a word that is never a place."""
    return _may_be_name(token) and look_up(token) not in forms()


def _may_be_name(token: Token) -> bool:
    return (
        token.capital
        and token.shape is Shape.WORD
        and len(token.norm) > 2
        and not word_flags(token.norm) & NOT_NAME
    )
