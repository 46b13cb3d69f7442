"""Bot API methods that write and delete messages."""

from collections.abc import Mapping
from typing import Any

from sandbox.answers import bad_request
from sandbox.buttons import check_markup
from sandbox.markup import parse_html, utf16_length
from sandbox.params import attached, flag, whole
from sandbox.world import SentMessage, World

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
PHOTO_SIZE = {"file_id": "sent", "file_unique_id": "sent", "width": 800, "height": 600}


def send_message(world: World, params: Mapping[str, Any]) -> Any:
    """sendMessage."""
    plain, entities = read_message_text(params)
    return _write(world, params, {"text": plain, **with_entities("entities", entities)}, str(params["text"]))


def send_photo(world: World, params: Mapping[str, Any]) -> Any:
    """sendPhoto."""
    picture = attached(params, "photo")
    if not picture:
        raise bad_request("there is no photo in the request")
    _, caption = _read_caption(params)
    return _write(world, params, {"photo": [PHOTO_SIZE], **caption}, str(params.get("caption", "")), picture)


def send_document(world: World, params: Mapping[str, Any]) -> Any:
    """sendDocument."""
    file = attached(params, "document")
    if not file:
        raise bad_request("there is no document in the request")
    shown = {"document": {"file_id": "sent", "file_unique_id": "sent", "file_size": len(file)}}
    plain, caption = _read_caption(params)
    message = _write(world, params, {**shown, **caption}, str(params.get("caption", "")))
    world.sent[-1].document, world.sent[-1].plain = file, plain
    return message


def delete_message(world: World, params: Mapping[str, Any]) -> Any:
    """deleteMessage."""
    chat = world.get_chat(params.get("chat_id"))
    shown = world.find_sent(chat["id"], whole(params, "message_id"))
    if shown is None:
        raise bad_request("message to delete not found")
    shown.deleted = True
    return True


def read_message_text(params: Mapping[str, Any]) -> tuple[str, list[dict[str, Any]]]:
    """The words of a message and their entities, refused where they are none or too many."""
    plain, entities = read_text(params, "text")
    if not plain.strip():
        raise bad_request("message text is empty")
    if utf16_length(plain) > TEXT_LIMIT:
        raise bad_request("message is too long")
    return plain, entities


def _read_caption(params: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The words under a picture or a file, and their fields in the message."""
    plain, entities = read_text(params, "caption")
    if utf16_length(plain) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    return plain, {"caption": plain, **with_entities("caption_entities", entities)} if plain else {}


def read_text(params: Mapping[str, Any], name: str) -> tuple[str, list[dict[str, Any]]]:
    """A text under its parse_mode, with its entities."""
    text = str(params.get(name, ""))
    mode = str(params.get("parse_mode", ""))
    if not mode:
        return text, []
    if mode.lower() != "html":
        raise bad_request("unsupported parse_mode")
    return parse_html(text)


def with_entities(name: str, entities: list[dict[str, Any]]) -> dict[str, Any]:
    """The field of the entities, where there are any."""
    return {name: entities} if entities else {}


def _write(
    world: World, params: Mapping[str, Any], content: dict[str, Any], text: str, photo: bytes | None = None
) -> dict[str, Any]:
    chat = world.get_chat(params.get("chat_id"))
    thread_id = whole(params, "message_thread_id") or None
    if thread_id and thread_id not in world.threads.get(chat["id"], set()):
        raise bad_request("message thread not found")
    check_markup(params.get("reply_markup"))
    replied = _replied(world, chat["id"], params)
    author = {"sender_chat": chat} if chat["type"] == "channel" else {"from": world.bot}
    markup = {"reply_markup": params["reply_markup"]} if params.get("reply_markup") else {}
    extra: dict[str, Any] = {"message_thread_id": thread_id, "is_topic_message": True} if thread_id else {}
    if replied:
        extra["reply_to_message"] = {k: v for k, v in replied.items() if k != "reply_to_message"}
    message = world.new_message(chat, {**author, **extra, **content, **markup})
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
