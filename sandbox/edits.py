"""Bot API methods that change messages."""

from collections.abc import Mapping
from typing import Any

from sandbox.answers import bad_request
from sandbox.buttons import check_markup
from sandbox.markup import utf16_length
from sandbox.messages import CAPTION_LIMIT, PHOTO_SIZE, read_message_text, read_text, with_entities
from sandbox.params import attached, whole
from sandbox.world import SentMessage, World

_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def edit_message_text(world: World, params: Mapping[str, Any]) -> Any:
    """editMessageText."""
    shown = _find(world, params)
    if shown.photo is not None or shown.document is not None:
        raise bad_request("there is no text in the message to edit")
    plain, entities = read_message_text(params)
    if (plain, entities, params.get("reply_markup")) == (shown.plain, shown.entities, shown.markup):
        raise bad_request(_NOT_MODIFIED)
    _change(shown, str(params["text"]), plain, entities)
    return _rewrite(world, shown, params, {"text": plain, **with_entities("entities", entities)})


def edit_message_media(world: World, params: Mapping[str, Any]) -> Any:
    """editMessageMedia, for pictures only."""
    shown = _find(world, params)
    media = params.get("media") or {}
    picture = attached({**params, "photo": media.get("media", "")}, "photo")
    if media.get("type") != "photo" or not picture:
        raise bad_request("can't parse InputMedia")
    plain, entities = read_text(media, "caption")
    if utf16_length(plain) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    _change(shown, str(media.get("caption", "")), plain, entities)
    shown.photo = picture
    caption = {"caption": plain, **with_entities("caption_entities", entities)}
    return _rewrite(world, shown, params, {"photo": [PHOTO_SIZE], **caption})


def edit_message_reply_markup(world: World, params: Mapping[str, Any]) -> Any:
    """editMessageReplyMarkup."""
    shown = _find(world, params)
    if params.get("reply_markup") == shown.markup:
        raise bad_request(_NOT_MODIFIED)
    return _rewrite(world, shown, params, {})


def _find(world: World, params: Mapping[str, Any]) -> SentMessage:
    chat = world.get_chat(params.get("chat_id"))
    shown = world.find_sent(chat["id"], whole(params, "message_id"))
    if shown is None:
        raise bad_request("message to edit not found")
    check_markup(params.get("reply_markup"))
    return shown


def _change(shown: SentMessage, text: str, plain: str, entities: list[dict[str, Any]]) -> None:
    shown.edits.append(shown.text)
    shown.text, shown.plain, shown.entities = text, plain, entities


def _rewrite(
    world: World, shown: SentMessage, params: Mapping[str, Any], content: dict[str, Any]
) -> dict[str, Any]:
    shown.markup = params.get("reply_markup")
    message = world.messages[shown.chat_id][shown.message_id]
    message |= {"edit_date": world.now(), **content}
    message.pop("reply_markup", None)
    if shown.markup:
        message["reply_markup"] = shown.markup
    return message
