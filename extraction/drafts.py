"""Drafts: the domain's frozen values, written quickly.

A frozen dataclass writes each field through `object.__setattr__`, which was a tenth of the time of a post. A
draft is the same without the guard; once filled it becomes the frozen value, in place.
"""

from datetime import datetime
from functools import lru_cache
from typing import Any

from domain.claim import Claim, Evidence, Place, Relation
from domain.report import Consequences, PostKind, Report, Summary, Unresolved
from domain.window import Precision, Span, Window

_MEMO_LIMIT = 4_000


class _Unguarded:
    """What makes a draft: no field is asked for at its making, and all may be written.

    All three of object's own methods together: Python calls them directly only where none is overridden.
    """

    __slots__ = ()
    __init__ = object.__init__
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__


class ClaimDraft(_Unguarded, Claim):
    """A claim before it is filled; then its class becomes Claim."""

    __slots__ = ()


class EvidenceDraft(_Unguarded, Evidence):
    """A piece of evidence before it is filled; then its class becomes Evidence."""

    __slots__ = ()


class _ConsequencesDraft(_Unguarded, Consequences):
    __slots__ = ()


class _SpanDraft(_Unguarded, Span):
    __slots__ = ()


class _WindowDraft(_Unguarded, Window):
    __slots__ = ()


class SummaryDraft(_Unguarded, Summary):
    """A summary before it is filled; then its class becomes Summary."""

    __slots__ = ()


class _ReportDraft(_Unguarded, Report):
    __slots__ = ()


@lru_cache(maxsize=_MEMO_LIMIT)
def make_place(name: str, kind: str, region: str | None) -> Place:
    """The same as Place(name, kind, region); posts name the same places again and again."""
    return Place(name, kind, region)


def relate_claim(claim: Claim, relation: Relation, targets: tuple[int, ...]) -> Claim:
    """The same as replace(claim, relation=relation, targets=targets)."""
    draft: Any = ClaimDraft()
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
