"""The whole bot in webhook mode: Telegram posts, the bot answers and stores before it says 200."""

import asyncio
import json
import socket
from dataclasses import replace
from io import BytesIO

import aiohttp
import pytest

from bot.app import run_app
from bot.config import Config
from intake.webhook import SECRET_HEADER, WebhookRefusedError
from sandbox import faults
from tests.flow.whole_bot.newsroom import ALERTS_CHAT, Newsroom

POST = "Сегодня ночью силами ПВО сбиты 11 БПЛА над территорией Боровского округа."
SECRET = "s3cret_of-the-route"


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
    return port


@pytest.fixture
def posted_to(newsroom: Newsroom) -> Newsroom:
    """The same newsroom, whose bot is posted its updates."""
    port, config = free_port(), newsroom.config
    telegram = config.telegram.model_copy(update={"mode": "webhook"})
    sections = config.model_dump(exclude={"telegram": {"token"}}) | {
        "webhook": {"url": f"http://127.0.0.1:{port}", "path": "/hook", "port": port, "secret": SECRET}
    }
    chosen = Config.model_validate(sections).model_copy(
        update={"telegram": telegram.model_copy(update={"token": config.telegram.token})}
    )
    return replace(newsroom, config=chosen)


async def knock(newsroom: Newsroom, body: bytes, secret: str | None) -> int:
    webhook = newsroom.config.webhook
    headers = {} if secret is None else {SECRET_HEADER: secret}
    async with (
        aiohttp.ClientSession() as session,
        session.post(
            f"http://127.0.0.1:{webhook.port}{webhook.path}", data=BytesIO(body), headers=headers
        ) as answer,
    ):
        return answer.status


async def test_forward_through_the_webhook_is_answered_and_announced(posted_to: Newsroom) -> None:
    room = posted_to
    async with room.bot_runs():
        room.anna.forward(room.governor.post(POST))
        (receipt,) = await room.said(room.anna.id)
        (alert,) = await room.said(ALERTS_CHAT)
        await room.telegram.wait_confirmed()
    assert "11" in receipt
    assert "11" in alert
    (told,) = room.telegram.calls("setWebhook")
    assert told["secret_token"] == SECRET
    assert told["max_connections"] == 20
    assert "edited_channel_post" in told["allowed_updates"]
    assert room.telegram.calls("getUpdates") == []
    assert room.telegram.calls("deleteWebhook") == []


async def test_update_posted_while_the_bot_is_down_is_handled_after_the_restart(posted_to: Newsroom) -> None:
    room = posted_to
    async with room.bot_runs():
        await room.telegram.wait_for(lambda: bool(room.telegram.calls("setWebhook")))
    room.anna.forward(room.governor.post(POST))
    assert room.telegram.waiting_updates == 1
    async with room.bot_runs():
        (receipt,) = await room.said(room.anna.id)
        await room.telegram.wait_confirmed()
    assert "11" in receipt


async def test_stranger_at_the_door_leaves_no_trace(posted_to: Newsroom) -> None:
    room = posted_to
    forged = json.dumps({"update_id": 1, "message": {"text": "forged"}}).encode()
    async with room.bot_runs():
        await room.telegram.wait_for(lambda: bool(room.telegram.calls("setWebhook")))
        assert await knock(room, forged, None) == 403
        assert await knock(room, forged, "guess") == 403
        assert await knock(room, b"\xff\xfe", SECRET) == 400
        assert await knock(room, b" " * (2**20 + 1), SECRET) == 413
    assert room.rows("SELECT count(*) FROM inbox") == [(0,)]


async def test_polling_removes_a_webhook_left_from_before(newsroom: Newsroom) -> None:
    newsroom.telegram.world.webhook = {"url": "http://127.0.0.1:9/elsewhere"}
    newsroom.anna.forward(newsroom.governor.post(POST))
    async with newsroom.bot_runs():
        (receipt,) = await newsroom.said(newsroom.anna.id)
    assert "11" in receipt


async def test_address_that_telegram_does_not_take_ends_the_bot_and_is_named(posted_to: Newsroom) -> None:
    room = posted_to
    room.telegram.fail("setWebhook", faults.refused("bad webhook: HTTPS url must be provided"))
    with pytest.raises(ExceptionGroup) as failed:
        await run_app(room.config, room.clock, asyncio.Event())
    refused = failed.value.subgroup(WebhookRefusedError)
    assert refused is not None
    assert "HTTPS url must be provided" in str(_first(refused))


async def test_port_in_use_is_named(posted_to: Newsroom) -> None:
    room = posted_to
    with (
        socket.create_server(("127.0.0.1", room.config.webhook.port)),
        pytest.raises(ExceptionGroup) as failed,
    ):
        await run_app(room.config, room.clock, asyncio.Event())
    refused = failed.value.subgroup(WebhookRefusedError)
    assert refused is not None
    assert f"cannot listen on 127.0.0.1:{room.config.webhook.port}" in str(_first(refused))


def _first(failed: BaseException) -> BaseException:
    while isinstance(failed, BaseExceptionGroup):
        failed = failed.exceptions[0]
    return failed
