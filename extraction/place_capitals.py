"""Towns named by their office: «столица» (Moscow), «областной центр», "the Russian capital"."""

from functools import lru_cache

from extraction.gazetteer import Entry, Name, capitals, forms
from extraction.place_items import Item, look_up, new_item
from extraction.tokens import Tokens

_STOLITSA = frozenset(("столица", "столицы", "столице", "столицу", "столицей"))
OFFICE_WORDS = _STOLITSA | frozenset(
    ("центр", "центра", "центру", "центром", "центре", "capital", "center", "centre")
)
"""Words at which `read_capital` is worth asking."""
_OFFICES = ("областн", "краев", "республиканск", "региональн", "regional", "provincial")
_OWN = ("республики", "региона", "области", "края", "субъекта")


_MOSCOW = Name({"r": (Entry("region", "RU-MOW", "Москва", 0, ""),)})


def read_capital(tokens: Tokens, at: int, home_region: str | None) -> Item | None:
    """The town named by its office at a token of OFFICE_WORDS; «областной центр» needs the home region."""
    word = tokens.norms[at]
    if word in _STOLITSA:
        return _read_stolitsa(tokens, at, home_region)
    before = tokens.norms[at - 1] if at else ""
    if before.startswith(_OFFICES):
        return _own_capital(at - 1, at + 1, home_region)
    if word == "capital" and before == "russian":
        return new_item(at - 1, at + 1, _MOSCOW, True)
    return None


def _read_stolitsa(tokens: Tokens, at: int, home: str | None) -> Item | None:
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is not None and following.norm in _OWN:
        return _own_capital(at, at + 2, home)
    if following is not None and following.capital and look_up(following.norm) in forms():
        return None
    return new_item(at, at + 1, _MOSCOW, False)


def _own_capital(first: int, last: int, home: str | None) -> Item | None:
    capital = capitals().get(home or "")
    if not capital or home is None:
        return None
    return new_item(first, last, _name_of_capital(home, capital), False)


@lru_cache(maxsize=128)
def _name_of_capital(home: str, capital: str) -> Name:
    return Name({"t": (Entry("city", home, capital, 0, ""),)})
