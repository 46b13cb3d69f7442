"""Receipts: the verdict first, then what was read and what was not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from domain.claim import UNNUMBERED, Claim, Count, Metric, Place, Weapon
from domain.report import Consequences, PostKind, Report, TotalKind, Unresolved
from domain.tally import NOTHING, Tally
from domain.totals import Decision, Receipt, RegionFigures, TotalsRow
from domain.window import Precision, Span, Window
from rendering.i18n import Words
from rendering.receipts import render_receipt

Make = Callable[..., Receipt]
MakeReport = Callable[..., Report]
MakeClaim = Callable[..., Claim]
DAY = date(2025, 11, 12)


def test_the_first_line_is_the_verdict_in_either_language(
    receipt: Make, report: MakeReport, moscow: ZoneInfo, en: Words, ru: Words
) -> None:
    counted = receipt(Decision.COUNTED, report())
    assert render_receipt(counted, en, moscow).splitlines()[0] == "<b>Counted. Downed: 11</b>"
    assert render_receipt(counted, ru, moscow).splitlines()[0] == "<b>Засчитано. Сбито: 11</b>"


def test_a_receipt_says_who_where_when_and_with_what_consequences(
    receipt: Make, report: MakeReport, claim: MakeClaim, moscow: ZoneInfo, ru: Words
) -> None:
    read = report(
        (claim(Count(11, 11, 11)),),
        places=(Place("Боровский", "district", "RU-KLU"), Place("Людиново", "city", "RU-KLU")),
        consequences=Consequences(killed=0, injured=2, damage=True),
    )
    assert render_receipt(receipt(Decision.COUNTED, read), ru, moscow).splitlines()[1:] == [
        "Кто заявляет: губернатор, Калужская область",
        "Где: Калужская область (Боровский район, Людиново) 11",
        "Когда: 11 ноября, 23:20 – 12 ноября, 07:00 мск",
        "Последствия: погибших нет, 2 раненых, есть повреждения",
        'Пост: <a href="https://t.me/kaluga/1">Владислав Шапша</a>, 12 ноября 2025, 09:40 мск',
    ]


def test_a_receipt_shows_each_figure_before_and_after(
    receipt: Make,
    report: MakeReport,
    tally: Callable[..., Tally],
    row: Callable[..., TotalsRow],
    moscow: ZoneInfo,
    en: Words,
) -> None:
    kaluga = RegionFigures(
        "RU-KLU",
        DAY,
        row("RU-KLU", tally(10, 10)),
        row("RU-KLU", tally(11, 21)),
        row("RU-KLU", tally(134, None)),
    )
    bryansk = RegionFigures("RU-BRY", DAY, None, row("RU-BRY", tally(2, 2)), row("RU-BRY", tally(2, 2)))
    oryol = RegionFigures(
        "RU-ORL", DAY, row("RU-ORL", NOTHING, 0), row("RU-ORL", tally(1, 1)), row("RU-ORL", tally(1, 1))
    )
    tula = RegionFigures("RU-TUL", DAY, *(row("RU-TUL", tally(4, 4)) for _ in range(3)))
    told = render_receipt(
        receipt(Decision.COUNTED, report(), regions=(kaluga, bryansk, oryol, tula)), en, moscow
    )
    assert told.splitlines()[1:5] == [
        "<b>Kaluga Region</b>, 12 November: 10 → 11–21; all records: at least 134",
        "<b>Bryansk Region</b>, 12 November: none on record → 2; all records: 2",
        "<b>Oryol Region</b>, 12 November: none on record → 1; all records: 1",
        "<b>Tula Region</b>, 12 November: 4; all records: 4",
    ]


@pytest.mark.parametrize(
    ("submissions", "russian"),
    [(2, "2 пересылки"), (5, "5 пересылок"), (21, "21 пересылка")],
)
def test_a_duplicate_says_how_often_it_was_handed_in_and_repeats_no_reading(
    submissions: int,
    russian: str,
    receipt: Make,
    report: MakeReport,
    claim: MakeClaim,
    moscow: ZoneInfo,
    ru: Words,
) -> None:
    repeated = receipt(Decision.DUPLICATE, report((claim(Count(11, 11, 11)),)), submissions=submissions)
    told = render_receipt(repeated, ru, moscow).splitlines()
    assert told[0] == f"<b>Уже в записях: {russian}, числа не меняются</b>"
    assert told[1] == "Сбито, по этому посту: 11"
    assert len(told) == 3


def test_a_new_version_says_what_the_number_was_and_is(
    receipt: Make, report: MakeReport, moscow: ZoneInfo, en: Words
) -> None:
    edited = receipt(Decision.NEW_VERSION, report(total=9), former=report(total=12))
    assert "was 12, now 9" in render_receipt(edited, en, moscow)
    timed = replace(edited, replaced_at=edited.posted_at)
    assert "was 12 until 09:40, now 9" in render_receipt(timed, en, moscow)
    same = receipt(Decision.NEW_VERSION, report(total=9), former=report(total=9))
    assert "the number is the same: 9" in render_receipt(same, en, moscow)
    warned = receipt(Decision.NEW_VERSION, report(total=9), former=report(kind=PostKind.WARNING))
    assert "New version. Downed: 9" in render_receipt(warned, en, moscow)


def test_an_older_copy_and_an_unverified_text_are_kept_and_said_to_change_nothing(
    receipt: Make, report: MakeReport, moscow: ZoneInfo, en: Words
) -> None:
    assert "Older copy: kept" in render_receipt(receipt(Decision.OLD_VERSION, report()), en, moscow)
    unverified = receipt(Decision.UNVERIFIED, report(), source_title=None, link=None)
    told = render_receipt(unverified, en, moscow)
    assert "raises no number" in told.splitlines()[0]
    assert "Post: no visible origin, 12 November 2025, 09:40 MSK" in told


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        (PostKind.WARNING, "a warning"),
        (PostKind.ALL_CLEAR, "an all-clear"),
        (PostKind.DIGEST, "a summary that repeats earlier posts"),
        (PostKind.ADVISORY, "an advisory"),
        (PostKind.OTHER, "no statement on drones downed was found"),
        (PostKind.INCIDENT, "no statement on drones downed was found"),
    ],
)
def test_a_post_that_counts_for_nothing_says_why(
    kind: PostKind, reason: str, receipt: Make, report: MakeReport, moscow: ZoneInfo, en: Words
) -> None:
    empty = report(kind=kind, total=None, regions={}, window=None)
    told = render_receipt(receipt(Decision.NOTHING_COUNTED, empty), en, moscow)
    assert told.splitlines()[0].startswith("<b>Nothing counted: ")
    assert reason in told.splitlines()[0]


def test_other_metrics_and_weapons_are_kept_apart(
    receipt: Make, report: MakeReport, claim: MakeClaim, moscow: ZoneInfo, en: Words
) -> None:
    read = report(
        (
            claim(UNNUMBERED, metric=Metric.DEBRIS, flags=("unnumbered",)),
            claim(Count(3, 3, 3), weapon=Weapon.MISSILE),
            claim(Count(5, 5, 5), metric=Metric.ATTACKED),
        )
    )
    told = render_receipt(receipt(Decision.NOTHING_COUNTED, read), en, moscow)
    assert "it says nothing of drones downed" in told
    assert "Kept apart, not in the total: debris fell; downed, missiles: 3; attacked: 5" in told


def test_what_was_not_settled_is_shown_with_its_candidates_never_dropped(
    receipt: Make, report: MakeReport, moscow: ZoneInfo, en: Words, ru: Words
) -> None:
    read = report(
        unresolved=(
            Unresolved("Novoshakinsk", 0, 12, ("Новошахтинск",)),
            Unresolved("<Кировск>", 0, 9, ("RU-LEN", "RU-MUR")),
            Unresolved("Нигдеево", 0, 8),
        ),
        flags=("breakdown_mismatch",),
    )
    told = render_receipt(receipt(Decision.COUNTED, read), en, moscow)
    assert "Place not settled: “Novoshakinsk” → Novoshakhtinsk?" in told
    assert "Place not settled: “&lt;Кировск&gt;” → Leningrad Region, Murmansk Region?" in told
    russian = render_receipt(receipt(Decision.COUNTED, read), ru, moscow)
    assert "Место не определено: «Нигдеево»" in russian
    assert "Сомнение: части не сходятся с итогом" in russian


def test_places_of_regions_not_counted_are_named_too(
    receipt: Make, report: MakeReport, moscow: ZoneInfo, en: Words
) -> None:
    read = report(
        regions={"RU-MOW+RU-MOS": 2},
        seas={"Черное море": 3, "Азовское море": None},
        places=(
            Place("Клин", "city", "RU-MOS"),
            Place("Ливны", "city", "RU-ORL"),
            Place("Сухиничи", "city", None),
        ),
    )
    told = render_receipt(receipt(Decision.COUNTED, read), en, moscow)
    assert (
        "Where: Moscow city and oblast (Klin) 2; Black Sea 3; Sea of Azov; Livny (Oryol Region); Sukhinichi"
    ) in told


def test_a_receipt_says_once_that_the_claims_disagree(
    receipt: Make,
    report: MakeReport,
    tally: Callable[..., Tally],
    row: Callable[..., TotalsRow],
    moscow: ZoneInfo,
    ru: Words,
) -> None:
    sides = (("governor:RU-KLU", tally(11, 11)), ("mod", tally(10, 10)))
    figures = RegionFigures(
        "RU-KLU",
        date(2025, 11, 12),
        row("RU-KLU", tally(11, 11)),
        row("RU-KLU", tally(11, 10), 2, by_originator=sides),
        row("RU-KLU", tally(31, 30), 9),
    )
    told = render_receipt(receipt(Decision.COUNTED, report(), regions=(figures,)), ru, moscow)
    assert (
        "12 ноября: 11 → данные расходятся: 10 (Минобороны) / 11 (губернатор); за всё время: 30 / 31"
    ) in told
    assert told.count("расходятся") == 1


def test_certain_hours_of_a_bare_night_stand_in_the_receipt(
    receipt: Make, report: MakeReport, claim: MakeClaim, moscow: ZoneInfo, night: Span, en: Words, ru: Words
) -> None:
    core = Span(datetime(2025, 11, 11, 21, tzinfo=UTC), datetime(2025, 11, 12, 2, tzinfo=UTC))
    read = report((claim(Count(11, 11, 11), window=Window(night, core, Precision.NONE)),), window=None)
    counted = receipt(Decision.COUNTED, read)
    assert "07:00 MSK, of them certainly 00:00–05:00" in render_receipt(counted, en, moscow)
    assert "07:00 мск, из них наверняка 00:00–05:00" in render_receipt(counted, ru, moscow)


def test_hours_not_given_are_said_not_to_be(
    receipt: Make, report: MakeReport, claim: MakeClaim, moscow: ZoneInfo, night: Span, en: Words
) -> None:
    read = report((claim(Count(11, 11, 11)),), window=None)
    told = render_receipt(receipt(Decision.COUNTED, read), en, moscow)
    assert "When: no hours given, so within 11 November, 23:20 – 12 November, 07:00 MSK" in told


def test_a_running_total_stands_beside_the_post_s_own_number(
    receipt: Make, report: MakeReport, moscow: ZoneInfo, en: Words
) -> None:
    read = report(total=5, total_kind=TotalKind.INCREMENT, cumulative_total=12)
    told = render_receipt(receipt(Decision.COUNTED, read), en, moscow)
    assert told.startswith("<b>Counted. Downed: 5, on top of earlier posts</b>")
    assert "Running total in the post: 12" in told


def test_a_hostile_title_stays_text(receipt: Make, report: MakeReport, moscow: ZoneInfo, en: Words) -> None:
    forged = receipt(
        Decision.COUNTED, report(), source_title="<b>\u202eМинобороны\n</a>&", link="javascript:x"
    )
    told = render_receipt(forged, en, moscow)
    assert "Post: &lt;b&gt;Минобороны &lt;/a&gt;&amp;, 12 November" in told
    assert "javascript" not in told
