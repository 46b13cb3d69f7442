"""The webhook route: 200 only for what is stored."""

import asyncio
import json
from collections.abc import AsyncIterator
from ipaddress import ip_network
from typing import Any

import aiohttp
import pytest
from aiohttp.test_utils import TestServer

from intake.doorkeeper import Doorkeeper
from intake.raw_api import RawBotApi
from intake.webhook import SECRET_HEADER, webhook_app
from sandbox.server import SandboxServer
from storage.database import SqlDatabase


class Route:
    """A running route, and a session to knock at it."""

    def __init__(self, url: str, session: aiohttp.ClientSession, arrived: asyncio.Event) -> None:
        self.url, self.session, self.arrived = url, session, arrived

    async def post(self, body: str, header: str = "word") -> int:
        headers = {SECRET_HEADER: header}
        async with self.session.post(self.url, data=body, headers=headers) as answer:
            return answer.status


@pytest.fixture
async def route(database: SqlDatabase, time: Any) -> AsyncIterator[Route]:
    arrived = asyncio.Event()
    app = webhook_app(database, time, arrived, path="/hook", secret="word")
    async with TestServer(app) as server, aiohttp.ClientSession() as session:
        yield Route(str(server.make_url("/hook")), session, arrived)


async def read_texts(database: SqlDatabase) -> list[str]:
    rows = await database.read(lambda tx: tx.inbox.read_open(100))
    return [json.loads(raw)["message"]["text"] for _, raw in rows]


async def test_telegram_delivers_every_update_through_the_webhook(
    route: Route, telegram: SandboxServer, database: SqlDatabase
) -> None:
    anna = telegram.user(1)
    anna.send("queued before")
    api = RawBotApi(route.session, telegram.token, telegram.api_base)
    assert await api.set_webhook(route.url, "word") is None
    anna.send("sent after")
    await telegram.wait_confirmed()
    assert await read_texts(database) == ["queued before", "sent after"]
    assert route.arrived.is_set()


async def test_without_the_secret_nothing_is_stored(route: Route, database: SqlDatabase) -> None:
    body = json.dumps({"update_id": 1, "message": {"text": "forged"}})
    assert await route.post(body, header="guess") == 403
    assert await read_texts(database) == []


async def test_request_from_elsewhere_stores_nothing(database: SqlDatabase, time: Any) -> None:
    """Known by its address, or by what a balancer of ours says of it."""
    here, there = ip_network("127.0.0.0/8"), ip_network("149.154.160.0/20")
    body, headers = '{"update_id": 1, "message": {"text": "x"}}', {SECRET_HEADER: "word"}
    doors = ((Doorkeeper((there,)), 403), (Doorkeeper((there,), (here,)), 200), (Doorkeeper((here,)), 200))
    for keeper, status in doors:
        app = webhook_app(database, time, asyncio.Event(), path="/hook", secret="word", doorkeeper=keeper)
        async with TestServer(app) as server, aiohttp.ClientSession() as session:
            told = headers | {"X-Forwarded-For": "149.154.167.220"}
            async with session.post(server.make_url("/hook"), data=body, headers=told) as answer:
                assert answer.status == status
        assert len(await read_texts(database)) == (status == 200)


async def test_update_is_stored_with_its_chat_where_several_bots_share_the_work(
    database: SqlDatabase, time: Any
) -> None:
    app = webhook_app(database, time, asyncio.Event(), path="/hook", secret="word", shared=True)
    body = {"update_id": 1, "message": {"text": "x", "chat": {"id": -50}}}
    async with TestServer(app) as server, aiohttp.ClientSession() as session:
        address, headers = server.make_url("/hook"), {SECRET_HEADER: "word"}
        for lane in (-50, 2**70):
            body["message"]["chat"]["id"] = lane  # type: ignore[index]
            body["update_id"] += 1  # type: ignore[operator]
            async with session.post(address, data=json.dumps(body), headers=headers) as answer:
                assert answer.status == 200
    assert len(await database.read(lambda tx: tx.inbox.read_strays(0, 10))) == 1


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"update_id": "1"}', "not json"])
async def test_what_is_no_update_is_refused(route: Route, body: str) -> None:
    assert await route.post(body) == 400


async def test_update_that_could_not_be_stored_is_not_acknowledged(
    route: Route, database: SqlDatabase
) -> None:
    await database.close()
    assert await route.post('{"update_id": 1}') == 500
    assert not route.arrived.is_set()
