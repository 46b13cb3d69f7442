"""What each failure of a call means for the message."""

import pytest
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import SendMessage
from aiohttp import ClientConnectionResetError, ClientConnectorError, ServerDisconnectedError
from aiohttp.client_reqrep import ConnectionKey

from delivery.outcomes import Dead, Gone, Moved, RetryAt, Sent, Unknown, backoff_s, outcome_of

CALL = SendMessage(chat_id=1, text="x")
PAGE = "<html><head><title>502 Bad Gateway</title></head></html>"


def network(cause: Exception) -> TelegramNetworkError:
    error = TelegramNetworkError(CALL, "lost")
    error.__cause__ = cause
    return error


def strange(answer: object) -> ClientDecodeError:
    return ClientDecodeError("Failed to decode object", ValueError(), answer)


def nobody_there() -> ClientConnectorError:
    key = ConnectionKey("127.0.0.1", 9, False, True, None, None, None)
    return ClientConnectorError(key, OSError(111, "refused"))


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (TelegramRetryAfter(CALL, "flood", 7), RetryAt(7.0, "too many requests", asked=True)),
        (TelegramMigrateToChat(CALL, "moved", -1002), Moved(-1002)),
        (TelegramBadRequest(CALL, "Bad Request: message is not modified: the same"), Sent(None)),
        (TelegramBadRequest(CALL, "Bad Request: message to edit not found"), Dead),
        (TelegramBadRequest(CALL, "Bad Request: chat not found"), Dead),
        (TelegramForbiddenError(CALL, "Forbidden: bot was blocked by the user"), Dead),
        (TelegramEntityTooLarge(CALL, "Request Entity Too Large"), Dead),
        (TelegramServerError(CALL, "Internal Server Error"), RetryAt(None, "Internal Server Error")),
        (TelegramUnauthorizedError(CALL, "Unauthorized"), RetryAt(None, "Unauthorized")),
        (TelegramAPIError(CALL, "something new"), RetryAt(None, "something new")),
        (TypeError("argument of type 'NoneType' is not iterable"), RetryAt),
        (network(nobody_there()), RetryAt(None, "no connection", offline=True)),
        (network(ServerDisconnectedError()), Unknown("ServerDisconnectedError")),
        (network(ClientConnectionResetError()), Unknown("ClientConnectionResetError")),
        (network(TimeoutError()), Unknown("TimeoutError")),
        (strange(PAGE), RetryAt),
        (strange("<html><h1>504 Gateway Time-out</h1></html>"), Unknown("unreadable answer")),
        (strange(""), Unknown("unreadable answer")),
        (strange({"ok": True, "result": {"message_id": 5, "reply_to_message": {}}}), Sent(5)),
        (strange({"ok": True, "result": True}), Sent(None)),
        (strange({"ok": False, "description": "odd"}), RetryAt(None, "odd")),
    ],
    ids=str,
)
def test_failure_of_a_send_is_judged(error: Exception, outcome: object) -> None:
    judged = outcome_of(error, is_edit=False)
    assert isinstance(judged, outcome) if isinstance(outcome, type) else judged == outcome


def test_edit_is_simply_tried_again_when_its_answer_is_lost() -> None:
    assert outcome_of(network(TimeoutError()), is_edit=True) == RetryAt(None, "TimeoutError", lost=True)


def test_backoff_doubles_up_to_five_minutes() -> None:
    assert [backoff_s(failures, 0.999999) for failures in (1, 2, 3)] == pytest.approx([1, 2, 4], rel=1e-3)
    assert backoff_s(50, 0.999999) == pytest.approx(300, rel=1e-3)
    assert backoff_s(3, 0.0) == 2.0


def test_without_a_network_the_next_try_is_at_most_half_a_minute_away() -> None:
    assert backoff_s(50, 0.999999, offline=True) == pytest.approx(30, rel=1e-3)


@pytest.mark.parametrize(
    "why", ["message to edit not found", "message can't be edited", "MESSAGE_ID_INVALID"]
)
def test_only_an_edit_can_find_its_message_gone(why: str) -> None:
    refused = TelegramBadRequest(CALL, f"Bad Request: {why}")
    assert isinstance(outcome_of(refused, is_edit=True), Gone)
    assert isinstance(outcome_of(refused, is_edit=False), Dead)
