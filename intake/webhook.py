"""The webhook route: an update is answered with 200 once it is stored, never before."""

import asyncio
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from hmac import compare_digest
from typing import Any

from aiohttp import web

from intake.doorkeeper import Doorkeeper
from intake.pauses import Pause, backoff_s, wait_at_most
from intake.raw_api import RawBotApi, Refused, TokenRefusedError, Unreachable
from intake.worker import find_chat_id
from services.ports import Clock, Database

logger = logging.getLogger(__name__)

_FINISH_S = 5.0
"""How long requests under way may take to end at stop; Telegram posts the others again."""

_EVERYBODY = Doorkeeper()

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name, not a secret


def webhook_app(
    database: Database,
    clock: Clock,
    arrived: asyncio.Event,
    *,
    path: str,
    secret: str,
    doorkeeper: Doorkeeper = _EVERYBODY,
    shared: bool = False,
) -> web.Application:
    """An aiohttp application with one route, POST `path`, that stores updates and sets `arrived`.

    403 without the secret or from where nobody is let in, 400 for a body that is no update, 413 for one above
    a mebibyte, 500 (Telegram will repeat) when storing fails. `shared`: with the chat of each update, by
    which several bots keep its order.
    """

    async def take(request: web.Request) -> web.Response:
        if not doorkeeper.lets_in(request.remote, request.headers.getall("X-Forwarded-For", ())):
            return web.Response(status=403)
        if not compare_digest(request.headers.get(SECRET_HEADER, "").encode(), secret.encode()):
            return web.Response(status=403)
        try:
            body = (await request.read()).decode()
        except UnicodeDecodeError:
            return web.Response(status=400)
        update = parse_posted(body)
        if update is None:
            return web.Response(status=400)
        now, update_id = clock(), update["update_id"]
        lanes = {update_id: find_lane(update)} if shared else None
        await database.write(lambda tx: tx.inbox.add_updates([(update_id, body)], now, lanes))
        arrived.set()
        return web.Response()

    app = web.Application(client_max_size=2**20)
    app.router.add_post(path, take)
    return app


class WebhookRefusedError(Exception):
    """The route cannot be opened here, or Telegram does not take its address; the text says which and why."""


@dataclass(frozen=True, slots=True)
class WebhookRoute:
    """Where the bot listens, and the public `url` and `secret` that Telegram is told.

    `shared`: other bots listen for the same address elsewhere; each tells Telegram the same when it starts.
    """

    url: str
    path: str
    host: str
    port: int
    secret: str
    doorkeeper: Doorkeeper = _EVERYBODY
    shared: bool = False


class WebhookLoop:
    """Takes updates in by the route, as PollLoop does by asking. The webhook stays set at stop.

    What is posted while nobody listens, Telegram posts again.
    """

    def __init__(
        self,
        api: RawBotApi,
        database: Database,
        clock: Clock,
        arrived: asyncio.Event,
        route: WebhookRoute,
        *,
        random: Callable[[], float],
        pause: Pause = wait_at_most,
    ) -> None:
        self._api = api
        self._route = route
        self._random = random
        self._pause = pause
        self._app = webhook_app(
            database,
            clock,
            arrived,
            path=route.path,
            secret=route.secret,
            doorkeeper=route.doorkeeper,
            shared=route.shared,
        )

    async def run(self, stop: asyncio.Event) -> None:
        """Listen until `stop`; raises TokenRefusedError or WebhookRefusedError where that cannot be."""
        runner = web.AppRunner(self._app, access_log=None, shutdown_timeout=_FINISH_S)
        await runner.setup()
        try:
            await self._listen(runner)
            await self._set(stop)
            await stop.wait()
        finally:
            await runner.cleanup()

    async def _listen(self, runner: web.AppRunner) -> None:
        host, port = self._route.host, self._route.port
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            reason = error.strerror or str(error)
            raise WebhookRefusedError(f"webhook: cannot listen on {host}:{port}: {reason}") from error

    async def _set(self, stop: asyncio.Event) -> None:
        failures = 0
        while not stop.is_set():
            refused = await self._api.set_webhook(self._route.url, self._route.secret)
            if refused is None:
                logger.info("webhook set", extra={"port": self._route.port})
                return
            failures += 1
            await self._pause(stop, self._pause_after(refused, failures))

    def _pause_after(self, answer: Refused | Unreachable, failures: int) -> float:
        """Seconds to wait before telling Telegram the address again."""
        pause_s = backoff_s(failures, self._random())
        if isinstance(answer, Unreachable):
            logger.warning("Telegram cannot be reached (%s); next try in %.1f s", answer.why, pause_s)
            return pause_s
        if answer.code in {401, 404}:
            raise TokenRefusedError(answer.description)
        if answer.code == 400:
            raise WebhookRefusedError(f"webhook.url: Telegram does not take it: {answer.description}")
        if answer.retry_after_s is not None:
            pause_s = answer.retry_after_s
        logger.warning("Telegram refuses the webhook: %d; next try in %.1f s", answer.code, pause_s)
        return pause_s


def parse_posted(body: str) -> dict[str, Any] | None:
    """A raw update with its update_id, None if it is not one."""
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):
        return None
    update_id = update.get("update_id") if isinstance(update, dict) else None
    is_id = isinstance(update_id, int) and 0 <= update_id < 2**63
    return update if is_id else None


def find_lane(update: dict[str, Any]) -> int:
    """The chat in whose order an update is handled; 0 for one without any."""
    chat_id = find_chat_id(update) or 0
    return chat_id if -(2**63) <= chat_id < 2**63 else 0
