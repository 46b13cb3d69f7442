"""Groups, topics and what is kept of whom, over HTTP."""

import logging
import re

import pytest

from domain.source import Issuer
from sandbox.origins import chat_origin, user_origin
from tests.flow.whole_bot.newsroom import ALERTS_CHAT, GOVERNOR_CHAT, TOKEN, Newsroom

GOVERNOR_POST = "Сегодня ночью силами ПВО сбиты 11 БПЛА над территориями Боровского и Жуковского округов."
GROUP = -1001000000500


async def test_only_an_editor_s_forward_counts_in_a_group_and_is_answered_in_its_topic(
    newsroom: Newsroom,
) -> None:
    group = newsroom.telegram.group(GROUP, forum=True)
    topic = group.thread(7)
    async with newsroom.bot_runs():
        newsroom.stranger.forward(newsroom.governor.post(GOVERNOR_POST), to=group, thread_id=topic)
        newsroom.stranger.send("сбито 11 БПЛА", to=group)
        await newsroom.telegram.wait_confirmed()
        handed_in = newsroom.anna.forward(newsroom.governor.post(GOVERNOR_POST), to=group, thread_id=topic)
        await newsroom.said(GROUP)
        await newsroom.said(ALERTS_CHAT)
    (receipt,) = newsroom.telegram.sent(GROUP)
    assert (receipt.thread_id, receipt.reply_to) == (topic, handed_in["message_id"])
    assert newsroom.rows("SELECT count(*) FROM posts") == [(1,)]
    assert newsroom.rows("SELECT count(*) FROM submissions") == [(1,)]


async def test_nothing_of_a_stranger_s_words_or_of_a_forwarder_s_name_is_left_on_the_disk(
    newsroom: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    words = "Чужие слова, которых никто не просил хранить"
    with caplog.at_level(logging.INFO):
        async with newsroom.bot_runs():
            newsroom.stranger.forward(newsroom.governor.post(words))
            newsroom.stranger.send(words)
            newsroom.anna.forward(newsroom.governor.post(GOVERNOR_POST))
            await newsroom.said(newsroom.stranger.id, at_least=1)
            await newsroom.said(newsroom.anna.id)
            await newsroom.telegram.wait_confirmed()
    assert newsroom.rows("SELECT count(*) FROM inbox WHERE content IS NOT NULL") == [(0,)]
    ((submitter,),) = newsroom.rows("SELECT submitter FROM submissions")
    assert re.fullmatch("[0-9a-f]{24}", submitter)  # whose digits may be anybody's by chance
    kept = str([newsroom.rows(query) for query in EVERYTHING])
    assert words not in kept
    assert "Anna" not in kept
    # The local Bot API logs the addresses that are asked of it; the bot must not.
    ours = [record for record in caplog.records if record.name != "aiohttp.access"]
    assert not [record for record in ours if TOKEN in f"{record.getMessage()} {record.__dict__}"]
    assert not [record for record in ours if words in f"{record.getMessage()} {record.__dict__}"]


EVERYTHING = (
    "SELECT * FROM posts",
    "SELECT * FROM submissions",
    "SELECT * FROM versions",
    "SELECT * FROM reports",
    "SELECT * FROM claims",
    "SELECT * FROM inbox",
    "SELECT * FROM outbox",
    "SELECT * FROM chats",
    "SELECT * FROM meta",
)


async def test_words_of_a_person_or_of_a_chat_are_never_verified(newsroom: Newsroom) -> None:
    """Also where the chat is the source itself: an anonymous message in a group bears its id."""
    at = newsroom.telegram.world.now()
    async with newsroom.bot_runs():
        newsroom.anna.forward_from(chat_origin(newsroom.governor.as_json, at), GOVERNOR_POST)
        newsroom.anna.forward_from(user_origin(newsroom.boris.as_json, at), GOVERNOR_POST + " ")
        await newsroom.said(newsroom.anna.id, at_least=2)
    assert newsroom.rows("SELECT verified FROM posts") == [(0,)]
    assert newsroom.rows("SELECT count(*) FROM claims WHERE live") == [(0,)]
    assert newsroom.telegram.sent(ALERTS_CHAT) == []


async def test_channel_that_made_the_bot_a_member_is_not_thereby_a_source(newsroom: Newsroom) -> None:
    foreign = newsroom.telegram.channel(-1001000000088, "Чужой канал", bot_is_member=True)
    ours = newsroom.telegram.channel(GOVERNOR_CHAT, "Губернатор", bot_is_member=True)
    async with newsroom.bot_runs():
        post = foreign.post(GOVERNOR_POST)
        foreign.edit(post, GOVERNOR_POST.replace("11", "500"))
        await newsroom.telegram.wait_confirmed()
        ours.post(GOVERNOR_POST)
        await newsroom.said(ALERTS_CHAT)
    assert newsroom.rows("SELECT source_name FROM posts") == [("governor",)]
    assert newsroom.telegram.sent(-1001000000088) == []


async def test_sources_and_their_issuers_are_on_record_from_the_start(newsroom: Newsroom) -> None:
    async with newsroom.bot_runs():
        newsroom.boris.send("/sources")
        await newsroom.said(newsroom.boris.id)
    assert newsroom.rows("SELECT name, issuer, listed FROM sources ORDER BY name") == [
        ("governor", Issuer.GOVERNOR.value, 1),
        ("ministry", Issuer.MINISTRY.value, 1),
    ]
