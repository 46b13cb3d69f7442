"""What stands around a list of names: its preposition, its role, and signs that it names no place at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from extraction.numerals import NUMERALS
from extraction.place_items import Item
from extraction.place_match import PlaceRole
from extraction.place_words import (
    BORDER,
    COURSE,
    FLIGHT,
    FOLLOW,
    GIVEN,
    LEAD_IN,
    NEAR,
    NEAR_PREPOSITION,
    NO_PLACE,
    PASSING,
    PASSING_AFTER,
    PERSONAL,
    PREPOSITION,
    SHORT_WORD,
    TITLE,
    word_flags,
)
from extraction.tokens import Shape, Token, Tokens

_IS_WORD = Shape.WORD
_STOPS = frozenset(".!?…;:")
_PARTING = _STOPS | {","}
OPENING_QUOTES = frozenset("«“„‘\"'")
_CLOSES = frozenset("»”“’\"'")
_LOCATIVE_AREA = ("районе", "районах")
_TELLING = PASSING | COURSE | NEAR | BORDER
_PASSABLE = LEAD_IN | NEAR | BORDER | COURSE
_QUOTES = OPENING_QUOTES | _CLOSES
_REACH = 8
_QUOTED = 3
_DATELINE = frozenset((",", "/", "("))
_SUSPECT = _DATELINE | {"time"}
_COMPASS = frozenset(("south", "north", "east", "west", "southeast", "southwest", "northeast", "northwest"))
_SURNAMES = (
    *(stem + end for stem in ("ов", "ев", "ин") for end in ("", "а", "у", "ым", "ом", "е")),
    *("ov", "ev", "in"),
)
_OF_A_MAN = ("ова", "ева", "ина", "ого")
_OF_SOMEBODY = (*_OF_A_MAN, "овой", "евой", "иной", "ской", "ая")
_OF_A_DISTRICT = ("ского", "цкого", "ской", "цкой", "республики")
_LANDS = ("област", "обл", "район", "округ", "кра", "республик")
_AGREEMENT = (
    (("ого", "его"), ("а", "я", "ого", "его")),
    (("ому", "ему"), ("у", "ю", "ому", "ему")),
    (("им", "ым"), ("ом", "ем", "ам", "ям", "им", "ым")),
    (("ом", "ем"), ("е", "у", "и", "ом", "ем")),
    (("ой", "ей"), ("и", "ы", "е", "ой", "ей", "ью")),
    (("ую", "юю"), ("у", "ю", "ь", "ую", "юю")),
    (("их", "ых"), ("ах", "ях", "ов", "ей", "их", "ых")),
)
_FLIGHTS = frozenset(("flights", "airports", "planes"))
_DIRECTIONS = frozenset(("на", "к", "ко", "to", "for", "в"))
_PEERS, _PEERS_REACH = ("коллег", "сосед"), 6
_TAKEN = ("доставл", "доставил", "госпитализ", "перевез", "эвакуирова")
"""«Раненые доставлены в Белгород»: where they are cared for, not where it happened."""
_TELL = ("сообщ", "расска", "информир", "передал", "пишут")
_DASHES = frozenset("-–—")
_WITH = ("с", "со", "with")
_TOWARD, _AWAY = ("toward", "towards"), ("из", "from")
_TURNING = _DIRECTIONS | {*_WITH, *_TOWARD, *_AWAY}
"""Prepositions that may make the role another; the others («над») leave it, but for the word before them."""


@dataclass(slots=True)
class Context:
    """The preposition that heads the list ("" for none), the role, and whether the name is no place."""

    prep: str
    role: PlaceRole
    vetoed: bool


_NO_PLACE = Context("", "passing", vetoed=True)


@lru_cache(maxsize=512)
def _context(prep: str, role: PlaceRole) -> Context:
    return Context(prep, role, vetoed=False)


def read_context(tokens: Tokens, item: Item, limit: int = 0, *, warned: bool = True) -> Context:
    """Looks back from a name over lead-in nouns to its preposition, and on to the words that give a role.

    `limit`: the end of the name before, which the look back does not cross. `warned`: whether the text has
    quotation marks or words of streets, so that the name may be theirs.
    """
    norms = tokens.norms
    following = word_flags(norms[item.last])
    suspect = warned or not item.head or norms[item.last] in _SUSPECT
    if suspect and _is_vetoed(tokens, item, following, warned=warned):
        return _NO_PLACE
    role: PlaceRole = "passing" if following & PASSING_AFTER else "at"
    at = item.first - 1
    while at >= limit and item.first - at <= _REACH:
        word = norms[at]
        flags = word_flags(word)
        if flags & PREPOSITION and not (word == "из" and _is_partitive(norms, at)):
            return _context(word, _role_of_preposition(tokens, at, role))
        if tokens[at].shape is not _IS_WORD:
            break
        if word == "of" and norms[at - 1] in _COMPASS:
            role = "passing"
            break
        if flags & _TELLING or word in _LOCATIVE_AREA:
            role = _role_of_noun(norms, at, flags, role, item)
        if role == "passing" or not (flags & _PASSABLE or _is_of_one(norms, at)):
            break
        at -= 1
    return _context("", role)


def _is_partitive(norms: Sequence[str], of: int) -> bool:
    """«одном из (предприятий)»: the preposition before «одном» is the one that says where."""
    return norms[of] == "из" and norms[of - 1].startswith(("один", "одн"))


def _is_of_one(norms: Sequence[str], at: int) -> bool:
    return "из" in norms[at : at + 2] and (_is_partitive(norms, at) or _is_partitive(norms, at + 1))


def _role_of_noun(norms: Sequence[str], at: int, flags: int, role: PlaceRole, item: Item) -> PlaceRole:
    if flags & PASSING:
        return "passing"
    if flags & COURSE:
        return "passing" if norms[at - 1] in _WITH else "toward"
    if role == "at" and flags & (NEAR | BORDER):
        return "near"
    if role == "at" and norms[at] in _LOCATIVE_AREA and item.head != "district":
        return "near"
    return role


def _role_of_preposition(tokens: Tokens, at: int, role: PlaceRole) -> PlaceRole:
    """The role by the preposition and the words before it («границе со», «летевших на», «недалеко от»)."""
    word = tokens.norms[at]
    if role in ("passing", "toward") or (word == "at" and _is_of_flights(tokens.norms, at)):
        return "toward" if role == "toward" else "passing"
    near = word_flags(tokens.norms[at - 1]) & NEAR or word_flags(word) & NEAR_PREPOSITION
    if word not in _TURNING:
        return "near" if near else role
    if word in _WITH and any(word_flags(token.norm) & BORDER for token in tokens[max(0, at - 3) : at]):
        return "border"
    if word in _TOWARD or (word in _DIRECTIONS and _flies(tokens, at)):
        return "toward"
    if near:
        return "near"
    return "passing" if _is_elsewhere(tokens.norms, at) else role


def _is_of_flights(norms: Sequence[str], at: int) -> bool:
    """ "flights were halted at Pulkovo"."""
    return not _FLIGHTS.isdisjoint(norms[max(0, at - 4) : at])


def _is_elsewhere(norms: Sequence[str], at: int) -> bool:
    """«из Саратова», «доставлены в Белгород»: a place where nothing happened."""
    if norms[at] in _AWAY:
        return not _is_of_tellers(norms, at)
    return norms[at] == "в" and norms[at - 1].startswith(_TAKEN)


def _is_of_tellers(norms: Sequence[str], at: int) -> bool:
    """«Коллеги из Саратовской области сообщили о 7»: what they tell of happened at theirs."""
    if not norms[at - 1].startswith(_PEERS):
        return False
    return any(norm.startswith(_TELL) for norm in norms[at + 2 : at + _PEERS_REACH])


def _flies(tokens: Tokens, at: int) -> bool:
    """Whether a verb of flight stands before the preposition («летевших на», «шли … на»)."""
    norms = tokens.norms
    preposition = norms[at]
    farthest = at - (2 if preposition == "в" else 3 if preposition in ("к", "ко", "to", "for") else 9)
    while at > 0 and at > farthest:
        at -= 1
        norm = norms[at]
        if norm in _PARTING or norm[0] == "\n":
            return False
        if word_flags(norm) & FLIGHT:
            return True
    return False


def _is_vetoed(tokens: Tokens, item: Item, following: int, *, warned: bool) -> bool:
    """`following`: the classes of the word after the name."""
    after = tokens.norms[item.last]
    if after == "time" or (after in _DATELINE and _is_dateline(tokens, item)):
        return True
    if warned and (word_flags(tokens.norms[item.first - 1]) & NO_PLACE or _is_quoted(tokens, item)):
        return True
    if item.head:
        return False
    if following & NO_PLACE and tokens[item.last].shape is _IS_WORD:
        return True
    if (warned and _is_street(tokens, item)) or _is_named_for_a_man(tokens, item):
        return True
    return "t" in item.name.letters and _is_person(tokens, item)


def _is_dateline(tokens: Tokens, item: Item) -> bool:
    """ "MOSCOW, March 3." at the head of a news text says where it was written."""
    if item.first and tokens[item.first - 1].shape is not Shape.LINE:
        return False
    following = tokens[item.last : item.last + 3]
    if len(following) < 3:
        return False
    if following[0].norm != "," or following[1].shape is Shape.NUMBER:
        return True
    return following[1].capital and following[2].shape is Shape.NUMBER  # not «Смоленская область, сбито 3»


def _is_quoted(tokens: Tokens, item: Item) -> bool:
    """A name of at most three words alone in quotation marks is a firm's, a substation's, a regime's."""
    for at in range(item.first - 1, max(0, item.first - _QUOTED) - 1, -1):
        mark = tokens.norms[at]
        if mark in _QUOTES:
            named = mark in OPENING_QUOTES and not tokens.norms[at - 1].startswith("округ")
            return named and any(t.norm in _CLOSES for t in tokens[item.last : item.last + _QUOTED])
    return False


def _is_street(tokens: Tokens, item: Item) -> bool:
    """«на 5 улицах, в том числе на Тульской»: an adjective in a sentence that speaks of streets."""
    if not item.name.adjectival or item.latin:
        return False
    for at in range(item.first - 1, max(0, item.first - 12) - 1, -1):
        token = tokens[at]
        if token.norm in _STOPS or token.shape is Shape.LINE:
            return False
        if word_flags(token.norm) & NO_PLACE:
            return True
    return False


def _is_named_for_a_man(tokens: Tokens, item: Item) -> bool:
    """«дом на Малышева», «на Паши Савельевой»: a street; a town would be «в Малышева», «на Малышеву»."""
    if tokens.norms[item.first - 1] != "на":
        return False
    after = tokens[item.last] if item.last < len(tokens) else None
    named_on = after is not None and after.capital and after.norm.endswith(_OF_SOMEBODY)
    named_on = named_on and not tokens.norms[item.last + 1].startswith(_LANDS)
    return named_on or tokens.norms[item.name_last - 1].endswith(_OF_A_MAN)


def _is_person(tokens: Tokens, item: Item) -> bool:
    """A surname after a given name or a title, and a given name before a surname."""
    word = tokens.norms[item.name_first]
    before = tokens[item.first - 1] if item.first else None
    after = tokens[item.last] if item.last < len(tokens) else None
    if before is not None and before.capital and word_flags(before.norm) & GIVEN:
        return True
    if before is not None and word_flags(before.norm) & TITLE and word.endswith(_SURNAMES):
        return True
    return bool(word_flags(word) & GIVEN) and after is not None and after.capital and after.shape is _IS_WORD


def has_evidence(context: Context, item: Item, *, listed: bool) -> bool:
    """Whether a word that is also common, or a person's name, is used as a place here."""
    if item.head or listed:
        return True
    return bool(context.prep) and (context.role == "near" or not word_flags(context.prep) & PERSONAL)


def may_be_elliptic(tokens: Tokens, item: Item, context: Context, *, listed: bool) -> bool:
    """Whether an adjective may stand without its noun here («семь – Тульской», «Боровский – 2»)."""
    before = tokens.norms[item.first - 1] if item.first else ""
    after = tokens[item.last] if item.last < len(tokens) else None
    counted = after is not None and after.norm in _DASHES | {":"}
    if not (context.prep or listed or counted or before in _DASHES):
        return False
    return not has_noun_after(tokens.norms[item.name_last - 1], after)


def has_noun_after(adjective: str, after: Token | None) -> bool:
    """Whether the word after an adjective is the noun it leans on («над Черным яром»)."""
    if after is None or after.shape is not _IS_WORD or word_flags(after.norm) & SHORT_WORD:
        return False
    if after.norm in NUMERALS:
        return False  # «в Козельском три»
    if after.capital:
        return not after.norm.endswith(_OF_A_DISTRICT)  # «в Ильском Северского района»
    return not word_flags(after.norm) & FOLLOW and _may_agree(adjective, after.norm)


def _may_agree(adjective: str, noun: str) -> bool:
    """Whether a noun or adjective may go with a form («Курском вокзале», not «Грозном фрагменты»)."""
    for ending, nouns in _AGREEMENT:
        if adjective.endswith(ending):
            return noun.endswith(nouns)
    return True
