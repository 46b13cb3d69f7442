"""What the use cases ask of the stores of what people decide: decisions, and the review queue."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from domain.decision import Decision
from domain.doubt import Doubt, OpenDoubt


class DecisionStore(Protocol):
    """An editor's changes, each a new fact; none is ever altered."""

    def add(
        self,
        *,
        post_id: int,
        subject: str,
        action: str,
        value: Mapping[str, Any],
        editor: str,
        reason: str,
        at: datetime,
        undoes: int | None = None,
        other_post_id: int | None = None,
    ) -> int:
        """Keep a decision; returns its id."""
        ...

    def find(self, decision_id: int) -> Decision | None: ...

    def read_of_post(self, post_id: int) -> list[Decision]:
        """All decisions on a post and its claims, undos among them, oldest first."""
        ...

    def read_binding(self, post_id: int) -> list[int]:
        """Posts with a decision that binds a claim of theirs to a claim of this post."""
        ...

    def read_of_editor(self, editor: str, limit: int) -> list[Decision]:
        """The newest decisions of an editor, newest first."""
        ...

    def read_posts_decided_after(self, at: datetime) -> list[int]:
        """Posts with a decision later than the instant."""
        ...

    def read_decided_posts(self) -> list[int]:
        """Every post with a decision: for `rebuild`."""
        ...


class DoubtStore(Protocol):
    """The review queue."""

    def open(self, doubts: Sequence[Doubt], at: datetime) -> None: ...

    def close(self, ids: Collection[int], at: datetime, decision_id: int | None = None) -> None:
        """Take doubts out of the queue; `decision_id` is the decision that settled them, if any did."""
        ...

    def read_open_of_post(self, post_id: int) -> list[OpenDoubt]: ...

    def read_open(self, limit: int, offset: int) -> list[OpenDoubt]:
        """A page of the queue, newest first."""
        ...

    def count_open(self) -> int: ...
