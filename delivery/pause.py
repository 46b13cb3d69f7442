"""Waiting that a wake-up cuts short."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

Pause = Callable[[asyncio.Event, float], Awaitable[None]]
"""Waits until the event is set, at most so many seconds."""


async def wait_at_most(event: asyncio.Event, seconds: float) -> None:
    """The real pause."""
    with suppress(TimeoutError):
        await asyncio.wait_for(event.wait(), seconds)
