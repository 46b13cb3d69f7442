"""Waiting before Telegram is asked again, cut short by an event."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

Pause = Callable[[asyncio.Event, float], Awaitable[None]]
"""Waits until the event is set, at most so many seconds."""

_LONGEST_S = 60.0


async def wait_at_most(event: asyncio.Event, seconds: float) -> None:
    """The real pause."""
    with suppress(TimeoutError):
        await asyncio.wait_for(event.wait(), seconds)


def backoff_s(failures: int, random: float) -> float:
    """Seconds before the next try: doubling from 1 to 60, jittered down to a half by `random` in [0, 1)."""
    return min(_LONGEST_S, 2.0 ** min(failures - 1, 6)) * (0.5 + random / 2)
