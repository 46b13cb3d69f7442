"""The outbox over real HTTP: order, edits, parts, pace, and what a former process left behind."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from delivery.pacing import Limits, Pacing
from domain.outbox import OutboxState
from sandbox import faults
from sandbox.server import SandboxServer

ANNA, CHANNEL = 7, -1001


async def test_order_in_a_chat_survives_failures_and_other_chats_do_not_wait(
    post: Any, telegram: SandboxServer, running: Any
) -> None:
    telegram.fail("sendMessage", faults.server_error(), times=2, chat_id=ANNA)
    for number in range(5):
        await post.add(f"anna {number}")
    await post.add("channel", chat_id=CHANNEL)
    async with running(post.run):
        await telegram.wait_sent(6)
    assert telegram.texts(ANNA) == [f"anna {number}" for number in range(5)]
    assert telegram.texts()[0] == "channel"


async def test_edit_waits_for_its_original(post: Any, telegram: SandboxServer, running: Any) -> None:
    telegram.fail("sendMessage", faults.server_error(), times=2)
    original = await post.add("4", chat_id=CHANNEL, priority=5)
    await post.add("7", chat_id=CHANNEL, priority=1, edits=original)
    async with running(post.run):
        await telegram.wait_for(lambda: [one.text for one in telegram.sent(CHANNEL)] == ["7"])
    assert telegram.sent(CHANNEL)[0].edits == ["4"]


async def test_edit_that_changes_nothing_counts_as_done(
    post: Any, telegram: SandboxServer, running: Any
) -> None:
    original = await post.add("7", chat_id=CHANNEL)
    same = await post.add("<i></i>7", chat_id=CHANNEL, edits=original)
    await post.add("done", chat_id=CHANNEL)
    async with running(post.run):
        await telegram.wait_for(lambda: "done" in telegram.texts())
    assert (await post.row(same)).state is OutboxState.SENT
    assert post.given_up == []


@pytest.mark.parametrize("refusal", [None, "message can't be edited", "MESSAGE_ID_INVALID"])
async def test_edit_of_a_message_deleted_or_too_old_is_closed_quietly(
    post: Any, telegram: SandboxServer, running: Any, refusal: str | None
) -> None:
    original = await post.add("7", chat_id=CHANNEL)
    async with running(post.run):
        (shown,) = await telegram.wait_sent(1)
        shown.deleted = True
        if refusal is not None:
            telegram.fail("editMessageText", faults.refused(refusal))
        edit = await post.add("9", chat_id=CHANNEL, edits=original)
        await post.add("done", chat_id=CHANNEL)
        await telegram.wait_for(lambda: "done" in telegram.texts())
    assert (await post.row(edit)).state is OutboxState.MOOT
    assert post.given_up == []


async def test_edit_whose_answer_was_lost_is_repeated_without_a_mark(
    post: Any, telegram: SandboxServer, running: Any
) -> None:
    original = await post.add("7", chat_id=CHANNEL)
    telegram.fail("editMessageText", faults.reset(applied=True))
    edit = await post.add("9", chat_id=CHANNEL, edits=original)
    async with running(post.run):
        await telegram.wait_for(lambda: len(telegram.calls("editMessageText")) == 2)
    assert [one.text for one in telegram.sent(CHANNEL)] == ["9"]
    assert (await post.row(edit)).state is OutboxState.SENT


async def test_crash_between_send_and_mark_is_resent_once_marked(
    post: Any, telegram: SandboxServer, running: Any
) -> None:
    key = await post.add("alert", chat_id=CHANNEL)
    # The former process: it took the row, Telegram showed the message, and nothing was written down.
    now = post.time()
    await post.database.write(lambda tx: tx.outbox.lease_due(now, 40, 10))
    await post.bot.send_message(CHANNEL, "alert")
    post.time.advance(41)
    async with running(post.another_worker().run):
        await telegram.wait_sent(2)
    assert telegram.texts() == ["alert", "(possible repeat) alert"]
    assert (await post.row(key)).state is OutboxState.SENT


async def test_row_leased_by_a_process_that_lives_is_left_alone(
    post: Any, telegram: SandboxServer, running: Any
) -> None:
    now = post.time()
    key = await post.add("taken")
    await post.database.write(lambda tx: tx.outbox.lease_due(now, 40, 10))
    await post.add("free", chat_id=CHANNEL)
    async with running(post.another_worker().run):
        await telegram.wait_sent(1)
    assert telegram.texts() == ["free"]
    assert (await post.row(key)).state is OutboxState.SENDING


async def test_long_text_goes_out_in_parts_and_none_twice(
    post: Any, telegram: SandboxServer, running: Any
) -> None:
    lines = [f"<b>Region {number}</b>: {number}" for number in range(600)]
    telegram.fail("sendMessage", faults.slow(_open_gate()), times=1)
    telegram.fail("sendMessage", faults.server_error(), times=2)
    key = await post.add("\n".join(lines))
    async with running(post.run):
        await telegram.wait_sent(3)
    read = "\n".join(telegram.texts(ANNA)).split("\n")
    assert read == [f"Region {number}: {number}" for number in range(600)]
    row = await post.row(key)
    assert (row.state, row.telegram_message_id) == (
        OutboxState.SENT,
        telegram.sent(ANNA)[0].message_id,
    )


async def test_lost_part_alone_is_repeated_and_the_mark_fits(
    post: Any, telegram: SandboxServer, running: Any
) -> None:
    telegram.fail("sendMessage", faults.slow(_open_gate()))
    telegram.fail("sendMessage", faults.reset(applied=False))
    await post.add("\n".join("x" * 100 for _ in range(100)))
    async with running(post.run):
        await telegram.wait_sent(3)
    marked = [text.startswith("(possible repeat)") for text in telegram.texts(ANNA)]
    assert marked == [False, True, False]
    assert "".join(telegram.texts(ANNA)).count("x") == 10_000


async def test_pace_of_a_group_is_kept(post: Any, telegram: SandboxServer, running: Any) -> None:
    instants: list[float] = []
    telegram.world.clock = lambda: instants.append(post.time().timestamp()) or 0.0
    pacing = Pacing(Limits(chat_burst=2, group_per_minute=4))
    for number in range(6):
        await post.add(str(number), chat_id=CHANNEL)
    async with running(post.another_worker(pacing).run):
        await telegram.wait_sent(6)
    assert telegram.texts(CHANNEL) == [str(number) for number in range(6)]
    assert [round(at - instants[0], 3) for at in instants] == [0, 0, 1, 2, 60, 60]


async def test_stop_keeps_what_is_left_for_the_next_start(
    post: Any, telegram: SandboxServer, running: Any
) -> None:
    telegram.fail("sendMessage", faults.server_error(), times=1)
    key = await post.add("later")
    async with running(post.another_worker(idle_s=2000.0).run) as stop:
        await telegram.wait_for(lambda: len(telegram.calls("sendMessage")) == 1)
        stop.set()
    assert (await post.row(key)).state is OutboxState.PENDING
    post.time.advance(60)
    async with running(post.another_worker().run):
        await telegram.wait_sent(1)
    assert telegram.texts() == ["later"]


async def test_crash_between_two_parts_repeats_none(post: Any, telegram: SandboxServer, running: Any) -> None:
    key = await post.add("\n".join("x" * 100 for _ in range(100)), reply_to=9)
    telegram.fail("sendMessage", faults.slow(_open_gate()), times=1)
    telegram.fail("sendMessage", faults.server_error(), times=1)
    async with running(post.another_worker(idle_s=2000.0).run) as stop:
        await telegram.wait_for(lambda: len(telegram.calls("sendMessage")) == 2)
        stop.set()
    assert (await post.row(key)).parts_sent == 1
    post.time.advance(60)
    async with running(post.another_worker().run):
        await telegram.wait_sent(3)
    assert "".join(telegram.texts(ANNA)).count("x") == 10_000
    assert not any("repeat" in text for text in telegram.texts(ANNA))
    assert (await post.row(key)).telegram_message_id == telegram.sent(ANNA)[0].message_id


@pytest.mark.parametrize("step", [timedelta(hours=1), timedelta(hours=-1)], ids=["forward", "back"])
async def test_step_of_the_clock_neither_delays_nor_repeats(
    post: Any, telegram: SandboxServer, running: Any, step: timedelta
) -> None:
    telegram.fail("sendMessage", faults.too_many(20), chat_id=CHANNEL)
    gate = asyncio.Event()
    telegram.fail("sendMessage", faults.slow(gate), chat_id=ANNA)
    under_way = await post.add("under way")
    refused = await post.add("refused for now", chat_id=CHANNEL)
    post.time.longest_s = 15.0
    async with running(post.run):
        while (await post.row(refused)).error is None:  # noqa: ASYNC110  no event tells of a row's change
            await asyncio.sleep(0)
        post.time.longest_s = 60.0
        post.time.advance(step.total_seconds())
        await post.add("after", chat_id=CHANNEL)
        start = post.time()
        gate.set()
        await telegram.wait_sent(3)
        assert post.time() - start < timedelta(minutes=1)
    assert telegram.texts(CHANNEL) == ["refused for now", "after"]
    assert telegram.texts(ANNA) == ["under way"]
    assert (await post.row(under_way)).state is OutboxState.SENT


def _open_gate() -> asyncio.Event:
    """A slow answer that is not slow: it lets one call through before the faults that follow."""
    gate = asyncio.Event()
    gate.set()
    return gate
