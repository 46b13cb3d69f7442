"""What editors decided, each a new fact: the decision store."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select

from domain.decision import Action, Decision
from storage.columns import AnyRow
from storage.prepared import new_key
from storage.tables_editing import decisions

_DECISION = (
    decisions.c.id,
    decisions.c.post_id,
    decisions.c.subject,
    decisions.c.action,
    decisions.c.value,
    decisions.c.editor,
    decisions.c.reason,
    decisions.c.undoes,
    decisions.c.decided_at,
)
_ADD = insert(decisions)
_BY_ID = select(*_DECISION).where(decisions.c.id == bindparam("wanted"))
_OF_POST = select(*_DECISION).where(decisions.c.post_id == bindparam("wanted")).order_by(decisions.c.id)
_BINDING = (
    select(decisions.c.post_id)
    .where(decisions.c.other_post_id == bindparam("wanted"))
    .distinct()
    .order_by(decisions.c.post_id)
)
_OF_EDITOR = (
    select(*_DECISION)
    .where(decisions.c.editor == bindparam("wanted"))
    .order_by(decisions.c.id.desc())
    .limit(bindparam("most"))
)
_DECIDED_AFTER = select(decisions.c.post_id).where(decisions.c.decided_at > bindparam("since"))
_DECIDED = select(decisions.c.post_id).distinct().order_by(decisions.c.post_id)


class SqlDecisionStore:
    """Append-only: a decision is undone by a later one."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

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
        """Keep a decision; returns its id. A decision undone twice is an IntegrityError."""
        facts = {
            "post_id": post_id,
            "subject": subject,
            "action": action,
            "value": dict(value),
            "editor": editor,
            "reason": reason,
            "undoes": undoes,
            "other_post_id": other_post_id,
            "decided_at": at,
        }
        return new_key(self._connection, _ADD, facts)

    def find(self, decision_id: int) -> Decision | None:
        """The decision of this number."""
        row = self._connection.execute(_BY_ID, {"wanted": decision_id}).one_or_none()
        return None if row is None else _decision_of(row)

    def read_of_post(self, post_id: int) -> list[Decision]:
        """All decisions on a post and its claims, undos among them, oldest first."""
        return [_decision_of(row) for row in self._connection.execute(_OF_POST, {"wanted": post_id})]

    def read_binding(self, post_id: int) -> list[int]:
        """Posts with a decision that binds a claim of theirs to a claim of this post."""
        return list(self._connection.scalars(_BINDING, {"wanted": post_id}))

    def read_of_editor(self, editor: str, limit: int) -> list[Decision]:
        """The newest decisions of an editor, newest first."""
        found = self._connection.execute(_OF_EDITOR, {"wanted": editor, "most": limit})
        return [_decision_of(row) for row in found]

    def read_posts_decided_after(self, at: datetime) -> list[int]:
        """Posts with a decision later than the instant."""
        return sorted(set(self._connection.scalars(_DECIDED_AFTER, {"since": at})))

    def read_decided_posts(self) -> list[int]:
        """Every post with a decision: for `rebuild`."""
        return list(self._connection.scalars(_DECIDED))


def _decision_of(row: AnyRow) -> Decision:
    decision_id, post_id, subject, action, value, editor, reason, undoes, decided_at = row
    return Decision(decision_id, post_id, subject, Action(action), value, editor, reason, undoes, decided_at)
