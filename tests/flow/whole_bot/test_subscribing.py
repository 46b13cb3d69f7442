"""Subscriptions over HTTP of the whole bot: who may decide, what he hears, and when he hears nothing."""

from collections.abc import Callable

import pytest

import bot.subscribers
from sandbox.faults import blocked
from tests.flow.whole_bot.conversing import answers
from tests.flow.whole_bot.newsroom import ALERTS_CHAT, Newsroom

GOVERNOR_POST = "Сегодня ночью силами ПВО сбиты 11 БПЛА над территориями Боровского и Жуковского округов."
GROUP, NEW_GROUP, OWN_CHANNEL = -1001000000500, -1001000000501, -1001000000600
Ask = Callable[..., object]


@pytest.fixture(autouse=True)
def quick_sweeps(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sweeps look every second; what is due is still told by the test's own clock."""
    monkeypatch.setattr(bot.subscribers, "HELD_EVERY_S", 1)
    monkeypatch.setattr(bot.subscribers, "DIGESTS_EVERY_S", 1)


async def test_stranger_subscribes_in_his_own_language_and_hears_of_his_region_alone(
    newsroom: Newsroom,
) -> None:
    stranger = newsroom.stranger
    async with newsroom.bot_runs():
        (told,) = await answers(newsroom, stranger, "/subscribe Kaluga Bryansk from 5")
        newsroom.anna.forward(newsroom.governor.post(GOVERNOR_POST))
        _, alert = await newsroom.said(stranger.id, at_least=2)
        newsroom.pass_time(minutes=5)
        newsroom.anna.forward(
            newsroom.governor.post(
                "Сбиты ещё 12 БПЛА над Боровским округом.", date=int(newsroom.now[0].timestamp())
            )
        )
        *_, reply = await newsroom.said(stranger.id, at_least=3)
        live = await newsroom.edited(stranger.id)
    assert told.startswith(
        "Subscribed.\nThis chat hears of:\n• Bryansk Region, from 5\n• Kaluga Region, from 5"
    )
    assert alert.startswith("New region, 11 June\n• Kaluga Region: 11, first ever")
    assert "Kaluga Region: 23" in live
    assert reply == "Kaluga Region, 11 June: was 11, now 23"
    assert (
        newsroom.telegram.sent(stranger.id)[2].reply_to == newsroom.telegram.sent(stranger.id)[1].message_id
    )
    assert len(newsroom.telegram.sent(ALERTS_CHAT)) >= 1


async def test_each_command_is_answered_in_russian_and_in_english(newsroom: Newsroom) -> None:
    commands = (
        "/subscribe", "/subscribe ЦФО от 3", "/subscribe Калуга каждый пост", "/subscribe Брянкс",
        "/subscriptions", "/unsubscribe Калуга", "/unsubscribe Тула", "/unsubscribe", "/quiet",
        "/quiet 23:00 07:00", "/quiet abc", "/quiet off", "/mute", "/mute 3h", "/mute вечно",
        "/digest", "/digest 09:00 21:00", "/digest 25:00", "/digest off", "/settings",
        "/settings zone Самара", "/settings кегль 12", "/forget_me",
    )  # fmt: skip
    async with newsroom.bot_runs():
        english = await answers(newsroom, newsroom.boris, *commands)
        russian = await answers(newsroom, newsroom.anna, *commands)
    told_in_english = dict(zip(commands, english, strict=True))
    told = dict(zip(commands, russian, strict=True))
    assert "Central Federal District, from 3" in told_in_english["/subscribe ЦФО от 3"]
    assert "Калужская область, каждый пост" in told["/subscribe Калуга каждый пост"]
    assert "«брянкс» — не регион" in told["/subscribe Брянкс"]
    assert "Ничего не изменено" in told["/subscribe Брянкс"]
    assert "Такой подписки здесь нет" in told["/unsubscribe Тула"]
    assert "Quiet hours: 23:00–07:00 (Europe/Moscow)" in told_in_english["/quiet 23:00 07:00"]
    assert "Без уведомлений до 11 июня 2026, " in told["/mute 3h"]
    assert "не понято" in told["/mute вечно"]
    assert "Digest at 09:00, 21:00." in told_in_english["/digest 09:00 21:00"]
    assert "Clock: Europe/Samara" in told_in_english["/settings zone Самара"]
    assert "no setting" in told_in_english["/settings кегль 12"]
    assert told_in_english["/forget_me"].startswith("Forgotten")
    cyrillic = {one for one in english if any("а" <= letter <= "я" for letter in one.lower())}
    assert cyrillic == {told_in_english["/subscribe Брянкс"], told_in_english["/mute вечно"],
                        told_in_english["/settings кегль 12"]}  # fmt: skip


async def test_in_a_group_admins_and_editors_decide_and_the_others_are_told_so(newsroom: Newsroom) -> None:
    group = newsroom.telegram.group(GROUP)
    admin = newsroom.telegram.user(777, "Admin", language="en")
    group.appoint(admin)
    async with newsroom.bot_runs():
        (refused,) = await answers(newsroom, newsroom.stranger, "/subscribe Kaluga", to=group)
        (taken, more) = await answers(newsroom, admin, "/subscribe Kaluga", "/mute 2h", to=group)
        (by_editor,) = await answers(newsroom, newsroom.boris, "/quiet 22 8", to=group)
        (looked,) = await answers(newsroom, newsroom.stranger, "/subscriptions", to=group)
        (ended,) = await answers(newsroom, admin, "/mute off", to=group)
    assert "Only the admins of this group" in refused
    assert taken.startswith("Subscribed.")
    assert more.startswith("Muted until")
    assert by_editor.startswith("Quiet hours: 22:00–08:00")
    assert "Kaluga Region" in looked
    assert ended.startswith("The mute has ended; nothing happened")
    assert len(newsroom.telegram.calls("getChatAdministrators")) == 1
    assert newsroom.rows("SELECT DISTINCT chat_id, thread_id FROM subscriptions") == [(GROUP, 0)]


async def test_topic_of_a_forum_hears_by_itself(newsroom: Newsroom) -> None:
    group = newsroom.telegram.group(GROUP)
    thread = group.thread(31)
    async with newsroom.bot_runs():
        newsroom.boris.send("/subscribe Kaluga", to=group, thread_id=thread)
        await newsroom.said(GROUP)
        newsroom.pass_time(seconds=5)
        newsroom.anna.forward(newsroom.governor.post(GOVERNOR_POST))
        await newsroom.said(GROUP, at_least=2)
    assert [one.thread_id for one in newsroom.telegram.sent(GROUP)] == [31, 31]


async def test_channel_is_subscribed_by_a_post_of_its_own(newsroom: Newsroom) -> None:
    channel = newsroom.telegram.channel(OWN_CHANNEL, "Own", bot_is_member=True)
    async with newsroom.bot_runs():
        channel.post("/subscribe Калуга")
        (told,) = await newsroom.said(OWN_CHANNEL)
        newsroom.pass_time(seconds=5)
        newsroom.anna.forward(newsroom.governor.post(GOVERNOR_POST))
        _, alert = await newsroom.said(OWN_CHANNEL, at_least=2)
    assert told.startswith("Подписка оформлена.")
    assert alert.startswith("Новый регион, 11 июня")


async def test_quiet_hours_and_a_mute_hold_and_then_tell(newsroom: Newsroom) -> None:
    boris, stranger = newsroom.boris, newsroom.stranger
    async with newsroom.bot_runs():
        await answers(newsroom, boris, "/subscribe everything", "/quiet 22:00 09:00")
        await answers(newsroom, stranger, "/subscribe everything", "/mute 2h")
        newsroom.anna.forward(newsroom.governor.post(GOVERNOR_POST))
        await newsroom.said(newsroom.anna.id)
        await newsroom.telegram.wait_for(
            lambda: newsroom.rows("SELECT count(*) FROM heard WHERE held") == [(2,)], timeout_s=10
        )
        assert len(newsroom.telegram.sent(boris.id)) == len(newsroom.telegram.sent(stranger.id)) == 2
    newsroom.pass_time(minutes=40)
    async with newsroom.bot_runs():
        *_, after_the_night = await newsroom.said(boris.id, at_least=3)
        newsroom.pass_time(hours=2)
        *_, after_the_mute = await newsroom.said(stranger.id, at_least=3)
    assert after_the_night.startswith("New in the quiet hours: 1, 11 June\n• Kaluga Region: 11")
    assert after_the_mute.startswith("The mute has ended; meanwhile: 1, 11 June\n• Kaluga Region: 11")


async def test_digest_of_a_chat_survives_a_restart_and_comes_once(newsroom: Newsroom) -> None:
    async with newsroom.bot_runs():
        await answers(newsroom, newsroom.boris, "/digest 09:00")
        newsroom.anna.forward(newsroom.governor.post(GOVERNOR_POST))
        await newsroom.said(newsroom.anna.id)
    newsroom.pass_time(minutes=31)
    for _ in range(2):
        async with newsroom.bot_runs():
            _, digest = await newsroom.said(newsroom.boris.id, at_least=2)
    assert digest.startswith("Digest: downed drones so far, 11 June 2026\nIn all: 11")
    assert len(newsroom.telegram.sent(newsroom.boris.id)) == 2


async def test_chat_that_blocks_us_is_left_alone_until_it_starts_us_again(newsroom: Newsroom) -> None:
    boris = newsroom.boris
    async with newsroom.bot_runs():
        await answers(newsroom, boris, "/subscribe everything")
        newsroom.telegram.fail("sendMessage", blocked(), chat_id=boris.id)
        newsroom.anna.forward(newsroom.governor.post(GOVERNOR_POST))
        await newsroom.telegram.wait_for(
            lambda: newsroom.rows("SELECT chat_id FROM chats WHERE suspended_at NOT NULL") == [(boris.id,)],
            timeout_s=10,
        )
        (greeting,) = await answers(newsroom, boris, "/start")
        newsroom.pass_time(minutes=5)
        both = "Над Брянской областью сбиты 3 БПЛА, над Калужской областью сбиты 2 БПЛА."
        newsroom.anna.forward(newsroom.ministry.post(both))
        *_, told = await newsroom.said(boris.id, at_least=3)
    assert "Dozor" in greeting
    assert "Bryansk Region: 3" in told
    assert "Kaluga Region" in told
    assert newsroom.rows("SELECT scope FROM subscriptions") == [("*",)]


async def test_membership_suspends_and_resumes(newsroom: Newsroom) -> None:
    group = newsroom.telegram.group(GROUP)

    def suspended(number: int) -> Callable[[], bool]:
        return lambda: newsroom.rows("SELECT count(*) FROM chats WHERE suspended_at NOT NULL") == [(number,)]

    async with newsroom.bot_runs():
        await answers(newsroom, newsroom.boris, "/subscribe Kaluga", to=group)
        group.bot_becomes("kicked", newsroom.boris)
        await newsroom.telegram.wait_for(suspended(1), timeout_s=10)
        group.bot_becomes("member", newsroom.boris)
        await newsroom.telegram.wait_for(suspended(0), timeout_s=10)
        newsroom.telegram.group(NEW_GROUP).bot_becomes("kicked", newsroom.boris)
        await newsroom.telegram.wait_confirmed(timeout_s=10)
    assert newsroom.rows("SELECT chat_id FROM chats WHERE suspended_at NOT NULL") == []


async def test_group_that_becomes_a_supergroup_takes_its_subscriptions_along(newsroom: Newsroom) -> None:
    group = newsroom.telegram.group(GROUP)
    newsroom.telegram.group(NEW_GROUP)
    async with newsroom.bot_runs():
        await answers(newsroom, newsroom.boris, "/subscribe Kaluga", to=group)
        newsroom.boris.write({"migrate_to_chat_id": NEW_GROUP}, to=group)
        await newsroom.telegram.wait_for(
            lambda: newsroom.rows("SELECT DISTINCT chat_id FROM subscriptions") == [(NEW_GROUP,)],
            timeout_s=10,
        )
        newsroom.anna.forward(newsroom.governor.post(GOVERNOR_POST))
        (told,) = await newsroom.said(NEW_GROUP)
    assert "Kaluga Region: 11" in told


async def test_forgotten_person_leaves_posts_and_nothing_of_himself(newsroom: Newsroom) -> None:
    anna = newsroom.anna
    async with newsroom.bot_runs():
        await answers(newsroom, anna, "/start", "/subscribe всё", "/digest 9")
        anna.forward(newsroom.governor.post(GOVERNOR_POST))
        await newsroom.said(anna.id, at_least=5)
        newsroom.pass_time(seconds=5)
        (told,) = await answers(newsroom, anna, "/forget_me")
    assert told.startswith("Забыто:")
    for table in ("chats", "subscriptions", "digest_slots", "heard", "submissions", "outbox"):
        assert newsroom.rows(f"SELECT count(*) FROM {table} WHERE chat_id = {anna.id}") == [(0,)]  # noqa: S608 - names of this test
    assert newsroom.rows("SELECT count(*) FROM posts") == [(1,)]


async def test_configured_channel_is_not_subscribed_besides(newsroom: Newsroom) -> None:
    async with newsroom.bot_runs():
        newsroom.telegram.channel(ALERTS_CHAT, "Alerts", bot_is_member=True).post("/subscribe всё")
        (told,) = await newsroom.said(ALERTS_CHAT)
    assert "задан в настройках" in told
    assert newsroom.rows("SELECT count(*) FROM subscriptions") == [(0,)]


async def test_region_that_an_edit_left_as_it_was_is_no_news_to_a_new_subscriber(newsroom: Newsroom) -> None:
    first = (
        "В период с 23.00 мск 10 июня до 6.00 мск 11 июня дежурными средствами ПВО уничтожены 18 украинских "
        "БПЛА: 10 – над территорией Калужской области, 8 – над территорией Брянской области."
    )
    post = newsroom.ministry.post(first)
    late, only_kaluga = newsroom.stranger, newsroom.boris
    async with newsroom.bot_runs():
        newsroom.anna.forward(post)
        await newsroom.said(newsroom.anna.id)
        newsroom.pass_time(minutes=5)
        await answers(newsroom, late, "/subscribe everything")
        await answers(newsroom, only_kaluga, "/subscribe Kaluga")
        later = first.replace("18 украинских", "19 украинских").replace("8 – над", "9 – над")
        newsroom.anna.forward(newsroom.ministry.edit(post, later))
        *_, told = await newsroom.said(late.id, at_least=2)
        await newsroom.telegram.wait_for(
            lambda: newsroom.rows("SELECT count(*) FROM news") == [(0,)], timeout_s=10
        )
    assert "Bryansk Region: 9" in told
    assert "Kaluga" not in told
    assert len(newsroom.telegram.sent(only_kaluga.id)) == 1
