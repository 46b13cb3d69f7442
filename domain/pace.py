"""When a chat was last written to, in the form in which several bots tell each other."""

from dataclasses import dataclass
from datetime import datetime

ALL_CHATS = 0
"""Stands for all chats together; no chat of Telegram has this number."""


@dataclass(frozen=True, slots=True)
class Pace:
    """`full_at`: when the chat's whole burst is there again. `sent`: the last messages, oldest first."""

    chat_id: int
    full_at: datetime
    held_until: datetime
    sent: tuple[datetime, ...] = ()
