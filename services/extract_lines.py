"""The `extract` verb: one line of foreign JSON, or a plain text, → what was understood, ready to print."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, StringConstraints, ValidationError

from domain.claim import Claim, Place
from domain.errors import RefusedLineError, UnknownRegionError
from domain.region import get_region
from domain.report import Report, Summary
from domain.source import MOSCOW, Issuer, Source
from domain.window import Span
from extraction import read_post
from services.extract_card import UNKNOWN_SOURCE, render_card

TEXT_LIMIT = 200_000
_FIRST_YEAR, _LAST_YEAR = 2000, 2199
_Text = Annotated[str, StringConstraints(max_length=TEXT_LIMIT)]


class _Line(BaseModel):
    """One line of `extract` input. Other keys (a label, a note) are left unread."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str | int | None = None
    source: str
    issuer: Issuer | None = None
    home_region: str | None = None
    posted_at: AwareDatetime
    edited_at: AwareDatetime | None = None
    text: _Text


@dataclass(frozen=True, slots=True)
class ExtractInput:
    """One usable line: a post of a known or described source. `posted_at` is aware.

    `edited_at`: the moment whose text it is, where the line gives one. `described`: the line, the registry
    or the source's name says whose voice it is.
    """

    id: str | int | None
    source: Source
    posted_at: datetime
    text: str
    edited_at: datetime | None = None
    described: bool = True


def parse_line(line: str | bytes, *, registry: Mapping[str, Source]) -> ExtractInput:
    """One JSON line; raises RefusedLineError with the reason (its first fault) when it cannot be used.

    What the line does not say of its source comes from `registry`, by the source's name.
    """
    try:
        given = _Line.model_validate_json(line)
    except ValidationError as error:
        fault = error.errors()[0]
        where = ".".join(str(part) for part in fault["loc"])
        raise RefusedLineError(f"{where}: {fault['msg']}" if where else fault["msg"]) from None
    for name, at in (("posted_at", given.posted_at), ("edited_at", given.edited_at)):
        if at is not None and not _FIRST_YEAR <= at.year <= _LAST_YEAR:
            raise RefusedLineError(f"{name}: the year {at.year} cannot be meant")
    source = source_named(given.source, given.issuer, given.home_region, registry)
    described = given.issuer is not None or source.issuer is not Issuer.OTHER or given.source in registry
    return ExtractInput(given.id, source, given.posted_at, given.text, given.edited_at, described)


def source_named(
    name: str, issuer: Issuer | None, home: str | None, registry: Mapping[str, Source]
) -> Source:
    """What is said here of a source, else the registry's word, else what a name like "governor:RU-VOR" says.

    Raises RefusedLineError for a region that is none.
    """
    known = registry.get(name)
    if known is not None:
        issuer, home = issuer or known.issuer, home or known.home_region
    kind, _, code = name.partition(":")
    if code and kind == Issuer.GOVERNOR.value:
        issuer, home = issuer or Issuer.GOVERNOR, home or code
    issuer = issuer or Issuer.OTHER
    if home is not None:
        home = _checked(home)
    zone = known.zone if known is not None and known.home_region == home else _zone(issuer, home)
    return Source(name=name, issuer=issuer, home_region=home, zone=zone)


def _checked(code: str) -> str:
    try:
        return get_region(code).code
    except UnknownRegionError:
        raise RefusedLineError(f"home_region: no such region {code!r}") from None


def _zone(issuer: Issuer, home: str | None) -> str:
    return get_region(home).zone if home is not None and issuer is not Issuer.MINISTRY else MOSCOW


def extract_json(line: str, *, registry: Mapping[str, Source]) -> dict[str, Any]:
    """The reading of one line in the shape of the `extract` contract; `error` has the reason of a refusal."""
    try:
        given = parse_line(line, registry=registry)
    except RefusedLineError as error:
        return {"id": id_of(line), "error": error.reason}
    report = read_post(given.text, source=given.source, posted_at=given.posted_at)
    return {"id": given.id, **report_json(report)}


def id_of(line: str) -> Any:
    """The id of a line that may be otherwise unusable, for its answer; None where there is none."""
    try:
        given = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return given.get("id") if isinstance(given, dict) else None


def read_card(text: str, *, posted_at: datetime) -> str:
    """A plain text pasted by hand → a card for a person at a terminal. Its source is unknown."""
    return render_card(read_post(text, source=UNKNOWN_SOURCE, posted_at=posted_at), text)


def report_json(report: Report) -> dict[str, Any]:
    """A report as plain JSON values: kind, summary, claims, unresolved, flags, and a reason for silence."""
    return {
        "kind": report.kind.value,
        "reason": report.reason,
        "summary": summary_json(report.summary),
        "claims": [_claim_json(claim) for claim in report.claims],
        "unresolved": [
            {"text": u.text, "start": u.start, "end": u.end, "candidates": list(u.candidates)}
            for u in report.unresolved
        ],
        "flags": list(report.flags),
    }


def summary_json(summary: Summary) -> dict[str, Any]:
    """A summary as plain JSON values."""
    window = summary.window
    return {
        "is_incident": summary.is_incident,
        "total": summary.total,
        "total_kind": summary.total_kind.value,
        "total_qualifier": summary.total_qualifier,
        "cumulative_total": summary.cumulative_total,
        "regions": dict(summary.regions),
        "seas": dict(summary.seas),
        "places": [_place_json(place) for place in summary.places],
        "window": {
            "start": _instant(window.start if window else None),
            "end": _instant(window.end if window else None),
            "precision": summary.precision.value,
        },
        "killed": summary.consequences.killed,
        "injured": summary.consequences.injured,
        "damage": summary.consequences.damage,
    }


def _claim_json(claim: Claim) -> dict[str, Any]:
    return {
        "originator": claim.originator,
        "metric": claim.metric.value,
        "weapon": claim.weapon.value,
        "regions": list(claim.regions),
        "seas": list(claim.seas),
        "places": [_place_json(place) for place in claim.places],
        "low": claim.count.low,
        "best": claim.count.best,
        "high": claim.count.high,
        "flags": list(claim.flags),
        "outer": _span(claim.window.outer),
        "inner": _span(claim.window.inner) if claim.window.inner is not None else None,
        "relation": claim.relation.value if claim.relation is not None else None,
        "targets": list(claim.targets),
        "composite": claim.composite,
        "confidence": claim.confidence,
        "rule": claim.rule,
        "evidence": [{"start": e.start, "end": e.end, "text": e.text} for e in claim.evidence],
    }


def _place_json(place: Place) -> dict[str, Any]:
    return {"name": place.name, "kind": place.kind, "region": place.region}


def _span(span: Span) -> list[str]:
    return [span.start.isoformat(), span.end.isoformat()]


def _instant(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant is not None else None
