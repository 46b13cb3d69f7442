"""What is asked of the stores by which several bots share the work: updates, and turns to write."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from domain.inbox import InboxState, SetAside
from domain.pace import Pace


class InboxStore(Protocol):
    """Raw updates between intake and the dispatcher; closing one forgets its content."""

    def add_updates(
        self, raw: Sequence[tuple[int, str]], received_at: datetime, lanes: Mapping[int, int] | None = None
    ) -> int:
        """Keep (update_id, JSON) pairs not kept before; returns how many were new.

        `lanes`: by update_id the chat in whose order it is handled, where several bots share the work.
        """
        ...

    def read_open(self, limit: int) -> list[tuple[int, str]]:
        """Updates not closed and not set aside, in order of update_id."""
        ...

    def close(self, update_id: int, closed_at: datetime) -> None:
        """Mark as handled and drop the content. Closing twice is harmless."""
        ...

    def set_aside(self, update_id: int, incident_id: str, error: str, at: datetime) -> None:
        """Keep an update that cannot be parsed or handled, with its error, out of the way of the others."""
        ...

    def read_set_aside(self, limit: int) -> list[SetAside]:
        """Updates that wait for another try, the last set aside first."""
        ...

    def reopen(self, update_ids: Collection[int] | None) -> int:
        """Let updates set aside be handled again, all with None; returns how many still had their content."""
        ...

    def read_contents_set_aside(self, before: datetime) -> list[tuple[int, str]]:
        """(update_id, JSON) of what was set aside before an instant and still has its content."""
        ...

    def forget_contents(self, update_ids: Collection[int]) -> None:
        """Drop the content of updates set aside; that they were, and why, stays on record."""
        ...

    def count_by_state(self) -> Mapping[InboxState, int]: ...

    def prune(self, before: datetime) -> int:
        """Delete closed rows older than `before`, but never the greatest update_id."""
        ...

    def claim_open(self, holder: str, now: datetime, until: datetime, limit: int) -> list[tuple[int, str]]:
        """Take open updates that nobody holds, in order of update_id: nobody else gets them before `until`.

        No update of a chat is taken while another of the chat is held, or an earlier one is not closed.
        """
        ...

    def hold_on(self, update_ids: Collection[int], holder: str, until: datetime) -> list[int]:
        """Go on holding what this holder still holds of these; returns that, in order."""
        ...

    def let_go(self, holder: str, update_ids: Collection[int] | None = None) -> int:
        """Let others take what this holder holds of these, or all that it holds; returns how many that is."""
        ...

    def read_strays(self, after: int, limit: int) -> list[tuple[int, str]]:
        """Open updates without a lane, in order of update_id: a bot that worked alone has left them."""
        ...

    def set_lanes(self, lanes: Mapping[int, int]) -> None:
        """Give each update its chat."""
        ...


class PaceStore(Protocol):
    """When each chat was last written to."""

    def take_all(self) -> Pace:
        """Wait until no other transaction decides who writes next, then what all chats together were sent."""
        ...

    def read(self, chat_ids: Collection[int]) -> list[Pace]: ...

    def put(self, changed: Sequence[Pace]) -> None: ...

    def prune(self, before: datetime) -> int:
        """Forget chats that have been free since before an instant; returns how many."""
        ...
