"""Reports as JSON text: strict, and equal bytes for equal reports. Instants come back in UTC."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from domain.report import Consequences, PostKind, Report, Summary, TotalKind, Unresolved
from domain.window import Precision
from storage.claim_codec import (
    Json,
    claim_from_json,
    claim_to_json,
    place_from_json,
    place_to_json,
    read_fields,
    span_from_json,
    span_to_json,
    text_of,
    texts_of,
    truth_of,
    whole_of,
)
from storage.columns import to_json
from storage.errors import UnreadableRecordError


def report_to_text(report: Report) -> str:
    """A whole report as compact JSON."""
    kept: Json = {"kind": report.kind.value, "summary": _summary(report.summary)}
    if report.claims:
        kept["claims"] = [claim_to_json(claim) for claim in report.claims]
    if report.unresolved:
        kept["unresolved"] = [
            [name.text, name.start, name.end, list(name.candidates)] for name in report.unresolved
        ]
    if report.flags:
        kept["flags"] = list(report.flags)
    if report.reason is not None:
        kept["reason"] = report.reason
    return to_json(kept)


def parse_report(text: str) -> Report:
    """The report of `report_to_text`; UnreadableRecordError for any other text."""
    try:
        kept = json.loads(text)
    except ValueError as error:
        raise UnreadableRecordError(f"not JSON: {error}") from error
    if not isinstance(kept, dict):
        raise UnreadableRecordError("not a report: no JSON object")
    return Report(**read_fields(kept, _REPORT_READERS, frozenset({"kind", "summary"})))


def _summary(summary: Summary) -> Json:
    kept: Json = {
        "is_incident": summary.is_incident,
        "total": summary.total,
        "total_kind": summary.total_kind.value,
        "total_qualifier": summary.total_qualifier,
        "cumulative_total": summary.cumulative_total,
        "regions": dict(summary.regions),
        "seas": dict(summary.seas),
        "places": [place_to_json(place) for place in summary.places],
        "window": None if summary.window is None else span_to_json(summary.window),
        "precision": summary.precision.value,
    }
    consequences = summary.consequences
    kept["consequences"] = [consequences.killed, consequences.injured, consequences.damage]
    return kept


def _summary_from(kept: Json) -> Summary:
    return Summary(**read_fields(kept, _SUMMARY_READERS, frozenset({"is_incident"})))


def _unless_none(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else read(value)


def _counts(kept: Json) -> Mapping[str, int | None]:
    return {key: None if count is None else whole_of(count) for key, count in kept.items()}


def _consequences(kept: list[Any]) -> Consequences:
    killed, injured, damage = kept
    whole = _unless_none(whole_of)
    return Consequences(whole(killed), whole(injured), _unless_none(truth_of)(damage))


def _unresolved(kept: list[list[Any]]) -> tuple[Unresolved, ...]:
    return tuple(
        Unresolved(text_of(text), whole_of(start), whole_of(end), texts_of(candidates))
        for text, start, end, candidates in kept
    )


_SUMMARY_READERS: Mapping[str, Callable[[Any], Any]] = {
    "is_incident": truth_of,
    "total": _unless_none(whole_of),
    "total_kind": TotalKind,
    "total_qualifier": _unless_none(text_of),
    "cumulative_total": _unless_none(whole_of),
    "regions": _counts,
    "seas": _counts,
    "places": lambda kept: tuple(map(place_from_json, kept)),
    "window": _unless_none(span_from_json),
    "precision": Precision,
    "consequences": _consequences,
}
_REPORT_READERS: Mapping[str, Callable[[Any], Any]] = {
    "kind": PostKind,
    "summary": _summary_from,
    "claims": lambda kept: tuple(map(claim_from_json, kept)),
    "unresolved": _unresolved,
    "flags": texts_of,
    "reason": _unless_none(text_of),
}
