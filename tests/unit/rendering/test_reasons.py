"""/why: every claim with what became of it, its words and its post."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from delivery.splitting import split_html
from domain.claim import UNNUMBERED, Claim, Count, Evidence, Metric, Relation, Weapon
from domain.record import Bond, StoredClaim
from domain.tally import Tally
from domain.totals import Explanation, Period, Reason, Role, TotalsRow
from domain.window import Precision, Span, Window
from rendering.i18n import Words
from rendering.reasons import render_why

DAY = Period(date(2025, 11, 12), date(2025, 11, 12))
MakeClaim = Callable[..., Claim]
MakeStored = Callable[..., StoredClaim]


@pytest.fixture
def explain(tally: Callable[..., Tally], row: Callable[..., TotalsRow]) -> Callable[..., Explanation]:
    def make(scope: str | None, *reasons: Reason) -> Explanation:
        return Explanation(scope, DAY, row("all", tally(11, 11), len(reasons)), reasons)

    return make


def test_each_claim_is_counted_folded_or_not_counted_with_its_words_and_link(
    explain: Callable[..., Explanation], claim: MakeClaim, stored: MakeStored, moscow: ZoneInfo, en: Words
) -> None:
    whole = stored("1.1.0", claim(Count(11, 11, 11)))
    inside = stored("2.1.0", claim(Count(10, 10, 10), originator="mod"), link=None)
    debris = stored("3.1.0", claim(UNNUMBERED, metric=Metric.DEBRIS, flags=("unnumbered",), evidence=()))
    told = explain(
        "RU-KLU",
        Reason(whole, Role.COUNTED, "counted"),
        Reason(inside, Role.FOLDED, "window", ("1.1.0",)),
        Reason(debris, Role.IGNORED, "metric:debris"),
    )
    hours = "11 November, 23:20 – 12 November, 07:00 MSK"
    post = '<a href="https://t.me/kaluga/1">post № 1.1</a>'
    assert render_why(told, en, moscow).splitlines() == [
        "<b>Kaluga Region, 12 November 2025: 11</b>",
        f"1. <b>11</b>: governor, Kaluga Region; {hours}; {post}",
        "— counted",
        "“11 беспилотников сбиты”",
        f"2. <b>10</b>: Russian MoD; {hours}; post № 1.1",
        "— not added: speaks of the same hours as entry 1",
        "“11 беспилотников сбиты”",
        f"3. <b>no number given</b>: governor, Kaluga Region; {hours}; {post}",
        "— not counted: it says “debris fell”, not “downed”",
        "<i>Claims of the parties to the war, not verified.</i>",
    ]


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("part_of", "по своим же словам, входит в пункт 1"),
        ("includes", "по словам источника, входит в пункт 1"),
        ("window", "говорит о тех же часах, что и пункт 1"),
        ("a rule of tomorrow", "может говорить о тех же аппаратах, что и пункт 1"),
    ],
)
def test_every_way_to_fold_a_claim_has_words(
    rule: str,
    words: str,
    explain: Callable[..., Explanation],
    claim: MakeClaim,
    stored: MakeStored,
    moscow: ZoneInfo,
    ru: Words,
) -> None:
    first = Reason(stored("1.1.0", claim(Count(11, 11, 11))), Role.COUNTED, "counted")
    second = Reason(stored("2.1.0", claim(Count(2, 2, 2))), Role.FOLDED, rule, ("1.1.0",))
    assert words in render_why(explain("RU-KLU", first, second), ru, moscow)


def test_hours_that_decide_whether_a_claim_is_folded_are_shown_and_told(
    row: Callable[..., TotalsRow],
    tally: Callable[..., Tally],
    claim: MakeClaim,
    stored: MakeStored,
    moscow: ZoneInfo,
    en: Words,
    ru: Words,
) -> None:
    """A bare "overnight" is certain of 00:00–05:00 alone; a claim of 00:00–07:00 reaches beyond it."""
    night = Span(datetime(2025, 11, 11, 17, tzinfo=UTC), datetime(2025, 11, 12, 6, 40, tzinfo=UTC))
    core = Span(datetime(2025, 11, 11, 21, tzinfo=UTC), datetime(2025, 11, 12, 2, tzinfo=UTC))
    seven = Span(core.start, datetime(2025, 11, 12, 4, tzinfo=UTC))
    whole = stored("1.1.0", claim(Count(11, 11, 11), window=Window(night, core, Precision.NONE)))
    part = claim(Count(10, 10, 10), originator="mod", window=Window(seven, seven, Precision.MINUTE))
    reasons = (
        Reason(whole, Role.COUNTED, ""),
        Reason(stored("2.1.0", part), Role.FOLDED, "overlap", ("1.1.0",)),
    )
    told = Explanation("RU-KLU", DAY, row("all", tally(11, 21), 2), reasons)
    lines = render_why(told, en, moscow).splitlines()
    assert "11 November, 20:00 – 12 November, 09:40 MSK (certainly 00:00–05:00)" in lines[1]
    assert "12 November, 00:00–07:00 MSK;" in lines[4]
    assert lines[5] == (
        "— not added: may speak of the same drones as entry 1; the greatest number has it, for its hours "
        "reach beyond 00:00–05:00, which alone are certain of entry 1"
    )
    assert (
        "— не прибавлено: может говорить о тех же аппаратах, что и пункт 1; в наибольшее число входит: "
        "его часы выходят за 00:00–05:00, а наверняка пункт 1 говорит только о них"
    ) in render_why(told, ru, moscow)


@pytest.mark.parametrize(
    ("is_certain", "words"),
    [
        (True, "в наибольшее число входит: его часы выходят за те, что называет пункт 1"),
        (False, "в наибольшее число входит: пункт 1 часов не называет"),
    ],
)
def test_claim_that_explicit_hours_or_none_do_not_cover_says_why(
    is_certain: bool,
    words: str,
    row: Callable[..., TotalsRow],
    tally: Callable[..., Tally],
    claim: MakeClaim,
    stored: MakeStored,
    night: Span,
    moscow: ZoneInfo,
    ru: Words,
) -> None:
    window = Window(night, night if is_certain else None, Precision.NONE)
    whole = stored("1.1.0", claim(Count(11, 11, 11), window=window))
    later = Span(night.start, datetime(2025, 11, 12, 6, tzinfo=UTC))
    part = stored("2.1.0", claim(Count(10, 10, 10), window=Window(later, None, Precision.NONE)))
    reasons = (Reason(whole, Role.COUNTED, ""), Reason(part, Role.FOLDED, "overlap", ("1.1.0",)))
    told = render_why(Explanation("RU-KLU", DAY, row("all", tally(11, 21), 2), reasons), ru, moscow)
    assert words in told
    assert "(часы не названы)" in told


def test_a_claim_within_several_others_names_them_as_entries(
    explain: Callable[..., Explanation], claim: MakeClaim, stored: MakeStored, moscow: ZoneInfo, ru: Words
) -> None:
    others = [Reason(stored(f"{n}.1.0", claim(Count(1, 1, 1))), Role.COUNTED, "") for n in (1, 2)]
    inside = Reason(stored("3.1.0", claim(Count(1, 1, 1))), Role.FOLDED, "window", ("1.1.0", "2.1.0"))
    told = render_why(explain("RU-KLU", *others, inside), ru, moscow)
    assert "— не прибавлено: его часы вместе целиком охватывают пункты 1, 2" in told


def test_the_country_s_claims_name_their_places(
    explain: Callable[..., Explanation], claim: MakeClaim, stored: MakeStored, moscow: ZoneInfo, en: Words
) -> None:
    made = (
        claim(Count(2, 2, 2), ("RU-MOW", "RU-MOS"), composite=True),
        claim(Count(66, 66, 66), (), originator="mod"),
        claim(Count(3, 3, 3), (), seas=("Черное море",)),
        claim(Count(9, 9, 9), ("RU-KLU", "RU-BRY", "RU-ORL", "RU-TUL")),
        claim(Count(3, 3, 3), weapon=Weapon.BOAT),
    )
    reasons = [Reason(stored(f"{n}.1.0", one), Role.IGNORED, "") for n, one in enumerate(made)]
    told = render_why(explain(None, *reasons), en, moscow)
    assert told.startswith("<b>In all, 12 November 2025: 11</b>")
    assert "Moscow city and oblast" in told
    assert "not split by region" in told
    assert "Black Sea" in told
    assert "4 regions together" in told
    assert "it speaks of sea drones" in told


def test_region_of_a_governor_who_speaks_of_his_own_is_said_once(
    explain: Callable[..., Explanation], claim: MakeClaim, stored: MakeStored, moscow: ZoneInfo, ru: Words
) -> None:
    own, other = claim(Count(2, 2, 2)), claim(Count(3, 3, 3), ("RU-TUL",))
    reasons = [Reason(stored(f"{n}.1.0", one), Role.COUNTED, "") for n, one in enumerate((own, other), 1)]
    told = render_why(explain(None, *reasons), ru, moscow).splitlines()
    assert told[1].count("Калужская область") == 1
    assert "губернатор, Калужская область; Тульская область;" in told[4]


def test_counts_are_told_as_the_claims_make_them(
    explain: Callable[..., Explanation], claim: MakeClaim, stored: MakeStored, moscow: ZoneInfo, en: Words
) -> None:
    made = (
        claim(Count(11, 11, None)),
        claim(Count(1, 3, 3), flags=("inferred_from_sum",)),
        claim(Count(10, 10, 10), flags=("approximate",)),
    )
    reasons = [Reason(stored(f"{n}.1.0", one), Role.COUNTED, "") for n, one in enumerate(made)]
    told = render_why(explain("RU-KLU", *reasons), en, moscow)
    assert "1. <b>at least 11</b>" in told
    assert "2. <b>≈3 (1–3)</b>" in told
    assert "3. <b>≈10</b>" in told


def test_a_long_story_is_told_in_pages_that_name_the_next(
    explain: Callable[..., Explanation], claim: MakeClaim, stored: MakeStored, moscow: ZoneInfo, ru: Words
) -> None:
    long_quote = claim(Count(1, 1, 1), evidence=(Evidence(0, 400, "<" * 400),))
    reasons = [Reason(stored(f"{n}.1.0", long_quote), Role.COUNTED, "") for n in range(47)]
    told = render_why(explain("RU-KLU", *reasons), ru, moscow)
    assert "Страница 1 из 4, всего 47 заявлений. Следующая: /why RU-KLU 2025-11-12 #2" in told
    assert max(map(len, told.splitlines())) < 1000
    assert "<<" not in told
    pages = [render_why(explain("RU-KLU", *reasons), ru, moscow, page=n) for n in (1, 2, 3, 4)]
    last = pages[-1]
    assert "\n47. " in last
    assert "Страница 4 из 4, всего 47 заявлений.\n" in last
    assert all(len(split_html(page)) == 1 for page in pages)
    assert render_why(explain("RU-KLU", *reasons), ru, moscow, page=99) == last
    whole = "\n".join(pages)
    entries = [line.split(".")[0] for line in whole.splitlines() if "</b>: губернатор" in line]
    assert entries == [str(n) for n in range(1, 48)]


def test_an_editor_s_bond_is_told_as_his_and_not_as_the_post_s_own_words(
    explain: Callable[..., Explanation], claim: MakeClaim, stored: MakeStored, moscow: ZoneInfo, en: Words
) -> None:
    whole = stored("1.1.0", claim(Count(11, 11, 11)))
    merged = replace(stored("2.1.0", claim(Count(2, 2, 2))), bonds=(Bond(Relation.PART_OF, "1.1.0"),))
    split = replace(stored("3.1.0", claim(Count(3, 3, 3))), bonds=(Bond(Relation.ADDS_TO, "1.1.0"),))
    told = explain(
        "RU-KLU",
        Reason(whole, Role.COUNTED, ""),
        Reason(merged, Role.FOLDED, "part_of", ("1.1.0",)),
        Reason(split, Role.COUNTED, ""),
    )
    lines = render_why(told, en, moscow).splitlines()
    assert "— not added: an editor holds it to be the same drones as entry 1" in lines
    assert "— counted: an editor holds it to be other drones than entry 1" in lines


def test_a_share_of_a_shared_count_says_with_how_many_regions_it_is_shared(
    row: Callable[..., TotalsRow],
    tally: Callable[..., Tally],
    claim: MakeClaim,
    stored: MakeStored,
    moscow: ZoneInfo,
    en: Words,
) -> None:
    shared = stored("1.1.0", claim(Count(355, 355, 355), tuple(f"RU-{n:02}" for n in range(13))))
    figure = row("RU-00", tally(1, 343), shared_count=355)
    told = Explanation("RU-00", DAY, figure, (Reason(shared, Role.COUNTED, ""),))
    lines = render_why(told, en, moscow).splitlines()
    assert lines[0].endswith(": named in a shared count of 355</b>")
    assert lines[1] == "Named only together with other regions; a shared count is not divided."
    assert "13 regions together" in lines[2]
    assert lines[3] == "— counted as at least 1 here: the count is shared by several regions"


@pytest.mark.parametrize(
    ("floor", "ceiling", "flags", "words"),
    [
        (12, 10, ("revised",), "the source corrects itself"),
        (18, 12, (), "The claims cannot all be true"),
        (11, 21, ("bounded",), "the figures are safe bounds"),
    ],
)
def test_what_the_form_of_a_figure_does_not_say_is_said_below_it(
    floor: int,
    ceiling: int,
    flags: tuple[str, ...],
    words: str,
    row: Callable[..., TotalsRow],
    tally: Callable[..., Tally],
    moscow: ZoneInfo,
    en: Words,
) -> None:
    told = Explanation("RU-KLU", DAY, row("all", tally(floor, ceiling, flags=flags)), ())
    assert words in render_why(told, en, moscow).splitlines()[1]
