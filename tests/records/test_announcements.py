"""New regions: which are announced, how, and what becomes of an alert when its claims change."""

from datetime import timedelta

import pytest

from domain.alert import AlertScope
from domain.post import OriginKind
from tests.records.newsdesk import GOVERNOR, MINISTRY, MORNING, UNLISTED, Newsdesk, of_the_ministry, over

ELEVEN = "Сегодня ночью силами ПВО сбиты 11 БПЛА над территориями Боровского и Жуковского округов."
KALUGA, BRYANSK = "Калужской области", "Брянской области"
BOTH = of_the_ministry(
    f"18 украинских БПЛА: 10 – над территорией {KALUGA}, восемь – над территорией {BRYANSK}"
)
THE_DAY = "2026-06-11"


def test_new_region_is_announced_first_of_all_in_its_topic_and_language(newsdesk: Newsdesk) -> None:
    newsdesk.announce(thread_id=7, language="en")
    newsdesk.hand_in(ELEVEN)
    (told,) = newsdesk.sent()
    assert told.startswith("<b>New region")
    assert ": 11, first ever" in told.replace("</b>", "")
    assert newsdesk.rows("SELECT thread_id, priority, edits FROM outbox WHERE chat_id = -100") == [
        (7, 0, None)
    ]


@pytest.mark.parametrize(
    ("days_ago", "badge", "silent"),
    [(None, "first_ever", 0), (30, "first_in_days", 0), (29, "new_today", 1), (1, "new_today", 1)],
)
def test_badge_says_how_long_the_region_was_not_named_and_only_the_strong_ones_sound(
    days_ago: int | None, badge: str, silent: int, newsdesk: Newsdesk
) -> None:
    if days_ago is not None:
        newsdesk.bring_from_history("Сбиты 2 БПЛА над Боровским округом.", MORNING - timedelta(days=days_ago))
    newsdesk.hand_in(ELEVEN)
    assert newsdesk.alerts()[-1] == (THE_DAY, "RU-KLU", 0, badge, "active")
    assert newsdesk.rows("SELECT silent FROM outbox WHERE chat_id = -100") == [(silent,)]


@pytest.mark.parametrize(
    ("scope", "announced"),
    [
        (AlertScope.TODAY, [None, 30, 29]),
        (AlertScope.GAP, [None, 30]),
        (AlertScope.EVER, [None]),
    ],
)
@pytest.mark.parametrize("days_ago", [None, 30, 29])
def test_scope_says_which_badges_are_announced(
    scope: AlertScope, announced: list[int | None], days_ago: int | None, newsdesk: Newsdesk
) -> None:
    newsdesk.announce(scope=scope)
    if days_ago is not None:
        newsdesk.bring_from_history("Сбиты 2 БПЛА над Боровским округом.", MORNING - timedelta(days=days_ago))
    newsdesk.hand_in(ELEVEN)
    assert len(newsdesk.sent()) == (days_ago in announced)


def test_muted_region_is_counted_and_kept_without_a_word(newsdesk: Newsdesk) -> None:
    newsdesk.announce(muted=frozenset({"RU-KLU"}))
    newsdesk.hand_in(BOTH, by=MINISTRY)
    (told,) = newsdesk.sent()
    assert "Брянская" in told
    assert "Калужская" not in told
    assert [(region, state) for _, region, _, _, state in newsdesk.alerts()] == [
        ("RU-BRY", "active"),
        ("RU-KLU", "seen"),
    ]
    assert newsdesk.totals().all.tally.low == 18


def test_muted_region_that_the_source_takes_back_is_not_told_either(newsdesk: Newsdesk) -> None:
    newsdesk.announce(muted=frozenset({"RU-KLU"}))
    newsdesk.hand_in(BOTH, by=MINISTRY)
    newsdesk.pass_time(minutes=5)
    newsdesk.hand_in(over(BRYANSK, "8"), by=MINISTRY)
    assert not any("Калужская" in text for text in [*newsdesk.sent(), *newsdesk.edits()])


@pytest.mark.parametrize(("late", "announced"), [(timedelta(0), 1), (timedelta(minutes=1), 0)])
def test_post_is_fresh_for_twelve_hours(late: timedelta, announced: int, newsdesk: Newsdesk) -> None:
    newsdesk.pass_time(hours=12)
    newsdesk.hand_in("Сбит один БПЛА над Боровским округом.", posted_at=MORNING - late)
    assert len(newsdesk.sent()) == announced
    assert len(newsdesk.alerts()) == announced


def test_fresh_post_about_hours_long_past_is_not_news(newsdesk: Newsdesk) -> None:
    newsdesk.pass_time(hours=6)
    hours = "с 20.00 мск до 23.00 мск 10 июня"
    newsdesk.hand_in(
        of_the_ministry(f"8 украинских БПЛА над территорией {KALUGA}", hours=hours),
        by=MINISTRY,
        posted_at=newsdesk.now,
    )
    assert newsdesk.sent() == []
    assert newsdesk.alerts() == []


def test_region_named_in_memory_of_another_day_is_not_announced_for_it(newsdesk: Newsdesk) -> None:
    newsdesk.hand_in("Ночью сбиты 3 БПЛА. Ранее, 3 июня, над областью были сбиты 20 БПЛА.")
    assert [day for day, *_ in newsdesk.alerts()] == [THE_DAY]


@pytest.mark.parametrize(
    ("text", "announced"),
    [
        ("Обломки БПЛА упали в Боровском округе. Пострадавших нет.", 1),
        ("В Калужской области БПЛА упал на территорию предприятия, повреждена крыша.", 1),
        ("БПЛА атаковали Калужскую область.", 0),
        ("Объявлена беспилотная опасность в Калужской области.", 0),
    ],
)
def test_fallen_drones_are_news_attempts_and_warnings_are_not(
    text: str, announced: int, newsdesk: Newsdesk
) -> None:
    newsdesk.hand_in(text)
    assert len(newsdesk.sent()) == announced
    assert not any(": 0" in told.replace("</b>", "") for told in newsdesk.sent())


def test_region_brought_by_an_import_is_seen_and_no_news_afterwards(newsdesk: Newsdesk) -> None:
    newsdesk.bring_from_history(ELEVEN, MORNING)
    newsdesk.hand_in(over(KALUGA), by=MINISTRY)
    assert newsdesk.alerts() == [(THE_DAY, "RU-KLU", 0, "new_today", "seen")]
    assert newsdesk.sent() == []
    assert newsdesk.edits() == []


def test_without_a_channel_regions_are_seen_and_nothing_waits_for_one(newsdesk: Newsdesk) -> None:
    newsdesk.announce(chat_ids=())
    newsdesk.hand_in(ELEVEN)
    newsdesk.announce(chat_ids=(-100,))
    newsdesk.hand_in(over(KALUGA), by=MINISTRY)
    assert [state for *_, state in newsdesk.alerts()] == ["seen"]
    assert newsdesk.sent() == []


def test_every_channel_gets_its_alert_and_its_edits(newsdesk: Newsdesk) -> None:
    newsdesk.announce(chat_ids=(-100, -200))
    newsdesk.hand_in(ELEVEN)
    newsdesk.hand_in(over(KALUGA), by=MINISTRY)
    told = newsdesk.rows("SELECT chat_id, edits IS NULL FROM outbox WHERE chat_id < 0 ORDER BY chat_id, id")
    assert told == [(-200, 1), (-200, 0), (-100, 1), (-100, 0)]


def test_unverified_words_announce_nothing(newsdesk: Newsdesk) -> None:
    newsdesk.hand_in(ELEVEN, by=UNLISTED)
    newsdesk.hand_in(ELEVEN, by=GOVERNOR, kind=OriginKind.CHAT)
    newsdesk.hand_in(ELEVEN, kind=OriginKind.USER)
    assert newsdesk.alerts() == []
    assert newsdesk.sent() == []


def test_moscow_and_its_oblast_together_are_one_region_with_the_nearer_past_of_both(
    newsdesk: Newsdesk,
) -> None:
    earlier = "В период с 1.00 мск до 5.00 мск 5 июня уничтожены 3 украинских БПЛА над Московской областью."
    newsdesk.bring_from_history(earlier, MORNING - timedelta(days=6), "ministry")
    newsdesk.hand_in(over("Московского региона"), by=MINISTRY)
    assert newsdesk.alerts()[-1] == (THE_DAY, "RU-MOW+RU-MOS", 0, "new_today", "active")
    assert len(newsdesk.alerts()) == 2
    (told,) = newsdesk.sent()
    assert told.count("• ") == 1


def test_second_post_about_the_region_sends_nothing_and_edits_in_silence(newsdesk: Newsdesk) -> None:
    newsdesk.announce(language="en")
    newsdesk.hand_in(ELEVEN)
    newsdesk.hand_in(over(KALUGA), by=MINISTRY)
    assert len(newsdesk.sent()) == 1
    (edit,) = newsdesk.edits()
    assert ": 11, first ever" in edit.replace("</b>", "")
    assert "also: " in edit
    assert newsdesk.rows("SELECT silent, priority FROM outbox WHERE edits IS NOT NULL") == [(1, 1)]


def test_edit_not_yet_sent_gives_way_to_the_next(newsdesk: Newsdesk) -> None:
    newsdesk.hand_in(ELEVEN)
    for count in ("9", "8"):
        newsdesk.pass_time(minutes=1)
        newsdesk.hand_in(ELEVEN.replace("11", count))
    (edit,) = newsdesk.edits()
    assert ": 8" in edit.replace("</b>", "")


def test_correction_that_adds_a_region_announces_it_alone(newsdesk: Newsdesk) -> None:
    newsdesk.hand_in(over(KALUGA), by=MINISTRY)
    newsdesk.pass_time(minutes=5)
    newsdesk.hand_in(BOTH, by=MINISTRY)
    first, second = newsdesk.sent()
    assert "Калужская" in first
    assert "Брянская" in second
    assert "Калужская" not in second


def test_region_that_another_post_still_names_is_not_taken_back(newsdesk: Newsdesk) -> None:
    newsdesk.hand_in(BOTH, by=MINISTRY)
    newsdesk.hand_in(ELEVEN)
    newsdesk.pass_time(minutes=5)
    newsdesk.hand_in(over(BRYANSK, "8"), by=MINISTRY)
    assert {state for *_, state in newsdesk.alerts()} == {"active"}
    assert "<s>" not in newsdesk.edits()[-1]


def test_oblast_named_apart_still_supports_the_alert_of_both(newsdesk: Newsdesk) -> None:
    newsdesk.hand_in(over("Московского региона"), by=MINISTRY)
    newsdesk.hand_in(over("Московской области", "2"), by=MINISTRY, number=2)
    newsdesk.pass_time(minutes=5)
    newsdesk.hand_in(over(BRYANSK), by=MINISTRY)
    assert {state for *_, state in newsdesk.alerts()} == {"active"}
    newsdesk.pass_time(minutes=5)
    newsdesk.hand_in(over(BRYANSK), by=MINISTRY, number=2)
    assert [(region, state) for _, region, _, _, state in newsdesk.alerts()] == [
        ("RU-BRY", "active"),
        ("RU-MOS", "withdrawn"),
        ("RU-MOW+RU-MOS", "withdrawn"),
    ]


def test_region_taken_back_by_the_last_post_that_named_it_is_struck_through(newsdesk: Newsdesk) -> None:
    """The alert is the ministry's; the governor was the last to speak of the region."""
    newsdesk.hand_in(BOTH, by=MINISTRY)
    newsdesk.hand_in(ELEVEN)
    newsdesk.pass_time(minutes=5)
    newsdesk.hand_in(over(BRYANSK, "8"), by=MINISTRY)
    newsdesk.pass_time(minutes=5)
    newsdesk.hand_in("Ночью атак не было, информация уточнена.")
    assert [(region, state) for _, region, _, _, state in newsdesk.alerts()] == [
        ("RU-BRY", "active"),
        ("RU-KLU", "withdrawn"),
    ]
    assert "<s>Калужская" in newsdesk.edits()[-1]
    assert "08:40" in newsdesk.edits()[-1]


def test_second_originator_s_correction_leaves_the_alert_that_told_of_him(newsdesk: Newsdesk) -> None:
    newsdesk.hand_in(ELEVEN)
    newsdesk.pass_time(minutes=5)
    newsdesk.hand_in(BOTH, by=MINISTRY)
    assert any("Минобороны" in text for text in newsdesk.edits())
    newsdesk.pass_time(minutes=5)
    newsdesk.hand_in(over(BRYANSK, "8"), by=MINISTRY)
    (of_kaluga,) = [text for text in newsdesk.edits() if "Калужская" in text]
    assert "Минобороны" not in of_kaluga


def test_region_taken_back_and_named_again_is_announced_anew(newsdesk: Newsdesk) -> None:
    newsdesk.hand_in(BOTH, by=MINISTRY)
    newsdesk.pass_time(minutes=5)
    newsdesk.hand_in(over(BRYANSK, "8"), by=MINISTRY)
    newsdesk.pass_time(minutes=5)
    newsdesk.hand_in(ELEVEN)
    assert newsdesk.alerts()[1:] == [
        (THE_DAY, "RU-KLU", 0, "first_ever", "withdrawn"),
        (THE_DAY, "RU-KLU", 1, "first_ever", "active"),
    ]
    assert len(newsdesk.sent()) == 2


def test_old_copy_handed_in_late_announces_nothing(newsdesk: Newsdesk) -> None:
    newsdesk.hand_in(over(BRYANSK, "8"), by=MINISTRY)
    newsdesk.hand_in(BOTH, by=MINISTRY, submitted_at=MORNING - timedelta(minutes=5))
    assert [region for _, region, *_ in newsdesk.alerts()] == ["RU-BRY"]
    assert len(newsdesk.sent()) == 1
