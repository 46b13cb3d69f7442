"""Drafts: the domain's frozen values, written quickly.

A frozen dataclass writes each field through `object.__setattr__`, which was a tenth of the time of a post. A
draft has the same slots without the guard; once filled it becomes the frozen value, in place.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from domain.claim import Claim, Count, Evidence, Metric, Place, Relation, Weapon
from domain.report import Consequences, PostKind, Report, Summary, TotalKind, Unresolved
from domain.window import Precision, Span, Window


class _ClaimDraft:
    __slots__ = Claim.__slots__


class _EvidenceDraft:
    __slots__ = Evidence.__slots__


class _PlaceDraft:
    __slots__ = Place.__slots__


class _ConsequencesDraft:
    __slots__ = Consequences.__slots__


class _SpanDraft:
    __slots__ = Span.__slots__


class _WindowDraft:
    __slots__ = Window.__slots__


class _SummaryDraft:
    __slots__ = Summary.__slots__


class _ReportDraft:
    __slots__ = Report.__slots__


def make_evidence(start: int, end: int, text: str) -> Evidence:
    """The same as Evidence(start, end, text)."""
    draft: Any = _EvidenceDraft()
    draft.start, draft.end, draft.text = start, end, text
    draft.__class__ = Evidence
    evidence: Evidence = draft
    return evidence


def make_place(name: str, kind: str, region: str | None) -> Place:
    """The same as Place(name, kind, region)."""
    draft: Any = _PlaceDraft()
    draft.name, draft.kind, draft.region = name, kind, region
    draft.__class__ = Place
    place: Place = draft
    return place


def make_claim(
    *,
    originator: str,
    metric: Metric,
    weapon: Weapon,
    count: Count,
    regions: tuple[str, ...],
    window: Window,
    rule: str,
    evidence: tuple[Evidence, ...],
    seas: tuple[str, ...],
    places: tuple[Place, ...],
    relation: Relation | None,
    targets: tuple[int, ...],
    flags: tuple[str, ...],
    composite: bool,
    confidence: float,
) -> Claim:
    """The same as Claim(...)."""
    draft: Any = _ClaimDraft()
    draft.originator, draft.metric, draft.weapon = originator, metric, weapon
    draft.count, draft.regions, draft.window = count, regions, window
    draft.rule, draft.evidence, draft.seas = rule, evidence, seas
    draft.places, draft.relation, draft.targets = places, relation, targets
    draft.flags, draft.composite, draft.confidence = flags, composite, confidence
    draft.__class__ = Claim
    claim: Claim = draft
    return claim


def relate_claim(claim: Claim, relation: Relation, targets: tuple[int, ...]) -> Claim:
    """The same as replace(claim, relation=relation, targets=targets)."""
    draft: Any = _ClaimDraft()
    for name in Claim.__slots__:
        setattr(draft, name, getattr(claim, name))
    draft.relation, draft.targets = relation, targets
    draft.__class__ = Claim
    related: Claim = draft
    return related


def make_span(start: datetime, end: datetime) -> Span:
    """The same as Span(start, end) of two aware instants that are known to be in order."""
    draft: Any = _SpanDraft()
    draft.start, draft.end = start, end
    draft.__class__ = Span
    span: Span = draft
    return span


def make_window(outer: Span, inner: Span | None, precision: Precision) -> Window:
    """The same as Window(outer, inner, precision)."""
    draft: Any = _WindowDraft()
    draft.outer, draft.inner, draft.precision = outer, inner, precision
    draft.__class__ = Window
    window: Window = draft
    return window


def make_consequences(killed: int | None, injured: int | None, damage: bool | None) -> Consequences:
    """The same as Consequences(killed, injured, damage)."""
    draft: Any = _ConsequencesDraft()
    draft.killed, draft.injured, draft.damage = killed, injured, damage
    draft.__class__ = Consequences
    consequences: Consequences = draft
    return consequences


def make_summary(
    *,
    total: int | None,
    total_kind: TotalKind,
    total_qualifier: str | None,
    cumulative_total: int | None,
    regions: Mapping[str, int | None],
    seas: Mapping[str, int | None],
    places: tuple[Place, ...],
    window: Span | None,
    precision: Precision,
    consequences: Consequences,
) -> Summary:
    """The same as Summary(...) of a post that tells of an incident."""
    draft: Any = _SummaryDraft()
    draft.is_incident, draft.total, draft.total_kind = True, total, total_kind
    draft.total_qualifier, draft.cumulative_total = total_qualifier, cumulative_total
    draft.regions, draft.seas, draft.places = regions, seas, places
    draft.window, draft.precision, draft.consequences = window, precision, consequences
    draft.__class__ = Summary
    summary: Summary = draft
    return summary


def make_report(
    kind: PostKind,
    summary: Summary,
    claims: tuple[Claim, ...],
    unresolved: tuple[Unresolved, ...],
    reason: str | None = None,
) -> Report:
    """The same as Report(...) without flags."""
    draft: Any = _ReportDraft()
    draft.kind, draft.summary, draft.claims = kind, summary, claims
    draft.unresolved, draft.flags, draft.reason = unresolved, (), reason
    draft.__class__ = Report
    report: Report = draft
    return report
