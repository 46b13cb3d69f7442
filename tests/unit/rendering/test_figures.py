"""The printed headline: every row of the table of worked examples, in both languages."""

from collections.abc import Callable

import pytest

from domain.report import PostKind, Report, Summary, TotalKind
from domain.tally import NOTHING, Tally
from domain.totals import TotalsRow
from rendering.figures import render_figure, render_stated
from rendering.i18n import Words

MakeTally = Callable[..., Tally]
MakeRow = Callable[..., TotalsRow]


@pytest.mark.parametrize(
    ("floor", "ceiling", "english", "russian"),
    [
        (11, 11, "11", "11"),
        (11, 21, "11–21", "11–21"),
        (21, 21, "21", "21"),
        (221, 221, "221", "221"),
        (239, 239, "239", "239"),
        (22, 22, "22", "22"),
        (173, 230, "173–230", "173–230"),
        (173, 173, "173", "173"),
        (84, 84, "84", "84"),
        (12, 12, "12", "12"),
        (11, None, "at least 11", "не менее 11"),
        (355, 355, "355", "355"),
        (9, 9, "9", "9"),
        (18, 12, "disputed: 12 / 18", "данные расходятся: 12 / 18"),
    ],
)
def test_every_plain_figure_of_the_worked_examples_is_printed_as_there(
    floor: int, ceiling: int | None, english: str, russian: str, tally: MakeTally, en: Words, ru: Words
) -> None:
    assert render_figure(tally(floor, ceiling), en) == english
    assert render_figure(tally(floor, ceiling), ru) == russian


def test_drones_without_a_number_are_at_least_one_and_say_so(
    tally: MakeTally, row: MakeRow, en: Words, ru: Words
) -> None:
    silent = row("RU-KLU", tally(1, None), claims=1, unnumbered=1)
    assert render_figure(silent, en) == "≥1, no number given"
    assert render_figure(silent, ru) == "≥1, число не названо"
    assert render_figure(tally(1, None), ru) == "≥1, число не названо"


def test_a_number_beside_a_silent_claim_is_a_least_number(tally: MakeTally, row: MakeRow, en: Words) -> None:
    assert render_figure(row("RU-KLU", tally(12, None), claims=2, unnumbered=1), en) == "at least 12"


def test_a_claim_without_a_number_covered_by_one_with_a_number_is_that_number(
    tally: MakeTally, row: MakeRow, en: Words
) -> None:
    assert render_figure(row("RU-KLU", tally(11, 11), claims=2, unnumbered=1), en) == "11"


def test_a_dispute_names_both_sides_smaller_figure_first(
    tally: MakeTally, row: MakeRow, en: Words, ru: Words
) -> None:
    sides = (("governor:RU-KLU", tally(18, 18)), ("mod", tally(12, 12)))
    disputed = row("RU-KLU", tally(18, 12), claims=2, by_originator=sides)
    assert render_figure(disputed, en) == "disputed: 12 (ministry) / 18 (governor)"
    assert render_figure(disputed, ru) == "данные расходятся: 12 (Минобороны) / 18 (губернатор)"


def test_a_dispute_of_two_governors_names_their_regions(tally: MakeTally, row: MakeRow, en: Words) -> None:
    sides = (("governor:RU-KLU", tally(18, 18)), ("governor:RU-BRY", tally(12, 12)))
    disputed = row("all", tally(18, 12), claims=2, by_originator=sides)
    assert render_figure(disputed, en) == (
        "disputed: 12 (governor, Bryansk Region) / 18 (governor, Kaluga Region)"
    )


def test_a_dispute_of_many_prints_its_ends_only(tally: MakeTally, row: MakeRow, en: Words) -> None:
    sides = tuple((f"agency:A{n}", tally(n, n)) for n in range(10, 18))
    assert render_figure(row("all", tally(18, 12), claims=8, by_originator=sides), en) == "disputed: 12 / 18"


def test_a_source_that_corrects_itself_is_said_to(
    tally: MakeTally, row: MakeRow, en: Words, ru: Words
) -> None:
    revised = tally(12, 10, flags=("revised",))
    assert render_figure(revised, en) == "10, revised by the source"
    assert render_figure(row("RU-KLU", revised, claims=3), ru) == "10, уточнено источником"


def test_a_region_known_from_a_shared_count_only_is_given_no_share(
    tally: MakeTally, row: MakeRow, en: Words, ru: Words
) -> None:
    shared = row("RU-KLU", tally(1, 343), shared_count=355)
    assert render_figure(shared, en) == "named in a shared count of 355"
    assert render_figure(shared, ru) == "назван в общем числе 355"


def test_a_share_inferred_from_the_sum_shows_its_bounds(tally: MakeTally, en: Words) -> None:
    assert render_figure(tally(1, 3, 3, ("inferred_from_sum",)), en) == "≈3 (1–3)"
    assert render_figure(tally(1, 2, 1, ("inferred_from_sum",)), en) == "≈1 (1–2)"
    assert render_figure(tally(1, 3, 3), en) == "≈3 (1–3)"


def test_an_approximate_count_is_marked(tally: MakeTally, en: Words) -> None:
    assert render_figure(tally(10, 10, flags=("approximate",)), en) == "≈10"
    assert render_figure(tally(10, 12, flags=("approximate",)), en) == "≈10–12"


def test_nothing_on_record_is_never_printed_as_zero(
    tally: MakeTally, row: MakeRow, en: Words, ru: Words
) -> None:
    for figure in (NOTHING, row("RU-KLU", NOTHING, claims=0)):
        assert render_figure(figure, en) == "no claims on record"
        assert render_figure(figure, ru) == "заявлений не найдено"
    assert "0" not in render_figure(tally(0, 5), en)
    assert render_figure(tally(0, 5), ru) == "до 5"
    assert render_figure(tally(0, None), en) == "no number given"


def test_thousands_are_set_apart_from_five_digits_on(tally: MakeTally, en: Words, ru: Words) -> None:
    assert render_figure(tally(9_999, 9_999), en) == "9999"
    assert render_figure(tally(31_415, 31_415), en) == "31,415"
    assert render_figure(tally(31_415, 31_415), ru) == "31\u00a0415"


@pytest.mark.parametrize(
    ("total", "kind", "qualifier", "english"),
    [
        (11, TotalKind.EXACT, None, "11"),
        (20, TotalKind.EXACT, "at_least", "20 or more"),
        (10, TotalKind.EXACT, "approx", "≈10"),
        (5, TotalKind.INCREMENT, None, "5, on top of earlier posts"),
        (12, TotalKind.CUMULATIVE, None, "12 together with earlier posts"),
        (None, TotalKind.UNSPECIFIED, None, "no number given"),
    ],
)
def test_the_number_of_a_post_is_told_as_the_post_states_it(
    total: int | None, kind: TotalKind, qualifier: str | None, english: str, en: Words
) -> None:
    summary = Summary(is_incident=True, total=total, total_kind=kind, total_qualifier=qualifier)
    assert render_stated(Report(PostKind.INCIDENT, summary), en) == english
