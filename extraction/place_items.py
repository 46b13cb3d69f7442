"""Single names in a text: what the gazetteer says of a word, and the noun that says what it is."""

from collections.abc import Sequence
from functools import cache

from extraction.gazetteer import NO_NAME, Name, find_beginning, forms
from extraction.latin import fold
from extraction.place_words import MODIFIER, NOT_NAME, PREPOSITION, endings, heads, short_heads, word_flags
from extraction.tokens import Shape, Token, Tokens

_BEFORE_TOWNS = frozenset(("в", "во", "над", "под", "около", "возле", "близ", "over", "near", "in"))
_OF_A_DISTRICT = ("ского", "цкого", "ской", "цкой", "ском", "цком", "sky", "skiy", "skoy")
_GOVERNORS = ("governor", "governor's", "gov", "regional")
_TOWN_HEADS = ("village", "city")
_LEAD_TO_HEADS = frozenset(("_", "м", "г", "обл", *_GOVERNORS))
_MEMORY, _LONGEST_KEPT = 20_000, 40
_MOST_NAMES = 3
_BEFORE_NAMES = ("of", ":", "-", "–", "—")
_MANY_ENDS = ("ей", "ям", "ями", "ях", "ах", "ов", "ам", "ами", "ы", "и")


class Item:
    """A name with its own head noun: tokens `first:last` with the head, `name_first:name_last` without.

    `head`: the kind of the noun that goes with the name (place_words.heads), "" for none.
    `shared`: the head was taken over from a neighbour in the list. `before`: the head stands before the name.
    """

    __slots__ = (
        *("before", "first", "group", "head", "last", "latin", "many", "name", "name_first", "name_last"),
        "shared",
    )

    def __init__(self, first: int, last: int, name: Name, *, latin: bool) -> None:
        self.first = self.name_first = first
        self.last = self.name_last = last
        self.name = name
        self.latin = latin
        self.head = ""
        self.many = self.before = self.shared = False
        self.group = -1


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
    item = Item(at, end, name, latin=latin)
    if latin or name.adjectival:
        read_head_after(norms, item)
    if not item.head:
        read_head_before(norms, item, limit)
    if item.before and item.head == "village" and _goes_on(tokens, item):
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
        if word not in _LEAD_TO_HEADS and not (_is_modifier(word) or word.endswith("'s")):
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


def _is_modifier(norm: str) -> bool:
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


def read_unknown_town(tokens: Tokens, head: int) -> Item | None:
    """A name the gazetteer does not know after «село», «деревнях», "village of"; None for no name."""
    short = tokens.norms[head] in short_heads()
    joints = (".",) if short else ("of", ":")
    at = head + 1
    if [token.norm for token in tokens[at : at + 2]] == ["городского", "типа"]:
        at += 2
    if short and tokens.norms[at] != ".":
        return None
    while at < len(tokens) and tokens.norms[at] in joints:
        at += 1
    item = _read_named_after(tokens, at) if at < len(tokens) else None
    if item is None and at < len(tokens):
        item = read_unknown(tokens, at, among_villages=True)
    if item is not None:
        read_head_before(tokens.norms, item, head)
    return item


def _read_named_after(tokens: Tokens, at: int) -> Item | None:
    """«(посёлок) имени Карла Либкнехта»."""
    last = at + 1
    end = min(len(tokens), at + 1 + _MOST_NAMES)
    while last < end and _may_be_name(tokens[last]) and not _has_head_after(tokens, last + 1):
        last += 1
    if tokens.norms[at] not in ("имени", "им") or last == at + 1:
        return None
    return Item(at, last, NO_NAME, latin=False)


def read_unknown(tokens: Tokens, at: int, *, among_villages: bool) -> Item | None:
    """A name the gazetteer does not know; `among_villages`: it may be two words, the first a common one."""
    if not _may_be_name(tokens[at]):
        return None
    item = Item(at, at + 1, NO_NAME, latin=tokens.norms[at].isascii())
    if among_villages and (_goes_on(tokens, item) or _is_numbered(tokens, at + 1)):
        item.name_last = item.last = at + 2
    if look_up(tokens.norms[at]) in forms() and not (among_villages and read_item(tokens, at) is None):
        return None
    return item


def _is_numbered(tokens: Tokens, at: int) -> bool:
    """«Сергиев Посад-6»: the settlement beside a town bears the town's name and a number."""
    return at < len(tokens) and tokens[at].capital and tokens.norms[at][-1].isdecimal()


def _goes_on(tokens: Tokens, item: Item) -> bool:
    """Whether an adjective's noun follows («Новая Нелидовка») and not the adjective of its district."""
    at = item.name_last
    if at >= len(tokens) or at - item.name_first > 1 or not _may_be_name(tokens[at]):
        return False
    if not tokens.norms[at - 1].endswith(endings("adjective")) or tokens.norms[at].endswith(_OF_A_DISTRICT):
        return False
    one_alphabet = tokens.norms[at].isascii() == tokens.norms[at][0].isascii() == item.latin
    return one_alphabet and not _has_head_after(tokens, at + 1)


def read_unknown_district(tokens: Tokens, head: int) -> Item | None:
    """A capitalised adjective before «район» or "district" that the gazetteer does not know."""
    at = head - 1
    while at >= 0 and _is_modifier(tokens.norms[at]):
        at -= 1
    if at < 0 or not is_unknown_name(tokens[at]):
        return None
    word = tokens.norms[at]
    if not word.endswith(
        ("ском", "ского", "скому", "ским", "ский", "цком", "цкого", "цкому", "цким", "цкий", "sky", "skiy")
    ):
        return None
    item = Item(at, at + 1, NO_NAME, latin=word.isascii())
    read_head_after(tokens.norms, item)
    return item if item.head == "district" else None


def read_misspelt_town(tokens: Tokens, at: int) -> Item | None:
    """An unknown word that ends like a town's name after «в», «над», "over": reported, never guessed."""
    if not at or tokens.norms[at - 1] not in _BEFORE_TOWNS or not tokens.norms[at].endswith(endings("town")):
        return None
    if not is_unknown_name(tokens[at]) or len(tokens.norms[at]) < 5 or _has_head_after(tokens, at + 1):
        return None
    return Item(at, at + 1, NO_NAME, latin=tokens.norms[at].isascii())


def _has_head_after(tokens: Tokens, at: int) -> bool:
    return at < len(tokens) and (tokens.norms[at] in heads() or _is_modifier(tokens.norms[at]))


def is_unknown_name(token: Token) -> bool:
    """A capitalised word that is neither in the gazetteer nor a word that is never a place."""
    return _may_be_name(token) and look_up(token.norm) not in forms()


def _may_be_name(token: Token) -> bool:
    return (
        token.capital
        and token.shape is Shape.WORD
        and len(token.norm) > 2
        and not word_flags(token.norm) & NOT_NAME
    )
