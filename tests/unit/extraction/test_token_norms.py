"""The list of normal forms beside the tokens, and the memory of words that the two are made from."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from extraction.tokens import MARGIN, tokenize

PIECES = st.lists(st.sampled_from(["сбит", "«БПЛA»,", "5.30", "\n", "", "\u00a0над", "С-200."]), max_size=12)


@given(st.text(max_size=80))
def test_norms_are_those_of_the_tokens_and_end_in_a_margin_of_nothing(text: str) -> None:
    tokens = tokenize(text)
    assert tokens.norms == [token.norm for token in tokens] + [""] * MARGIN


@given(PIECES, PIECES)
def test_a_text_is_cut_the_same_whatever_stands_before_it(before: list[str], after: list[str]) -> None:
    head, tail = " ".join(before), " ".join(after)
    joined = tokenize(f"{head} {tail}")
    alone = tokenize(tail)
    shift = len(head) + 1
    first = len(joined) - len(alone)
    assert [(token.norm, token.shape, token.capital) for token in joined[first:]] == [
        (token.norm, token.shape, token.capital) for token in alone
    ]
    assert [start - shift for start in joined.starts[first:]] == alone.starts


@given(PIECES)
def test_a_token_is_glued_to_the_next_only_where_nothing_stands_between_them(pieces: list[str]) -> None:
    tokens = tokenize(" ".join(pieces))
    spans = [tokens.span(at, at + 1) for at in range(len(tokens))]
    assert [token.glued for token in tokens[:-1]] == [
        end == start for (_, end), (start, _) in pairwise(spans)
    ]


def test_a_word_longer_than_the_memory_keeps_is_cut_like_any_other() -> None:
    long = "противобеспилотно" * 5
    assert [token.norm for token in tokenize(f"{long}, {long}")] == [long, ",", long]
