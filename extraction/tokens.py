"""Text → tokens with offsets into the original, and a normal form to look words up by.

The normal form is lower case with «ё» as «е», soft hyphens and zero-width characters taken out, every dash
as "-", and look-alike letters of the other alphabet turned into the alphabet most of the word is in
(«БПЛA» with a Latin A, «c применением» with a Latin c). A hyphen joins letters («Спас-Деменский»), and digits
to a capitalised word («С-200»); a longer dash joins nothing, so «области–5» is three tokens.
"""

import re
from itertools import accumulate
from typing import NamedTuple

INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufe0f"
DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_TO_CYRILLIC = str.maketrans("aceopxykmtbhABCEHKMOPTXY", "асеорхукмтвнАВСЕНКМОРТХУ")
_TO_LATIN = str.maketrans("асеорхуАВСЕНКМОРТХУ", "aceopxyABCEHKMOPTXY")
_FOLD = str.maketrans(
    {"ё": "е", "’": "'", "\u2018": "'"} | dict.fromkeys(INVISIBLE) | dict.fromkeys(DASHES, "-")
)
_HAS_ODD = re.compile(f"[ё’\u2018{INVISIBLE}{DASHES[1:]}]")
_CYR, _LAT = re.compile("[а-яА-ЯёЁ]"), re.compile("[a-zA-Z]")
_LETTERS = f"[^\\W\\d_](?:[^\\W\\d_]|[{INVISIBLE}])*"
_JOIN = f"['’\\-\u2010\u2011][{INVISIBLE}]*"
_HYPHEN = "[\\-\u2010\u2011]"
_PIECE = re.compile(
    rf"(?:[A-Za-zА-Яа-яЁё]++(?![^\W\d_]|['’\-\u2010\u2011{INVISIBLE}])"  # a plain word, as most are
    r"|[.,:;!?()«»\u2013\u2014]"
    rf"|[A-ZА-ЯЁ][^\W\d_]*{_HYPHEN}\d+(?:{_LETTERS})?"
    rf"|{_LETTERS}(?:{_JOIN}{_LETTERS})*"
    rf"|\d+(?![А-ЯЁ])(?:{_HYPHEN}?{_LETTERS})(?:{_HYPHEN}{_LETTERS})*(?:\d\w*)?"
    r"|\d+"
    r"|\n+"
    r"|[^\S\n]+"
    r"|.) ?"
)
_MEMO_LIMIT, _MEMO_LENGTH = 20_000, 40
_LONE_LATIN = {"c": "с", "o": "о"}  # a preposition typed on the other keyboard


class Shape:
    """What a token is made of; MIXED is digits with letters («61-летний», "7th"), LINE is newlines.

    Plain numbers, not an enum: they are asked for at every token.
    """

    WORD = 1
    MIXED = 2
    NUMBER = 3
    LINE = 4
    MARK = 5


class Token(NamedTuple):
    """`norm` is for looking up; `text[start:end]` of the original is the token itself."""

    norm: str
    shape: int
    start: int
    end: int
    capital: bool


class _Look(NamedTuple):
    """What depends on the piece of text alone: `length` is without the blank that ends the piece."""

    norm: str
    shape: int
    capital: bool
    length: int


_memo: dict[str, _Look | None] = {}


def normalise(word: str) -> str:
    """The normal form of one word (see the head of this module)."""
    if _HAS_ODD.search(word) or "Ё" in word:
        word = word.replace("Ё", "Е").translate(_FOLD)
    if word.isascii():
        return word.lower()
    if _LAT.search(word) and _CYR.search(word):
        word = word.translate(_TO_CYRILLIC if _mostly_cyrillic(word) else _TO_LATIN)
    return word.lower()


def _mostly_cyrillic(word: str) -> bool:
    return len(_CYR.findall(word)) >= len(_LAT.findall(word))


def tokenize(text: str) -> list[Token]:
    """All tokens in order; white space other than newlines makes none. Linear in the length of the text."""
    pieces = _PIECE.findall(text)
    make = tuple.__new__
    try:
        looks = [*map(_memo.__getitem__, pieces)]
    except KeyError:
        looks = [_look(piece) for piece in pieces]
    return [
        make(Token, (look[0], look[1], start, start + look[3], look[2]))
        for look, start in zip(looks, accumulate(map(len, pieces), initial=0), strict=False)
        if look is not None
    ]


def _look(piece: str) -> _Look | None:
    """The token of a piece of text, None for blanks; the memory of pieces seen is kept small."""
    if piece in _memo:
        return _memo[piece]
    if len(_memo) > _MEMO_LIMIT:
        _memo.clear()
    word = piece.removesuffix(" ")
    look = None
    if piece[0] == "\n" or not (word.isspace() or word in INVISIBLE):
        shape = _shape(word)
        norm = normalise(word) if shape in (Shape.WORD, Shape.MIXED) else word
        look = _Look(_LONE_LATIN.get(norm, norm), shape, word[0].isupper(), len(word))
    if len(piece) < _MEMO_LENGTH:
        _memo[piece] = look
    return look


def _shape(word: str) -> int:
    if word[0] == "\n":
        return Shape.LINE
    if word[0].isalpha():
        return Shape.WORD
    if word.isdecimal():
        return Shape.NUMBER
    return Shape.MIXED if word[0].isdecimal() else Shape.MARK
