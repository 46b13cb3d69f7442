"""Head nouns left out across a text: «12 – над Черным морем, шесть – над Азовским», "30 over Smolensk"."""

from collections.abc import Sequence

from extraction.numerals import NUMERALS
from extraction.place_context import has_noun_after
from extraction.place_items import Item
from extraction.tokens import DASHES, Shape, Tokens

_SEA = "море"
_LOCATIVE = frozenset(("в", "во", "на"))
_OVER = frozenset(("over",))
_LINKS = frozenset((*DASHES, "for"))
_OF_REGIONS = frozenset(("oblast", "krai", "republic", "any"))
_COUNT_REACH = 4


def restore_heads(tokens: Tokens, items: Sequence[Item]) -> None:
    """Gives a sea's or a region's noun to the names that lean on one said, or on each other, elsewhere.

    For texts that name more than one place: a single adjective or English town has nothing to lean on.
    """
    wet = [item for item in items if item.name.of_sea]
    if len(wet) > 1:
        _restore_seas(tokens, wet)
    if items[0].latin:
        _restore_regions(tokens, items)


def _restore_seas(tokens: Tokens, items: Sequence[Item]) -> None:
    named: set[str] = set()
    for item in items:
        if item.head == _SEA or "o" in item.name.letters:
            named.update(entry.name for entry in item.name.entries("so"))
    for item in items if named else ():
        if item.head or "s" not in item.name.letters or not _may_be_sea(tokens, item):
            continue
        if all(entry.name not in named for entry in item.name.entries("s")):
            item.head, item.shared = _SEA, True


def _may_be_sea(tokens: Tokens, item: Item) -> bool:
    """«над Азовским», «6 – Каспийского», "over the Caspian"; not «в Азовском» nor «над Черным яром»."""
    before = tokens.norms[item.first - 1]
    after = tokens[item.last] if item.last < len(tokens) else None
    if item.latin:
        return before == "the" and not (after is not None and after.capital)
    return before not in _LOCATIVE and not has_noun_after(tokens.norms[item.last - 1], after)


def _restore_regions(tokens: Tokens, items: Sequence[Item]) -> None:
    """ "12 drones over Rostov and nine over Volgograd": counted towns in a list of regions are regions."""
    groups = {item.group for item in items if item.latin and not item.head and _is_counted(tokens, item)}
    counted = [item for item in items if item.group in groups and not item.head]
    if not all(_region(item) for item in counted):
        return  # a town among them: all are towns
    named = {_region(item) for item in items if item.group in groups or item.head in _OF_REGIONS}
    if len(named) > 1:
        for item in counted:
            if "e" in item.name.letters:
                item.head, item.shared = "any", True


def _region(item: Item) -> str:
    """The region an English name is of, with "Region" left out or without it ("Crimea"); "" for none."""
    entries = item.name.entries("er")
    return entries[0].region if entries else ""


def _is_counted(tokens: Tokens, item: Item) -> bool:
    """Whether a number stands before the preposition, with at most its noun and a verb between, or after."""
    norms = tokens.norms
    if _is_before_count(tokens, item.last):
        return True
    over = item.first - 1
    if norms[over] not in _OVER:
        return False
    for at in range(over - 1, max(-1, over - 1 - _COUNT_REACH), -1):
        if tokens[at].shape is Shape.NUMBER or norms[at] in NUMERALS:
            return True
        if tokens[at].shape is not Shape.WORD or norms[at] == "and":
            return False
    return False


def _is_before_count(tokens: Tokens, at: int) -> bool:
    """ "Kaluga – 16, Tula – 12", "Bryansk accounted for 55, Crimea for 38"."""
    norms = tokens.norms
    at += norms[at] == "accounted"
    if norms[at] not in _LINKS or at + 1 >= len(tokens):
        return False
    return tokens[at + 1].shape is Shape.NUMBER or norms[at + 1] in NUMERALS
