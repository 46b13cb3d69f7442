"""What a name takes over from the name right before it."""

from extraction.places import find_places
from extraction.tokens import tokenize


def names(text: str) -> list[str]:
    return [match.name for match in find_places(tokenize(text), text, None)]


def test_a_name_right_after_the_name_of_a_street_is_no_place_either() -> None:
    assert names("Без света дома на 5 улицах, в том числе на Тульской Платово.") == []


def test_a_name_after_another_sentence_is_a_place_whatever_the_street_before_it() -> None:
    assert names("Без света дома на 5 улицах, в том числе на Тульской. Над Воронежем тихо.") == ["Воронеж"]
