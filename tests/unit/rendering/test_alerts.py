"""Alerts: one message, strongest badge first, withdrawn regions struck through."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from delivery.splitting import TEXT_LIMIT, split_html
from domain.alert import AlertLine, AlertState, AlertView, Badge
from domain.region import region_table
from domain.tally import NOTHING, Tally
from domain.totals import TotalsRow
from rendering.alerts import badge_words, render_alert, render_alerts, render_withdrawal
from rendering.html import plain
from rendering.i18n import Words, words_for
from rendering.names import region_name

AT = datetime(2025, 11, 12, 6, 40, tzinfo=UTC)


def _line(region: str, badge: Badge, figure: Tally, shared: int | None = None) -> AlertLine:
    row = TotalsRow(region, figure, 1, 0 if figure.high is not None else 1, shared)
    return AlertLine(region, badge, AlertState.ACTIVE, 30, row)


def _view(*entries: AlertLine) -> AlertView:
    return AlertView(date(2025, 11, 12), "governor:RU-KLU", "Шапша & Ко", "https://t.me/k/1", entries)


def test_one_new_region_is_told_with_badge_figure_and_whose_claim(
    tally: Callable[..., Tally], moscow: ZoneInfo, en: Words, ru: Words
) -> None:
    view = _view(_line("RU-KLU", Badge.FIRST_IN_DAYS, tally(11, 11)))
    assert render_alert(view, ru, moscow).splitlines() == [
        "<b>Новый регион, 12 ноября</b>",
        "• <b>Калужская область</b>: 11, впервые за 30 дней",
        'Заявляет: губернатор, Калужская область, <a href="https://t.me/k/1">Шапша &amp; Ко</a>',
    ]
    assert "• <b>Kaluga Region</b>: 11, first in 30 days" in render_alert(view, en, moscow)


def test_the_strongest_badge_comes_first(tally: Callable[..., Tally], moscow: ZoneInfo, en: Words) -> None:
    view = _view(
        _line("RU-KLU", Badge.NEW_TODAY, tally(11, 11)),
        _line("RU-TA", Badge.FIRST_EVER, tally(1, None)),
        _line("RU-ORL", Badge.FIRST_IN_DAYS, tally(1, 343), 355),
    )
    assert render_alert(view, en, moscow).splitlines()[:4] == [
        "<b>New regions: 3, 12 November</b>",
        "• <b>Republic of Tatarstan</b>: ≥1, no number given, first ever in our records",
        "• <b>Oryol Region</b>: named in a shared count of 355, first in 30 days",
        "• <b>Kaluga Region</b>: 11, first that day",
    ]


def test_source_whose_title_is_its_name_is_named_once(
    tally: Callable[..., Tally], moscow: ZoneInfo, ru: Words
) -> None:
    view = replace(
        _view(_line("RU-KLU", Badge.NEW_TODAY, tally(1, 1))), source_title="Губернатор Калужской области"
    )
    assert render_alert(view, ru, moscow).splitlines()[-1] == (
        'Заявляет: <a href="https://t.me/k/1">губернатор, Калужская область</a>'
    )


def test_first_ever_is_said_once_of_several_regions_as_in_young_records(
    tally: Callable[..., Tally], moscow: ZoneInfo, en: Words, ru: Words
) -> None:
    entries = [_line(region, Badge.FIRST_EVER, tally(2, 2)) for region in ("RU-KLU", "RU-BRY", "RU-TUL")]
    assert render_alert(_view(*entries), en, moscow).splitlines()[:2] == [
        "<b>New regions: 3, 12 November, first ever in our records</b>",
        "• <b>Kaluga Region</b>: 2",
    ]
    assert render_alert(_view(*entries), ru, moscow).count("впервые") == 1


def test_a_second_originator_stands_below(
    tally: Callable[..., Tally], moscow: ZoneInfo, en: Words, ru: Words
) -> None:
    first = replace(
        _line("RU-KLU", Badge.NEW_TODAY, tally(10, 10)),
        others=(("governor:RU-KLU", TotalsRow("governor:RU-KLU", tally(11, 11), 1, 0)),),
    )
    assert "also: governor, 11" in render_alert(_view(first), en, moscow)
    assert "также: губернатор, 11" in render_alert(_view(first), ru, moscow)


def test_what_all_claims_come_to_stands_below_them_unless_it_is_told_already(
    tally: Callable[..., Tally], moscow: ZoneInfo, en: Words
) -> None:
    own, governor = _line("RU-KLU", Badge.NEW_TODAY, tally(10, 10)), "governor:RU-KLU"
    other = (governor, TotalsRow(governor, tally(11, 11), 1, 0))
    whole = TotalsRow("RU-KLU", tally(11, 21), 2, 0)
    told = render_alert(_view(replace(own, others=(other,), whole=whole)), en, moscow).splitlines()
    assert told[2:4] == ["also: governor, 11", "for the day: <b>11–21</b>"]
    for alike in (replace(own, whole=own.row), replace(own, row=replace(own.row, claims=0), others=(other,))):
        assert "for the day" not in render_alert(_view(alike), en, moscow)
    grown = replace(own, whole=TotalsRow("RU-KLU", tally(14, 14), 2, 0))
    assert "for the day: <b>14</b>" in render_alert(_view(grown), en, moscow)


def test_a_withdrawn_region_is_struck_through_with_the_time(moscow: ZoneInfo, en: Words, ru: Words) -> None:
    gone = replace(_line("UA-43", Badge.NEW_TODAY, NOTHING), state=AlertState.WITHDRAWN, withdrawn_at=AT)
    assert "• <s>Crimea: first that day</s> — withdrawn by the source 09:40" in render_alert(
        _view(gone), en, moscow
    )
    assert "• <s>Крым: впервые за эти сутки</s> — отозвано источником в 09:40" in render_alert(
        _view(gone), ru, moscow
    )


def test_a_region_where_only_debris_fell_is_not_given_a_number(moscow: ZoneInfo, en: Words) -> None:
    told = render_alert(_view(_line("RU-KLU", Badge.NEW_TODAY, NOTHING)), en, moscow)
    assert "<b>Kaluga Region</b>: named, none said to be downed" in told


def test_a_withdrawal_says_by_whom(moscow: ZoneInfo, en: Words, ru: Words) -> None:
    assert render_withdrawal(AT, en, moscow) == "withdrawn by the source 09:40"
    assert render_withdrawal(AT, ru, moscow, editor_reason="<опечатка>") == (
        "снято редактором: &lt;опечатка&gt;"
    )


def test_the_days_of_a_gap_are_in_the_right_plural(ru: Words) -> None:
    assert badge_words(Badge.FIRST_IN_DAYS, 1, ru) == "впервые за 1 день"
    assert badge_words(Badge.FIRST_IN_DAYS, 3, ru) == "впервые за 3 дня"
    assert badge_words(Badge.FIRST_IN_DAYS, 11, ru) == "впервые за 11 дней"


def test_regions_of_several_posts_make_one_message_that_says_whose_each_is(
    tally: Callable[..., Tally], moscow: ZoneInfo, en: Words
) -> None:
    weak = _view(_line("RU-KLU", Badge.NEW_TODAY, tally(1, 1)))
    strong = AlertView(weak.day, "mod", "MoD", None, (_line("RU-BRY", Badge.FIRST_EVER, tally(2, 2)),))
    assert render_alerts([weak, strong], en, moscow).splitlines() == [
        "<b>New regions: 2, 12 November</b>",
        "• <b>Bryansk Region</b>: 2, first ever in our records",
        "Claim of: Russian MoD, MoD",
        "• <b>Kaluga Region</b>: 1, first that day",
        'Claim of: governor, Kaluga Region, <a href="https://t.me/k/1">Шапша &amp; Ко</a>',
    ]


def test_region_of_another_day_than_the_title_s_says_its_day(
    tally: Callable[..., Tally], moscow: ZoneInfo, en: Words
) -> None:
    late = replace(_line("RU-BRY", Badge.NEW_TODAY, tally(2, 2)), day=date(2025, 11, 11))
    told = render_alerts(
        [_view(_line("RU-KLU", Badge.NEW_TODAY, tally(1, 1)), late)], en, moscow, after_quiet_hours=True
    )
    assert told.startswith("<b>New in the quiet hours: 2, 12 November</b>\n• <b>Kaluga Region</b>: 1,")
    assert "• <b>Bryansk Region, 11 November</b>: 2" in told


@pytest.mark.parametrize("language", ["ru", "en"])
def test_alert_of_all_regions_is_one_message_that_names_each(
    tally: Callable[..., Tally], moscow: ZoneInfo, language: str
) -> None:
    words = words_for(language)
    sides = tuple((f"governor:{code}", TotalsRow(code, tally(1, 9), 1, 0)) for code in region_table())[:13]
    entries = [
        replace(line, others=sides, whole=line.row)
        for line in (_line(region, Badge.FIRST_EVER, tally(11, 21)) for region in region_table())
    ]
    told = render_alert(_view(*entries), words, moscow)
    assert len(split_html(told, TEXT_LIMIT - 96)) == 1
    assert "11–21" in told
    missing = [region for region in region_table() if region_name(region, words) not in plain(told)]
    assert missing == []


@pytest.mark.parametrize("language", ["ru", "en"])
def test_regions_held_over_two_days_from_a_post_each_are_one_message(
    tally: Callable[..., Tally], moscow: ZoneInfo, language: str
) -> None:
    words = words_for(language)
    sides = tuple((f"governor:{code}", TotalsRow(code, tally(1, 9), 1, 0)) for code in region_table())
    views = [
        replace(
            _view(
                replace(_line(region, Badge.NEW_TODAY, tally(1, None)), day=date(2025, 11, day), others=sides)
            ),
            source_title="Ж" * 128,
        )
        for day in (12, 13)
        for region in region_table()
    ]
    told = render_alerts(views, words, moscow, after_quiet_hours=True)
    assert len(split_html(told, TEXT_LIMIT - 96)) == 1
    assert words.number(len(views)) in told.splitlines()[0]
    assert "/today" in told.splitlines()[-1]


def test_withdrawn_region_that_is_only_named_is_struck(
    tally: Callable[..., Tally], moscow: ZoneInfo, en: Words
) -> None:
    entries = [_line(region, Badge.FIRST_IN_DAYS, tally(11, 21)) for region in region_table()]
    entries[-1] = replace(entries[-1], state=AlertState.WITHDRAWN, withdrawn_at=AT)
    last = region_name(entries[-1].region, en)
    assert render_alert(_view(*entries), en, moscow).endswith(f"<s>{last}</s>")
