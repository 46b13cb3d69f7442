"""/compare and /disputed: originators side by side, and both sides of a contradiction with their words."""

from collections.abc import Callable
from datetime import date
from zoneinfo import ZoneInfo

from domain.answers import Comparison, Disputes, Side, Standoff
from domain.claim import Claim, Count, Evidence
from domain.record import StoredClaim
from domain.tally import Tally
from domain.totals import Period, TotalsRow
from rendering.comparisons import render_comparison, render_disputes
from rendering.i18n import Words

MakeTally = Callable[..., Tally]
MakeRow = Callable[..., TotalsRow]
MakeClaim = Callable[..., Claim]
MakeStored = Callable[..., StoredClaim]
TWELFTH = date(2025, 11, 12)
DAY = Period(TWELFTH, TWELFTH)
WEEK = Period(date(2025, 11, 6), TWELFTH)
GOVERNOR, MINISTRY = "governor:RU-KLU", "mod"


def _standoff(region: str | None, whole: TotalsRow, *sides: Side, day: date = TWELFTH) -> Standoff:
    return Standoff(day, region, whole, sides)


def _three(row: MakeRow, tally: MakeTally) -> tuple[Standoff, ...]:
    def side(name: str, low: int) -> Side:
        return Side(name, row(name, tally(low, low)))

    clash = (("governor:RU-TUL", tally(18, 18)), ("mod", tally(12, 12)))
    return (
        _standoff(
            "RU-TUL",
            row("RU-TUL", tally(18, 12), 2, by_originator=clash),
            side(MINISTRY, 12),
            side("governor:RU-TUL", 18),
        ),
        _standoff("RU-KLU", row("RU-KLU", tally(11, 11), 2), side(MINISTRY, 10), side(GOVERNOR, 11)),
        _standoff("RU-BRY", row("RU-BRY", tally(8, 8), 2), side(MINISTRY, 8), side("governor:RU-BRY", 8)),
    )


def test_each_region_shows_its_sides_with_differences_marked(
    row: MakeRow, tally: MakeTally, en: Words, ru: Words
) -> None:
    comparison = Comparison(DAY, None, _three(row, tally), alone=2)
    assert render_comparison(comparison, en).splitlines() == [
        "<b>Who claims what: 12 November 2025</b>",
        "= Bryansk Region: 8 (ministry) / 8 (governor)",
        "≠ Kaluga Region: 10 (ministry) / 11 (governor); together 11",
        "≠ Tula Region: 12 (ministry) / 18 (governor); they contradict each other",
        "Besides, 2 places of which one side alone spoke",
        "= the same figure; ≠ different ones; together: what follows from all the claims at once",
        "<i>Claims of the parties to the war, not verified. Whose and why: /why</i>",
    ]
    assert render_comparison(comparison, ru).splitlines()[:5] == [
        "<b>Кто что заявляет: 12 ноября 2025</b>",
        "= Брянская область: 8 (Минобороны) / 8 (губернатор)",
        "≠ Калужская область: 10 (Минобороны) / 11 (губернатор); вместе 11",
        "≠ Тульская область: 12 (Минобороны) / 18 (губернатор); данные расходятся",
        "Кроме того, 2 места, о которых говорит только одна сторона",
    ]


def test_governor_of_a_part_is_told_with_it_beside_a_figure_of_the_whole(
    row: MakeRow, tally: MakeTally, en: Words
) -> None:
    sides = [Side(name, row(name, tally(n, n))) for name, n in ((MINISTRY, 12), ("governor:RU-MOW", 9))]
    both = _standoff("RU-MOW+RU-MOS", row("RU-MOW+RU-MOS", tally(12, 12), 2), *sides)
    told = render_comparison(Comparison(DAY, None, (both,)), en)
    assert "≠ Moscow city and oblast: 12 (ministry) / 9 (governor, Moscow); together 12" in told


def test_legend_explains_only_the_marks_that_are_there(row: MakeRow, tally: MakeTally, en: Words) -> None:
    tula, kaluga, bryansk = _three(row, tally)
    told = {
        name: render_comparison(Comparison(DAY, None, (one,)), en)
        for name, one in (("tula", tula), ("kaluga", kaluga), ("bryansk", bryansk))
    }
    assert "= the same figure\n" in told["bryansk"]
    assert "different ones" not in told["bryansk"]
    assert "≠ different ones; together: what follows" in told["kaluga"]
    assert "together" not in told["tula"]


def test_equal_figures_of_different_hours_are_not_left_to_be_read_as_one(
    row: MakeRow, tally: MakeTally, en: Words
) -> None:
    sides = [Side(name, row(name, tally(8, 8))) for name in (MINISTRY, "governor:RU-BRY")]
    apart = _standoff("RU-BRY", row("RU-BRY", tally(16, 16), 2), *sides)
    told = render_comparison(Comparison(DAY, None, (apart,)), en)
    assert "= Bryansk Region: 8 (ministry) / 8 (governor); together 16" in told


def test_one_region_is_compared_day_by_day_and_silence_is_not_agreement(
    row: MakeRow, tally: MakeTally, en: Words
) -> None:
    _, kaluga, _ = _three(row, tally)
    alone = _standoff(
        "RU-KLU", row("RU-KLU", tally(5, 5)), Side(MINISTRY, row("mod", tally(5, 5))), day=date(2025, 11, 9)
    )
    told = render_comparison(Comparison(WEEK, "RU-KLU", (kaluga, alone)), en)
    assert told.splitlines()[:3] == [
        "<b>Who claims what: Kaluga Region, 6–12 November 2025</b>",
        "9 November: 5 (ministry)",
        "≠ 12 November: 10 (ministry) / 11 (governor); together 11",
    ]
    nothing = render_comparison(Comparison(WEEK, "RU-KLU", ()), en)
    assert "no claims on record" in nothing
    assert "≠" not in nothing


def test_both_sides_of_a_contradiction_are_quoted_with_their_posts(
    row: MakeRow,
    tally: MakeTally,
    claim: MakeClaim,
    stored: MakeStored,
    moscow: ZoneInfo,
    en: Words,
    ru: Words,
) -> None:
    theirs = claim(Count(12, 12, 12), originator=MINISTRY, evidence=(Evidence(0, 9, "12 <БПЛА>"),))
    sides = (
        Side(MINISTRY, row("mod", tally(12, 12)), (stored("1.1.0", theirs),)),
        Side(GOVERNOR, row(GOVERNOR, tally(18, 18)), (stored("2.1.0", claim(Count(18, 18, 18)), None),)),
    )
    figures = ((GOVERNOR, tally(18, 18)), (MINISTRY, tally(12, 12)))
    clash = _standoff("RU-KLU", row("RU-KLU", tally(18, 12), 2, by_originator=figures), *sides)
    told = render_disputes(Disputes(DAY, (clash,)), en, moscow)
    hours = "11 November, 23:20 – 12 November, 07:00 MSK"
    assert told.splitlines()[:6] == [
        "<b>Claims that contradict each other, 12 November 2025</b>",
        "<b>Kaluga Region, 12 November: 12 (ministry) / 18 (governor)</b>",
        f'• <b>12</b>: Russian MoD; {hours}; <a href="https://t.me/kaluga/1">post № 1.1</a>',
        "“12 &lt;БПЛА&gt;”",
        f"• <b>18</b>: governor, Kaluga Region; {hours}; post № 1.1",
        "“11 беспилотников сбиты”",
    ]
    russian = render_disputes(Disputes(DAY, (clash,)), ru, moscow)
    assert "Калужская область, 12 ноября: 12 (Минобороны) / 18 (губернатор)" in russian


def test_a_side_of_many_claims_is_cut_and_says_so(
    row: MakeRow, tally: MakeTally, claim: MakeClaim, stored: MakeStored, moscow: ZoneInfo, ru: Words
) -> None:
    many = tuple(stored(f"{n}.1.0", claim(Count(2, 2, 2))) for n in range(5))
    side = Side(GOVERNOR, row(GOVERNOR, tally(10, 10)), many)
    clash = _standoff(None, row("all", tally(18, 12), 5), side)
    told = render_disputes(Disputes(DAY, (clash,)), ru, moscow)
    assert "<b>Всего, 12 ноября: 12 / 18</b>" in told
    assert "и ещё 2 заявления этой стороны" in told


def test_no_contradiction_is_said_in_words(moscow: ZoneInfo, en: Words, ru: Words) -> None:
    assert "No claims on record contradict each other." in render_disputes(Disputes(DAY, ()), en, moscow)
    assert "друг другу не противоречат" in render_disputes(Disputes(DAY, ()), ru, moscow)
