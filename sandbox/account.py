"""Bot API methods about the bot itself, its commands, chats, queries and webhook."""

from collections.abc import Mapping
from typing import Any

from sandbox.answers import bad_request
from sandbox.params import flag, whole
from sandbox.world import World

PROFILE_FIELDS = {
    "name": "name",
    "description": "description",
    "shortdescription": "short_description",
}

_RIGHTS = (
    "can_be_edited",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
)


def get_me(world: World, _params: Mapping[str, Any]) -> Any:
    """getMe."""
    return world.bot | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": True,
    }


def get_chat(world: World, params: Mapping[str, Any]) -> Any:
    """getChat, with the fields that every full chat must have."""
    return world.get_chat(params.get("chat_id")) | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": False,
            "limited_gifts": False,
            "unique_gifts": False,
            "premium_subscription": False,
            "gifts_from_channels": False,
        },
    }


def get_chat_administrators(world: World, params: Mapping[str, Any]) -> Any:
    """getChatAdministrators: those appointed in the sandbox."""
    chat = world.get_chat(params.get("chat_id"))
    if chat["type"] == "private":
        raise bad_request("there are no administrators in the private chat")
    return [
        {"status": "administrator", "user": user, **dict.fromkeys(_RIGHTS, True), "is_anonymous": False}
        for user in world.administrators.get(chat["id"], [])
    ]


def set_my_commands(world: World, params: Mapping[str, Any]) -> Any:
    """setMyCommands for a scope and language."""
    commands = params.get("commands")
    if not isinstance(commands, list) or any(not one.get("description") for one in commands):
        raise bad_request("can't parse commands")
    world.commands[_commands_key(params)] = commands
    return True


def get_my_commands(world: World, params: Mapping[str, Any]) -> Any:
    """getMyCommands of exactly that scope and language."""
    return world.commands.get(_commands_key(params), [])


def delete_my_commands(world: World, params: Mapping[str, Any]) -> Any:
    """deleteMyCommands."""
    world.commands.pop(_commands_key(params), None)
    return True


def _commands_key(params: Mapping[str, Any]) -> tuple[str, str]:
    scope = params.get("scope") or {"type": "default"}
    where = f":{scope['chat_id']}" if "chat_id" in scope else ""
    return f"{scope['type']}{where}", str(params.get("language_code") or "")


def set_profile(world: World, method: str, params: Mapping[str, Any]) -> Any:
    """setMyName, setMyDescription and setMyShortDescription."""
    name = PROFILE_FIELDS[method.removeprefix("setmy")]
    world.profile[name, str(params.get("language_code") or "")] = str(params.get(name, ""))
    return True


def get_profile(world: World, method: str, params: Mapping[str, Any]) -> Any:
    """getMyName, getMyDescription and getMyShortDescription."""
    name = PROFILE_FIELDS[method.removeprefix("getmy")]
    return {name: world.profile.get((name, str(params.get("language_code") or "")), "")}


def answer_callback_query(world: World, params: Mapping[str, Any]) -> Any:
    """answerCallbackQuery."""
    world.callback_answers[str(params.get("callback_query_id"))] = dict(params)
    return True


def answer_inline_query(world: World, params: Mapping[str, Any]) -> Any:
    """answerInlineQuery."""
    world.inline_answers[str(params.get("inline_query_id"))] = dict(params)
    return True


def set_chat_menu_button(world: World, params: Mapping[str, Any]) -> Any:
    """setChatMenuButton; 0 stands for every private chat."""
    world.menu_buttons[whole(params, "chat_id")] = dict(params.get("menu_button") or {"type": "default"})
    return True


def send_chat_action(world: World, params: Mapping[str, Any]) -> Any:
    """sendChatAction."""
    world.get_chat(params.get("chat_id"))
    return True


def set_webhook(world: World, params: Mapping[str, Any]) -> Any:
    """setWebhook; an empty url removes it."""
    world.webhook = {"url": str(params.get("url", "")), "secret_token": str(params.get("secret_token", ""))}
    _drop_if_asked(world, params)
    world.updates.allowed = tuple(params.get("allowed_updates") or world.updates.allowed)
    world.changes.notify()
    return True


def delete_webhook(world: World, params: Mapping[str, Any]) -> Any:
    """deleteWebhook."""
    world.webhook = {"url": ""}
    _drop_if_asked(world, params)
    world.changes.notify()
    return True


def _drop_if_asked(world: World, params: Mapping[str, Any]) -> None:
    if flag(params, "drop_pending_updates"):
        world.updates.clear()


def get_webhook_info(world: World, _params: Mapping[str, Any]) -> Any:
    """getWebhookInfo."""
    return {
        "url": world.webhook["url"],
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates),
    }
