"""The poll loop over real HTTP: stored first, confirmed afterwards, and unmoved by whatever goes wrong."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from intake.poll import PollLoop
from intake.raw_api import ALLOWED_UPDATES, RawBotApi, TokenRefusedError
from sandbox import faults, origins
from sandbox.server import SandboxServer
from storage.database import SqlDatabase


class Poll:
    """A poll loop with its parts at hand."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        base: str,
        database: SqlDatabase,
        time: Any,
        poll_timeout_s: int = 20,
    ) -> None:
        self.arrived = asyncio.Event()
        self.run = PollLoop(
            RawBotApi(session, "42:sandbox", base),
            database,
            time,
            self.arrived,
            random=lambda: 0.5,
            pause=time.pause,
            poll_timeout_s=poll_timeout_s,
        ).run


@pytest.fixture
async def poll(telegram: SandboxServer, database: SqlDatabase, time: Any) -> AsyncIterator[Poll]:
    async with aiohttp.ClientSession() as session:
        yield Poll(session, telegram.api_base, database, time)


async def read_texts(database: SqlDatabase) -> list[str]:
    rows = await database.read(lambda tx: tx.inbox.read_open(1000))
    return [json.loads(raw)["message"]["text"] for _, raw in rows]


async def test_updates_are_stored_before_they_are_confirmed(
    poll: Poll, telegram: SandboxServer, database: SqlDatabase, running: Any
) -> None:
    anna = telegram.user(1)
    texts = [str(number) for number in range(120)]
    for text in texts:
        anna.send(text)
    async with running(poll.run):
        await telegram.wait_confirmed()
        assert await read_texts(database) == texts
    assert poll.arrived.is_set()
    assert telegram.calls("getUpdates")[0]["allowed_updates"] == list(ALLOWED_UPDATES)


async def test_storage_that_fails_confirms_nothing(
    poll: Poll, telegram: SandboxServer, database: SqlDatabase, running: Any
) -> None:
    telegram.user(1).send("kept by Telegram")
    await database.close()
    with pytest.raises(ExceptionGroup):
        async with running(poll.run) as stop:
            await stop.wait()
    assert telegram.waiting_updates == 1


async def test_update_that_no_library_can_read_does_not_hold_up_the_others(
    poll: Poll, telegram: SandboxServer, database: SqlDatabase, running: Any
) -> None:
    anna = telegram.user(1)
    anna.forward_from(origins.hidden_user_origin(5, None), "hidden")
    anna.forward_from(origins.unknown_origin(5), "unknown")
    anna.send("plain")
    async with running(poll.run):
        await telegram.wait_confirmed()
    assert await read_texts(database) == ["hidden", "unknown", "plain"]


async def test_update_delivered_twice_is_stored_once(
    poll: Poll, telegram: SandboxServer, database: SqlDatabase, running: Any
) -> None:
    anna = telegram.user(1)
    message = anna.send("once")
    first_id = telegram.world.updates.peek(1)[0]["update_id"]
    async with running(poll.run):
        await telegram.wait_confirmed()
        telegram.push({"update_id": first_id, "message": message})
        anna.send("another")
        await telegram.wait_confirmed()
    assert await read_texts(database) == ["once", "another"]


async def test_ids_that_start_anew_below_the_old_ones_are_still_seen(
    telegram: SandboxServer, database: SqlDatabase, time: Any, running: Any
) -> None:
    message = telegram.user(1).send("before the silence")
    async with aiohttp.ClientSession() as session:
        poll = Poll(session, telegram.api_base, database, time, poll_timeout_s=0)
        async with running(poll.run):
            await telegram.wait_confirmed()
            telegram.push({"update_id": 5, "message": {**message, "text": "after"}})
            await telegram.wait_confirmed()
    assert await read_texts(database) == ["after", "before the silence"]


@pytest.mark.parametrize(
    "fault",
    [
        faults.server_error(),
        faults.server_error(None),
        faults.bad_gateway(),
        faults.empty_body(),
        faults.reset(applied=False),
        faults.reset(applied=True),
    ],
    ids=["500", "500 bare", "502 page", "empty body", "reset before", "reset after"],
)
async def test_polling_goes_on_after_a_failure(
    poll: Poll, telegram: SandboxServer, database: SqlDatabase, running: Any, fault: faults.Fault
) -> None:
    telegram.user(1).send("patience")
    telegram.fail("getUpdates", fault, times=3)
    async with running(poll.run):
        await telegram.wait_confirmed()
    assert await read_texts(database) == ["patience"]


async def test_pauses_grow_while_failures_last(
    poll: Poll, telegram: SandboxServer, time: Any, running: Any
) -> None:
    telegram.user(1).send("patience")
    telegram.fail("getUpdates", faults.server_error(), times=8)
    async with running(poll.run):
        await telegram.wait_confirmed()
    assert time.pauses == [0.75, 1.5, 3.0, 6.0, 12.0, 24.0, 45.0, 45.0]


async def test_retry_after_is_honoured(poll: Poll, telegram: SandboxServer, time: Any, running: Any) -> None:
    telegram.user(1).send("patience")
    telegram.fail("getUpdates", faults.too_many(17))
    async with running(poll.run):
        await telegram.wait_confirmed()
    assert time.pauses == [17]


async def test_another_copy_of_the_bot_is_named_in_the_log(
    poll: Poll, telegram: SandboxServer, running: Any, caplog: pytest.LogCaptureFixture
) -> None:
    async with running(poll.run):
        await telegram.wait_for(lambda: telegram.long_poll.is_waiting)
        other = telegram.long_poll.get_updates({"timeout": 0})
        assert await other == []
        await telegram.wait_for(lambda: len(telegram.calls("getUpdates")) > 1)
    assert "another copy polls this token" in caplog.text


async def test_forgotten_webhook_is_removed_and_keeps_its_updates(
    poll: Poll, telegram: SandboxServer, database: SqlDatabase, running: Any
) -> None:
    telegram.world.webhook = {"url": "http://127.0.0.1:9/elsewhere"}
    telegram.user(1).send("waiting behind the webhook")
    async with running(poll.run):
        await telegram.wait_confirmed()
    assert await read_texts(database) == ["waiting behind the webhook"]


async def test_wrong_token_ends_the_loop_with_a_clear_error(
    telegram: SandboxServer, database: SqlDatabase, time: Any
) -> None:
    async with aiohttp.ClientSession() as session:
        api = RawBotApi(session, "42:wrong", telegram.api_base)
        loop = PollLoop(api, database, time, asyncio.Event(), random=lambda: 0.5, pause=time.pause)
        with pytest.raises(TokenRefusedError, match="refuses the bot token: Unauthorized"):
            await loop.run(asyncio.Event())


async def test_nobody_listening_is_a_reason_to_wait_and_never_shows_the_token(
    database: SqlDatabase, time: Any, running: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    tried = asyncio.Event()

    async def pause(_stop: asyncio.Event, _seconds: float) -> None:
        tried.set()
        await asyncio.sleep(0)

    async with aiohttp.ClientSession() as session:
        api = RawBotApi(session, "42:sandbox", "http://127.0.0.1:9")
        loop = PollLoop(api, database, time, asyncio.Event(), random=lambda: 0.5, pause=pause)
        async with running(loop.run):
            await tried.wait()
    assert "Telegram cannot be reached" in caplog.text
    assert "42:sandbox" not in caplog.text


async def test_stop_does_not_wait_for_the_long_poll_to_end(
    poll: Poll, telegram: SandboxServer, running: Any
) -> None:
    async with running(poll.run):
        await telegram.wait_for(lambda: telegram.long_poll.is_waiting)
    await telegram.wait_for(lambda: not telegram.long_poll.is_waiting)
