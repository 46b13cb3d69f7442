"""forward_origin of every kind, as the Bot API writes it."""

from typing import Any


def channel_origin(chat: dict[str, Any], message_id: int, date: int) -> dict[str, Any]:
    """A post of a channel: the only origin that can be verified. `date` in Unix seconds."""
    return {"type": "channel", "date": date, "chat": chat, "message_id": message_id}


def chat_origin(chat: dict[str, Any], date: int) -> dict[str, Any]:
    """A message sent on behalf of a chat (an anonymous administrator)."""
    return {"type": "chat", "date": date, "sender_chat": chat}


def user_origin(user: dict[str, Any], date: int) -> dict[str, Any]:
    """A message of a user who can be seen."""
    return {"type": "user", "date": date, "sender_user": user}


def hidden_user_origin(date: int, name: str | None) -> dict[str, Any]:
    """A message of a user who hides; the real server leaves the name out at times."""
    origin: dict[str, Any] = {"type": "hidden_user", "date": date}
    return origin if name is None else {**origin, "sender_user_name": name}


def unknown_origin(date: int) -> dict[str, Any]:
    """An origin of a kind that no library knows yet."""
    return {"type": "community", "date": date, "community": {"id": 7}}
