"""The parameters of a call, from the query, a form, multipart or JSON, as the Bot API takes them."""

import json
from collections.abc import Mapping
from typing import Any

from aiohttp import web

_JSON_FIELDS = frozenset(
    {
        "allowed_updates",
        "commands",
        "entities",
        "caption_entities",
        "link_preview_options",
        "media",
        "menu_button",
        "reply_markup",
        "reply_parameters",
        "results",
        "scope",
    }
)


async def read_params(request: web.Request) -> dict[str, Any]:
    """All parameters by name; nested objects decoded, files as bytes."""
    params: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        body = await request.json()
        return params | (body if isinstance(body, dict) else {})
    for name, value in (await request.post()).items():
        params[name] = value.file.read() if isinstance(value, web.FileField) else value
    return {name: _decoded(name, value) for name, value in params.items()}


def _decoded(name: str, value: Any) -> Any:
    if name in _JSON_FIELDS and isinstance(value, str):
        return json.loads(value)
    return value


def whole(params: Mapping[str, Any], name: str, default: int = 0) -> int:
    """A whole number, whether it came as text or as JSON."""
    value = params.get(name)
    return default if value in (None, "") else int(str(value))


def flag(params: Mapping[str, Any], name: str) -> bool:
    """A Boolean: true, "true" or "1"."""
    return str(params.get(name, "")).lower() in {"true", "1"}


def attached(params: Mapping[str, Any], name: str) -> bytes:
    """A file's bytes: sent in the field itself or through attach://."""
    value = params.get(name, b"")
    if isinstance(value, str) and value.startswith("attach://"):
        value = params.get(value.removeprefix("attach://"), b"")
    return value if isinstance(value, bytes) else str(value).encode()
