"""Chats the bot has spoken in: the chat store."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select, update

from storage.tables import chats
from storage.upsert import insert_or_change

UNKNOWN_KIND = "unknown"

_LANGUAGE = select(chats.c.language).where(chats.c.chat_id == bindparam("wanted"))
_CORRECTIONS = select(chats.c.corrections).where(chats.c.chat_id == bindparam("wanted"))
_RENUMBER = update(chats).where(chats.c.chat_id == bindparam("old")).values(chat_id=bindparam("new"))
_DELETE = delete(chats).where(chats.c.chat_id == bindparam("old"))
_IS_KNOWN = select(chats.c.chat_id).where(chats.c.chat_id == bindparam("wanted"))


class SqlChatStore:
    """A chat is known by its id; a group that becomes a supergroup changes it."""

    def __init__(self, connection: Connection, clock: Callable[[], datetime]) -> None:
        self._connection = connection
        self._clock = clock

    def remember(self, chat_id: int, kind: str, at: datetime) -> None:
        """Keep that the bot speaks here; the language chosen stays."""
        statement = insert_or_change(self._connection, chats, ("chat_id",), ("kind", "last_seen_at"))
        facts = {"chat_id": chat_id, "kind": kind, "first_seen_at": at, "last_seen_at": at}
        self._connection.execute(statement, facts)

    def find_language(self, chat_id: int) -> str | None:
        """The language chosen in a chat, if one was."""
        language: str | None = self._connection.scalar(_LANGUAGE, {"wanted": chat_id})
        return language

    def set_language(self, chat_id: int, language: str) -> None:
        """Answer this chat in this language from now on."""
        statement = insert_or_change(self._connection, chats, ("chat_id",), ("language",))
        now = self._clock()
        facts = {
            "chat_id": chat_id,
            "kind": UNKNOWN_KIND,
            "language": language,
            "first_seen_at": now,
            "last_seen_at": now,
        }
        self._connection.execute(statement, facts)

    def wants_corrections(self, chat_id: int) -> bool:
        """Whether the chat is told when a figure it was given is corrected; yes unless it said no."""
        wanted: bool | None = self._connection.scalar(_CORRECTIONS, {"wanted": chat_id})
        return wanted is not False

    def set_corrections(self, chat_id: int, *, wanted: bool) -> None:
        """Tell this chat of corrections from now on, or no more."""
        statement = insert_or_change(self._connection, chats, ("chat_id",), ("corrections",))
        now = self._clock()
        facts = {
            "chat_id": chat_id,
            "kind": UNKNOWN_KIND,
            "corrections": wanted,
            "first_seen_at": now,
            "last_seen_at": now,
        }
        self._connection.execute(statement, facts)

    def migrate(self, old_chat_id: int, new_chat_id: int) -> None:
        """Follow a chat to its new id; a language chosen there already wins over the old one."""
        if self._connection.scalar(_IS_KNOWN, {"wanted": new_chat_id}) is None:
            self._connection.execute(_RENUMBER, {"old": old_chat_id, "new": new_chat_id})
            return
        language = self.find_language(old_chat_id)
        if language is not None and self.find_language(new_chat_id) is None:
            self.set_language(new_chat_id, language)
        if not self.wants_corrections(old_chat_id):
            self.set_corrections(new_chat_id, wanted=False)
        self._connection.execute(_DELETE, {"old": old_chat_id})
