"""Telegram's HTML: what the Bot API accepts under parse_mode=HTML, and how it refuses the rest.

Source of the rules: https://core.telegram.org/bots/api#html-style and the wording of the public server.
"""

import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from sandbox.answers import Refusal, bad_request

_ENTITY_OF_TAG = {
    "a": "text_link",
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "tg-emoji": "custom_emoji",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
_TAG = re.compile(
    r"<(/?)([a-zA-Z0-9-]*)((?:\s+[a-zA-Z0-9-]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]+))?)*)\s*>"
)
_ATTRIBUTE = re.compile(r"([a-zA-Z0-9-]+)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>]+))?")
_CHARACTER = re.compile(r"&(?:lt|gt|amp|quot|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});")


def utf16_length(text: str) -> int:
    """Length in UTF-16 code units, in which Telegram counts offsets."""
    return len(text.encode("utf-16-le")) // 2


@dataclass(slots=True)
class _Reading:
    """The text read so far, and the tags still open as (name, entity)."""

    plain: str = ""
    open_tags: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    entities: list[dict[str, Any]] = field(default_factory=list)


def parse_html(text: str) -> tuple[str, list[dict[str, Any]]]:
    """The text without its tags, and its entities; raises Refusal(400) where the real server would."""
    reading = _Reading()
    position = 0
    while position < len(text):
        if text[position] == "<":
            position = _read_tag(text, position, reading)
        elif match := _CHARACTER.match(text, position):
            reading.plain += unescape(match.group())
            position = match.end()
        else:
            reading.plain += text[position]
            position += 1
    if reading.open_tags:
        name = reading.open_tags[-1][0]
        raise _unparsable(f'Can\'t find end tag corresponding to start tag "{name}"')
    return reading.plain, sorted(reading.entities, key=lambda one: (one["offset"], -one["length"]))


def _read_tag(text: str, position: int, reading: _Reading) -> int:
    offset = len(text[:position].encode())
    match = _TAG.match(text, position)
    if match is None:
        raise _unparsable(f"Unclosed or unsupported start tag at byte offset {offset}")
    closing, name, attributes = match.group(1), match.group(2).lower(), match.group(3)
    if closing:
        _close_tag(name, offset, reading)
    else:
        reading.open_tags.append((name, _entity(name, attributes, offset, utf16_length(reading.plain))))
    return match.end()


def _close_tag(name: str, offset: int, reading: _Reading) -> None:
    if not reading.open_tags:
        raise _unparsable(f"Unexpected end tag at byte offset {offset}")
    opened, entity = reading.open_tags.pop()
    if name and name != opened:
        raise _unparsable(
            f'Unmatched end tag at byte offset {offset}, expected "</{opened}>", found "</{name}>"'
        )
    entity["length"] = utf16_length(reading.plain) - entity["offset"]
    if entity["length"] and entity["type"]:
        reading.entities.append(entity)


def _entity(name: str, attributes: str, offset: int, start: int) -> dict[str, Any]:
    if name not in _ENTITY_OF_TAG:
        raise _unparsable(f'Unsupported start tag "{name}" at byte offset {offset}')
    values = {key.lower(): value.strip("\"'") for key, value in _ATTRIBUTE.findall(attributes)}
    if name == "span" and values.get("class") != "tg-spoiler":
        raise _unparsable(f'Tag "span" must have class "tg-spoiler" at byte offset {offset}')
    entity: dict[str, Any] = {"type": _ENTITY_OF_TAG[name], "offset": start, "length": 0}
    if name == "a":
        # A link without an address is plain text to the real server.
        entity |= {"url": unescape(values["href"])} if values.get("href") else {"type": ""}
    if name == "tg-emoji":
        entity["custom_emoji_id"] = values.get("emoji-id", "")
    if name == "blockquote" and "expandable" in values:
        entity["type"] = "expandable_blockquote"
    return entity


def _unparsable(reason: str) -> Refusal:
    return bad_request(f"can't parse entities: {reason}")
