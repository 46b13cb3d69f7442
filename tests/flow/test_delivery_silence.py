"""Telegram out of reach: what was never sent has lost no answer, and silence brings no repeats."""

import errno
import socket
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from random import Random
from typing import Any

import pytest

from delivery.connection import make_bot
from delivery.outcomes import RetryAt
from delivery.sending import Sender
from domain.outbox import OutboxState
from sandbox import faults
from sandbox.server import NotInTimeError, SandboxServer

ANNA, BORIS = 7, 8


async def test_after_a_lost_answer_nothing_is_sent_until_telegram_answers_at_all(
    post: Any, telegram: SandboxServer, running: Any
) -> None:
    telegram.user(BORIS)
    telegram.fail("sendMessage", faults.reset(applied=False))
    telegram.fail("getMe", faults.reset(applied=False), times=12)
    lost = await post.add("the first", ANNA)
    async with running(post.run):
        await telegram.wait_for(lambda: len(telegram.calls("getMe")) >= 3)
        other = await post.add("the second", BORIS)
        await telegram.wait_sent(2)
    order = [call.method for call in telegram.world.calls]
    assert order == ["sendMessage", *["getMe"] * 13, "sendMessage", "sendMessage"]
    assert [(await post.row(key)).state for key in (lost, other)] == [OutboxState.SENT] * 2
    assert telegram.texts(BORIS) == ["the second"]
    assert telegram.texts(ANNA) == ["(possible repeat) the first"]
    assert post.given_up == []


async def test_long_silence_gives_nothing_up_and_brings_one_repeat_at_most(
    post: Any, telegram: SandboxServer, running: Any
) -> None:
    lost = [faults.reset(applied=True)]
    silence = faults.Storm(Random(1), 1.0, {"sendmessage": lost, "getme": lost})  # noqa: S311  all calls
    telegram.world.faults.storm = silence
    key = await post.add("an alert")
    async with running(post.run):
        with suppress(NotInTimeError):
            await telegram.wait_for(lambda: len(telegram.world.calls) >= 20, timeout_s=3)
        telegram.world.faults.storm = None
        await telegram.wait_sent(2)
        assert post.given_up == []
    assert (await post.row(key)).state is OutboxState.SENT
    assert telegram.texts(ANNA) == ["an alert", "(possible repeat) an alert"]


async def test_lost_answer_of_an_edit_stops_sending_too(
    post: Any, telegram: SandboxServer, running: Any
) -> None:
    original = await post.add("one")
    async with running(post.run):
        await telegram.wait_sent(1)
        telegram.fail("editMessageText", faults.reset(applied=False))
        await post.add("two", edits=original)
        await telegram.wait_for(lambda: telegram.texts(ANNA) == ["two"])
    assert [call.method for call in telegram.world.calls] == [
        "sendMessage",
        "editMessageText",
        "getMe",
        "editMessageText",
    ]


@pytest.fixture
def unreachable() -> Iterator[str]:
    """An address to which no connection comes about, as where packets are dropped on the way."""
    with closing(socket.socket()) as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen(0)
        waiting = [socket.socket() for _ in range(4)]
        for one in waiting:
            one.setblocking(False)
            assert one.connect_ex(deaf.getsockname()) in {0, errno.EINPROGRESS}
        yield f"http://127.0.0.1:{deaf.getsockname()[1]}"
        for one in waiting:
            one.close()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems answer for a program that does not")
async def test_message_that_could_not_even_be_handed_over_has_lost_no_answer(unreachable: str) -> None:
    bot = make_bot("42:sandbox", unreachable)
    try:
        outcome = await Sender(bot, timeout_s=1).send(
            ANNA, "text", thread_id=None, reply_to=None, silent=False
        )
    finally:
        await bot.session.close()
    assert outcome == RetryAt(None, "no connection", offline=True)
