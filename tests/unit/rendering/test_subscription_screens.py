"""What listeners read: whole at any size, in either language, and never too long to be edited."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from delivery.splitting import TEXT_LIMIT
from domain.alert import AlertLine, AlertState, Badge
from domain.live import Course, HeldBy, LiveLine, PostLink
from domain.region import region_table
from domain.subscription import ChatSettings, Overview, Subscription, scopes_of_region
from domain.tally import Tally, TallyState
from domain.totals import TotalsRow
from rendering.i18n import Words, words_for
from rendering.live import render_course, render_live
from rendering.setting_buttons import setting_buttons, subscription_buttons
from rendering.subscriptions import render_settings, render_subscriptions
from sandbox.markup import parse_html, utf16_length

TODAY, MOSCOW = date(2026, 6, 11), ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 6, 11, 5, 30, tzinfo=UTC)
DISPUTED = Tally(low=1212, high=1818, best=1212, floor=1818, ceiling=1212, state=TallyState.DISPUTED)
LANGUAGES = pytest.mark.parametrize("language", ["ru", "en"])


def line(code: str, *, stands: bool = True) -> LiveLine:
    """A disputed figure of two sides with long names."""
    row = TotalsRow(code, DISPUTED, 2, 0, by_originator=(("mod", DISPUTED), (f"governor:{code}", DISPUTED)))
    state = AlertState.ACTIVE if stands else AlertState.WITHDRAWN
    entry = AlertLine(
        code, Badge.FIRST_EVER, state, 30, row, (("mod", row), ("agency:Агентство", row)), NOW, TODAY
    )
    return LiveLine(
        entry, TODAY, stands, ("mod", f"governor:{code}"), (PostLink("Канал" * 10, "https://t.me/c/1/1"),)
    )


def length(text: str) -> int:
    return utf16_length(parse_html(text)[0])


@LANGUAGES
@pytest.mark.parametrize("held_by", [None, *HeldBy])
def test_message_of_every_region_is_short_enough_to_be_edited_and_says_how_many_it_leaves_out(
    language: str, held_by: HeldBy | None
) -> None:
    words = words_for(language)
    text = render_live([line(code) for code in region_table()], words, MOSCOW, held_by=held_by)
    assert length(text) <= TEXT_LIMIT
    assert text.count("• ") == 20
    assert words.ngettext("and {n} more region: /today", "and {n} more regions: /today", 69) in text


@LANGUAGES
def test_courses_of_all_the_regions_of_a_message_fit_into_one_reply(language: str) -> None:
    courses = [Course(line(code), 11, None) for code in list(region_table())[:20]]
    assert length(render_course(courses, words_for(language), MOSCOW)) <= TEXT_LIMIT


@LANGUAGES
def test_hundred_subscriptions_fit_into_one_message_with_buttons_that_telegram_takes(language: str) -> None:
    words = words_for(language)
    scopes = dict.fromkeys(scope for code in region_table() for scope in scopes_of_region(code))
    wanted = tuple(Subscription(scope, 99_999, every_post=True) for scope in scopes)
    overview = Overview(ChatSettings(1), wanted, (540, 1260))
    assert length(render_subscriptions(overview, words)) <= TEXT_LIMIT
    for row in (*subscription_buttons(overview, words), *setting_buttons(overview, NOW, words)):
        assert all(button.data is not None and len(button.data.encode()) <= 64 for button in row)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "ru",
            (
                "Часы: Europe/Samara",
                "Тихие часы: 23:00–07:00",
                "Без уведомлений до: 11 июня 2026, 12:30 UTC+4",
            ),
        ),
        ("en", ("Clock: Europe/Samara", "Quiet hours: 23:00–07:00", "Muted: 11 June 2026, 12:30 UTC+4")),
    ],
)
def test_settings_tell_what_is_so_by_the_chat_s_own_clock(language: str, told: tuple[str, ...]) -> None:
    chosen = ChatSettings(
        1, language, "Europe/Samara", quiet_from=1380, quiet_to=420, muted_until=NOW + timedelta(hours=3)
    )
    text = render_settings(Overview(chosen), NOW, words_for(language), MOSCOW)
    assert all(one in text for one in told)


def test_region_taken_back_is_struck_and_the_others_are_not(ru: Words) -> None:
    text = render_live([line("RU-KLU"), line("RU-BRY", stands=False)], ru, MOSCOW)
    assert "<s>Брянская область" in text
    assert "<b>Калужская область</b>" in text
