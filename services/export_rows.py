"""Facts on record → rows of an export: plain values by column, in the order of services/export_columns.py."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from domain.claim import Claim
from domain.decision import POST, Decision
from domain.record import StoredClaim, StoredPost, StoredVersion
from domain.source import Source
from domain.totals import TotalsRow

Row = Mapping[str, Any]
Address = Mapping[str, Any]
"""A claim as every database knows it: post, version, ordinal."""

VERSION_KEYS = frozenset({"version_id", "known"})
"""Keys of a decision's value that hold a version: its number on record, its hash in an export."""

OTHER = "other"
"""The key of a decision's value that holds a claim: its id on record, its address in an export."""

_ALIAS = "editor-"


def claim_row(
    stored: StoredClaim,
    head: Mapping[str, Any],
    version: StoredVersion,
    bonds: Sequence[Row],
    decisions: Sequence[Decision],
    zone: ZoneInfo,
) -> Row:
    """A row of `claims`; `head` is of `version_facts`, `bonds` are those of the claim, addressed."""
    claim = stored.claim
    return {
        "record": "claim",
        **head,
        "live": stored.live,
        "ordinal": stored.ordinal,
        "day": stored.day.isoformat(),
        "originator": claim.originator,
        "metric": claim.metric.value,
        "weapon": claim.weapon.value,
        "low": claim.count.low,
        "best": claim.count.best,
        "high": claim.count.high,
        **_hours(claim, zone),
        "regions": list(claim.regions),
        "seas": list(claim.seas),
        "places": [{"name": p.name, "kind": p.kind, "region": p.region} for p in claim.places],
        "composite": claim.composite,
        "relation": claim.relation.value if claim.relation is not None else None,
        "targets": list(claim.targets),
        "bonds": list(bonds),
        "flags": list(map(str, claim.flags)),
        "confidence": claim.confidence,
        "rule": claim.rule,
        "quotes": [evidence.text for evidence in claim.evidence],
        "spans": [[evidence.start, evidence.end] for evidence in claim.evidence],
        "decisions": [one.action.value for one in decisions if _is_about(one, stored)],
        "text": version.text,
    }


def post_row(head: Mapping[str, Any], version: StoredVersion, claims: int) -> Row:
    """A row of `posts`; `head` is of `version_facts`."""
    return {"record": "post", **head, "claims": claims, "text": version.text}


def version_facts(
    post: StoredPost, version: StoredVersion, source: Source | None, zone: ZoneInfo
) -> dict[str, Any]:
    """What every row about a text begins with.

    The title of a text without a channel would name a chat that somebody forwarded from: it stays here.
    """
    return {
        "post": post.key,
        "link": post.link,
        "source": post.source_name,
        "issuer": source.issuer.value if source else None,
        "home_region": source.home_region if source else None,
        "zone": source.zone if source else None,
        "title": None if post.key.startswith("text:") else post.title,
        "verified": post.verified,
        "posted_at": _instant(post.posted_at, zone),
        "version": version.text_hash,
        "seen_at": _instant(version.seen_at, zone),
        "current": version.id == post.current_version_id,
    }


def total_row(by: str, key: str, row: TotalsRow, day: date | None) -> Row:
    """A row of `totals`; `by` says what the figure is of."""
    figure = row.tally
    return {
        "record": "total",
        "by": by,
        "day": day.isoformat() if day is not None else None,
        "key": key,
        "low": figure.low,
        "best": figure.best,
        "high": figure.high,
        "floor": figure.floor,
        "ceiling": figure.ceiling,
        "state": figure.state.value,
        "claims": row.claims,
        "unnumbered": row.unnumbered,
    }


def decision_row(decision: Decision, post: StoredPost, version: StoredVersion | None, value: Row) -> Row:
    """A row of `decisions`; `value` is the decision's with every number of this database taken out."""
    return {
        "record": "decision",
        "number": decision.id,
        "post": post.key,
        "version": version.text_hash if version is not None else None,
        "ordinal": decision.ordinal,
        "action": decision.action.value,
        "value": value,
        "editor": alias_of(decision.editor),
        "reason": decision.reason,
        "undoes": decision.undoes,
        "decided_at": decision.decided_at.isoformat(),
    }


def alias_of(editor: str) -> str:
    """An alias that stays the same from export to export and leads back to nobody."""
    if editor.startswith(_ALIAS):
        return editor
    return _ALIAS + sha256(f"alias:{editor}".encode()).hexdigest()[:12]


def _is_about(decision: Decision, stored: StoredClaim) -> bool:
    if decision.subject != POST:
        return decision.subject == stored.id
    return decision.version_id in (None, stored.version_id)


def _hours(claim: Claim, zone: ZoneInfo) -> dict[str, str | None]:
    outer, inner = claim.window.outer, claim.window.inner
    return {
        "outer_start": _instant(outer.start, zone),
        "outer_end": _instant(outer.end, zone),
        "inner_start": _instant(inner.start, zone) if inner is not None else None,
        "inner_end": _instant(inner.end, zone) if inner is not None else None,
        "precision": claim.window.precision.value,
    }


def _instant(at: datetime, zone: ZoneInfo) -> str:
    return at.astimezone(zone).isoformat()
