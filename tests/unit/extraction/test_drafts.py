"""Values written as drafts are the domain's own: equal, frozen, with every field."""

from dataclasses import FrozenInstanceError, fields, replace
from datetime import UTC, datetime
from typing import Any

import pytest

from domain.claim import UNNUMBERED, Claim, Evidence, Metric, Place, Relation, Weapon
from domain.report import Consequences, PostKind, Report, Summary, TotalKind, Unresolved
from domain.window import Precision, Span, Window
from extraction.drafts import (
    make_claim,
    make_consequences,
    make_evidence,
    make_place,
    make_report,
    make_summary,
    relate_claim,
)

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


def test_place_made_quickly_equals_place_made_plainly() -> None:
    assert make_place("Боровск", "city", "RU-KLU") == Place("Боровск", "city", "RU-KLU")
    assert len(fields(Place)) == 3


def test_consequences_made_quickly_equal_consequences_made_plainly() -> None:
    assert make_consequences(1, None, True) == Consequences(killed=1, damage=True)
    assert len(fields(Consequences)) == 3


def test_report_made_quickly_equals_report_made_plainly_in_every_field() -> None:
    summary = Summary(is_incident=False)
    unresolved = (Unresolved("Загорье", 3, 10),)
    plain = Report(PostKind.OTHER, summary, (Claim(**CLAIM),), unresolved, (), "advert")
    assert make_report(PostKind.OTHER, summary, (Claim(**CLAIM),), unresolved, "advert") == plain
    assert len(fields(Report)) == 6


def test_related_claim_differs_in_its_relation_alone() -> None:
    claim = make_claim(**CLAIM)
    related = relate_claim(claim, Relation.INCLUDES, (0, 1))
    assert related == replace(claim, relation=Relation.INCLUDES, targets=(0, 1))
    assert claim == Claim(**CLAIM)
