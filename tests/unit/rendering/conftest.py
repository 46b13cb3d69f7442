"""Words, zones and small makers of the nouns that rendering is given."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from domain.claim import Claim, Count, Evidence, Metric, Weapon
from domain.record import StoredClaim
from domain.report import PostKind, Report, Summary
from domain.tally import Tally, TallyState
from domain.totals import Decision, Receipt, TotalsRow
from domain.window import Precision, Span, Window
from rendering.i18n import Words, words_for

POSTED_AT = datetime(2025, 11, 12, 6, 40, tzinfo=UTC)
NIGHT = Span(datetime(2025, 11, 11, 20, 20, tzinfo=UTC), datetime(2025, 11, 12, 4, 0, tzinfo=UTC))


@pytest.fixture
def ru() -> Words:
    return words_for("ru")


@pytest.fixture
def en() -> Words:
    return words_for("en")


@pytest.fixture
def moscow() -> ZoneInfo:
    return ZoneInfo("Europe/Moscow")


@pytest.fixture
def night() -> Span:
    return NIGHT


def _tally(floor: int, ceiling: int | None, best: int | None = None, flags: tuple[str, ...] = ()) -> Tally:
    if ceiling is None:
        return Tally(floor, None, floor, floor, None, TallyState.OPEN, flags=flags)
    low, high = sorted((floor, ceiling))
    state = TallyState.EXACT
    if floor != ceiling:
        state = TallyState.RANGE if floor < ceiling else TallyState.DISPUTED
    return Tally(floor, ceiling, low, low if best is None else best, high, state, flags=flags)


@pytest.fixture
def tally() -> Callable[..., Tally]:
    """A tally as SEMANTICS derives it from a floor and a ceiling."""
    return _tally


@pytest.fixture
def row() -> Callable[..., TotalsRow]:
    def make(key: str, figure: Tally, claims: int = 1, unnumbered: int = 0, **fields: Any) -> TotalsRow:
        return TotalsRow(key, figure, claims, unnumbered, **fields)

    return make


@pytest.fixture
def claim() -> Callable[..., Claim]:
    def make(count: Count, regions: tuple[str, ...] = ("RU-KLU",), **fields: Any) -> Claim:
        given: dict[str, Any] = {
            "originator": "governor:RU-KLU",
            "metric": Metric.DOWNED,
            "weapon": Weapon.DRONE,
            "window": Window(NIGHT, NIGHT, Precision.MINUTE),
            "rule": "downed_number",
            "evidence": (Evidence(0, 20, "11 беспилотников сбиты"),),
        }
        return Claim(count=count, regions=regions, **(given | fields))

    return make


@pytest.fixture
def stored() -> Callable[..., StoredClaim]:
    def make(claim_id: str, made: Claim, link: str | None = "https://t.me/kaluga/1") -> StoredClaim:
        day = date(2025, 11, 12)
        return StoredClaim(claim_id, 1, 1, 0, day, True, POSTED_AT, "governor:RU-KLU", link, made)

    return make


@pytest.fixture
def report() -> Callable[..., Report]:
    def make(claims: tuple[Claim, ...] = (), *, kind: PostKind = PostKind.INCIDENT, **fields: Any) -> Report:
        given: dict[str, Any] = {
            "is_incident": kind is PostKind.INCIDENT,
            "total": 11,
            "regions": {"RU-KLU": 11},
            "window": NIGHT,
            "precision": Precision.MINUTE,
        }
        extra = {key: fields.pop(key) for key in ("unresolved", "flags") if key in fields}
        summary = Summary(**(given | fields))
        return Report(kind, summary, claims, **extra)

    return make


@pytest.fixture
def receipt() -> Callable[..., Receipt]:
    def make(decision: Decision, read: Report, **fields: Any) -> Receipt:
        given: dict[str, Any] = {
            "source_title": "Владислав Шапша",
            "posted_at": POSTED_AT,
            "link": "https://t.me/kaluga/1",
        }
        return Receipt(decision, report=read, **(given | fields))

    return make
