"""What a disputed figure sets side by side: only figures of one place that are its two ends."""

from datetime import date
from zoneinfo import ZoneInfo

from domain.totals import Period
from rendering.figures import render_figure
from rendering.i18n import words_for
from rendering.receipts import render_receipt
from rendering.sentences import render_sentence
from rendering.totals import render_totals, render_week
from services.compare_claims import state_figure
from tests.records.newsdesk import MINISTRY, TODAY, Newsdesk, of_the_ministry

RUSSIAN = words_for("ru")
MOSCOW = ZoneInfo("Europe/Moscow")
WEEK = Period(date(2026, 6, 5), date(2026, 6, 11))
TWELVE = "С 22.00 10 июня до 6.00 11 июня силами ПВО над областью сбиты 12 БПЛА."
TWENTY = of_the_ministry(
    "20 украинских БПЛА: 8 – над территорией Калужской области, 10 – над территорией Брянской области, "
    "2 – над территорией Московского региона"
)
RANGE = "20–24, данные расходятся: Калужская область"


def both(newsdesk: Newsdesk) -> Newsdesk:
    """The governor's twelve over Kaluga, the ministry's eight there and twenty in all."""
    newsdesk.hand_in(TWELVE)
    newsdesk.hand_in(TWENTY, by=MINISTRY)
    return newsdesk


def test_governor_s_figure_is_never_set_against_the_ministry_s_of_the_country(newsdesk: Newsdesk) -> None:
    day = both(newsdesk).totals()
    assert (day.all.tally.floor, day.all.tally.ceiling) == (24, 20)
    assert (day.all.by_originator, day.all.disputed_in) == ((), ("RU-KLU",))
    assert render_figure(day.all, RUSSIAN) == RANGE
    (kaluga,) = [row for row in day.rows if row.key == "RU-KLU"]
    assert render_figure(kaluga, RUSSIAN) == "данные расходятся: 8 (Минобороны) / 12 (губернатор)"


def test_week_several_regions_and_a_sentence_say_where_the_dispute_is(newsdesk: Newsdesk) -> None:
    both(newsdesk)
    week = newsdesk.totals(WEEK, by="day")
    assert f"<b>Всего: {RANGE}</b>" in render_week(week, RUSSIAN)
    assert f"чт 11 июня: {RANGE.replace('20–24', '20–24*')}" in render_week(week, RUSSIAN)
    two = newsdesk.totals(regions=frozenset({"RU-KLU", "RU-BRY"}))
    assert render_figure(two.all, RUSSIAN) == "18–22, данные расходятся: Калужская область"
    told = newsdesk.records.read(lambda tx: state_figure(tx, TODAY, None, MOSCOW))
    assert "сбито от 20 до 24 беспилотников (данные расходятся: Калужская область)" in render_sentence(
        told, RUSSIAN
    )


def test_answer_of_a_day_says_once_in_a_line_that_claims_disagree(newsdesk: Newsdesk) -> None:
    lines = render_totals(both(newsdesk).totals(), RUSSIAN).splitlines()
    assert max(line.casefold().count("расходятся") for line in lines) == 1
    assert "Калужская область: 8 (Минобороны) / 12 (губернатор)*" in lines
    receipt = newsdesk.get_receipt(TWENTY, by=MINISTRY, chat_id=502)
    assert max(line.count("расходятся") for line in render_receipt(receipt, RUSSIAN, MOSCOW).splitlines()) < 2


def test_two_sources_of_one_place_stand_side_by_side_for_the_country_too(newsdesk: Newsdesk) -> None:
    newsdesk.hand_in(TWELVE)
    over_kaluga = "8 украинских БПЛА над территорией Калужской области"
    newsdesk.hand_in(of_the_ministry(over_kaluga), by=MINISTRY)
    assert render_figure(newsdesk.totals().all, RUSSIAN) == (
        "данные расходятся: 8 (Минобороны) / 12 (губернатор, Калужская область)"
    )


def test_least_number_that_holds_one_side_of_a_contradiction_says_so(newsdesk: Newsdesk) -> None:
    """A drone without a number over Tula leaves no upper limit; the twelve in it are still disputed."""
    both(newsdesk)
    silent = of_the_ministry("украинские БПЛА над территорией Тульской области")
    newsdesk.hand_in(silent, by=MINISTRY, number=2)
    row = newsdesk.totals().all
    assert row.tally.high is None
    assert render_figure(row, RUSSIAN) == "не менее 25, данные расходятся: Калужская область"
    told = newsdesk.records.read(lambda tx: state_figure(tx, TODAY, None, MOSCOW))
    assert "сбито не менее 25 беспилотников (данные расходятся: Калужская область)." in render_sentence(
        told, RUSSIAN
    )


def test_total_for_the_country_against_the_regions_names_no_region_as_disputed(newsdesk: Newsdesk) -> None:
    newsdesk.hand_in(TWELVE)
    newsdesk.hand_in(of_the_ministry("7 украинских БПЛА"), by=MINISTRY)
    row = newsdesk.totals().all
    assert row.disputed_in == ()
    assert render_figure(row, RUSSIAN) == "7–12, данные расходятся"
