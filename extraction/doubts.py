"""Doubts: claims that a person must look at before they may enter a number."""

from dataclasses import replace

from domain.claim import Claim, Flag
from domain.report import Report

MOST_PLAUSIBLE = 2_000
"""More than twice the greatest count that any official has claimed for one day (about 800, in 2026)."""

_HARDLY = 0.1


def mark_doubts(report: Report) -> Report:
    """The same report with its implausible claims flagged; what the post states is left as it stands."""
    for claim in report.claims:
        if claim.count.best > MOST_PLAUSIBLE:
            return replace(report, claims=tuple(_marked(claim) for claim in report.claims))
    return report


def _marked(claim: Claim) -> Claim:
    if claim.count.best <= MOST_PLAUSIBLE:
        return claim
    return replace(claim, flags=(*claim.flags, Flag.IMPLAUSIBLE.value), confidence=_HARDLY)
