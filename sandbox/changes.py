"""Waiting for a condition instead of for time."""

import asyncio
from collections.abc import Callable


class Changes:
    """Wakes everybody who waits whenever something in the sandbox has changed."""

    def __init__(self) -> None:
        self._turn = asyncio.Event()

    def notify(self) -> None:
        """Let every waiter look at its condition again."""
        self._turn.set()
        self._turn = asyncio.Event()

    async def wait_until(self, condition: Callable[[], bool], timeout_s: float) -> bool:
        """Return True as soon as the condition holds, False if it still does not after `timeout_s`."""
        try:
            async with asyncio.timeout(timeout_s):
                while not condition():
                    await self._turn.wait()
        except TimeoutError:
            return condition()
        return True
