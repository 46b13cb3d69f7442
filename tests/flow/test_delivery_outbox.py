"""The outbox over real HTTP: each message once, whatever the network does."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from aiogram.client.telegram import TelegramAPIServer

from domain.outbox import OutboxRow, OutboxState
from sandbox import faults
from sandbox.server import SandboxServer

ANNA, CHANNEL = 7, -1001


async def test_message_goes_out_as_html_without_previews_and_is_marked_sent(
    post: Any, telegram: SandboxServer, running: Any
) -> None:
    forum = telegram.group(-1009, forum=True)
    asked = telegram.user(ANNA).send("a question", to=forum, thread_id=forum.thread(3))
    key = await post.add(
        "<b>11</b> &lt;12", chat_id=-1009, thread_id=3, reply_to=asked["message_id"], silent=True
    )
    async with running(post.run):
        (shown,) = await telegram.wait_sent(1)
    assert (shown.plain, shown.thread_id, shown.reply_to, shown.silent) == (
        "11 <12",
        3,
        asked["message_id"],
        True,
    )
    assert telegram.calls("sendMessage")[0]["link_preview_options"] == {"is_disabled": True}
    row = await post.row(key)
    assert (row.state, row.telegram_message_id) == (OutboxState.SENT, shown.message_id)


async def test_reply_to_a_message_that_is_gone_is_sent_without_it(
    post: Any, telegram: SandboxServer, running: Any
) -> None:
    await post.add("receipt", reply_to=99)
    async with running(post.run):
        (shown,) = await telegram.wait_sent(1)
    assert shown.reply_to is None


async def test_retry_after_is_honoured_for_the_whole_chat(
    post: Any, telegram: SandboxServer, running: Any
) -> None:
    telegram.fail("sendMessage", faults.too_many(17), chat_id=ANNA)
    for text in ("one", "two", "three"):
        await post.add(text)
    start = post.time()
    async with running(post.run):
        await telegram.wait_sent(3)
    assert telegram.texts(ANNA) == ["one", "two", "three"]
    assert post.time() - start >= timedelta(seconds=17)
    assert len(telegram.calls("sendMessage")) == 4


@pytest.mark.parametrize(
    "fault",
    [faults.server_error(), faults.server_error(None), faults.bad_gateway()],
    ids=["500", "500 bare", "502 page"],
)
async def test_server_errors_are_tried_again_unmarked(
    post: Any, telegram: SandboxServer, running: Any, fault: faults.Fault
) -> None:
    telegram.fail("sendMessage", fault, times=3)
    await post.add("once")
    async with running(post.run):
        await telegram.wait_sent(1)
    assert telegram.texts() == ["once"]
    assert post.time.pauses == [0.75, 1.5, 3.0]


@pytest.mark.parametrize(
    ("fault", "shown"),
    [
        (faults.reset(applied=True), ["alert", "(possible repeat) alert"]),
        (faults.reset(applied=False), ["(possible repeat) alert"]),
        (faults.empty_body(applied=True), ["alert", "(possible repeat) alert"]),
    ],
    ids=["reset after", "reset before", "empty body"],
)
async def test_lost_answer_makes_one_repeat_and_it_says_so(
    post: Any, telegram: SandboxServer, running: Any, fault: faults.Fault, shown: list[str]
) -> None:
    telegram.fail("sendMessage", fault)
    key = await post.add("alert")
    async with running(post.run):
        await telegram.wait_sent(len(shown))
    assert telegram.texts() == shown
    assert (await post.row(key)).state is OutboxState.SENT


async def test_answer_lost_twice_loses_no_message(post: Any, telegram: SandboxServer, running: Any) -> None:
    telegram.fail("sendMessage", faults.reset(applied=False), times=2)
    key = await post.add("alert")
    async with running(post.run):
        await telegram.wait_sent(1)
    assert telegram.texts() == ["(possible repeat) alert"]
    assert (await post.row(key)).state is OutboxState.SENT


async def test_answer_lost_over_and_over_is_given_up_and_told(
    post: Any, telegram: SandboxServer, running: Any
) -> None:
    telegram.fail("sendMessage", faults.reset(applied=True), times=9)
    key = await post.add("alert")
    async with running(post.run):
        await telegram.wait_for(lambda: len(telegram.calls("sendMessage")) == 4)
    assert telegram.texts() == ["alert", *["(possible repeat) alert"] * 3]
    assert [told for told, why in post.given_up if "lost 4 times" in why] == [key]


async def test_network_away_for_an_hour_loses_nothing_and_recovers_within_a_minute(
    post: Any, telegram: SandboxServer, running: Any
) -> None:
    key = await post.add("alert", chat_id=CHANNEL)
    base, start = post.bot.session.api, post.time()
    post.bot.session.api = TelegramAPIServer.from_base("http://127.0.0.1:9")

    def back_after_an_hour() -> bool:
        if post.time() - start > timedelta(hours=1):
            post.bot.session.api = base
        return bool(telegram.sent(CHANNEL))

    async with running(post.run):
        while not back_after_an_hour():  # noqa: ASYNC110  it is the worker's pauses that pass the hour
            await asyncio.sleep(0)
    assert telegram.texts(CHANNEL) == ["alert"]
    assert (await post.row(key)).state is OutboxState.SENT
    assert post.time() - start < timedelta(hours=1, minutes=1)


async def test_stale_message_is_closed_and_nobody_is_bothered(
    post: Any, telegram: SandboxServer, running: Any
) -> None:
    stale = await post.add("receipt", expires_at=post.time() + timedelta(hours=24))
    post.time.advance(25 * 3600)
    await post.add("next")
    async with running(post.run):
        await telegram.wait_sent(1)
    assert telegram.texts() == ["next"]
    assert (await post.row(stale)).state is OutboxState.EXPIRED
    assert post.given_up == []


async def test_success_that_the_library_cannot_read_is_a_success(
    post: Any, telegram: SandboxServer, running: Any
) -> None:
    body = b'{"ok": true, "result": {"message_id": 5, "reply_to_message": {"forward_origin": {}}}}'
    telegram.fail("sendMessage", faults.Fault(applied=True, body=body))
    key = await post.add("receipt")
    async with running(post.run):
        await telegram.wait_sent(1)
    assert telegram.texts() == ["receipt"]
    assert (await post.row(key)).telegram_message_id == 5


@pytest.mark.parametrize(
    "fault", [faults.blocked(), faults.refused("not enough rights to send text messages")], ids=["403", "400"]
)
async def test_refusal_for_good_is_told_and_holds_up_nothing(
    post: Any, telegram: SandboxServer, running: Any, fault: faults.Fault
) -> None:
    telegram.fail("sendMessage", fault)
    dead = await post.add("never")
    await post.add("next")
    async with running(post.run):
        await telegram.wait_sent(1)
    assert telegram.texts() == ["next"]
    assert [key for key, _ in post.given_up] == [dead]
    assert (await post.row(dead)).state is OutboxState.DEAD


async def test_group_that_became_a_supergroup_is_followed(
    post: Any, telegram: SandboxServer, running: Any
) -> None:
    telegram.group(-5)
    telegram.group(-1005)
    telegram.fail("sendMessage", faults.migrated(-1005), chat_id=-5)
    await post.add("one", chat_id=-5)
    await post.add("two", chat_id=-5)
    async with running(post.run):
        await telegram.wait_sent(2, chat_id=-1005)
    assert telegram.texts(-1005) == ["one", "two"]
    assert telegram.texts(-5) == []


async def test_failure_of_the_store_stops_neither_worker_nor_other_chats(
    post: Any, telegram: SandboxServer, running: Any, caplog: pytest.LogCaptureFixture
) -> None:
    telegram.fail("sendMessage", faults.blocked(), chat_id=ANNA)
    await post.add("blocked")

    def broken(_row: OutboxRow, _why: str) -> None:
        raise ZeroDivisionError

    post.worker._gave_up = broken
    async with running(post.run):
        await telegram.wait_for(lambda: len(telegram.calls("sendMessage")) == 1)
        await post.add("unharmed", chat_id=CHANNEL)
        await telegram.wait_sent(1)
    assert "could not be settled" in caplog.text


async def test_message_that_fails_for_hours_is_given_up(
    post: Any, telegram: SandboxServer, running: Any
) -> None:
    telegram.fail("sendMessage", faults.server_error(), times=40, chat_id=ANNA)
    post.time.longest_s = 1000.0
    key = await post.add("never")
    async with running(post.run):
        await telegram.wait_for(lambda: len(telegram.calls("sendMessage")) == 40)
    assert [told for told, _ in post.given_up] == [key]
    assert len(telegram.calls("sendMessage")) == 40


async def test_stop_waits_for_a_call_under_way_only_so_long(
    post: Any, telegram: SandboxServer, running: Any
) -> None:
    telegram.fail("sendMessage", faults.slow(asyncio.Event()))
    key = await post.add("stuck")
    async with running(post.another_worker(grace_s=0.05).run):
        await telegram.wait_sent(1)
    assert (await post.row(key)).state is OutboxState.SENDING
