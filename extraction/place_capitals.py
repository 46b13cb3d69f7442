"""Towns named by their office: «столица» (Moscow), «областной центр», "the Russian capital"."""

from collections.abc import Sequence

from extraction.gazetteer import Entry, Name, capitals, forms
from extraction.place_items import Item, look_up
from extraction.tokens import Token

_STOLITSA = frozenset(("столица", "столицы", "столице", "столицу", "столицей"))
OFFICE_WORDS = _STOLITSA | frozenset(
    ("центр", "центра", "центру", "центром", "центре", "capital", "center", "centre")
)
"""Words at which `read_capital` is worth asking."""
_OFFICES = ("областн", "краев", "республиканск", "региональн", "regional", "provincial")
_OWN = ("республики", "региона", "области", "края", "субъекта")


_MOSCOW = Name(
    {"r": (Entry("region", "RU-MOW", "Москва", 0, ""),)}, frozenset("r"), weak=False, adjective_like=False
)


def read_capital(tokens: Sequence[Token], at: int, home_region: str | None) -> Item | None:
    """The town named by its office at a token of OFFICE_WORDS; «областной центр» needs the home region."""
    word = tokens[at].norm
    if word in _STOLITSA:
        return _read_stolitsa(tokens, at, home_region)
    before = tokens[at - 1].norm if at else ""
    if before.startswith(_OFFICES):
        return _own_capital(at - 1, at + 1, home_region)
    if word == "capital" and before == "russian":
        return Item(at - 1, at + 1, at - 1, at + 1, _MOSCOW, latin=True)
    return None


def _read_stolitsa(tokens: Sequence[Token], at: int, home: str | None) -> Item | None:
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is not None and following.norm in _OWN:
        return _own_capital(at, at + 2, home)
    if following is not None and following.capital and look_up(following) in forms():
        return None
    return Item(at, at + 1, at, at + 1, _MOSCOW, latin=False)


def _own_capital(first: int, last: int, home: str | None) -> Item | None:
    capital = capitals().get(home or "")
    if not capital or home is None:
        return None
    name = Name(
        {"t": (Entry("city", home, capital, 0, ""),)}, frozenset("t"), weak=False, adjective_like=False
    )
    return Item(first, last, first, last, name, latin=False)
