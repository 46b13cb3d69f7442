"""Posts, claims and a clock for the contract tests: small, valid, and different only where asked."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

from domain.claim import Claim, Count, Evidence, Metric, Weapon
from domain.outbox import OutboxMessage
from domain.post import IncomingPost, Origin, OriginKind, Submission, text_hash
from domain.record import ClusterPart, StoredPost, StoredVersion
from domain.source import Issuer, Source
from domain.window import Precision, Span, Window
from storage.transaction import SqlTransaction

T = TypeVar("T")
Work = Callable[[SqlTransaction], T]

NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)
DAY = date(2026, 3, 14)
KALUGA = Source("kaluga", Issuer.GOVERNOR, "RU-KLU", chat_id=-1001, title="Губернатор", username="kaluga")


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> datetime:
        self.now += timedelta(**by)
        return self.now


def hours(start: float, end: float) -> Span:
    """A span by hours from NOON."""
    return Span(NOON + timedelta(hours=start), NOON + timedelta(hours=end))


def claim(*regions: str, low: int = 3, outer: Span | None = None, **more: Any) -> Claim:
    facts: dict[str, Any] = {
        "originator": "mod",
        "metric": Metric.DOWNED,
        "weapon": Weapon.DRONE,
        "count": Count(low, low, low),
        "window": Window(outer or hours(-4, 0), None, Precision.MINUTE),
        "rule": "number_verb",
        "evidence": (Evidence(0, 4, "сбит"),),
    }
    return Claim(regions=regions, **(facts | more))


def incoming(
    text: str = "Сбиты три БПЛА", *, message_id: int = 7, chat_id: int | None = -1001
) -> IncomingPost:
    kind = OriginKind.NONE if chat_id is None else OriginKind.CHANNEL
    origin = Origin(kind, NOON, chat_id, message_id, "Губернатор", "kaluga")
    return IncomingPost(text, origin, Submission(50, message_id, "hashed", NOON))


def add_post(tx: SqlTransaction, message_id: int = 7, source: Source | None = KALUGA) -> StoredPost:
    return tx.posts.find_or_add(incoming(message_id=message_id), source)[0]


def add_version(tx: SqlTransaction, post: StoredPost, text: str) -> StoredVersion:
    return tx.posts.add_version(post.id, text, text_hash(text), NOON)


def add_claims(
    tx: SqlTransaction, *claims: Claim, live: bool = True, day: date = DAY, message_id: int = 7
) -> int:
    """A post with a version that makes these claims; returns the version's id."""
    post = add_post(tx, message_id)
    version = add_version(tx, post, f"text of {message_id}")
    tx.claims.add_claims(post, version.id, [(one, day) for one in claims], live=live)
    return version.id


def message(key: str, chat_id: int = 1, **more: Any) -> OutboxMessage:
    return OutboxMessage(key, chat_id, f"text of {key}", **more)


def part(scope: str, *ids: str, span: Span | None = None, floor: int = 3) -> ClusterPart:
    lasts = span or hours(-4, 0)
    return ClusterPart(scope, lasts.start, lasts.end, DAY, DAY, floor, None, floor, ids, 1, ("bounded",))
