"""What Dozor counts about itself, for Prometheus: names with units; no chat, person or text in a label."""

from collections import OrderedDict, deque
from collections.abc import Mapping
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

from domain.backlog import Backlog
from domain.outbox import OutboxRow
from domain.totals import Decision
from services.desk import TakenIn

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

_HANDLING_S = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5)
_LATENCY_S = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600)
_REMEMBERED = 512
_KINDS = frozenset(
    {"alert", "withdrawn", "correction", "receipt", "digest", "silence", "live", "moved", "post"}
)
"""Kinds of message told apart by name; the first word of a message's key."""


class Metrics:
    """Counters that grow as things happen, and gauges set when somebody asks. Not for several threads."""

    def __init__(self) -> None:
        self._registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        self._count_work(registry)
        self._gauge_backlog(registry)
        self._causes: OrderedDict[datetime, int] = OrderedDict()
        self._alerts: deque[tuple[int, datetime]] = deque(maxlen=_REMEMBERED)

    def _count_work(self, registry: CollectorRegistry) -> None:
        self._posts = Counter(
            "dozor_posts",
            "Posts taken in, by whose voice they are and what became of them.",
            ("issuer", "decision"),
            registry=registry,
        )
        self._claims = Counter(
            "dozor_claims", "Claims read in new texts, by metric.", ("metric",), registry=registry
        )
        self._handling = Histogram(
            "dozor_post_handling_seconds",
            "From a post handed to the desk to its facts committed.",
            buckets=_HANDLING_S,
            registry=registry,
        )
        self._latency = Histogram(
            "dozor_alert_latency_seconds",
            "From the update that brought a post to its alert taken by Telegram.",
            buckets=_LATENCY_S,
            registry=registry,
        )
        self._sent = Counter(
            "dozor_messages_sent", "Messages that Telegram has taken, by kind.", ("kind",), registry=registry
        )
        self._given_up = Counter(
            "dozor_messages_given_up", "Messages that could not be delivered.", registry=registry
        )
        self._errors = Counter("dozor_errors", "Errors logged, by kind.", ("kind",), registry=registry)

    def _gauge_backlog(self, registry: CollectorRegistry) -> None:
        def gauge(name: str, told: str, *labels: str) -> Gauge:
            return Gauge(f"dozor_{name}", told, labels, registry=registry)

        self._outbox = gauge("outbox_messages", "Messages not sent, by state.", "state")
        self._outbox_age = gauge("outbox_oldest_age_seconds", "Age of the oldest message due; 0 for none.")
        self._inbox = gauge("inbox_updates", "Updates not handled, by state.", "state")
        self._inbox_age = gauge("inbox_oldest_age_seconds", "Age of the oldest open update; 0 for none.")
        self._doubts = gauge("doubts_open", "Doubts that wait for an editor.")
        self._subscribed = gauge("subscribed_chats", "Chats subscribed to anything.")
        self._last_post = gauge(
            "source_last_post_timestamp_seconds", "When a listed source last published.", "source"
        )
        self._size = gauge("database_size_bytes", "The database file with its journal.")
        self._backup = gauge("last_backup_timestamp_seconds", "When the last nightly backup was verified.")
        self._polled = gauge("last_poll_timestamp_seconds", "When Telegram last answered a poll.")
        self._healthy = gauge("healthy", "1 while /health answers 200, else 0.")

    def note_post(self, taken: TakenIn) -> None:
        """A post was taken in and its facts committed."""
        self._posts.labels(taken.issuer.value if taken.issuer else "unverified", taken.decision.value).inc()
        self._handling.observe(taken.taken_s)
        if taken.decision is not Decision.DUPLICATE:
            for claim in taken.claims:
                self._claims.labels(claim.metric.value).inc()
        if taken.update_id is not None:
            self._causes[taken.at] = taken.update_id
            if len(self._causes) > _REMEMBERED:
                self._causes.popitem(last=False)

    def note_sent(self, row: OutboxRow, at: datetime) -> None:
        """Telegram has taken a message whole."""
        kind = _kind_of(row)
        self._sent.labels(kind).inc()
        update_id = self._causes.get(row.added_at) if row.added_at is not None else None
        if kind == "alert" and update_id is not None:
            self._alerts.append((update_id, at))

    def note_given_up(self) -> None:
        """A message will never be delivered."""
        self._given_up.inc()

    def note_subscribed(self, chats: int) -> None:
        """So many chats are subscribed to anything."""
        self._subscribed.set(chats)

    def note_error(self, kind: str) -> None:
        """An error was logged."""
        self._errors.labels(kind).inc()

    def take_alerts(self) -> list[tuple[int, datetime]]:
        """(update_id, when its alert was sent), of alerts whose latency is not in the histogram yet."""
        waiting = list(self._alerts)
        self._alerts.clear()
        return waiting

    def note_latencies(self, alerts: list[tuple[int, datetime]], received: Mapping[int, datetime]) -> None:
        """Alerts sent, and when the updates came that caused them; one forgotten since is left out."""
        for update_id, sent_at in alerts:
            if update_id in received:
                self._latency.observe((sent_at - received[update_id]).total_seconds())

    def set_backlog(self, backlog: Backlog, now: datetime) -> None:
        """What waits now."""
        for state, rows in backlog.outbox.items():
            self._outbox.labels(state.value).set(rows)
        self._outbox_age.set(_age_s(backlog.outbox_since, now))
        self._inbox.labels("open").set(backlog.inbox_open)
        self._inbox.labels("set_aside").set(backlog.inbox_set_aside)
        self._inbox_age.set(_age_s(backlog.inbox_since, now))
        self._doubts.set(backlog.doubts_open)

    def set_last_posts(self, last: Mapping[str, datetime | None]) -> None:
        """When each source last published; one that never has, has no such time."""
        for name, at in last.items():
            if at is not None:
                self._last_post.labels(name).set(at.timestamp())

    def set_state(
        self, *, size_bytes: int, backed_up_at: datetime | None, polled_at: datetime | None, healthy: bool
    ) -> None:
        """The file, the last backup and the last poll (0: none yet), and whether all is well."""
        self._size.set(size_bytes)
        self._backup.set(backed_up_at.timestamp() if backed_up_at else 0)
        self._polled.set(polled_at.timestamp() if polled_at else 0)
        self._healthy.set(int(healthy))

    def render(self) -> bytes:
        """Everything, in the text format of Prometheus."""
        return generate_latest(self._registry)


def _kind_of(row: OutboxRow) -> str:
    if row.message.edits is not None:
        return "edit"
    word = row.message.key.partition(":")[0]
    return word if word in _KINDS else "other"


def _age_s(since: datetime | None, now: datetime) -> float:
    return max(0.0, (now - since).total_seconds()) if since is not None else 0.0
