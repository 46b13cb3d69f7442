"""What PostgreSQL and the way to it complain of, in words a person can act on."""

from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from storage.errors import DatabaseBusyError, DatabaseError, ServerRefusedError, ServerUnavailableError
from storage.server import Server

_IN_THE_WAY = {
    "40001",  # serialization_failure
    "40P01",  # deadlock_detected
    "55P03",  # lock_not_available
}
_AWAY = {
    "57P01",  # admin_shutdown
    "57P02",  # crash_shutdown
    "57P03",  # cannot_connect_now
    "57P05",  # idle_session_timeout
    "25P03",  # idle_in_transaction_session_timeout
}
_READ_ONLY = "25006"
_REFUSED = {
    "28000": "refuses this user",
    "28P01": "refuses this user or password",
    "3D000": "has no such database; create it first",
    "42501": "refuses this user what the program needs: the rights of the owner of the tables",
}


@contextmanager
def plain_server_errors(server: Server, *, reading: bool = False) -> Iterator[None]:
    """Turn errors about the server itself into DatabaseError; others pass as they are.

    `reading`: a refused write is then a fault of the program, and passes too.
    """
    try:
        yield
    except (DBAPIError, asyncpg.PostgresError, asyncpg.InterfaceError, PoolTimeoutError, OSError) as error:
        plain = _plain(error, server, reading=reading)
        if plain is None:
            raise
        raise plain from error


def _plain(error: BaseException, server: Server, *, reading: bool) -> DatabaseError | None:
    state = _state(error)
    if state in _IN_THE_WAY:
        return DatabaseBusyError(f"{server}: another process is writing to the database; try again")
    if state == _READ_ONLY and not reading:
        return ServerUnavailableError(server, "takes no writes at present (a standby?)")
    if state in _REFUSED:
        return ServerRefusedError(server, _REFUSED[state])
    if state[:2] == "53":
        return ServerUnavailableError(server, f"has no room: {_first_line(error)}")
    if state in _AWAY or state[:2] in {"08", "58"} or (not state and _is_lost(error)):
        return ServerUnavailableError(server, "cannot be reached, or has ended the connection")
    return None


def _state(error: BaseException | None) -> str:
    """PostgreSQL's five letters, wherever SQLAlchemy and the driver have put them."""
    while error is not None:
        state = getattr(error, "sqlstate", None)
        if isinstance(state, str):
            return state
        error = getattr(error, "orig", None) or error.__cause__
    return ""


def _is_lost(error: BaseException) -> bool:
    if isinstance(error, DBAPIError):
        return error.connection_invalidated or isinstance(error.__cause__ or error.orig, OSError)
    return isinstance(error, OSError | PoolTimeoutError | asyncpg.InterfaceError)


def _first_line(error: BaseException) -> str:
    told = str(getattr(error, "orig", None) or error)
    return told.rpartition(">: ")[2].partition("\n")[0]
