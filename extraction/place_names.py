"""Names as they are written, and the nominative of a district's adjective that no gazetteer knows."""

from extraction.place_items import Item
from extraction.tokens import Tokens

_ENDINGS = (
    ("скому", "ский"), ("ского", "ский"), ("ском", "ский"), ("ским", "ский"),
    ("цкому", "цкий"), ("цкого", "цкий"), ("цком", "цкий"), ("цким", "цкий"),
)  # fmt: skip


def written_name(text: str, tokens: Tokens, item: Item) -> str:
    """The words of a name as the text has them."""
    start, end = tokens.span(item.name_first, item.name_last)
    return text[start:end]


def nominative_village(written: str, noun: str) -> str:
    """«(станице) Калужской» → Калужская; other forms are left as they are: most are nominatives already."""
    if written.endswith(("ской", "цкой")) and noun.startswith(("станиц", "деревн", "слобод")):
        return written.removesuffix("ой") + "ая"
    return written


def nominative_district(written: str) -> str:
    """«Ольшанском» → Ольшанский; other endings are left as they are."""
    for old, new in _ENDINGS:
        if written.endswith(old):
            return written.removesuffix(old) + new
    return written
