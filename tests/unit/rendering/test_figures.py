"""The printed headline: every row of the table of worked examples, in both languages."""

from collections.abc import Callable

import pytest

from domain.report import PostKind, Report, Summary, TotalKind
from domain.tally import NOTHING, Tally, TallyState
from domain.totals import TotalsRow
from rendering.figures import render_course, render_figure, render_stated
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


def test_figures_that_are_not_the_two_ends_of_a_dispute_are_never_its_sides(
    tally: MakeTally, row: MakeRow, en: Words, ru: Words
) -> None:
    """The governor's twelve over Bryansk and the ministry's twenty over the country contradict nothing."""
    unlike = (("governor:RU-BRY", tally(12, 12)), ("mod", tally(20, 20)))
    told = row("all", tally(24, 20), claims=4, by_originator=unlike, disputed_in=("RU-BRY",))
    assert render_figure(told, en) == "20–24, disputed: Bryansk Region"
    assert render_figure(told, ru) == "20–24, данные расходятся: Брянская область"
    assert render_figure(told, ru, mark="*") == "20–24*, данные расходятся: Брянская область"
    everywhere = row("all", tally(24, 20), claims=4, disputed_in=("RU-BRY", "RU-KLU", "RU-TUL", "RU-ORL"))
    assert render_figure(everywhere, ru) == "20–24, данные расходятся"


def test_an_originator_at_odds_with_itself_is_said_to_be_disputed_once(
    tally: MakeTally, row: MakeRow, ru: Words
) -> None:
    alone = row("RU-KLU", tally(18, 12), claims=2, by_originator=(("governor:RU-KLU", tally(18, 12)),))
    assert render_figure(alone, ru) == "12–18, данные расходятся"


def test_a_governor_is_told_with_his_region_where_that_is_not_plain(
    tally: MakeTally, row: MakeRow, en: Words
) -> None:
    sides = (("governor:RU-KLU", tally(18, 18)), ("mod", tally(12, 12)))
    country = row("all", tally(18, 12), claims=2, by_originator=sides, disputed_in=("RU-KLU",))
    assert render_figure(country, en) == "disputed: 12 (ministry) / 18 (governor, Kaluga Region)"
    assert render_figure(country, en, scope="RU-KLU") == "disputed: 12 (ministry) / 18 (governor)"
    neighbour = row("RU-TUL", tally(18, 12), claims=2, by_originator=sides)
    assert "18 (governor, Kaluga Region)" in render_figure(neighbour, en)


def test_a_course_between_disputed_figures_says_so_once(tally: MakeTally, row: MakeRow, ru: Words) -> None:
    was, now = row("RU-KLU", tally(18, 12), claims=2), row("RU-KLU", tally(19, 12), claims=2)
    assert render_course(was, now, ru) == "12–18, данные расходятся → 12 / 19"
    assert render_course(was, was, ru) is None
    assert render_course(None, now, ru) == "заявлений не найдено → 12–19, данные расходятся"


def test_a_contradiction_beside_a_correction_is_not_taken_for_the_correction(row: MakeRow, en: Words) -> None:
    """What a source took back is out of the figure by then; what still disagrees is somebody else's."""
    both = Tally(30, 20, 20, 20, 24, TallyState.DISPUTED, flags=("revised",))
    assert render_figure(row("all", both, claims=5, disputed_in=("RU-BRY",)), en) == (
        "20–24, disputed: Bryansk Region"
    )


def test_a_dispute_of_many_prints_its_ends_only(tally: MakeTally, row: MakeRow, en: Words) -> None:
    sides = tuple((f"agency:A{n}", tally(n, n)) for n in range(10, 18))
    many = row("all", tally(18, 12), claims=8, by_originator=sides)
    assert render_figure(many, en) == "12–18, disputed"
    assert render_figure(many, en, marked=False) == "12 / 18"


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
