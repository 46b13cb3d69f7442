"""/sum: one sentence for each state of a figure, in both languages, with its hedge and its authors."""

from collections.abc import Callable
from datetime import date

import pytest

from domain.answers import Statement
from domain.tally import NOTHING, Tally
from domain.totals import Period, TotalsRow
from rendering.i18n import Words
from rendering.sentences import render_sentence, render_statement

MakeTally = Callable[..., Tally]
MakeRow = Callable[..., TotalsRow]
DAY = Period(date(2025, 11, 12), date(2025, 11, 12))
BOTH = ("mod", "governor:RU-KLU")


@pytest.fixture
def say(row: MakeRow, en: Words, ru: Words) -> Callable[..., tuple[str, str]]:
    def make(
        figure: Tally,
        originators: tuple[str, ...] = BOTH,
        region: str | None = "RU-KLU",
        claims: int = 2,
        unnumbered: int = 0,
        **fields: object,
    ) -> tuple[str, str]:
        told = row(region or "all", figure, claims, unnumbered, **fields)
        statement = Statement(DAY, region, told, originators)
        return render_sentence(statement, en), render_sentence(statement, ru)

    return make


Say = Callable[..., tuple[str, str]]


def test_one_number(say: Say, tally: MakeTally) -> None:
    assert say(tally(11, 11)) == (
        "Kaluga Region, 12 November 2025: 11 drones downed, according to the Russian MoD and the governor.",
        "Калужская область, 12 ноября 2025: по данным Минобороны РФ и губернатора, сбито 11 беспилотников.",
    )


def test_a_range(say: Say, tally: MakeTally) -> None:
    assert say(tally(11, 21)) == (
        (
            "Kaluga Region, 12 November 2025: from 11 to 21 drones downed, "
            "according to the Russian MoD and the governor."
        ),
        (
            "Калужская область, 12 ноября 2025: по данным Минобороны РФ и губернатора, "
            "сбито от 11 до 21 беспилотника."
        ),
    )


def test_an_open_figure(say: Say, tally: MakeTally) -> None:
    assert say(tally(11, None), unnumbered=1) == (
        (
            "Kaluga Region, 12 November 2025: at least 11 drones downed, "
            "according to the Russian MoD and the governor."
        ),
        (
            "Калужская область, 12 ноября 2025: по данным Минобороны РФ и губернатора, "
            "сбито не менее 11 беспилотников."
        ),
    )


def test_a_dispute_names_both_sides_and_takes_neither(say: Say, tally: MakeTally) -> None:
    sides = (("governor:RU-KLU", tally(18, 18)), ("mod", tally(12, 12)))
    assert say(tally(18, 12), by_originator=sides) == (
        (
            "Kaluga Region, 12 November 2025: claims of how many drones were downed differ – "
            "12 (ministry) / 18 (governor)."
        ),
        (
            "Калужская область, 12 ноября 2025: данные о числе сбитых беспилотников расходятся — "
            "12 (Минобороны) / 18 (губернатор)."
        ),
    )


def test_a_dispute_whose_ends_are_nobody_s_own_figures_tells_them_and_where_it_is(
    say: Say, tally: MakeTally
) -> None:
    unlike = (("governor:RU-BRY", tally(12, 12)), ("mod", tally(20, 20)))
    told = say(
        tally(24, 20),
        ("mod", "governor:RU-BRY"),
        None,
        by_originator=unlike,
        disputed_in=("RU-BRY",),
    )
    assert told == (
        (
            "12 November 2025: from 20 to 24 drones downed (the claims disagree: Bryansk Region), "
            "according to the Russian MoD and the governor (Bryansk Region)."
        ),
        (
            "12 ноября 2025: по данным Минобороны РФ и губернатора (Брянская область), "
            "сбито от 20 до 24 беспилотников (данные расходятся: Брянская область)."
        ),
    )
    alone = say(tally(18, 12), BOTH[1:], by_originator=(("governor:RU-KLU", tally(18, 12)),))
    assert alone[0].endswith(
        ": from 12 to 18 drones downed (the claims disagree), according to the governor."
    )


def test_drones_without_a_number(say: Say, tally: MakeTally) -> None:
    assert say(tally(1, None), BOTH[1:], claims=1, unnumbered=1) == (
        (
            "Kaluga Region, 12 November 2025: drones downed, no number given (at least 1), "
            "according to the governor."
        ),
        (
            "Калужская область, 12 ноября 2025: по данным губернатора, "
            "сбиты беспилотники, число не названо (не менее 1)."
        ),
    )


def test_nothing_on_record_is_no_zero(say: Say) -> None:
    english, russian = say(NOTHING, (), claims=0)
    assert english == "Kaluga Region, 12 November 2025: no claims of drones downed on record."
    assert russian == "Калужская область, 12 ноября 2025: заявлений о сбитых беспилотниках в записях нет."


def test_a_share_of_a_shared_count_is_not_divided(say: Say, tally: MakeTally) -> None:
    english, russian = say(tally(1, 343), BOTH[:1], claims=1, shared_count=355)
    assert "one of the regions over which 355 in all were downed, its share not given" in english
    assert "один из регионов, над которыми в общей сложности сбито 355; доля региона не указана" in russian


def test_a_source_that_corrects_itself_is_said_to(say: Say, tally: MakeTally) -> None:
    english, russian = say(tally(12, 10, flags=("revised",)), BOTH[1:])
    assert "10 drones downed (revised by the source), according to the governor" in english
    assert "по данным губернатора, сбито 10 беспилотников (уточнено источником)" in russian


@pytest.mark.parametrize(
    ("n", "exact", "least"),
    [
        (1, "сбит 1 беспилотник", "сбито не менее 1 беспилотника"),
        (2, "сбито 2 беспилотника", "сбито не менее 2 беспилотников"),
        (5, "сбито 5 беспилотников", "сбито не менее 5 беспилотников"),
        (11, "сбито 11 беспилотников", "сбито не менее 11 беспилотников"),
        (21, "сбит 21 беспилотник", "сбито не менее 21 беспилотника"),
        (112, "сбито 112 беспилотников", "сбито не менее 112 беспилотников"),
        (221, "сбит 221 беспилотник", "сбито не менее 221 беспилотника"),
    ],
)
def test_russian_words_agree_with_the_number(
    n: int, exact: str, least: str, say: Say, tally: MakeTally
) -> None:
    assert f"{exact}." in say(tally(n, n))[1]
    assert f"{least}." in say(tally(n, None))[1]
    assert f"до {n} беспилотник" in say(tally(0 if n == 1 else 1, n, 1))[1].replace("не более", "до")


@pytest.mark.parametrize(
    ("figure", "english", "russian"),
    [
        ((10, 10, None, ("approximate",)), "about 10 drones", "около 10 беспилотников"),
        ((10, 12, None, ("approximate",)), "roughly from 10 to 12", "примерно от 10 до 12"),
        ((0, 5, None, ()), "no more than 5 drones", "не более 5 беспилотников"),
        ((1, 3, 3, ("inferred_from_sum",)), "from 1 to 3 drones", "от 1 до 3 беспилотников"),
    ],
)
def test_each_hedge_has_its_words(
    figure: tuple[int, int, int | None, tuple[str, ...]],
    english: str,
    russian: str,
    say: Say,
    tally: MakeTally,
) -> None:
    told = say(tally(*figure))
    assert english in told[0]
    assert russian in told[1]


@pytest.mark.parametrize(
    ("originators", "english", "russian"),
    [
        (("mod",), "the Russian MoD.", "по данным Минобороны РФ, "),
        (("governor:RU-BRY",), "the governor (Bryansk Region).", "губернатора (Брянская область), "),
        (
            ("mod", "governor:RU-BRY", "governor:RU-KLU"),
            "the Russian MoD and governors (Bryansk Region, Kaluga Region).",
            "Минобороны РФ и губернаторов (Брянская область, Калужская область), ",
        ),
        (
            ("mod", *(f"governor:RU-{code}" for code in ("BRY", "KLU", "ORL", "TUL"))),
            "the Russian MoD and 4 governors.",
            "Минобороны РФ и 4 губернаторов, ",
        ),
        (
            ("mod", "agency:<wire>", "unknown"),
            "the Russian MoD, “&lt;wire&gt;” and other sources.",
            "Минобороны РФ, «&lt;wire&gt;» и других источников, ",
        ),
    ],
)
def test_authors_are_named(
    originators: tuple[str, ...], english: str, russian: str, say: Say, tally: MakeTally
) -> None:
    told = say(tally(11, 11), originators, None)
    assert told[0] == f"12 November 2025: 11 drones downed, according to {english}"
    assert russian in told[1]


def test_hours_of_the_evening_before_are_said_to_be_in_it(say: Say, tally: MakeTally) -> None:
    english, russian = say(tally(11, 11), straddling=1)
    assert english.startswith("Kaluga Region, 12 November 2025, the night before it included: ")
    assert russian.startswith("Калужская область, 12 ноября 2025, включая ночь накануне: ")


def test_below_the_sentence_stands_how_to_ask_what_it_rests_on(
    row: MakeRow, tally: MakeTally, ru: Words
) -> None:
    week = Period(date(2025, 11, 6), date(2025, 11, 12))
    told = render_statement(Statement(week, "RU-KLU", row("all", tally(11, 11)), ("mod",)), ru)
    sentence, caveat = told.splitlines()
    assert sentence.startswith("Калужская область, 6–12 ноября 2025: ")
    assert caveat == (
        "<i>Никем, кроме заявителей, не подтверждено. На чём основано: "
        "/why RU-KLU 2025-11-06 – 2025-11-12</i>"
    )
