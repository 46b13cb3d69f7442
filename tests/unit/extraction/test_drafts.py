"""Values written as drafts are the domain's own: equal, frozen, with every field."""

from dataclasses import FrozenInstanceError, fields
from datetime import UTC, datetime
from typing import Any

import pytest

from domain.claim import UNNUMBERED, Claim, Evidence, Metric, Relation, Weapon
from domain.report import Consequences, Summary, TotalKind
from domain.window import Precision, Span, Window
from extraction.drafts import make_claim, make_evidence, make_summary

NIGHT = Span(datetime(2026, 3, 4, 17, tzinfo=UTC), datetime(2026, 3, 5, 6, tzinfo=UTC))
CLAIM: dict[str, Any] = {
    "originator": "mod",
    "metric": Metric.DOWNED,
    "weapon": Weapon.DRONE,
    "count": UNNUMBERED,
    "regions": ("RU-KLU",),
    "window": Window(NIGHT, None, Precision.APPROX),
    "rule": "count_verb",
    "evidence": (Evidence(1, 5, "БПЛА"),),
    "seas": ("Азовское море",),
    "places": (),
    "relation": Relation.PART_OF,
    "targets": (3,),
    "flags": ("shared",),
    "composite": True,
    "confidence": 0.7,
}
SUMMARY: dict[str, Any] = {
    "total": 4,
    "total_kind": TotalKind.EXACT,
    "total_qualifier": "approx",
    "cumulative_total": 9,
    "regions": {"RU-KLU": 4},
    "seas": {},
    "places": (),
    "window": NIGHT,
    "precision": Precision.APPROX,
    "consequences": Consequences(injured=0),
}


def test_evidence_made_quickly_equals_evidence_made_plainly() -> None:
    assert make_evidence(1, 5, "БПЛА") == Evidence(1, 5, "БПЛА")


def test_claim_made_quickly_equals_claim_made_plainly_in_every_field() -> None:
    assert make_claim(**CLAIM) == Claim(**CLAIM)
    assert set(CLAIM) == {field.name for field in fields(Claim)}


def test_summary_made_quickly_equals_summary_made_plainly_in_every_field() -> None:
    assert make_summary(**SUMMARY) == Summary(is_incident=True, **SUMMARY)
    assert {"is_incident", *SUMMARY} == {field.name for field in fields(Summary)}


def test_value_made_quickly_is_frozen() -> None:
    evidence = make_evidence(1, 5, "БПЛА")
    with pytest.raises(FrozenInstanceError):
        evidence.start = 2  # type: ignore[misc] # what must not work
