"""Updates waiting to be fetched, confirmed exactly as getUpdates defines it."""

from collections import deque
from typing import Any

from sandbox.changes import Changes

NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
"""Kinds that the Bot API delivers only when they are named in allowed_updates."""


class UpdateQueue:
    """What the bot has not confirmed yet, oldest first.

    `allowed` is the last allowed_updates given (empty: the default set); it decides at the moment an
    update comes into being, never afterwards.
    """

    def __init__(self, changes: Changes, first_id: int) -> None:
        self._changes = changes
        self._next_id = first_id
        self._waiting: deque[dict[str, Any]] = deque()
        self.allowed: tuple[str, ...] = ()
        self.confirmed_below = first_id

    def push(self, update: dict[str, Any]) -> int:
        """Queue an update; one without update_id gets the next. Returns the id, also of one not wanted."""
        update_id: int = update.get("update_id", self._next_id)
        self._next_id = max(self._next_id, update_id) + 1
        if self._is_wanted(update):
            self._waiting.append({"update_id": update_id, **update})
            self._changes.notify()
        return update_id

    def _is_wanted(self, update: dict[str, Any]) -> bool:
        kinds = update.keys() - {"update_id"}
        if self.allowed:
            return bool(kinds & set(self.allowed))
        return not kinds & NOT_BY_DEFAULT

    def confirm(self, offset: int) -> None:
        """Forget updates below `offset`; a negative one keeps only that many from the end."""
        if offset < 0:
            while len(self._waiting) > -offset:
                self._forget_first()
        while self._waiting and offset > 0 and self._waiting[0]["update_id"] < offset:
            self._forget_first()
        self._changes.notify()

    def _forget_first(self) -> None:
        self.confirmed_below = self._waiting.popleft()["update_id"] + 1

    def clear(self) -> None:
        """Forget everything (drop_pending_updates)."""
        while self._waiting:
            self._forget_first()
        self._changes.notify()

    def peek(self, limit: int, offset: int = 0) -> list[dict[str, Any]]:
        """The oldest updates that are not below the offset, still unconfirmed."""
        return [one for one in self._waiting if offset <= 0 or one["update_id"] >= offset][:limit]

    def __len__(self) -> int:
        return len(self._waiting)
