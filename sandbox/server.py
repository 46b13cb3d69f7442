"""The sandbox server: the Bot API over HTTP on the loopback, and the hand that moves what is behind it."""

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Self

from aiohttp import web

from sandbox.answers import Refusal, accepted, bad_request
from sandbox.faults import Fault
from sandbox.long_poll import LongPoll
from sandbox.methods import run_method
from sandbox.params import read_params
from sandbox.people import Channel, Chat, User
from sandbox.webhook import deliver_for_ever
from sandbox.world import Call, SentMessage, World


class NotInTimeError(AssertionError):
    """What was waited for did not happen within the given time."""


class SandboxServer:
    """`async with SandboxServer(token) as telegram:` serves the Bot API at `telegram.api_base`."""

    def __init__(
        self, token: str, *, username: str = "dozor_bot", clock: Callable[[], float] = time.time
    ) -> None:
        bot_id = int(token.split(":", maxsplit=1)[0])
        bot = {"id": bot_id, "is_bot": True, "first_name": "Dozor", "username": username}
        self.token = token
        self.world = World(clock, bot)
        self.long_poll = LongPoll(self.world)
        self.api_base = ""
        self._answers = asyncio.Event()
        self._answers.set()
        app = web.Application(client_max_size=60 * 2**20)
        app.router.add_route("*", "/bot{token}/{method}", self._serve)
        self._runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.1)

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        await self._listen(0)
        host, port = self._runner.addresses[0][:2]
        self.api_base = f"http://{host}:{port}"
        self._webhook = asyncio.create_task(deliver_for_ever(self.world))  # noqa: TID251 - ends with the server
        return self

    async def __aexit__(self, *_error: object) -> None:
        self._webhook.cancel()
        with suppress(asyncio.CancelledError):
            await self._webhook
        await self._runner.cleanup()

    async def _listen(self, port: int) -> None:
        self._site = web.TCPSite(self._runner, "127.0.0.1", port)
        await self._site.start()

    async def go_away(self) -> None:
        """Connections are cut and new ones refused, until it comes back."""
        await self._site.stop()
        if self._runner.server is not None:
            await self._runner.server.shutdown(0.1)

    async def come_back(self) -> None:
        """Listen at the same address again."""
        await self._listen(int(self.api_base.rpartition(":")[2]))

    def fall_silent(self) -> None:
        """Connections are taken, but nothing is carried out and no answer comes, until it speaks again."""
        self._answers.clear()

    def speak_again(self) -> None:
        """Requests are carried out again; those that hung meanwhile are cut."""
        self._answers.set()

    def user(
        self, user_id: int, first_name: str = "Anna", *, language: str = "ru", username: str | None = None
    ) -> User:
        """A person who has started the bot: their private chat exists."""
        names = {"first_name": first_name, **({"username": username} if username else {})}
        self.world.chats[user_id] = {"id": user_id, "type": "private", **names}
        as_json = {"id": user_id, "is_bot": False, "language_code": language, **names}
        return User(self.world, user_id, as_json)

    def group(self, chat_id: int, title: str = "Desk", *, forum: bool = False) -> Chat:
        """A group; one with topics is a supergroup with `forum`."""
        kind = "supergroup" if forum or str(chat_id).startswith("-100") else "group"
        chat = {"id": chat_id, "type": kind, "title": title, **({"is_forum": True} if forum else {})}
        self.world.chats[chat_id] = chat
        return Chat(self.world, chat_id)

    def channel(
        self, chat_id: int, title: str, *, username: str | None = None, bot_is_member: bool = False
    ) -> Channel:
        """A channel of a source, or the one the bot publishes in."""
        named = {"username": username} if username else {}
        self.world.chats[chat_id] = {"id": chat_id, "type": "channel", "title": title, **named}
        return Channel(self.world, chat_id, bot_is_member)

    def push(self, update: dict[str, Any]) -> int:
        """Queue an update exactly as given; returns its update_id."""
        return self.world.updates.push(update)

    def fail(self, method: str, fault: Fault, *, times: int = 1, chat_id: int | None = None) -> None:
        """Let the next calls of a method (into a chat, if given) go wrong."""
        self.world.faults.add(method, fault, times, chat_id)

    def sent(self, chat_id: int | None = None) -> list[SentMessage]:
        """The bot's messages in a chat, or everywhere, in the order they were written."""
        return [one for one in self.world.sent if chat_id is None or one.chat_id == chat_id]

    def texts(self, chat_id: int | None = None) -> list[str]:
        """The same, as they read."""
        return [one.plain for one in self.sent(chat_id) if not one.deleted]

    def calls(self, method: str) -> list[dict[str, Any]]:
        """The parameters of every call of a method, also of those that went wrong."""
        return [call.params for call in self.world.calls if call.method.lower() == method.lower()]

    @property
    def commands(self) -> dict[tuple[str, str], list[dict[str, Any]]]:
        """(scope, language) → the menu set there."""
        return self.world.commands

    @property
    def waiting_updates(self) -> int:
        """Updates that the bot has not confirmed."""
        return len(self.world.updates)

    async def wait_for(self, condition: Callable[[], bool], *, timeout_s: float = 5.0) -> None:
        """Return as soon as the condition holds; raises NotInTimeError after `timeout_s`.

        The condition is looked at whenever a call, an update or a confirmation has come in.
        """
        if not await self.world.changes.wait_until(condition, timeout_s):
            raise NotInTimeError(f"not within {timeout_s} s; sent so far: {self.texts()}")

    async def wait_sent(
        self, count: int, chat_id: int | None = None, *, timeout_s: float = 5.0
    ) -> list[SentMessage]:
        """The bot's messages once there are at least `count`."""
        await self.wait_for(lambda: len(self.sent(chat_id)) >= count, timeout_s=timeout_s)
        return self.sent(chat_id)

    async def wait_confirmed(self, *, timeout_s: float = 5.0) -> None:
        """Until the bot has confirmed every update."""
        await self.wait_for(lambda: len(self.world.updates) == 0, timeout_s=timeout_s)

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        if not self._answers.is_set():
            await self._answers.wait()
            return _cut(request)
        if request.match_info["token"] != self.token:
            return _answer(Refusal(401, "Unauthorized"))
        try:
            params = await read_params(request)
        except ValueError:
            return _answer(bad_request("can't parse parameters"))
        self.world.calls.append(Call(method, params))
        fault = self.world.faults.take(method, params)
        self.world.changes.notify()
        if fault is None:
            return await self._carry_out(method, params)
        return await self._go_wrong(request, fault, method, params)

    async def _carry_out(self, method: str, params: dict[str, Any]) -> web.Response:
        try:
            if method.lower() == "getupdates":
                return web.json_response(accepted(await self.long_poll.get_updates(params)))
            return web.json_response(accepted(run_method(self.world, method, params)))
        except Refusal as refusal:
            return _answer(refusal)
        finally:
            self.world.changes.notify()

    async def _go_wrong(
        self, request: web.Request, fault: Fault, method: str, params: dict[str, Any]
    ) -> web.StreamResponse:
        truth = await self._carry_out(method, params) if fault.applied else None
        if fault.gate is not None:
            await fault.gate.wait()
        await asyncio.sleep(fault.delay_s)
        if fault.resets:
            return _cut(request)
        if fault.refusal is not None:
            return _answer(fault.refusal)
        if fault.body is not None:
            return web.Response(status=fault.status, body=fault.body, content_type="text/html")
        return truth or _answer(Refusal(500, None))


def _cut(request: web.Request) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


def _answer(refusal: Refusal) -> web.Response:
    return web.json_response(refusal.as_json(), status=refusal.error_code)
