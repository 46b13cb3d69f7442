"""Claims as JSON: strict, in a stable order, without what a claim leaves at its default."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from domain.claim import Claim, Count, Evidence, Metric, Place, Relation, Weapon
from domain.record import Bond
from domain.window import Precision, Span, Window
from storage.columns import to_json
from storage.errors import UnreadableRecordError

Json = dict[str, Any]
_HEAD_KEYS = ("originator", "metric", "weapon", "count", "outer", "inner", "confidence")


def detail_of(claim: Claim, bonds: tuple[Bond, ...] = ()) -> str:
    """The part of a claim that has no columns of its own, as JSON text."""
    detail = _detail(claim)
    if bonds:
        detail["bonds"] = [[bond.relation.value, bond.other] for bond in bonds]
    return to_json(detail)


def parse_detail(text: str) -> Json:
    """Keyword arguments of Claim, "precision" and "bonds"; UnreadableRecordError for any other shape."""
    return read_fields(json.loads(text), _KEPT_READERS, _DETAIL_REQUIRED)


def claim_to_json(claim: Claim) -> Json:
    """A whole claim."""
    window = claim.window
    head: Json = {
        "originator": claim.originator,
        "metric": claim.metric.value,
        "weapon": claim.weapon.value,
        "count": [claim.count.low, claim.count.best, claim.count.high],
        "outer": span_to_json(window.outer),
    }
    if window.inner is not None:
        head["inner"] = span_to_json(window.inner)
    if claim.confidence != 1.0:
        head["confidence"] = claim.confidence
    return head | _detail(claim)


def claim_from_json(kept: Json) -> Claim:
    """The claim of `claim_to_json`; UnreadableRecordError for any other shape."""
    head = {key: kept[key] for key in _HEAD_KEYS if key in kept}
    rest = {key: value for key, value in kept.items() if key not in head}
    facts = read_fields(head, _HEAD_READERS, _HEAD_REQUIRED)
    facts |= read_fields(rest, _DETAIL_READERS, _DETAIL_REQUIRED)
    window = Window(facts.pop("outer"), facts.pop("inner", None), facts.pop("precision"))
    return Claim(window=window, **facts)


def span_to_json(span: Span) -> list[str]:
    """Two instants as ISO 8601 in UTC, to the microsecond where there is one."""
    return [span.start.astimezone(UTC).isoformat(), span.end.astimezone(UTC).isoformat()]


def span_from_json(kept: list[str]) -> Span:
    """The span of `span_to_json`."""
    start, end = kept
    return Span(datetime.fromisoformat(start), datetime.fromisoformat(end))


def place_to_json(place: Place) -> list[str | None]:
    """A place as [name, kind, region]."""
    return [place.name, place.kind, place.region]


def place_from_json(kept: list[str]) -> Place:
    """The place of `place_to_json`."""
    name, kind, region = kept
    return Place(name, kind, region)


def read_fields(kept: Json, readers: Mapping[str, Callable[[Any], Any]], required: frozenset[str]) -> Json:
    """Each value through the reader of its key; a key unknown or missing is UnreadableRecordError."""
    try:
        facts = {key: readers[key](value) for key, value in kept.items()}
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UnreadableRecordError(f"not a record of this program: {error!r}") from error
    if not required <= facts.keys():
        raise UnreadableRecordError(f"missing: {', '.join(sorted(required - facts.keys()))}")
    return facts


def _detail(claim: Claim) -> Json:
    detail: Json = {
        "rule": claim.rule,
        "precision": claim.window.precision.value,
        "regions": list(claim.regions),
        "evidence": [[part.start, part.end, part.text] for part in claim.evidence],
    }
    if claim.seas:
        detail["seas"] = list(claim.seas)
    if claim.places:
        detail["places"] = [place_to_json(place) for place in claim.places]
    if claim.relation is not None:
        detail["relation"] = claim.relation.value
    if claim.targets:
        detail["targets"] = list(claim.targets)
    if claim.flags:
        detail["flags"] = list(claim.flags)
    if claim.composite:
        detail["composite"] = True
    return detail


def text_of(value: Any) -> str:
    """A string and nothing else."""
    if not isinstance(value, str):
        raise TypeError(f"not a text: {value!r}")
    return value


def whole_of(value: Any) -> int:
    """A whole number and nothing else (a JSON true is none)."""
    if type(value) is not int:
        raise TypeError(f"not a whole number: {value!r}")
    return value


def truth_of(value: Any) -> bool:
    """True or false and nothing else."""
    if not isinstance(value, bool):
        raise TypeError(f"not true or false: {value!r}")
    return value


def texts_of(values: list[Any]) -> tuple[str, ...]:
    """A list of strings."""
    return tuple(map(text_of, values))


def _count(kept: list[Any]) -> Count:
    low, best, high = kept
    return Count(whole_of(low), whole_of(best), None if high is None else whole_of(high))


def _evidence(kept: list[list[Any]]) -> tuple[Evidence, ...]:
    return tuple(Evidence(whole_of(start), whole_of(end), text_of(text)) for start, end, text in kept)


def _bonds(kept: list[list[Any]]) -> tuple[Bond, ...]:
    return tuple(Bond(Relation(relation), text_of(other)) for relation, other in kept)


_HEAD_READERS: Mapping[str, Callable[[Any], Any]] = {
    "originator": text_of,
    "metric": Metric,
    "weapon": Weapon,
    "count": _count,
    "outer": span_from_json,
    "inner": span_from_json,
    "confidence": float,
}
_HEAD_REQUIRED = frozenset({"originator", "metric", "weapon", "count", "outer"})
_DETAIL_READERS: Mapping[str, Callable[[Any], Any]] = {
    "rule": text_of,
    "precision": Precision,
    "regions": texts_of,
    "evidence": _evidence,
    "seas": texts_of,
    "places": lambda kept: tuple(map(place_from_json, kept)),
    "relation": Relation,
    "targets": lambda kept: tuple(map(whole_of, kept)),
    "flags": texts_of,
    "composite": truth_of,
}
_KEPT_READERS: Mapping[str, Callable[[Any], Any]] = {**_DETAIL_READERS, "bonds": _bonds}
_DETAIL_REQUIRED = frozenset({"rule", "precision", "regions", "evidence"})
