"""Correction notices, held alerts and the trial alert, over HTTP of the whole bot."""

from datetime import time

import pytest

import bot.app
from tests.flow.whole_bot.newsroom import ALERTS_CHAT, Newsroom

GOVERNOR_POST = "Сегодня ночью силами ПВО сбиты 11 БПЛА над территориями Боровского и Жуковского округов."
GROUP = -1001000000500


@pytest.fixture
def quick_sweeps(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sweeps look every second; what is due is still told by the test's own clock."""
    monkeypatch.setattr(bot.app, "_NOTICES_EVERY_S", 1)
    monkeypatch.setattr(bot.app, "_HELD_EVERY_S", 1)


@pytest.mark.usefixtures("quick_sweeps")
async def test_forwarder_is_told_once_that_the_source_has_edited_its_figure(newsroom: Newsroom) -> None:
    post = newsroom.governor.post(GOVERNOR_POST)
    async with newsroom.bot_runs():
        newsroom.boris.forward(post)
        await newsroom.said(newsroom.boris.id)
        newsroom.pass_time(minutes=5)
        newsroom.anna.forward(newsroom.governor.edit(post, GOVERNOR_POST.replace("11 БПЛА", "9 БПЛА")))
        await newsroom.said(newsroom.anna.id)
        newsroom.pass_time(minutes=2)
        _, notice = await newsroom.said(newsroom.boris.id, at_least=2)
    assert "Correction of what was told here" in notice
    assert "Kaluga Region, 11 June: was 11 (told 08:30), now 9; the source corrected itself" in notice
    assert len(newsroom.telegram.sent(newsroom.anna.id)) == 1
    assert newsroom.rows("SELECT count(*) FROM corrections") == [(0,)]


@pytest.mark.usefixtures("quick_sweeps")
async def test_alert_of_the_quiet_hours_is_told_when_they_have_ended(newsroom: Newsroom) -> None:
    quiet = newsroom.config.channel.model_copy(update={"quiet_from": time(23), "quiet_to": time(9)})
    newsroom.config = newsroom.config.model_copy(update={"channel": quiet})
    async with newsroom.bot_runs():
        newsroom.anna.forward(newsroom.governor.post(GOVERNOR_POST))
        await newsroom.said(newsroom.anna.id)
    assert newsroom.telegram.sent(ALERTS_CHAT) == []
    newsroom.pass_time(minutes=31)
    async with newsroom.bot_runs():
        (told,) = await newsroom.said(ALERTS_CHAT)
    assert told.startswith("Новых регионов за тихие часы: 1, 11 июня")


async def test_chat_says_whether_it_wants_corrections_and_for_a_group_its_editors_do(
    newsroom: Newsroom,
) -> None:
    group = newsroom.telegram.group(GROUP)
    async with newsroom.bot_runs():
        newsroom.stranger.send("/corrections off")
        (private,) = await newsroom.said(newsroom.stranger.id)
        newsroom.stranger.send("/corrections off", to=group)
        (refused,) = await newsroom.said(GROUP)
        newsroom.pass_time(seconds=5)
        newsroom.boris.send("/corrections off", to=group)
        _, taken = await newsroom.said(GROUP, at_least=2)
        newsroom.pass_time(seconds=5)
        newsroom.boris.send("/corrections")
        (asked,) = await newsroom.said(newsroom.boris.id)
    assert "Only editors decide" in refused
    assert "Corrections are not told here" in private
    assert "Corrections are not told here" in taken
    assert "are told here" in asked
    assert newsroom.rows("SELECT chat_id FROM chats WHERE NOT corrections ORDER BY chat_id") == [
        (GROUP,),
        (newsroom.stranger.id,),
    ]


async def test_trial_alert_is_for_an_editor_in_private_alone(newsroom: Newsroom) -> None:
    group = newsroom.telegram.group(GROUP)
    async with newsroom.bot_runs():
        newsroom.boris.send("/test_alert")
        (trial,) = await newsroom.said(newsroom.boris.id)
        newsroom.boris.send("/test_alert", to=group)
        (in_group,) = await newsroom.said(GROUP)
        newsroom.stranger.send("/test_alert")
        (refused,) = await newsroom.said(newsroom.stranger.id)
    assert trial.startswith("A trial with an invented figure")
    assert "Калужская область: 11, впервые за 30 дней" in trial
    assert str(ALERTS_CHAT) in trial
    assert "in private" in in_group
    assert "Only editors" in refused
    assert newsroom.telegram.sent(ALERTS_CHAT) == []
    assert newsroom.rows("SELECT count(*) FROM outbox") == [(0,)]
