"""aiogram's dialogs kept in our database: a question asked before a restart is still open after it.

The dispatcher's own middleware would look up a dialog for each update; here the few routes that need it do.
"""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Any, Final

from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey
from aiogram.types import CallbackQuery, Message

from handlers.incoming import thread_of
from services.ports import Clock, Database

_LIFE: Final = timedelta(days=1)
"""After a day nobody remembers what he was asked."""


class DatabaseDialogs(BaseStorage):
    """Most updates belong to no dialog, so the keys of open ones are known without asking the database."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._open: set[str] | None = None

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        """Nothing is asked any more once the state is None: what was gathered is forgotten with it."""
        name = state.state if isinstance(state, State) else state
        if name is None:
            await self._forget(_name(key))
            return
        _, content = await self._find(key)
        await self._put(_name(key), name, content)

    async def get_state(self, key: StorageKey) -> str | None:
        """Where the dialog stands."""
        return (await self._find(key))[0]

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        """What was gathered so far; of no dialog there is nothing to keep."""
        state, _ = await self._find(key)
        if state is not None:
            await self._put(_name(key), state, data)

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        """What was gathered so far."""
        return (await self._find(key))[1]

    async def close(self) -> None:
        """The database is closed by who opened it."""

    async def _find(self, key: StorageKey) -> tuple[str | None, dict[str, Any]]:
        name = _name(key)
        if name not in await self._known():
            return None, {}
        since = self._clock() - _LIFE
        return await self._database.read(lambda tx: tx.dialogs.find(name, since)) or (None, {})

    async def _known(self) -> set[str]:
        if self._open is None:
            before = self._clock() - _LIFE
            await self._database.write(lambda tx: tx.dialogs.prune(before))
            self._open = set(await self._database.read(lambda tx: tx.dialogs.read_keys()))
        return self._open

    async def _put(self, name: str, state: str, content: Mapping[str, Any]) -> None:
        now = self._clock()
        await self._database.write(lambda tx: tx.dialogs.put(name, state, content, now))
        (await self._known()).add(name)

    async def _forget(self, name: str) -> None:
        if name in await self._known():
            await self._database.write(lambda tx: tx.dialogs.forget(name))
            (await self._known()).discard(name)


def dialog_of(event: Message | CallbackQuery, dialogs: BaseStorage) -> FSMContext:
    """The dialog of one person in one chat and topic."""
    message = event if isinstance(event, Message) else event.message
    user_id = event.from_user.id if event.from_user is not None else 0
    chat_id = message.chat.id if message is not None else user_id
    thread_id = thread_of(message) if isinstance(message, Message) else None
    return FSMContext(dialogs, StorageKey(0, chat_id, user_id, thread_id))


def waits_for(state: State) -> Callable[[Message, BaseStorage], Awaitable[bool]]:
    """The filter of messages from who was asked just that."""

    async def is_awaited(message: Message, dialogs: BaseStorage) -> bool:
        return await dialog_of(message, dialogs).get_state() == state.state

    return is_awaited


def _name(key: StorageKey) -> str:
    return f"{key.chat_id}:{key.user_id}:{key.thread_id or 0}:{key.destiny}"
