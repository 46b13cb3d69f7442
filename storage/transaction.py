"""One unit of work: every store over one connection, inside one transaction that others open and end."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection

from storage.alerts import SqlAlertStore
from storage.chats import SqlChatStore
from storage.claims import SqlClaimStore
from storage.clusters import SqlClusterStore
from storage.decisions import SqlDecisionStore
from storage.inbox import SqlInboxStore
from storage.meta import SqlMetaStore
from storage.outbox import SqlOutboxStore
from storage.posts import SqlPostStore
from storage.sources import SqlSourceStore


class SqlTransaction:
    """The stores. `clock` dates what their callers do not: when a version was stored, or began to count."""

    def __init__(self, connection: Connection, clock: Callable[[], datetime]) -> None:
        self.inbox = SqlInboxStore(connection)
        self.posts = SqlPostStore(connection, clock)
        self.claims = SqlClaimStore(connection, clock)
        self.clusters = SqlClusterStore(connection)
        self.outbox = SqlOutboxStore(connection)
        self.alerts = SqlAlertStore(connection)
        self.chats = SqlChatStore(connection, clock)
        self.meta = SqlMetaStore(connection)
        self.decisions = SqlDecisionStore(connection)
        self.sources = SqlSourceStore(connection)
