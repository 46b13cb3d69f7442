"""Posts read in one line, for the tests of reading."""

from datetime import datetime

from domain.claim import Claim, Metric, Weapon
from domain.report import Report
from domain.source import Issuer, Source
from extraction import read_post

MINISTRY = Source("ministry", Issuer.MINISTRY)
KALUGA = Source("kaluga", Issuer.GOVERNOR, "RU-KLU")
MOSCOW_MAYOR = Source("mayor", Issuer.GOVERNOR, "RU-MOW")
PAPER = Source("paper", Issuer.OTHER)
MORNING = "2026-03-05T09:00:00+03:00"


def read(text: str, source: Source = KALUGA, at: str = MORNING) -> Report:
    return read_post(text, source=source, posted_at=datetime.fromisoformat(at))


def downed(report: Report, originator: str | None = None) -> list[Claim]:
    return [
        claim
        for claim in report.claims
        if claim.metric is Metric.DOWNED
        and claim.weapon is Weapon.DRONE
        and originator in (None, claim.originator)
    ]


def triples(claims: list[Claim]) -> set[tuple[str, int, int | None]]:
    """(region or sea, low, high) of each claim."""
    return {("+".join(c.regions) or "+".join(c.seas), c.count.low, c.count.high) for c in claims}
