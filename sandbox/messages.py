"""Bot API methods that write, change and delete messages."""

from collections.abc import Mapping
from typing import Any

from sandbox.answers import bad_request
from sandbox.markup import parse_html, utf16_length
from sandbox.params import attached, flag, whole
from sandbox.world import SentMessage, World

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
_PHOTO_SIZE = {"file_id": "sent", "file_unique_id": "sent", "width": 800, "height": 600}


def send_message(world: World, params: Mapping[str, Any]) -> Any:
    """sendMessage."""
    plain, entities = _read_text(params, "text")
    if not plain.strip():
        raise bad_request("message text is empty")
    if utf16_length(plain) > TEXT_LIMIT:
        raise bad_request("message is too long")
    return _write(world, params, {"text": plain, **_entities("entities", entities)}, str(params["text"]))


def send_photo(world: World, params: Mapping[str, Any]) -> Any:
    """sendPhoto."""
    picture = attached(params, "photo")
    if not picture:
        raise bad_request("there is no photo in the request")
    plain, entities = _read_text(params, "caption")
    if utf16_length(plain) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    caption = {"caption": plain, **_entities("caption_entities", entities)} if plain else {}
    return _write(world, params, {"photo": [_PHOTO_SIZE], **caption}, str(params.get("caption", "")), picture)


def edit_message_text(world: World, params: Mapping[str, Any]) -> Any:
    """editMessageText."""
    chat = world.get_chat(params.get("chat_id"))
    shown = world.find_sent(chat["id"], whole(params, "message_id"))
    if shown is None or shown.photo is not None:
        raise bad_request("message to edit not found")
    plain, entities = _read_text(params, "text")
    if not plain.strip():
        raise bad_request("message text is empty")
    if utf16_length(plain) > TEXT_LIMIT:
        raise bad_request("message is too long")
    if (plain, entities, params.get("reply_markup")) == (shown.plain, shown.entities, shown.markup):
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly the same "
            "as a current content and reply markup of the message"
        )
    shown.edits.append(shown.text)
    shown.text, shown.plain, shown.entities = str(params["text"]), plain, entities
    shown.markup = params.get("reply_markup")
    message = world.messages[chat["id"]][shown.message_id]
    message |= {"text": plain, "edit_date": world.now(), **_entities("entities", entities)}
    return message


def delete_message(world: World, params: Mapping[str, Any]) -> Any:
    """deleteMessage."""
    chat = world.get_chat(params.get("chat_id"))
    shown = world.find_sent(chat["id"], whole(params, "message_id"))
    if shown is None:
        raise bad_request("message to delete not found")
    shown.deleted = True
    return True


def _read_text(params: Mapping[str, Any], name: str) -> tuple[str, list[dict[str, Any]]]:
    text = str(params.get(name, ""))
    mode = str(params.get("parse_mode", ""))
    if not mode:
        return text, []
    if mode.lower() != "html":
        raise bad_request("unsupported parse_mode")
    return parse_html(text)


def _entities(name: str, entities: list[dict[str, Any]]) -> dict[str, Any]:
    return {name: entities} if entities else {}


def _write(
    world: World, params: Mapping[str, Any], content: dict[str, Any], text: str, photo: bytes | None = None
) -> dict[str, Any]:
    chat = world.get_chat(params.get("chat_id"))
    thread_id = whole(params, "message_thread_id") or None
    if thread_id and thread_id not in world.threads.get(chat["id"], set()):
        raise bad_request("message thread not found")
    replied = _replied(world, chat["id"], params)
    author = {"sender_chat": chat} if chat["type"] == "channel" else {"from": world.bot}
    extra: dict[str, Any] = {"message_thread_id": thread_id, "is_topic_message": True} if thread_id else {}
    if replied:
        extra["reply_to_message"] = {k: v for k, v in replied.items() if k != "reply_to_message"}
    message = world.new_message(chat, {**author, **extra, **content})
    shown = SentMessage(
        chat_id=chat["id"],
        message_id=message["message_id"],
        text=text,
        plain=content.get("text", content.get("caption", "")),
        entities=content.get("entities", []),
        silent=flag(params, "disable_notification"),
        reply_to=replied["message_id"] if replied else None,
        thread_id=thread_id,
        markup=params.get("reply_markup"),
        photo=photo,
    )
    world.sent.append(shown)
    return message


def _replied(world: World, chat_id: int, params: Mapping[str, Any]) -> dict[str, Any] | None:
    reply = params.get("reply_parameters") or {}
    if not reply:
        return None
    replied = world.messages.get(chat_id, {}).get(int(reply["message_id"]))
    if replied is None and not reply.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return replied
