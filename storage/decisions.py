"""What editors decided, each a new fact: the decision store."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select

from storage.tables_editing import decisions

_ADD = insert(decisions).returning(decisions.c.id)
_OF_SUBJECT = (
    select(
        decisions.c.id,
        decisions.c.subject,
        decisions.c.action,
        decisions.c.value,
        decisions.c.editor,
        decisions.c.reason,
        decisions.c.decided_at.label("at"),
    )
    .where(decisions.c.subject == bindparam("wanted"))
    .order_by(decisions.c.id)
)


class SqlDecisionStore:
    """Append-only: a decision is undone by a later one."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(
        self, *, subject: str, action: str, value: Mapping[str, Any], editor: str, reason: str, at: datetime
    ) -> int:
        """Keep a decision; returns its id."""
        facts = {
            "subject": subject,
            "action": action,
            "value": dict(value),
            "editor": editor,
            "reason": reason,
            "decided_at": at,
        }
        decision_id: int = self._connection.execute(_ADD, facts).scalar_one()
        return decision_id

    def read_of_subject(self, subject: str) -> list[Mapping[str, Any]]:
        """Decisions on a subject, oldest first: id, subject, action, value, editor, reason, at."""
        return [dict(row) for row in self._connection.execute(_OF_SUBJECT, {"wanted": subject}).mappings()]
