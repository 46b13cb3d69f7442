"""Logs: console in a terminal, JSON lines elsewhere, on stderr; the standard library's go the same way.

One canonical line per post is the habit (source, message id, claims, decision, ms). No token ever: the
finished line is redacted as a whole, traceback included. No forwarder's name either: callers log hashes.
"""

import logging
import sys
from collections.abc import Callable, Collection
from typing import TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from bot.redaction import redact

# Libraries that report every update, request or job at INFO: their warnings are enough.
CHATTY = ("aiogram.event", "aiogram.dispatcher", "aiohttp.access", "apscheduler", "alembic", "asyncio")


def setup_logs(
    level: str = "info",
    format: str = "auto",  # noqa: A002  named as its key in [logs]
    stream: TextIO | None = None,
    *,
    secrets: Collection[str] = (),
) -> None:
    """Route structlog and logging to one stream (stderr by default).

    `level`: debug, info, warning or error. `format`: console, json, or auto (console in a terminal).
    Whatever looks like a token is left out of every line, and so are the `secrets`, whatever they look like.
    Calling it again replaces the former set-up.
    """
    out = stream if stream is not None else sys.stderr
    in_terminal = out.isatty()
    as_console = format == "console" or (format == "auto" and in_terminal)
    handler = logging.StreamHandler(out)
    handler.setFormatter(_formatter(secrets, as_console=as_console, colors=in_terminal))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in CHATTY:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
    logging.captureWarnings(capture=True)
    structlog.configure(
        processors=[*_shared(), structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def _shared() -> list[Processor]:
    """What is added to every line, whoever wrote it."""
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
        structlog.processors.format_exc_info,
    ]


def _formatter(secrets: Collection[str], *, as_console: bool, colors: bool) -> logging.Formatter:
    return structlog.stdlib.ProcessorFormatter(
        # The rooms log through the standard library and put their facts into `extra`.
        foreign_pre_chain=[*_shared(), structlog.stdlib.ExtraAdder()],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            _console(colors=colors) if as_console else structlog.processors.JSONRenderer(ensure_ascii=False),
            _redact_line(secrets),
        ],
    )


def _console(*, colors: bool) -> Processor:
    # The plain formatter: tracebacks come formatted already, and never with local variables.
    return structlog.dev.ConsoleRenderer(
        colors=colors, exception_formatter=structlog.dev.plain_traceback, pad_event_to=0
    )


def _redact_line(secrets: Collection[str]) -> Callable[[WrappedLogger, str, EventDict | str], str]:
    """The last processor: what reaches the stream, whatever part of it held the token."""

    def redacted(_logger: WrappedLogger, _method: str, line: EventDict | str) -> str:
        return redact(str(line), secrets)

    return redacted
