"""The table of Bot API methods that the sandbox knows; names are read without regard to case."""

from collections.abc import Callable, Mapping
from typing import Any

from sandbox import account, edits, messages
from sandbox.answers import Refusal
from sandbox.world import World

Method = Callable[[World, Mapping[str, Any]], Any]

METHODS: dict[str, Method] = {
    "getme": account.get_me,
    "getchat": account.get_chat,
    "getchatadministrators": account.get_chat_administrators,
    "setmycommands": account.set_my_commands,
    "getmycommands": account.get_my_commands,
    "deletemycommands": account.delete_my_commands,
    "answercallbackquery": account.answer_callback_query,
    "answerinlinequery": account.answer_inline_query,
    "sendchataction": account.send_chat_action,
    "setchatmenubutton": account.set_chat_menu_button,
    "setwebhook": account.set_webhook,
    "deletewebhook": account.delete_webhook,
    "getwebhookinfo": account.get_webhook_info,
    "sendmessage": messages.send_message,
    "sendphoto": messages.send_photo,
    "senddocument": messages.send_document,
    "editmessagetext": edits.edit_message_text,
    "editmessagemedia": edits.edit_message_media,
    "editmessagereplymarkup": edits.edit_message_reply_markup,
    "deletemessage": messages.delete_message,
}


def run_method(world: World, method: str, params: Mapping[str, Any]) -> Any:
    """Carry out a call; raises Refusal where the Bot API refuses."""
    name = method.lower()
    known = METHODS.get(name) or _profile_method(name)
    if known is None:
        raise Refusal(404, "Not Found: method not found")
    return known(world, params)


def _profile_method(name: str) -> Method | None:
    if name.removeprefix("setmy") in account.PROFILE_FIELDS:
        return lambda world, params: account.set_profile(world, name, params)
    if name.removeprefix("getmy") in account.PROFILE_FIELDS:
        return lambda world, params: account.get_profile(world, name, params)
    return None
