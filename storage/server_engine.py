"""Connections to PostgreSQL as this program needs them."""

from functools import partial
from typing import Any, Literal

import asyncpg
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage.server import Server

Use = Literal["writing", "reading"]

CACHED_STATEMENTS = 512
"""More than the stores have, so that none is prepared twice on a connection."""

WRITERS_LOCK = 0x646F7A6F72
"""The advisory lock of who writes facts: "dozor" in letters. One process holds it at a time, from the first
statement of its transaction to the end, as BEGIN IMMEDIATE does on SQLite: no figure is computed from half
of what another is storing."""

TAKE_TURN = f"SELECT pg_advisory_xact_lock({WRITERS_LOCK})"

_CONNECT_S = 10.0
_COMMAND_S = 300.0
_FROZEN_MS = 120_000


def server_engine(server: Server, use: Use, *, size: int, busy_timeout_s: float) -> AsyncEngine:
    """A pool of `size` connections, opened as they are needed.

    Reading: each transaction sees one snapshot and can write nothing. Writing: each statement sees what is
    committed when it begins; who computes from what he reads takes WRITERS_LOCK first.
    """
    settings = _settings(busy_timeout_s)
    if use == "reading":
        settings["default_transaction_read_only"] = "on"
    connect: Any = partial(
        asyncpg.connect,
        **server.driver_arguments(),
        server_settings=settings,
        timeout=_CONNECT_S,
        command_timeout=_COMMAND_S,
    )
    return create_async_engine(
        "postgresql+asyncpg://",
        pool_size=size,
        max_overflow=0,
        isolation_level="REPEATABLE READ" if use == "reading" else "READ COMMITTED",
        connect_args={"async_creator_fn": connect, "prepared_statement_cache_size": CACHED_STATEMENTS},
        hide_parameters=True,
    )


def _settings(busy_timeout_s: float) -> dict[str, str]:
    return {
        "application_name": "dozor",
        "lock_timeout": str(max(1, round(busy_timeout_s * 1000))),
        # A process stopped in the middle of its transaction must not hold up every other for ever.
        "idle_in_transaction_session_timeout": str(_FROZEN_MS),
        # A machine that vanished is noticed within a minute, and its locks are free.
        "tcp_keepalives_idle": "30",
        "tcp_keepalives_interval": "10",
        "tcp_keepalives_count": "3",
        # Compiling a statement to machine code costs more than any of these statements runs.
        "jit": "off",
    }
