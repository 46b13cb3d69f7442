"""The few Bot API calls of intake, with updates left as raw JSON.

aiogram decodes a whole batch at once, so one update that it does not know would hold up all the others
for ever; here each stays a string until the inbox worker opens it.
"""

import json
from dataclasses import dataclass
from typing import Any

import aiohttp

ALLOWED_UPDATES = (
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "callback_query",
    "my_chat_member",
    "inline_query",
)
WEBHOOK_CONNECTIONS = 20
"""How many updates Telegram may post at a time; they are stored one after another anyway."""

_ANSWER_MARGIN_S = 15
"""How much longer than the long poll itself an answer may take."""
_CONNECT_S = 10


@dataclass(frozen=True, slots=True)
class Batch:
    """Updates as (update_id, JSON), in the order Telegram gave them."""

    updates: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """Telegram's refusal; `retry_after_s` where it names one."""

    code: int
    description: str
    retry_after_s: float | None = None


class TokenRefusedError(Exception):
    """Telegram does not know this token; nothing helps but another token."""

    def __init__(self, description: str) -> None:
        super().__init__(f"Telegram refuses the bot token: {description}")


@dataclass(frozen=True, slots=True)
class Unreachable:
    """No answer of the Bot API: a network error, a proxy's page, an empty body."""

    why: str


Answer = Batch | Refused | Unreachable


class RawBotApi:
    """`api_base` is the public Bot API or any server that speaks it. The session stays its owner's."""

    def __init__(self, session: aiohttp.ClientSession, token: str, api_base: str) -> None:
        self._session = session
        self._root = f"{api_base.rstrip('/')}/bot{token}"

    async def get_updates(self, offset: int | None, timeout_s: int) -> Answer:
        """Long-poll for at most `timeout_s`; an offset confirms everything below it."""
        request: dict[str, Any] = {"timeout": timeout_s, "limit": 100, "allowed_updates": ALLOWED_UPDATES}
        if offset is not None:
            request["offset"] = offset
        result = await self._call("getUpdates", request, timeout_s + _ANSWER_MARGIN_S)
        if isinstance(result, Refused | Unreachable):
            return result
        return Batch(tuple((one["update_id"], _as_text(one)) for one in result))

    async def delete_webhook(self) -> Refused | Unreachable | None:
        """Make long polling possible again; waiting updates are kept."""
        result = await self._call("deleteWebhook", {"drop_pending_updates": False}, _ANSWER_MARGIN_S)
        return result if isinstance(result, Refused | Unreachable) else None

    async def set_webhook(self, url: str, secret: str) -> Refused | Unreachable | None:
        """Let Telegram post updates to `url` with the secret in a header; waiting updates are kept."""
        request = {
            "url": url,
            "secret_token": secret,
            "allowed_updates": ALLOWED_UPDATES,
            "max_connections": WEBHOOK_CONNECTIONS,
        }
        result = await self._call("setWebhook", request, _ANSWER_MARGIN_S)
        return result if isinstance(result, Refused | Unreachable) else None

    async def _call(self, method: str, request: dict[str, Any], timeout_s: float) -> Any:
        """The result, or what went wrong; the address holds the token, so no error quotes it."""
        limits = aiohttp.ClientTimeout(total=timeout_s, sock_connect=_CONNECT_S)
        try:
            async with self._session.post(f"{self._root}/{method}", json=request, timeout=limits) as answer:
                status, body = answer.status, await answer.read()
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            return Unreachable(type(error).__name__)
        return parse_answer(status, body)


def _as_text(update: dict[str, Any]) -> str:
    """One update as JSON; half a character, which no encoding can store, becomes a question mark."""
    return json.dumps(update, ensure_ascii=False).encode(errors="replace").decode()


def parse_answer(status: int, body: bytes) -> Any:
    """The `result` of a Bot API answer, else what went wrong with it."""
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return Unreachable(f"HTTP {status} without a Bot API answer")
    if not isinstance(answer, dict):
        return Unreachable(f"HTTP {status} without a Bot API answer")
    if answer.get("ok") is True and "result" in answer:
        return answer["result"]
    retry_after = (answer.get("parameters") or {}).get("retry_after")
    description = str(answer.get("description") or "no description")
    return Refused(int(answer.get("error_code", status)), description, retry_after)
