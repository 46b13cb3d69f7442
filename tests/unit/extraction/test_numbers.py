"""Numbers: what the words say, and what is no number at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from number_parser import parse_number

from extraction.numbers import NumberMatch, find_numbers
from extraction.tokens import tokenize
from extraction.wordsets import phrases

RUSSIAN_UNITS = ("", *phrases("один; два; три; четыре; пять; шесть; семь; восемь; девять"))
RUSSIAN_TEENS = phrases(
    "десять; одиннадцать; двенадцать; тринадцать; четырнадцать; пятнадцать; шестнадцать; семнадцать",
    "восемнадцать; девятнадцать",
)
RUSSIAN_TENS = phrases("двадцать; тридцать; сорок; пятьдесят; шестьдесят; семьдесят; восемьдесят; девяносто")
RUSSIAN_HUNDREDS = (
    "",
    *phrases("сто; двести; триста; четыреста; пятьсот; шестьсот; семьсот; восемьсот; девятьсот"),
)
ENGLISH_UNITS = ("", *phrases("one; two; three; four; five; six; seven; eight; nine"))
ENGLISH_TEENS = phrases(
    "ten; eleven; twelve; thirteen; fourteen; fifteen; sixteen; seventeen; eighteen; nineteen"
)
ENGLISH_TENS = phrases("twenty; thirty; forty; fifty; sixty; seventy; eighty; ninety")


def read(text: str) -> list[NumberMatch]:
    return find_numbers(tokenize(text))


def values(text: str) -> list[int | None]:
    return [match.value for match in read(text)]


def only(text: str) -> NumberMatch:
    (match,) = read(text)
    return match


def spell_in_russian(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    words = [RUSSIAN_HUNDREDS[hundreds]]
    if 10 <= rest < 20:
        words.append(RUSSIAN_TEENS[rest - 10])
    else:
        words += [RUSSIAN_TENS[rest // 10 - 2] if rest >= 20 else "", RUSSIAN_UNITS[rest % 10]]
    return " ".join(word for word in words if word)


def spell_in_english(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    words = [f"{ENGLISH_UNITS[hundreds]} hundred" if hundreds else ""]
    if 10 <= rest < 20:
        words.append(ENGLISH_TEENS[rest - 10])
    else:
        tens, unit = ENGLISH_TENS[rest // 10 - 2] if rest >= 20 else "", ENGLISH_UNITS[rest % 10]
        words.append("-".join(word for word in (tens, unit) if word))
    return " and ".join(word for word in words if word)


def test_spelled_russian_numbers_agree_with_the_oracle() -> None:
    for number in range(1, 1000):
        spelled = spell_in_russian(number)
        assert values(spelled) == [number], spelled
        assert parse_number(spelled, language="ru") == number


def test_spelled_english_numbers_agree_with_the_oracle() -> None:
    for number in range(1, 1000):
        spelled = spell_in_english(number)
        assert values(spelled) == [number], spelled
        assert parse_number(spelled, language="en") == number


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("сбито двадцатью двумя расчётами", 22),
        ("ста двадцати двух аппаратов", 122),
        ("шестидесяти четырёх", 64),
        ("пятьюстами тридцатью", 530),
        ("тысяча двести", 1200),
        ("две тысячи триста сорок один", 2341),
        ("оба аппарата", 2),
        ("обеих целей", 2),
        ("троих ранило", 3),
        ("семерыми", 7),
        ("десяток дронов", 10),
        ("три десятка дронов", 30),
        ("полтора десятка", 15),
        ("полторы тысячи", 1500),
        ("полсотни", 50),
        ("две дюжины", 24),
        ("пара аппаратов", 2),
        ("сотня целей", 100),
        ("both drones", 2),
        ("two dozen drones", 24),
        ("a dozen drones", 12),
        ("one thousand two hundred and five", 1205),
    ],
)
def test_inflected_and_collective_numerals_are_read(words: str, value: int) -> None:
    assert values(words) == [value]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("29 806 аппаратов", 29806),
        ("29\u00a0806 аппаратов", 29806),
        ("108 416 и всё", 108416),
        ("3,018 drones", 3018),
        ("4.380.500 рублей", 4380500),
        ("9.214 человек", 9214),
        ("5 тыс. человек", 5000),
        ("18-ти дронов", 18),
        ("3-х машин", 3),
        ("20-ю расчётами", 20),
    ],
)
def test_digits_are_read_in_groups_and_with_endings(words: str, value: int) -> None:
    assert values(words) == [value]


@pytest.mark.parametrize(
    "words",
    [
        "61-летний житель",
        "трасса М-4, ракета С-200, Ту-141",
        "в 23.20 и в 7:05",
        "волна 102,4 FM",
        "собрали 1,8 млн",
        "круглые сутки 24/7",
        "код 000-00-00",
        "no one was hurt",
        "9-этажный дом",
    ],
)
def test_names_times_and_decimals_are_no_numbers(words: str) -> None:
    assert values(words) == []


def test_a_time_before_a_number_does_not_join_it() -> None:
    assert values("к 5.30 117 аппаратов") == [117]


@pytest.mark.parametrize(
    ("words", "qualifier"),
    [
        ("более 20 дронов", "more_than"),
        ("свыше двадцати", "more_than"),
        ("число превысило сорок", "more_than"),
        ("more than 10 drones", "more_than"),
        ("over 20 drones", "more_than"),
        ("не менее 17", "at_least"),
        ("как минимум 5", "at_least"),
        ("по меньшей мере шесть", "at_least"),
        ("at least 10", "at_least"),
        ("no fewer than twelve", "at_least"),
        ("20 or more", "at_least"),
        ("20+ дронов", "at_least"),
        ("около 20 дронов", "approx"),
        ("порядка тридцати", "approx"),
        ("примерно 7", "approx"),
        ("some 40 drones", "approx"),
        ("approximately nine", "approx"),
        ("до 12 аппаратов", "up_to"),
        ("up to 30 drones", "up_to"),
        ("18 дронов", None),
    ],
)
def test_qualifying_words_are_told_apart(words: str, qualifier: str | None) -> None:
    assert only(words).qualifier == qualifier


@pytest.mark.parametrize("words", ["их число выросло до 27", "до двенадцати увеличилось количество сбитых"])
def test_a_figure_that_has_grown_to_a_number_is_not_limited_by_it(words: str) -> None:
    assert only(words).qualifier is None


def test_over_before_a_few_places_says_where_and_not_how_many() -> None:
    assert only("shot down over two regions").qualifier is None


@pytest.mark.parametrize(
    "words", ["по три дрона над", "по 11 – над", "по одному – над", "four drones each over"]
)
def test_shares_are_distributive(words: str) -> None:
    assert only(words).distributive


@pytest.mark.parametrize(
    "words", ["по двум адресам", "удар по одному из домов", "three over each side of town, six"]
)
def test_a_place_after_the_same_word_is_not_a_share(words: str) -> None:
    assert not read(words)[-1].distributive


@pytest.mark.parametrize(
    "words", ["ещё 11", "еще около 20", "another seven", "four more over", "an additional 3"]
)
def test_additions_are_marked(words: str) -> None:
    assert only(words).more


def test_more_than_is_no_addition() -> None:
    assert not only("сбито more than 5").more


@pytest.mark.parametrize(
    "words", ["несколько дронов", "десятки дронов", "dozens of drones", "a few drones", "several"]
)
def test_vague_words_have_no_value(words: str) -> None:
    match = only(words)
    assert match.vague
    assert match.value is None


@pytest.mark.parametrize(
    ("words", "value"),
    [("на 63-м километре", 63), ("третий дрон", 3), ("двадцать первого числа", 21), ("the 7th", 7)],
)
def test_ordinals_are_marked(words: str, value: int) -> None:
    match = only(words)
    assert match.ordinal
    assert match.value == value


def test_numbers_in_a_list_stay_apart() -> None:
    assert values("четыре и перехвачены два, двадцать, тридцать; one, two and three") == [
        4,
        2,
        20,
        30,
        1,
        2,
        3,
    ]


def test_the_bare_number_lies_inside_its_qualifying_words() -> None:
    text = "сбито ещё не менее двадцати двух дронов"
    tokens = tokenize(text)
    (match,) = find_numbers(tokens)
    assert text[slice(*tokens.span(match.first, match.last))] == "ещё не менее двадцати двух"
    assert text[slice(*tokens.span(match.bare_first, match.bare_last))] == "двадцати двух"


def test_a_monstrous_number_is_cut_and_not_refused() -> None:
    assert values("9" * 6000) == [10**12]


WORDS = st.sampled_from(
    phrases(
        "сто; тысяча; тысяч; миллион; полтора; десяток; десятки; несколько; два; двадцать; оба; по; ещё; до",
        "не менее; более; около; 12; 007; 29 806; ,; .; -; 3-х; 5-й; +; ²; ٣; ５; 99999999999999999",
        "one; dozen; hundred; and; each; more; than; at least; a; few",
    )
)


@given(st.lists(WORDS, max_size=14).map(" ".join) | st.text(max_size=60))
def test_any_text_gives_ordered_matches_that_do_not_overlap(text: str) -> None:
    tokens = tokenize(text)
    beyond = 0
    for match in find_numbers(tokens):
        assert beyond <= match.first <= match.bare_first < match.bare_last <= match.last <= len(tokens)
        assert (match.value is None) == match.vague
        assert match.value is None or 0 <= match.value <= 10**12
        beyond = match.last
