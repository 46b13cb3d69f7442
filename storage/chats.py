"""Chats the bot has spoken in: the chat store."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, update

from domain.subscription import ChatSettings
from storage.columns import AnyRow
from storage.prepared import Row, read_rows
from storage.subscriptions import forget_chat, move_chat
from storage.tables import chats
from storage.upsert import insert_or_change

UNKNOWN_KIND = "unknown"

_LANGUAGE = select(chats.c.language).where(chats.c.chat_id == bindparam("wanted"))
_CORRECTIONS = select(chats.c.corrections).where(chats.c.chat_id == bindparam("wanted"))
_RENUMBER = update(chats).where(chats.c.chat_id == bindparam("old")).values(chat_id=bindparam("new"))
_DELETE = delete(chats).where(chats.c.chat_id == bindparam("old"))
_IS_KNOWN = select(chats.c.chat_id).where(chats.c.chat_id == bindparam("wanted"))
_CHOSEN = ("language", "zone", "corrections", "quiet_from", "quiet_to", "muted_until", "suspended_at")
_SETTINGS = select(chats.c.chat_id, *(chats.c[name] for name in _CHOSEN)).where(
    chats.c.chat_id.in_(bindparam("wanted", expanding=True))
)
_MUTES_OVER = (
    select(chats.c.chat_id)
    .where(chats.c.muted_until <= bindparam("now"))
    .order_by(chats.c.muted_until, chats.c.chat_id)
)


class SqlChatStore:
    """A chat is known by its id; a group that becomes a supergroup changes it."""

    def __init__(self, connection: Connection, clock: Callable[[], datetime]) -> None:
        self._connection = connection
        self._clock = clock

    def remember(self, chat_id: int, kind: str, at: datetime) -> None:
        """Keep that the bot speaks here; what was chosen stays."""
        statement = insert_or_change(self._connection, chats, ("chat_id",), ("kind", "last_seen_at"))
        facts = {"chat_id": chat_id, "kind": kind, "first_seen_at": at, "last_seen_at": at}
        self._connection.execute(statement, facts)

    def find_language(self, chat_id: int) -> str | None:
        """The language chosen in a chat, if one was."""
        language: str | None = self._connection.scalar(_LANGUAGE, {"wanted": chat_id})
        return language

    def set_language(self, chat_id: int, language: str) -> None:
        """Speak to this chat in this language from now on."""
        self._choose(chat_id, language=language)

    def wants_corrections(self, chat_id: int) -> bool:
        """Whether the chat is told when a figure it was given is corrected; yes unless it said no."""
        wanted: bool | None = self._connection.scalar(_CORRECTIONS, {"wanted": chat_id})
        return wanted is not False

    def set_corrections(self, chat_id: int, *, wanted: bool) -> None:
        """Tell this chat of corrections from now on, or no more."""
        self._choose(chat_id, corrections=wanted)

    def set_zone(self, chat_id: int, zone: str | None) -> None:
        """Whose clock the chat reads, by its IANA name; None: the counting zone's."""
        self._choose(chat_id, zone=zone)

    def set_quiet(self, chat_id: int, quiet_from: int | None, quiet_to: int | None) -> None:
        """The quiet hours, in minutes of the chat's own day; None and None: no such hours."""
        self._choose(chat_id, quiet_from=quiet_from, quiet_to=quiet_to)

    def set_muted(self, chat_id: int, until: datetime | None) -> None:
        """Hold everything until an instant; None: no more."""
        self._choose(chat_id, muted_until=until)

    def set_suspended(self, chat_id: int, since: datetime | None) -> None:
        """The chat refuses us since an instant; None: it takes us again."""
        self._choose(chat_id, suspended_at=since)

    def get_settings(self, chat_id: int) -> ChatSettings:
        """How a chat wants to be told; the defaults for one that never said."""
        return self.read_settings([chat_id])[chat_id]

    def read_settings(self, chat_ids: Collection[int]) -> dict[int, ChatSettings]:
        """The same for each of several."""
        rows = read_rows(self._connection, _SETTINGS, {"wanted": list(chat_ids)})
        known = {row[0]: _settings_of(row) for row in rows}
        return {chat_id: known.get(chat_id) or ChatSettings(chat_id) for chat_id in chat_ids}

    def read_mutes_over(self, now: datetime) -> list[int]:
        """Chats whose mute has ended by now and that have not been told so."""
        return list(self._connection.scalars(_MUTES_OVER, {"now": now}))

    def migrate(self, old_chat_id: int, new_chat_id: int) -> None:
        """Follow a chat to its new id with all it chose; a language chosen there already wins."""
        move_chat(self._connection, old_chat_id, new_chat_id)
        if self._connection.scalar(_IS_KNOWN, {"wanted": new_chat_id}) is None:
            self._connection.execute(_RENUMBER, {"old": old_chat_id, "new": new_chat_id})
            return
        old, new = self.get_settings(old_chat_id), self.get_settings(new_chat_id)
        chosen: dict[str, Any] = {"corrections": old.corrections and new.corrections}
        quiet_of = old if new.quiet_from is None else new
        for name, owner in (("quiet_from", quiet_of), ("quiet_to", quiet_of), ("muted_until", old)):
            chosen[name] = getattr(owner, name)
        for name in ("language", "zone"):
            chosen[name] = getattr(new, name) or getattr(old, name)
        self._choose(new_chat_id, **chosen)
        self._connection.execute(_DELETE, {"old": old_chat_id})

    def forget(self, chat_id: int) -> None:
        """Keep nothing of a chat: what it chose, what it wants to hear and what it has heard."""
        forget_chat(self._connection, chat_id)
        self._connection.execute(_DELETE, {"old": chat_id})

    def _choose(self, chat_id: int, **chosen: Any) -> None:
        statement = insert_or_change(self._connection, chats, ("chat_id",), tuple(chosen))
        now = self._clock()
        seen = {"chat_id": chat_id, "kind": UNKNOWN_KIND, "first_seen_at": now, "last_seen_at": now}
        self._connection.execute(statement, seen | chosen)


def _settings_of(row: AnyRow | Row) -> ChatSettings:
    chat_id, language, zone, corrections, quiet_from, quiet_to, muted_until, suspended_at = row
    return ChatSettings(
        chat_id=chat_id,
        language=language,
        zone=zone,
        corrections=bool(corrections),
        quiet_from=quiet_from,
        quiet_to=quiet_to,
        muted_until=muted_until,
        suspended_at=suspended_at,
    )
