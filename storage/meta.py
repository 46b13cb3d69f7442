"""Small facts about the database itself: the meta store."""

from sqlalchemy import Connection, bindparam, delete, select

from storage.tables import meta
from storage.upsert import insert_or_change

_VALUE = select(meta.c.value).where(meta.c.key == bindparam("wanted"))
_FORGET = delete(meta).where(meta.c.key == bindparam("wanted"))


class SqlMetaStore:
    """One text for each key."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, key: str) -> str | None:
        """The value kept under a key."""
        value: str | None = self._connection.scalar(_VALUE, {"wanted": key})
        return value

    def put(self, key: str, value: str) -> None:
        """Keep or replace a value."""
        statement = insert_or_change(self._connection, meta, ("key",), ("value",))
        self._connection.execute(statement, {"key": key, "value": value})

    def forget(self, key: str) -> None:
        """Drop a value; one never kept is no error."""
        self._connection.execute(_FORGET, {"wanted": key})
