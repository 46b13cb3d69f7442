"""Alerts in company: joined within a minute, many at once, held in quiet hours, answered when taken back."""

from datetime import time, timedelta

import pytest

from domain.alert import AlertPolicy
from domain.decision import Action
from rendering.html import plain
from services.release_alerts import release_alerts
from tests.records.editors_desk import EditorsDesk
from tests.records.newsdesk import CHANNEL, GOVERNOR, MINISTRY, MORNING, Newsdesk, of_the_ministry, over

ELEVEN = "Сегодня ночью силами ПВО сбиты 11 БПЛА над территориями Боровского и Жуковского округов."
KALUGA, BRYANSK, TULA = "Калужской области", "Брянской области", "Тульской области"
BOTH = of_the_ministry(
    f"18 украинских БПЛА: 10 – над территорией {KALUGA}, восемь – над территорией {BRYANSK}"
)
REGIONS = [
    f"{name}ой области"
    for name in (
        "Калужск",
        "Брянск",
        "Тульск",
        "Орловск",
        "Курск",
        "Смоленск",
        "Рязанск",
        "Тверск",
        "Псковск",
        "Липецк",
        "Тамбовск",
        "Пензенск",
    )
]


def release(newsdesk: Newsdesk) -> bool:
    return newsdesk.records.write(lambda tx: release_alerts(tx, newsdesk.rules, newsdesk.now))


@pytest.mark.parametrize(("seconds", "messages"), [(59, 1), (60, 2)])
def test_region_of_another_post_joins_the_message_within_the_grouping_time(
    seconds: int, messages: int, newsdesk: Newsdesk
) -> None:
    newsdesk.hand_in(ELEVEN)
    newsdesk.pass_time(seconds=seconds)
    newsdesk.hand_in(over(BRYANSK, "8"), by=MINISTRY)
    assert len(newsdesk.sent()) == messages
    newest = [*newsdesk.sent(), *newsdesk.edits()][-1]
    assert "Брянская" in newest
    assert ("Калужская область</b>: 11" in newest) == (messages == 1)
    assert newsdesk.rows("SELECT silent FROM outbox WHERE edits IS NOT NULL") == [(1,)] * (2 - messages)


def test_message_of_two_posts_says_whose_each_region_is_and_follows_both(newsdesk: Newsdesk) -> None:
    newsdesk.hand_in(ELEVEN)
    newsdesk.hand_in(over(BRYANSK, "8"), by=MINISTRY)
    newsdesk.pass_time(minutes=5)
    newsdesk.hand_in(over(BRYANSK, "6"), by=MINISTRY)
    told = plain(newsdesk.edits()[-1]).splitlines()
    assert [line.partition(",")[0] for line in told[1:]] == [
        "• Калужская область: 11",
        "Заявляет: губернатор",
        "• Брянская область: 6",
        "Заявляет: Минобороны РФ",
    ]


def test_stronger_badge_gets_a_message_with_its_own_sound(newsdesk: Newsdesk) -> None:
    newsdesk.bring_from_history("Сбиты 2 БПЛА над Боровским округом.", MORNING - timedelta(days=1))
    newsdesk.hand_in(ELEVEN)
    newsdesk.hand_in(over(BRYANSK, "8"), by=MINISTRY)
    newsdesk.hand_in(over(TULA), by=MINISTRY, number=2)
    assert newsdesk.rows("SELECT silent FROM outbox WHERE chat_id < 0 AND edits IS NULL") == [(1,), (0,)]
    assert "Тульская" in newsdesk.edits()[-1]


def test_nothing_joins_a_message_that_was_refused_for_good(newsdesk: Newsdesk) -> None:
    newsdesk.hand_in(ELEVEN)
    newsdesk.records.write(lambda tx: tx.outbox.mark_dead(_row_id(newsdesk), "bot was kicked", newsdesk.now))
    newsdesk.hand_in(over(BRYANSK, "8"), by=MINISTRY)
    assert len(newsdesk.sent()) == 2
    assert newsdesk.edits() == []


def _row_id(newsdesk: Newsdesk) -> int:
    ((found,),) = newsdesk.rows("SELECT id FROM outbox WHERE chat_id = -100")
    return int(found)


def test_more_than_eight_regions_in_ten_minutes_share_one_digest_message(newsdesk: Newsdesk) -> None:
    for number, region in enumerate(REGIONS):
        newsdesk.hand_in(over(region), by=MINISTRY, number=number)
        newsdesk.pass_time(seconds=61)
    assert len(newsdesk.sent()) == 9
    digest = newsdesk.edits()[-1]
    assert [name in digest for name in ("Рязанская", "Тверская", "Псковская", "Пензенская")] == [
        False,
        False,
        True,
        True,
    ]
    assert len(newsdesk.alerts()) == len(REGIONS)


def test_regions_that_come_slowly_have_a_message_each(newsdesk: Newsdesk) -> None:
    for number, region in enumerate(REGIONS):
        newsdesk.hand_in(over(region), by=MINISTRY, number=number, posted_at=newsdesk.now)
        newsdesk.pass_time(minutes=2)
    assert len(newsdesk.sent()) == len(REGIONS)


def test_six_regions_of_one_post_are_one_message(newsdesk: Newsdesk) -> None:
    items = ", ".join(f"2 – над территорией {region}" for region in REGIONS[:6])
    newsdesk.hand_in(of_the_ministry(f"12 украинских БПЛА: {items}"), by=MINISTRY)
    (told,) = newsdesk.sent()
    assert told.count("• ") == 6


def test_quiet_hours_hold_alerts_for_one_message_and_lose_none(newsdesk: Newsdesk) -> None:
    newsdesk.announce(quiet_from=time(23), quiet_to=time(9))
    newsdesk.hand_in(ELEVEN)
    newsdesk.pass_time(minutes=5)
    newsdesk.hand_in(over(BRYANSK, "8"), by=MINISTRY)
    newsdesk.hand_in(ELEVEN.replace("11", "12"))
    assert not release(newsdesk)
    assert [*newsdesk.sent(), *newsdesk.edits()] == []
    newsdesk.pass_time(minutes=25)
    assert release(newsdesk)
    (told,) = newsdesk.sent()
    assert "Калужская область</b>: 12" in told
    assert "Брянская область</b>: 8" in told
    assert told.startswith("<b>Новых регионов за тихие часы: 2")
    assert not release(newsdesk)


def test_region_held_and_taken_back_is_not_told_and_may_be_news_again(newsdesk: Newsdesk) -> None:
    newsdesk.announce(quiet_from=time(23), quiet_to=time(9))
    newsdesk.hand_in(BOTH, by=MINISTRY)
    newsdesk.pass_time(minutes=5)
    newsdesk.hand_in(over(BRYANSK, "8"), by=MINISTRY)
    newsdesk.pass_time(minutes=30)
    assert release(newsdesk)
    (told,) = newsdesk.sent()
    assert "Калужская" not in told
    assert newsdesk.replies() == []
    newsdesk.hand_in(ELEVEN)
    assert "Калужская" in newsdesk.sent()[-1]


def test_bot_that_was_down_when_the_quiet_hours_ended_tells_at_the_next_chance(newsdesk: Newsdesk) -> None:
    newsdesk.announce(quiet_from=time(23), quiet_to=time(9))
    newsdesk.hand_in(ELEVEN)
    newsdesk.pass_time(hours=15)
    assert not release(newsdesk)
    newsdesk.pass_time(hours=10)
    assert release(newsdesk)
    assert len(newsdesk.sent()) == 1


@pytest.mark.parametrize(
    ("clock", "quiet"), [("22:59", False), ("23:00", True), ("03:00", True), ("07:00", False)]
)
def test_quiet_hours_pass_midnight(clock: str, quiet: bool) -> None:
    policy = AlertPolicy((CHANNEL,), quiet_from=time(23), quiet_to=time(7))
    at = MORNING.replace(hour=int(clock[:2]), minute=int(clock[3:]))
    assert policy.is_quiet(at) is quiet


def test_region_taken_back_is_told_in_a_silent_reply_to_its_alert(newsdesk: Newsdesk) -> None:
    newsdesk.hand_in(BOTH, by=MINISTRY)
    newsdesk.pass_time(minutes=5)
    newsdesk.hand_in(over(BRYANSK, "8"), by=MINISTRY)
    assert newsdesk.replies() == ["<b>Калужская область</b>: отозвано источником в 08:35"]
    assert newsdesk.rows(
        "SELECT silent, replies_to = (SELECT key FROM outbox WHERE priority = 0) FROM outbox "
        "WHERE replies_to IS NOT NULL"
    ) == [(1, 1)]


def test_editor_s_rejection_and_its_undo_are_told_in_replies_with_the_reason(desk: EditorsDesk) -> None:
    desk.hand_in(BOTH, by=MINISTRY)
    desk.order(Action.REJECT, "1", "это <было> вчера")
    desk.undo()
    rejected, restored = desk.replies()
    assert rejected.count("снято редактором: это &lt;было&gt; вчера") == 2
    assert restored.count("снова в силе") == 2


def test_taken_back_twice_is_told_twice(newsdesk: Newsdesk) -> None:
    newsdesk.hand_in(BOTH, by=MINISTRY)
    newsdesk.pass_time(minutes=5)
    newsdesk.hand_in(over(BRYANSK, "8"), by=MINISTRY)
    newsdesk.pass_time(minutes=5)
    newsdesk.hand_in(ELEVEN, by=GOVERNOR)
    newsdesk.pass_time(minutes=5)
    newsdesk.hand_in("Ночью атак не было, информация уточнена.", by=GOVERNOR)
    assert len(newsdesk.replies()) == 2
    assert [generation for _, region, generation, _, _ in newsdesk.alerts() if region == "RU-KLU"] == [0, 1]
