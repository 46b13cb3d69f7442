"""Answers to questions: in order, paced, and never a reason to wait for anybody else."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from aiogram import Bot

from delivery.pacing import Pacing
from delivery.replies import MemoryReplies
from delivery.sending import Sender
from delivery.turns import LocalTurns
from domain.screen import Button, Card, Document
from sandbox import faults
from sandbox.server import SandboxServer
from storage.database import SqlDatabase

ANNA, BORIS = 7, 8


@pytest.fixture
def replies(bot: Bot, time: Any, telegram: SandboxServer, database: SqlDatabase) -> MemoryReplies:
    telegram.user(ANNA)
    telegram.user(BORIS)
    turns = LocalTurns(database, time, Pacing())
    return MemoryReplies(Sender(bot, timeout_s=5), time, turns, random=lambda: 0.5, pause=time.pause, limit=8)


async def test_answers_of_a_chat_keep_their_order_and_pace(
    replies: MemoryReplies, telegram: SandboxServer, time: Any, running: Any
) -> None:
    start = time()
    for number in range(6):
        replies.send(ANNA, str(number))
    async with running(replies.run):
        await telegram.wait_sent(6)
    assert telegram.texts(ANNA) == [str(number) for number in range(6)]
    assert time() - start >= timedelta(seconds=3)


async def test_answer_goes_to_its_topic_and_message(
    replies: MemoryReplies, telegram: SandboxServer, running: Any
) -> None:
    forum = telegram.group(-1009, forum=True)
    asked = telegram.user(ANNA).send("/today", to=forum, thread_id=forum.thread(3))
    async with running(replies.run):
        replies.send(-1009, "11", thread_id=3, reply_to=asked["message_id"])
        (shown,) = await telegram.wait_sent(1)
    assert (shown.thread_id, shown.reply_to) == (3, asked["message_id"])


async def test_long_answer_goes_out_in_parts(
    replies: MemoryReplies, telegram: SandboxServer, running: Any
) -> None:
    replies.send(ANNA, "\n".join("x" * 99 for _ in range(100)))
    async with running(replies.run):
        await telegram.wait_sent(3)
    assert "\n".join(telegram.texts(ANNA)) == "\n".join("x" * 99 for _ in range(100))


async def test_failing_chat_is_tried_again_while_others_are_answered(
    replies: MemoryReplies, telegram: SandboxServer, running: Any
) -> None:
    telegram.fail("sendMessage", faults.too_many(9), chat_id=ANNA)
    telegram.fail("sendMessage", faults.server_error(), chat_id=ANNA)
    replies.send(ANNA, "patience")
    replies.send(ANNA, "second")
    replies.send(BORIS, "at once")
    async with running(replies.run):
        await telegram.wait_sent(3)
    assert telegram.texts(ANNA) == ["patience", "second"]
    assert telegram.texts()[0] == "at once"


@pytest.mark.parametrize(
    "fault",
    [faults.blocked(), faults.reset(applied=False), faults.empty_body()],
    ids=["403", "reset", "empty body"],
)
async def test_answer_refused_or_lost_is_dropped_and_the_next_one_goes(
    replies: MemoryReplies, telegram: SandboxServer, running: Any, fault: faults.Fault
) -> None:
    telegram.fail("sendMessage", fault)
    replies.send(ANNA, "lost")
    replies.send(ANNA, "next")
    async with running(replies.run):
        await telegram.wait_sent(1)
    assert telegram.texts() == ["next"]


async def test_answer_that_always_fails_is_given_up(
    replies: MemoryReplies, telegram: SandboxServer, running: Any
) -> None:
    telegram.fail("sendMessage", faults.server_error(), times=4, chat_id=ANNA)
    replies.send(ANNA, "never")
    replies.send(ANNA, "next")
    async with running(replies.run):
        await telegram.wait_sent(1)
    assert telegram.texts() == ["next"]


async def test_group_that_became_a_supergroup_is_followed(
    replies: MemoryReplies, telegram: SandboxServer, running: Any
) -> None:
    telegram.group(-5)
    telegram.group(-1005)
    telegram.fail("sendMessage", faults.migrated(-1005), chat_id=-5)
    replies.send(-5, "11")
    async with running(replies.run):
        await telegram.wait_sent(1)
    assert telegram.texts(-1005) == ["11"]


async def test_flood_from_one_chat_is_bounded(
    replies: MemoryReplies, telegram: SandboxServer, running: Any
) -> None:
    for number in range(100):
        replies.send(ANNA, str(number))
    replies.send(BORIS, "heard")
    async with running(replies.run):
        await telegram.wait_sent(9)
    assert len(telegram.texts(ANNA)) == 8
    assert telegram.texts(BORIS) == ["heard"]


async def test_what_waits_at_the_stop_is_still_sent(replies: MemoryReplies, telegram: SandboxServer) -> None:
    for number in range(5):
        replies.send(ANNA, str(number))
    stop = asyncio.Event()
    stop.set()
    await replies.run(stop)
    assert telegram.texts(ANNA) == ["0", "1", "2", "3", "4"]


async def test_stop_does_not_wait_for_ever(
    replies: MemoryReplies, telegram: SandboxServer, caplog: pytest.LogCaptureFixture
) -> None:
    telegram.fail("sendMessage", faults.slow(asyncio.Event()))
    replies.send(ANNA, "stuck")
    stop = asyncio.Event()
    stop.set()
    await replies.run(stop, grace_s=0.05)
    assert "1 chats were not sent" in caplog.text


ROWS = ((Button("Yesterday", data="day:1"), Button("The post", url="https://t.me/x/1")),)


async def test_answer_carries_its_buttons_on_its_last_part(
    replies: MemoryReplies, telegram: SandboxServer, running: Any
) -> None:
    replies.send(ANNA, "\n".join("x" * 99 for _ in range(50)), buttons=ROWS)
    async with running(replies.run):
        first, last = await telegram.wait_sent(2)
    assert first.buttons == []
    assert last.button("Yesterday")["callback_data"] == "day:1"
    assert last.button("The post")["url"] == "https://t.me/x/1"


async def test_tapped_message_is_changed_in_its_place_and_the_tap_is_acknowledged(
    replies: MemoryReplies, telegram: SandboxServer, running: Any
) -> None:
    replies.send(ANNA, "today", buttons=ROWS)
    async with running(replies.run):
        (shown,) = await telegram.wait_sent(1)
        replies.acknowledge("q1", "shown", alert=True)
        replies.edit(ANNA, shown.message_id, "yesterday")
        await telegram.wait_for(lambda: shown.edits == ["today"] and "q1" in telegram.world.callback_answers)
    assert (telegram.texts(ANNA), shown.buttons) == (["yesterday"], [])
    assert telegram.world.callback_answers["q1"]["text"] == "shown"


async def test_of_edits_that_wait_only_the_newest_goes_out(
    replies: MemoryReplies, telegram: SandboxServer, running: Any
) -> None:
    replies.send(ANNA, "one")
    for text in ("two", "three", "four"):
        replies.edit(ANNA, 1, text)
    async with running(replies.run):
        (shown,) = await telegram.wait_sent(1)
        await telegram.wait_for(lambda: shown.text == "four")
    assert shown.edits == ["one"]


async def test_picture_has_a_caption_and_gives_way_to_another(
    replies: MemoryReplies, telegram: SandboxServer, running: Any
) -> None:
    replies.send(ANNA, "a <b>map</b>", attached=b"first", buttons=ROWS)
    async with running(replies.run):
        (shown,) = await telegram.wait_sent(1)
        assert (shown.photo, shown.plain) == (b"first", "a map")
        replies.edit(ANNA, shown.message_id, "another", picture=b"second")
        await telegram.wait_for(lambda: shown.photo == b"second")
    assert shown.plain == "another"


async def test_file_is_sent_with_its_caption(
    replies: MemoryReplies, telegram: SandboxServer, running: Any
) -> None:
    replies.send(ANNA, "the week", attached=Document("week.csv", b"day,region\n"))
    async with running(replies.run):
        (shown,) = await telegram.wait_sent(1)
    assert (shown.document, shown.plain) == (b"day,region\n", "the week")


async def test_card_is_offered_to_whoever_asks_for_it(
    replies: MemoryReplies, telegram: SandboxServer, running: Any
) -> None:
    replies.offer("i1", [Card("RU-KLU", "Kaluga Region", "11", "<b>11</b>")], cache_s=30)
    async with running(replies.run):
        await telegram.wait_for(lambda: "i1" in telegram.world.inline_answers)
    answer = telegram.world.inline_answers["i1"]
    (card,) = answer["results"]
    assert (card["title"], card["input_message_content"]["message_text"]) == ("Kaluga Region", "<b>11</b>")
    assert (str(answer["cache_time"]), str(answer["is_personal"]).lower()) == ("30", "false")


async def test_tap_that_telegram_has_forgotten_holds_nothing_up(
    replies: MemoryReplies, telegram: SandboxServer, running: Any
) -> None:
    telegram.fail("answerCallbackQuery", faults.refused("query is too old"))
    replies.acknowledge("old")
    replies.send(ANNA, "next")
    async with running(replies.run):
        await telegram.wait_sent(1)
    assert telegram.texts(ANNA) == ["next"]
