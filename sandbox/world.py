"""The sandbox's Telegram: chats, messages, what the bot has sent, and the updates it is owed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sandbox.answers import bad_request
from sandbox.changes import Changes
from sandbox.faults import FaultPlan
from sandbox.update_queue import UpdateQueue

FIRST_UPDATE_ID = 100_000_001


@dataclass(slots=True)
class SentMessage:
    """A message of the bot as its chat shows it.

    `text` is as the bot wrote it (markup and all), `plain` as it reads; `edits` are former texts,
    oldest first; `photo` or `document` the bytes of what is attached, whose caption is then the text.
    """

    chat_id: int
    message_id: int
    text: str
    plain: str
    entities: list[dict[str, Any]]
    silent: bool = False
    reply_to: int | None = None
    thread_id: int | None = None
    markup: Any = None
    photo: bytes | None = None
    document: bytes | None = None
    edits: list[str] = field(default_factory=list)
    deleted: bool = False

    @property
    def buttons(self) -> list[dict[str, Any]]:
        """The buttons under it, row after row."""
        return [one for row in (self.markup or {}).get("inline_keyboard", []) for one in row]

    def button(self, label: str) -> dict[str, Any]:
        """The button that shows these words; LookupError where there is none."""
        for one in self.buttons:
            if one["text"] == label:
                return one
        raise LookupError(f"no button {label!r}: {[one['text'] for one in self.buttons]}")


@dataclass(frozen=True, slots=True)
class Call:
    """One request as it came in, whatever became of it."""

    method: str
    params: dict[str, Any]


@dataclass(slots=True)
class World:
    """Everything the server remembers. `clock` gives Unix seconds."""

    clock: Callable[[], float]
    bot: dict[str, Any]
    changes: Changes = field(default_factory=Changes)
    updates: UpdateQueue = field(init=False)
    faults: FaultPlan = field(default_factory=FaultPlan)
    chats: dict[int, dict[str, Any]] = field(default_factory=dict)
    threads: dict[int, set[int]] = field(default_factory=dict)
    administrators: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    messages: dict[int, dict[int, dict[str, Any]]] = field(default_factory=dict)
    sent: list[SentMessage] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    commands: dict[tuple[str, str], list[dict[str, Any]]] = field(default_factory=dict)
    profile: dict[tuple[str, str], str] = field(default_factory=dict)
    callback_answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    inline_answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    menu_buttons: dict[int, dict[str, Any]] = field(default_factory=dict)
    taps: int = 0
    webhook: dict[str, Any] = field(default_factory=lambda: {"url": ""})

    def __post_init__(self) -> None:
        self.updates = UpdateQueue(self.changes, FIRST_UPDATE_ID)

    def now(self) -> int:
        """Unix seconds."""
        return int(self.clock())

    def get_chat(self, chat_id: Any) -> dict[str, Any]:
        """A known chat by id or @username; refused as the real server refuses."""
        for known_id, chat in self.chats.items():
            if str(chat_id) in (str(known_id), f"@{chat.get('username', '')}"):
                return chat
        raise bad_request("chat not found")

    def new_message(self, chat: dict[str, Any], content: dict[str, Any]) -> dict[str, Any]:
        """Write a message into its chat: the next number there, the present time."""
        kept = self.messages.setdefault(chat["id"], {})
        message_id = max(kept, default=0) + 1
        message = {"message_id": message_id, "date": self.now(), "chat": chat, **content}
        kept[message_id] = message
        return message

    def find_sent(self, chat_id: int, message_id: int) -> SentMessage | None:
        """The bot's own message, unless deleted."""
        for one in self.sent:
            if (one.chat_id, one.message_id) == (chat_id, message_id) and not one.deleted:
                return one
        return None
