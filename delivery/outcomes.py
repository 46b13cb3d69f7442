"""What became of a call to Telegram, and what each failure means."""

from dataclasses import dataclass
from typing import Any

from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
)
from aiohttp import ClientConnectorError, ConnectionTimeoutError


@dataclass(frozen=True, slots=True)
class Sent:
    """Done; the id is unknown only where an edit changed nothing."""

    message_id: int | None


@dataclass(frozen=True, slots=True)
class RetryAt:
    """Not done, worth another try: after `delay_s`, or by the usual backoff where that is None.

    `asked`: Telegram itself named the delay, so the whole chat keeps silent until then. `offline`: the
    server was not reached, which says nothing of the message. `lost`: it may have been done, but no answer
    came.
    """

    delay_s: float | None
    why: str
    asked: bool = False
    offline: bool = False
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Dead:
    """Refused for good."""

    why: str


@dataclass(frozen=True, slots=True)
class Gone:
    """The message to edit is not there any more, or cannot be edited any more: nobody needs to hear of it."""

    why: str


@dataclass(frozen=True, slots=True)
class Moved:
    """Not done: the group has become the supergroup `chat_id`."""

    chat_id: int


@dataclass(frozen=True, slots=True)
class Unknown:
    """The request went out and the answer was lost: done or not, nobody can tell."""

    why: str


Outcome = Sent | RetryAt | Dead | Gone | Moved | Unknown

FAILURES = (TelegramAPIError, ClientDecodeError, TypeError)
"""What aiogram raises when a call fails; a 500 without a description comes as a bare TypeError."""


_NOTHING_TO_EDIT = ("message to edit not found", "message can't be edited", "message_id_invalid")

_LONGEST_BACKOFF_S = 300.0
_LONGEST_OFFLINE_S = 30.0
"""What waited for the network goes out soon after it is back."""


def outcome_of(error: Exception, *, is_edit: bool) -> Outcome:
    """Judge one of FAILURES. An edit can be repeated freely: it is never Unknown."""
    outcome = _outcome_of(error)
    if is_edit and isinstance(outcome, Unknown):
        return RetryAt(None, outcome.why, lost=True)
    if is_edit and isinstance(outcome, Dead) and any(one in outcome.why.lower() for one in _NOTHING_TO_EDIT):
        return Gone(outcome.why)
    return outcome


def _outcome_of(error: Exception) -> Outcome:
    if isinstance(error, TelegramNetworkError):
        return _of_network(error)
    if isinstance(error, TelegramAPIError):
        return _of_refusal(error)
    if isinstance(error, ClientDecodeError):
        return _of_strange_answer(error.data)
    return RetryAt(None, "server error without a description")


def _of_network(error: TelegramNetworkError) -> Outcome:
    if isinstance(error, TelegramEntityTooLarge):
        return Dead(error.message)
    cause = error.__cause__
    if isinstance(cause, ClientConnectorError | ConnectionTimeoutError):
        return RetryAt(None, "no connection", offline=True)
    return Unknown(type(cause).__name__ if cause else "network error")


def _of_refusal(error: TelegramAPIError) -> Outcome:
    if isinstance(error, TelegramRetryAfter):
        return RetryAt(float(error.retry_after), "too many requests", asked=True)
    if isinstance(error, TelegramMigrateToChat):
        return Moved(error.migrate_to_chat_id)
    if isinstance(error, TelegramBadRequest) and "message is not modified" in error.message:
        return Sent(None)
    if isinstance(error, TelegramBadRequest | TelegramForbiddenError):
        return Dead(error.message)
    return RetryAt(None, error.message)


def _of_strange_answer(answer: Any) -> Outcome:
    """An answer that aiogram could not read.

    A well-formed "ok" whose result it does not know (a reply to a message of a new kind) is a success; a
    gateway's page says that the request did not get through; anything else leaves it open.
    """
    if isinstance(answer, dict) and answer.get("ok") is True:
        result = answer.get("result")
        return Sent(result.get("message_id") if isinstance(result, dict) else None)
    if isinstance(answer, dict):
        return RetryAt(None, str(answer.get("description") or "unreadable refusal"))
    page = str(answer).lower()
    if "<html" in page and "time-out" not in page and "timeout" not in page:
        return RetryAt(None, "a gateway's page instead of an answer")
    return Unknown("unreadable answer")


def backoff_s(failures: int, random: float, *, offline: bool = False) -> float:
    """Seconds before the next try: doubling from 1 to 300 (30 where the server was not reached).

    Jittered down to a half by `random` in [0, 1).
    """
    longest = _LONGEST_OFFLINE_S if offline else _LONGEST_BACKOFF_S
    return min(longest, 2.0 ** min(failures - 1, 9)) * (0.5 + random / 2)
