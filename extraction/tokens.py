"""Text → tokens with offsets into the original, and a normal form to look words up by.

The normal form is lower case with «ё» as «е», soft hyphens and zero-width characters taken out, every dash
as "-", and look-alike letters of the other alphabet turned into the alphabet most of the word is in
(«БПЛA» with a Latin A, «c применением» with a Latin c). A hyphen joins letters («Спас-Деменский»), and digits
to a capitalised word («С-200»); a longer dash joins nothing, so «области–5» is three tokens.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from sys import intern

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
    r"|.)"
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


class Token:
    """`norm` is for looking up. `glued`: the next token begins right at its end.

    `offset` and `length` are of the token in what stands between two blanks, `advance` is from its start to
    that of the token after it. Tokens are shared between texts and are never changed; where they stand in a
    text is asked of `Tokens`.
    """

    __slots__ = ("advance", "capital", "glued", "length", "norm", "offset", "shape")

    def __init__(self, norm: str, shape: int, offset: int, length: int, capital: bool) -> None:
        self.norm = norm
        self.shape = shape
        self.offset = offset
        self.length = length
        self.capital = capital
        self.glued = False
        self.advance = 0


class Tokens(list[Token]):
    """The tokens of a text; `norms` has their normal forms in a list of their own, for they are asked most.

    `norms` ends with MARGIN empty strings: so near the ends an index outside the text finds "". `advances`
    are those of the tokens.
    """

    __slots__ = ("_advances", "_starts", "_text", "norms")

    def __init__(
        self, text: str, found: Iterable[Token], norms: Iterable[str], advances: Sequence[int]
    ) -> None:
        super().__init__(found)
        self.norms = [*norms, *_MARGIN]
        self._text, self._advances = text, advances
        self._starts: list[int] | None = None

    @property
    def starts(self) -> list[int]:
        """Where each token begins in the text; counted up when first asked for."""
        if self._starts is None:
            starts = [*accumulate(self._advances, initial=0)]
            blanks_are_single = starts.pop() == len(self._text) + 1
            self._starts = starts if blanks_are_single else [*_find_starts(self._text)]
        return self._starts

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The half-open stretch of the text that the tokens `first:last`, one at least, cover."""
        starts = self.starts
        return starts[first], starts[last - 1] + self[last - 1].length


MARGIN = 4
_MARGIN = ("",) * MARGIN


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


def tokenize(text: str) -> Tokens:
    """All tokens in order; white space other than newlines makes none. Linear in the length of the text."""
    found = [token for piece in text.split(" ") for token in read_piece(piece)]
    return Tokens(text, found, [token.norm for token in found], [token.advance for token in found])


def read_piece(piece: str) -> list[Token]:
    """The tokens of what stands between two blanks."""
    found: list[Token] = []
    start = 0
    for word in _PIECE.findall(piece):
        look = _look(word) if len(word) < _MEMO_LENGTH else _look.__wrapped__(word)
        if look is not None:
            norm, shape, capital = look
            found.append(Token(norm, shape, start, len(word), capital))
        start += len(word)
    for token, following in pairwise(found):
        token.advance = following.offset - token.offset
        token.glued = token.advance == token.length
    if found:
        found[-1].advance = len(piece) + 1 - found[-1].offset
    return found


def _find_starts(text: str) -> Iterator[int]:
    """The starts of tokens in a text with other blanks than single ones."""
    begin = 0
    for piece in text.split(" "):
        for token in read_piece(piece):
            yield begin + token.offset
        begin += len(piece) + 1


@lru_cache(maxsize=_MEMO_LIMIT)
def _look(word: str) -> tuple[str, int, bool] | None:
    """The normal form of a word or mark, its shape, and whether it has a capital; None for blanks."""
    if word[0] != "\n" and (word.isspace() or word in INVISIBLE):
        return None
    shape = _shape(word)
    norm = normalise(word) if shape in (Shape.WORD, Shape.MIXED) else word
    return intern(_LONE_LATIN.get(norm, norm)), shape, word[0].isupper()


def _shape(word: str) -> int:
    if word[0] == "\n":
        return Shape.LINE
    if word[0].isalpha():
        return Shape.WORD
    if word.isdecimal():
        return Shape.NUMBER
    return Shape.MIXED if word[0].isdecimal() else Shape.MARK
