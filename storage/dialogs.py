"""What people were asked and have not answered yet: the dialog store."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select

from storage.tables_running import dialogs
from storage.upsert import insert_or_change

_OF_KEY = dialogs.c.key == bindparam("wanted")
_FIND = select(dialogs.c.state, dialogs.c.content).where(_OF_KEY, dialogs.c.changed_at >= bindparam("since"))
_FORGET = delete(dialogs).where(_OF_KEY)
_KEYS = select(dialogs.c.key).order_by(dialogs.c.key)
_PRUNE = delete(dialogs).where(dialogs.c.changed_at < bindparam("before"))


class SqlDialogStore:
    """One row for each open dialog; a closed one is gone."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, key: str, since: datetime) -> tuple[str | None, dict[str, Any]] | None:
        """The state and what was gathered so far; None where nothing was asked since that instant."""
        row = self._connection.execute(_FIND, {"wanted": key, "since": since}).one_or_none()
        return None if row is None else (row.state, row.content)

    def put(self, key: str, state: str | None, content: Mapping[str, Any], at: datetime) -> None:
        """Keep where a dialog stands, in place of what was kept before."""
        changed = ("state", "content", "changed_at")
        statement = insert_or_change(self._connection, dialogs, ("key",), changed)
        facts = {"key": key, "state": state, "content": dict(content), "changed_at": at}
        self._connection.execute(statement, facts)

    def forget(self, key: str) -> None:
        """The dialog is over."""
        self._connection.execute(_FORGET, {"wanted": key})

    def read_keys(self) -> list[str]:
        """Every open dialog."""
        return list(self._connection.scalars(_KEYS))

    def prune(self, before: datetime) -> int:
        """Drop what was last touched before an instant; returns how many dialogs that ends."""
        return self._connection.execute(_PRUNE, {"before": before}).rowcount
