"""The shape of a database on a server: looked at when it is opened, and brought to the newest migration."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection

from storage.errors import OlderDatabaseError
from storage.schema import HEAD, bring_to_head, read_revision
from storage.server import Server
from storage.server_engine import TAKE_TURN


def prepare_server(
    connection: Connection, server: Server, *, migrate: bool, clock: Callable[[], datetime]
) -> None:
    """Make the database fit for this program, or say by a DatabaseError why it is not.

    Migrations are all kept or none. Several processes may do this at once; a copy of the database before
    its migrations is the operator's to make: the server's own tools do that better.
    """
    if _is_at_head(connection, server):
        return
    if not migrate:
        with connection.begin():
            revision = read_revision(connection, server)
        raise OlderDatabaseError(server, revision)
    with connection.begin():
        connection.exec_driver_sql(TAKE_TURN)
        if read_revision(connection, server) != HEAD:
            bring_to_head(connection, server, migrate=True, now=clock())


def _is_at_head(connection: Connection, server: Server) -> bool:
    with connection.begin():
        return read_revision(connection, server) == HEAD
