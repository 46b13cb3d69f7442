"""The columns that the steps of reading share: the same answers as asked word by word."""

from hypothesis import given
from hypothesis import strategies as st

from extraction.cuts import cut_of
from extraction.lexicon import lexicon
from extraction.numbers import beginning_of, find_numbers
from extraction.period_scan import readers_of
from extraction.places import duty_of, find_places
from extraction.tokens import MARGIN, tokenize
from extraction.wordbook import read_words

PIECES = st.lists(
    st.sampled_from(
        ["сбит", "«БПЛA»,", "5.30", "\n", "", "\u00a0над", "С-200.", "Калугой", "ночью,", "три", ",.,.,.,."]
    ),
    max_size=12,
)
TEXTS = PIECES.map(" ".join) | st.text(max_size=60)


@given(TEXTS)
def test_a_column_has_what_is_known_of_each_word(text: str) -> None:
    words, tokens = read_words(text), tokenize(text)
    norms = [token.norm for token in tokens]
    assert words.tokens.norms == tokens.norms
    assert words.tokens.starts == tokens.starts
    assert list(words.classes) == [lexicon()[norm] for norm in norms]
    assert list(words.duties) == [duty_of(token.norm, capital=token.capital) for token in tokens]
    assert list(words.cuts) == [cut_of(norm, lexicon()[norm]) for norm in norms]
    assert list(words.numbers) == [*map(beginning_of, norms), *[None] * MARGIN]
    assert list(words.times) == [*map(readers_of, norms), *[None] * MARGIN]


@given(TEXTS)
def test_numbers_and_places_are_the_same_with_and_without_the_columns(text: str) -> None:
    words = read_words(text)
    tokens = words.tokens
    assert find_numbers(tokens, words.numbers) == find_numbers(tokens)
    assert find_places(tokens, text, "RU-KLU", words.duties) == find_places(tokens, text, "RU-KLU")
