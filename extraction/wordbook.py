"""Wordbook: what each step of the reading asks of a word first, found out once for each word.

Posts are made of the same words, so what stands between two blanks is remembered with all its answers; the
steps find theirs in columns, one entry for each token.
"""

from collections.abc import Sequence
from itertools import chain

from extraction.cuts import cut_of
from extraction.lexicon import lexicon
from extraction.numbers import Beginning, beginning_of
from extraction.period_scan import Readers, readers_of
from extraction.places import duty_of
from extraction.tokens import MARGIN, Token, Tokens, read_piece

_MEMO_LIMIT, _MEMO_LENGTH, _MEMO_TOKENS = 10_000, 40, 4
_Row = tuple[Token, str, int, int, int, Beginning | None, Readers, int]


class Columns:
    """The tokens of a text and what is known of the word of each.

    `numbers` and `times` go on beyond the last token for MARGIN entries that say nothing.
    """

    __slots__ = ("classes", "cuts", "duties", "numbers", "times", "tokens")

    def __init__(
        self,
        tokens: Tokens,
        classes: Sequence[int],
        duties: Sequence[int],
        numbers: Sequence[Beginning | None],
        times: Sequence[Readers],
        cuts: Sequence[int],
    ) -> None:
        self.tokens = tokens
        self.classes = classes
        self.duties = duties
        self.numbers = numbers
        self.times = times
        self.cuts = cuts


class _Pieces(dict[str, tuple[_Row, ...]]):
    """What stands between two blanks → its tokens with all that is known of them; kept small."""

    def __missing__(self, piece: str) -> tuple[_Row, ...]:
        rows = tuple(map(_row, read_piece(piece)))
        if len(piece) < _MEMO_LENGTH and len(rows) <= _MEMO_TOKENS:
            if len(self) >= _MEMO_LIMIT:
                self.clear()
            self[piece] = rows
        return rows


_piece = _Pieces().__getitem__
_NOTHING: tuple[None, ...] = (None,) * MARGIN
_NO_COLUMNS: tuple[tuple[()], ...] = ((),) * 8


def read_words(text: str) -> Columns:
    """The columns of a text. Linear in its length."""
    rows = chain.from_iterable(map(_piece, text.split(" ")))
    columns = [*zip(*rows, strict=True)] or _NO_COLUMNS
    tokens, norms, advances, classes, duties, numbers, times, cuts = columns
    found = Tokens(text, tokens, norms, advances)
    return Columns(found, classes, duties, numbers + _NOTHING, times + _NOTHING, cuts)


def _row(token: Token) -> _Row:
    norm = token.norm
    bits = lexicon()[norm]
    duty = duty_of(norm, capital=token.capital)
    return token, norm, token.advance, bits, duty, beginning_of(norm), readers_of(norm), cut_of(norm, bits)
