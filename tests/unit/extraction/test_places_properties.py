"""What holds for any text: matches are in order, inside it, and name known regions only."""

from hypothesis import given
from hypothesis import strategies as st

from domain.region import region_table
from extraction.places import find_places
from extraction.tokens import tokenize

WORDS = st.sampled_from(
    [
        *(
            "над",
            "в",
            "на",
            "и",
            ",",
            ".",
            "–",
            ":",
            "(",
            "»",
            "«",
            "области",
            "районе",
            "районах",
            "округов",
        ),
        *(
            "село",
            "деревне",
            "г.",
            "Калужской",
            "Боровском",
            "Москву",
            "Кирове",
            "Орловской",
            "Азовского",
            "морей",
        ),
        *(
            "Kirov",
            "Region",
            "and",
            "the",
            "districts",
            "of",
            "Moscow",
            "Борисоглебский",
            "Великих",
            "Лук",
            "12",
        ),
        *("БПЛА", "\n", "Ивановка", "улице", "Петров", "Республики", "Крым", "столицы", "центр", "county"),
        *("California", "летевших", "границе", "с"),
    ]
)


@given(st.lists(WORDS, max_size=40), st.sampled_from([None, *region_table()]))
def test_any_text_gives_ordered_matches_inside_it(words: list[str], home: str | None) -> None:
    text = " ".join(words)
    tokens = tokenize(text)
    end = 0
    for match in find_places(tokens, text, home):
        assert end <= match.first < match.last <= len(tokens)
        assert all(code in region_table() for code in match.regions)
        assert match.name
        if match.kind in ("foreign", "sea", "unresolved"):
            assert match.regions == ()
        if match.kind == "region":
            assert len(match.regions) == 1
        end = match.last


@given(st.text(max_size=300))
def test_text_of_any_characters_is_read_without_an_error(text: str) -> None:
    tokens = tokenize(text)
    assert all(0 <= match.first < match.last <= len(tokens) for match in find_places(tokens, text, None))
