"""The `evaluate` verb: readings against labels, field by field.

A field is right when it equals the label; a post is right when every field it is asked for is. A post
labelled as no incident is asked only to be silent. Windows: to the minute where exact, to 61 minutes where
approximate.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from domain.region import MOSCOW_REGION
from domain.source import Source
from services.extract_lines import extract_json

_EXACT, _APPROXIMATE = timedelta(minutes=1), timedelta(minutes=61)
_SAME_NAME = {
    "region_names": "regions",
    "region_counts": "regions",
    "silent": "regions",
    "qualifier": "total_qualifier",
}


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Scores by name, the posts with a wrong field, and unusable lines as (number, reason)."""

    scores: Mapping[str, float]
    wrong: Sequence["WrongPost"]
    refused: Sequence[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class WrongPost:
    """A post with a field that differs from its label: field → (label's value, reading's value)."""

    id: str
    text: str
    differences: Mapping[str, tuple[Any, Any]]

    def __str__(self) -> str:
        """The post and, for each wrong field, what the label has and what was read."""
        lines = [f"{self.id}: {', '.join(self.differences)}", f"  {self.text}"]
        lines += [
            f"  {name}: label {label!r}, read {read!r}" for name, (label, read) in self.differences.items()
        ]
        return "\n".join(lines)


@dataclass(slots=True)
class Scores:
    """Right and asked by field; `posts_right` of `posts`; names wanted, found and met by kind."""

    posts: int = 0
    posts_right: int = 0
    right: dict[str, int] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)
    wanted: dict[str, int] = field(default_factory=dict)
    found: dict[str, int] = field(default_factory=dict)
    met: dict[str, int] = field(default_factory=dict)
    wrong: list[WrongPost] = field(default_factory=list)

    def as_ratios(self) -> dict[str, float]:
        """Every score between 0 and 1, by name; `posts` is the number of posts."""
        ratios: dict[str, float] = {"posts": self.posts, "post_right": _ratio(self.posts_right, self.posts)}
        ratios |= {name: _ratio(self.right[name], asked) for name, asked in self.asked.items()}
        for name in self.wanted:
            ratios[f"{name}_precision"] = _ratio(self.met[name], self.found[name])
            ratios[f"{name}_recall"] = _ratio(self.met[name], self.wanted[name])
        return ratios


def evaluate(lines: Iterable[str], *, registry: Mapping[str, Source]) -> Evaluation:
    """Reads every labelled line and scores the readings; lines without a usable post or label are refused."""
    pairs = []
    refused = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        result = extract_json(line, registry=registry)
        if "error" in result:
            refused.append((number, result["error"]))
            continue
        labelled = json.loads(line)
        if isinstance(labelled.get("label"), dict) and "is_incident" in labelled["label"]:
            pairs.append((labelled, result["summary"]))
        else:
            refused.append((number, "label: missing"))
    scores = score_lines(pairs)
    return Evaluation(scores.as_ratios(), scores.wrong, refused)


def score_lines(pairs: Iterable[tuple[Mapping[str, Any], Mapping[str, Any]]]) -> Scores:
    """Scores of pairs of a labelled line (`id`, `text`, `label`) and the summary read from it."""
    scores = Scores()
    for line, summary in pairs:
        _score(scores, line, summary)
    return scores


def _score(scores: Scores, line: Mapping[str, Any], summary: Mapping[str, Any]) -> None:
    label = line["label"]
    fields = compare(label, summary)
    scores.posts += 1
    scores.posts_right += all(fields.values())
    for name, is_right in fields.items():
        scores.asked[name] = scores.asked.get(name, 0) + 1
        scores.right[name] = scores.right.get(name, 0) + is_right
    if label["is_incident"]:
        _score_names(scores, "regions", set(_regions(label)), set(_regions(summary)))
        _score_names(scores, "places", _place_names(label), _place_names(summary))
    wrong = [name for name, is_right in fields.items() if not is_right]
    if wrong:
        keys = {name: _SAME_NAME.get(name, name) for name in wrong}
        differences = {name: (label.get(key), summary.get(key)) for name, key in keys.items()}
        scores.wrong.append(WrongPost(str(line.get("id")), line.get("text", ""), differences))


def _score_names(scores: Scores, kind: str, wanted: set[str], found: set[str]) -> None:
    for counts, size in (
        (scores.wanted, len(wanted)),
        (scores.found, len(found)),
        (scores.met, len(wanted & found)),
    ):
        counts[kind] = counts.get(kind, 0) + size


def compare(label: Mapping[str, Any], summary: Mapping[str, Any]) -> dict[str, bool]:
    """Field → whether the reading equals the label; fields the label does not ask for are left out."""
    fields = {"is_incident": bool(summary.get("is_incident")) == label["is_incident"]}
    if not label["is_incident"]:
        counted = summary.get("total") or any((summary.get("regions") or {}).values())
        return fields | {"silent": not counted}
    wanted, found = _regions(label), _regions(summary)
    fields["total"] = summary.get("total") == label.get("total")
    fields["total_kind"] = _kind(summary) == _kind(label)
    fields["qualifier"] = (summary.get("total_qualifier") or None) == (label.get("total_qualifier") or None)
    fields["region_names"] = set(wanted) == set(found)
    fields["region_counts"] = wanted == found
    fields["seas"] = _seas(label) == _seas(summary)
    fields["places"] = _place_names(label) == _place_names(summary)
    fields["window"] = _same_window(label.get("window") or {}, summary.get("window") or {})
    for name in ("killed", "injured", "damage"):
        fields[name] = summary.get(name) == label.get(name)
    return fields


def _kind(summary: Mapping[str, Any]) -> str:
    return summary.get("total_kind") or "unspecified"


def _regions(summary: Mapping[str, Any]) -> dict[str, int | None]:
    """Regions with their counts; the composite Moscow region answers to the oblast's code."""
    city, oblast = MOSCOW_REGION
    regions: Mapping[str, int | None] = summary.get("regions") or {}
    return {oblast if set(key.split("+")) == {city, oblast} else key: count for key, count in regions.items()}


def _seas(summary: Mapping[str, Any]) -> dict[str, int | None]:
    seas: Mapping[str, int | None] = summary.get("seas") or {}
    return {_folded(name): count for name, count in seas.items()}


def _place_names(summary: Mapping[str, Any]) -> set[str]:
    return {_folded(place["name"]) for place in summary.get("places") or []}


def _folded(name: str) -> str:
    return name.strip().lower().replace("ё", "е")


def _same_window(label: Mapping[str, Any], found: Mapping[str, Any]) -> bool:
    precision = label.get("precision") or "none"
    if (found.get("precision") or "none") != precision:
        return False
    if precision == "none":
        return True
    tolerance = _EXACT if precision == "minute" else _APPROXIMATE
    return all(_is_close(label.get(edge), found.get(edge), tolerance) for edge in ("start", "end"))


def _is_close(wanted: str | None, found: str | None, tolerance: timedelta) -> bool:
    if wanted is None or found is None:
        return wanted is found
    return abs(datetime.fromisoformat(wanted) - datetime.fromisoformat(found)) <= tolerance


def _ratio(part: int, whole: int) -> float:
    return round(part / max(1, whole), 4)
