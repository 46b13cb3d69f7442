"""The list of normal forms beside the tokens, and the memory of words that the two are made from."""

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
    ends = joined[len(joined) - len(alone) :] if alone else []
    assert [(token.norm, token.shape, token.start - shift, token.capital) for token in ends] == [
        (token.norm, token.shape, token.start, token.capital) for token in alone
    ]


def test_a_word_longer_than_the_memory_keeps_is_cut_like_any_other() -> None:
    long = "противобеспилотно" * 5
    assert [token.norm for token in tokenize(f"{long}, {long}")] == [long, ",", long]
