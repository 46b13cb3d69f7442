"""One unit of work: every store over one connection, inside one transaction that others open and end."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection

from storage.alerts import SqlAlertStore
from storage.backlog import SqlBacklogStore
from storage.bulk import SqlBulkStore
from storage.chats import SqlChatStore
from storage.claims import SqlClaimStore
from storage.clusters import SqlClusterStore
from storage.corrections import SqlCorrectionStore
from storage.decisions import SqlDecisionStore
from storage.dialogs import SqlDialogStore
from storage.doubts import SqlDoubtStore
from storage.figures import SqlFigureStore
from storage.heard import SqlHeardStore, SqlNewsStore
from storage.inbox import SqlInboxStore
from storage.instance_lock import SqlInstanceStore
from storage.meta import SqlMetaStore
from storage.outbox import SqlOutboxStore
from storage.paces import SqlPaceStore
from storage.pages import SqlPageStore
from storage.people import SqlPeopleStore
from storage.posts import SqlPostStore
from storage.sources import SqlSourceStore
from storage.stale_scopes import SqlStaleStore
from storage.subscriptions import SqlSubscriptionStore


class SqlTransaction:
    """The stores. `clock` dates what their callers do not: when a version was stored, or began to count.

    `connection` is for what storage does with whole tables.
    """

    def __init__(self, connection: Connection, clock: Callable[[], datetime]) -> None:
        self.connection = connection
        self.inbox = SqlInboxStore(connection)
        self.posts = SqlPostStore(connection, clock)
        self.claims = SqlClaimStore(connection, clock)
        self.clusters = SqlClusterStore(connection)
        self.outbox = SqlOutboxStore(connection)
        self.alerts = SqlAlertStore(connection)
        self.chats = SqlChatStore(connection, clock)
        self.subscriptions = SqlSubscriptionStore(connection)
        self.news = SqlNewsStore(connection)
        self.heard = SqlHeardStore(connection)
        self.people = SqlPeopleStore(connection)
        self.meta = SqlMetaStore(connection)
        self.decisions = SqlDecisionStore(connection)
        self.figures = SqlFigureStore(connection)
        self.doubts = SqlDoubtStore(connection)
        self.corrections = SqlCorrectionStore(connection)
        self.sources = SqlSourceStore(connection)
        self.bulk = SqlBulkStore(connection, clock)
        self.stale = SqlStaleStore(connection)
        self.pages = SqlPageStore(connection)
        self.backlog = SqlBacklogStore(connection)
        self.dialogs = SqlDialogStore(connection)
        self.instance = SqlInstanceStore(connection)
        self.paces = SqlPaceStore(connection)
