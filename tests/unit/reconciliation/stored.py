"""Claims on record, written short: posts of one morning, with their relations and bonds."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from domain.claim import Claim, Count, Metric, Relation, Weapon
from domain.record import Bond, StoredClaim
from domain.window import Precision, Span, Window

MORNING = datetime(2026, 3, 12, 6, tzinfo=UTC)
DAY = date(2026, 3, 12)
KALUGA, BRYANSK = "RU-KLU", "RU-BRY"


def hour(at: float) -> datetime:
    """An instant so many hours after the midnight, in Moscow, that begins the day."""
    return datetime(2026, 3, 11, 21, tzinfo=UTC) + timedelta(hours=at)


def stored(
    name: str,
    low: int,
    *regions: str,
    relation: Relation | None = None,
    targets: tuple[int, ...] = (),
    posted_at: datetime = MORNING,
    hours: tuple[float, float] = (-4, 7),
    day: date = DAY,
    bonds: tuple[Bond, ...] = (),
    originator: str = "mod",
    live: bool = True,
    **said: Any,
) -> StoredClaim:
    """A claim of the night before `DAY`; `name` is its id, "post.version.ordinal"."""
    post, version, ordinal = map(int, name.split("."))
    outer = Span(*map(hour, hours))
    claim = Claim(
        originator=originator,
        metric=said.pop("metric", Metric.DOWNED),
        weapon=Weapon.DRONE,
        count=Count(low, low, low),
        regions=regions or (KALUGA,),
        window=Window(outer, said.pop("inner", None), Precision.MINUTE),
        rule="test",
        evidence=(),
        relation=relation,
        targets=targets,
        **said,
    )
    return StoredClaim(name, post, version, ordinal, day, live, posted_at, None, None, claim, bonds)
