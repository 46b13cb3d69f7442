"""Inline keyboards: what the Bot API accepts, and how it refuses the rest."""

from typing import Any

from sandbox.answers import bad_request

_MOST_BUTTONS = 100
_MOST_DATA_BYTES = 64
_ACTIONS = frozenset(
    {
        "callback_data",
        "url",
        "switch_inline_query",
        "switch_inline_query_current_chat",
        "web_app",
        "copy_text",
    }
)


def check_markup(markup: Any) -> None:
    """Refuse a keyboard that the real server would refuse."""
    rows = (markup or {}).get("inline_keyboard", [])
    buttons = [one for row in rows for one in row]
    if len(buttons) > _MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    for button in buttons:
        _check(button)


def _check(button: dict[str, Any]) -> None:
    if not str(button.get("text", "")).strip():
        raise bad_request("inline keyboard button text is empty")
    if len(_ACTIONS & button.keys()) != 1:
        raise bad_request("inline keyboard button must have exactly one action")
    if not 0 < len(str(button.get("callback_data", "x")).encode()) <= _MOST_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    if not str(button.get("url", "https://")).startswith(("https://", "http://", "tg://")):
        raise bad_request("inline keyboard button URL is invalid")
