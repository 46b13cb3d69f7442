"""Names in a text that the gazetteer does not know: after «село», before «район», after «в» and the like."""

from extraction.gazetteer import NO_NAME, forms
from extraction.place_items import (
    Item,
    goes_on,
    has_head_after,
    is_modifier,
    look_up,
    may_be_name,
    new_item,
    read_head_after,
    read_head_before,
    read_item,
)
from extraction.place_words import endings, short_heads
from extraction.tokens import Token, Tokens

_BEFORE_TOWNS = frozenset(("в", "во", "над", "под", "около", "возле", "близ", "over", "near", "in"))
_NAMED_AFTER = ("имени", "им")
_MOST_NAMES = 3


def read_unknown_town(tokens: Tokens, head: int) -> Item | None:
    """A name the gazetteer does not know after «село», «деревнях», "village of"; None for no name."""
    short = tokens.norms[head] in short_heads()
    joints = (".",) if short else ("of", ":")
    at = head + 1
    if tokens.norms[at : at + 2] == ["городского", "типа"]:
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
    if tokens.norms[at] not in _NAMED_AFTER:
        return None
    last = at + 1
    end = min(len(tokens), at + 1 + _MOST_NAMES)
    while last < end and may_be_name(tokens[last]) and not has_head_after(tokens, last + 1):
        last += 1
    return new_item(at, last, NO_NAME, False) if last > at + 1 else None


def read_unknown(tokens: Tokens, at: int, *, among_villages: bool) -> Item | None:
    """A name the gazetteer does not know; `among_villages`: it may be two words, the first a common one."""
    if not may_be_name(tokens[at]):
        return None
    item = new_item(at, at + 1, NO_NAME, tokens.norms[at].isascii())
    if among_villages and (goes_on(tokens, item) or _is_numbered(tokens, at + 1)):
        item.name_last = item.last = at + 2
    if look_up(tokens.norms[at]) in forms() and not (among_villages and read_item(tokens, at) is None):
        return None
    return item


def _is_numbered(tokens: Tokens, at: int) -> bool:
    """«Сергиев Посад-6»: the settlement beside a town bears the town's name and a number."""
    return at < len(tokens) and tokens[at].capital and tokens.norms[at][-1].isdecimal()


def read_unknown_district(tokens: Tokens, head: int) -> Item | None:
    """A capitalised adjective before «район» or "district" that the gazetteer does not know."""
    at = head - 1
    while at >= 0 and is_modifier(tokens.norms[at]):
        at -= 1
    if at < 0 or not _is_unknown_name(tokens[at]):
        return None
    word = tokens.norms[at]
    if not word.endswith(
        ("ском", "ского", "скому", "ским", "ский", "цком", "цкого", "цкому", "цким", "цкий", "sky", "skiy")
    ):
        return None
    item = new_item(at, at + 1, NO_NAME, word.isascii())
    read_head_after(tokens.norms, item)
    return item if item.head == "district" else None


def read_misspelt_town(tokens: Tokens, at: int) -> Item | None:
    """An unknown word that ends like a town's name after «в», «над», "over": reported, never guessed."""
    if not at or tokens.norms[at - 1] not in _BEFORE_TOWNS or not tokens.norms[at].endswith(endings("town")):
        return None
    if not _is_unknown_name(tokens[at]) or len(tokens.norms[at]) < 5 or has_head_after(tokens, at + 1):
        return None
    return new_item(at, at + 1, NO_NAME, tokens.norms[at].isascii())


def _is_unknown_name(token: Token) -> bool:
    """A capitalised word that is neither in the gazetteer nor a word that is never a place."""
    return may_be_name(token) and look_up(token.norm) not in forms()
