"""Hearing the calls of other bots on the same server, so that nobody needs to look again and again."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress

import asyncpg

from storage.calls import Channel
from storage.server import Server

_log = logging.getLogger(__name__)

_AGAIN_S = 5.0
_CONNECT_S = 10.0
_SETTINGS = {
    "application_name": "dozor",
    "tcp_keepalives_idle": "30",
    "tcp_keepalives_interval": "10",
    "tcp_keepalives_count": "3",
}

Pause = Callable[[asyncio.Event, float], Awaitable[None]]
"""Waits until the event is set, at most so many seconds."""


async def _wait_at_most(event: asyncio.Event, seconds: float) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(event.wait(), seconds)


class Listening:
    """A connection of its own, made again whenever it is lost. `called`: what each call sets off.

    What is called while there is no connection is not heard, so all is set off when there is one again; and
    whoever is called looks by himself from time to time anyway.
    """

    def __init__(
        self, server: Server, called: Mapping[Channel, Callable[[], None]], pause: Pause = _wait_at_most
    ) -> None:
        self._server = server
        self._called = called
        self._pause = pause

    async def run(self, stop: asyncio.Event) -> None:
        """Listen until `stop`."""
        while not stop.is_set():
            try:
                await self._listen(stop)
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError) as error:
                _log.warning("calls of other bots are not heard: %s", type(error).__name__)
            await self._pause(stop, _AGAIN_S)

    async def _listen(self, stop: asyncio.Event) -> None:
        connection = await asyncpg.connect(
            **self._server.driver_arguments(), server_settings=_SETTINGS, timeout=_CONNECT_S
        )
        ended = asyncio.Event()
        connection.add_termination_listener(lambda _connection: ended.set())
        try:
            for channel, call in self._called.items():
                await connection.add_listener(channel, _hearing(call))
                call()
            async with asyncio.TaskGroup() as group:
                waiting = [group.create_task(one.wait()) for one in (stop, ended)]
                await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
                for task in waiting:
                    task.cancel()
        finally:
            connection.terminate()


def _hearing(call: Callable[[], None]) -> Callable[..., None]:
    def hear(_connection: object, _pid: int, _channel: str, _payload: object) -> None:
        call()

    return hear
