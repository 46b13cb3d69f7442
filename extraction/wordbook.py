"""Wordbook: what each step of the reading asks of a word first, found out once for each word.

Posts are made of the same words, so what stands between two blanks is remembered with all its answers; the
steps find theirs in columns, one entry for each token.
"""

from collections.abc import Sequence
from functools import reduce
from operator import iconcat
from typing import Any

from extraction.cuts import cut_of
from extraction.lexicon import lexicon
from extraction.numbers import Beginning, beginning_of
from extraction.period_scan import Readers, readers_of
from extraction.places import duty_of
from extraction.tokens import MARGIN, Token, Tokens, read_piece

_MEMO_LIMIT, _MEMO_LENGTH, _MEMO_TOKENS = 10_000, 40, 6
_Row = tuple[Token, str, int, int, int, Beginning | None, Readers, int]
_WIDTH = 8


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
        numbers: list[Beginning | None],
        times: Sequence[Readers],
        cuts: list[int],
    ) -> None:
        self.tokens = tokens
        self.classes = classes
        self.duties = duties
        self.numbers = numbers
        self.times = times
        self.cuts = cuts


class _Pieces(dict[str, tuple[Any, ...]]):
    """What stands between two blanks → the rows of its tokens, one after the other; kept small."""

    def __missing__(self, piece: str) -> tuple[Any, ...]:
        found = read_piece(piece)
        rows = tuple(entry for token in found for entry in _row(token))
        if len(piece) < _MEMO_LENGTH and len(found) <= _MEMO_TOKENS:
            if len(self) >= _MEMO_LIMIT:
                self.clear()
            self[piece] = rows
        return rows


_piece = _Pieces().__getitem__
_NOTHING = [None] * MARGIN


def read_words(text: str) -> Columns:
    """The columns of a text. Linear in its length."""
    rows: list[Any] = reduce(iconcat, map(_piece, text.split(" ")), [])
    tokens, norms, advances, classes, duties, numbers, times, cuts = [
        rows[at::_WIDTH] for at in range(_WIDTH)
    ]
    found = Tokens(text, tokens, norms, advances)
    return Columns(found, classes, duties, numbers + _NOTHING, times + _NOTHING, cuts)


def _row(token: Token) -> _Row:
    norm = token.norm
    bits = lexicon()[norm]
    duty = duty_of(norm, capital=token.capital)
    return token, norm, token.advance, bits, duty, beginning_of(norm), readers_of(norm), cut_of(norm, bits)
