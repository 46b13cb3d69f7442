"""Doubts: claims that a person must look at before they may enter a number."""

from dataclasses import replace

from domain.claim import Claim, Flag
from domain.report import Report

MOST_PLAUSIBLE = 2_000
"""More than twice the greatest count that any official has claimed for one day (about 800, in 2026)."""

_HARDLY = 0.1
_MISSPELT = 0.6


def mark_doubts(report: Report) -> Report:
    """The same report with its implausible claims flagged; what the post states is left as it stands."""
    if report.unresolved:
        report = _mark_misspelt(report)
    for claim in report.claims:
        if claim.count.best > MOST_PLAUSIBLE:
            return replace(report, claims=tuple(_marked(claim) for claim in report.claims))
    return report


def _mark_misspelt(report: Report) -> Report:
    """Flags the claims that quote a name near to one in the gazetteer: what was meant is not guessed."""
    misspelt = {
        (n.start, n.end) for n in report.unresolved if n.candidates and not _are_namesakes(n.candidates)
    }
    if not misspelt:
        return report
    claims = tuple(
        replace(
            claim,
            flags=(*claim.flags, Flag.MISSPELT_PLACE.value),
            confidence=min(claim.confidence, _MISSPELT),
        )
        if any((part.start, part.end) in misspelt for part in claim.evidence)
        else claim
        for claim in report.claims
    )
    return replace(report, claims=claims)


def _are_namesakes(candidates: tuple[str, ...]) -> bool:
    """Namesakes are shown with their regions: "Киров (Калужская область)"."""
    return any("(" in name for name in candidates)


def _marked(claim: Claim) -> Claim:
    if claim.count.best <= MOST_PLAUSIBLE:
        return claim
    return replace(claim, flags=(*claim.flags, Flag.IMPLAUSIBLE.value), confidence=_HARDLY)
