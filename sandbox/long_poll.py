"""getUpdates: long polling with offset confirmation, one reader at a time."""

from collections.abc import Mapping
from typing import Any

from sandbox.answers import Refusal
from sandbox.params import whole
from sandbox.world import World

_TAKEN = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
_WEBHOOK = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


class LongPoll:
    """The reader of updates. As with the real server, a new reader ends the wait of the one before."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._reader: object | None = None

    @property
    def is_waiting(self) -> bool:
        """Whether somebody waits for updates at this moment."""
        return self._reader is not None

    async def get_updates(self, params: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Confirm below `offset`, then answer with what there is, or with the first to come in time."""
        if self._world.webhook["url"]:
            raise Refusal(409, _WEBHOOK)
        updates, limit = self._world.updates, min(max(whole(params, "limit", 100), 1), 100)
        if "allowed_updates" in params:
            updates.allowed = tuple(params["allowed_updates"])
        offset = whole(params, "offset")
        updates.confirm(offset)
        me = self._reader = object()
        self._world.changes.notify()
        try:
            await self._world.changes.wait_until(
                lambda: bool(updates.peek(1, offset)) or self._reader is not me, whole(params, "timeout")
            )
            if self._reader is not me:
                raise Refusal(409, _TAKEN)
            return updates.peek(limit, offset)
        finally:
            if self._reader is me:
                self._reader = None
                self._world.changes.notify()
