"""A handler that failed: logged with its incident id, which the person is shown."""

import logging

from aiogram import Router
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.types import ErrorEvent

from domain.errors import StorageUnavailableError
from handlers.answers import answer, words_of
from rendering.guidance import render_error
from rendering.html import plain
from services.ports import Replies

_log = logging.getLogger(__name__)


async def tell_incident(event: ErrorEvent, replies: Replies, incident_id: str | None = None) -> object:
    """The error is told and goes on to intake, which sets the update aside.

    `incident_id` is intake's own; where it gives none, the number of the update finds the log line.
    """
    if isinstance(event.exception, StorageUnavailableError):
        return UNHANDLED  # nothing was lost: intake keeps the update open
    incident_id = incident_id or f"u{event.update.update_id}"
    _log.error("update failed", extra={"incident_id": incident_id}, exc_info=event.exception)
    message, tap = event.update.message, event.update.callback_query
    if message is not None:
        answer(message, replies, render_error(incident_id, words_of(message)))
    elif tap is not None:
        replies.acknowledge(tap.id, plain(render_error(incident_id, words_of(tap))), alert=True)
    return UNHANDLED


def setup() -> Router:
    router = Router(name="errors")
    router.errors.register(tell_incident)
    return router
