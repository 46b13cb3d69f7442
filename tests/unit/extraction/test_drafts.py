"""Values written as drafts are the domain's own: equal, frozen, with every field."""

from dataclasses import FrozenInstanceError, fields, replace
from datetime import UTC, datetime
from typing import Any

import pytest

from domain.claim import UNNUMBERED, Claim, Evidence, Metric, Place, Relation, Weapon
from domain.report import Consequences, PostKind, Report, Summary, Unresolved
from domain.source import Issuer, Source
from domain.window import Precision, Span, Window
from extraction import read_post
from extraction.drafts import (
    make_consequences,
    make_place,
    make_report,
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
TEXT = "Над Калужской областью ночью сбиты 4 БПЛА, ещё один упал в Боровском районе, есть раненый."
SOURCE = Source("governor_klu", Issuer.GOVERNOR, "RU-KLU")


def test_claims_and_evidence_of_a_post_equal_those_made_plainly_in_every_field() -> None:
    claims = read_post(TEXT, source=SOURCE, posted_at=NIGHT.end).claims
    assert claims
    for claim in claims:
        assert claim == replace(claim)  # replace reads every field and builds the value anew
        assert claim.evidence
        for evidence in claim.evidence:
            assert evidence == Evidence(evidence.start, evidence.end, TEXT[evidence.start : evidence.end])


def test_summary_of_a_post_equals_one_made_plainly_in_every_field() -> None:
    summary = read_post(TEXT, source=SOURCE, posted_at=NIGHT.end).summary
    assert summary.is_incident
    assert summary == replace(summary)


def test_claim_of_a_post_and_its_evidence_are_frozen() -> None:
    claim = read_post(TEXT, source=SOURCE, posted_at=NIGHT.end).claims[0]
    with pytest.raises(FrozenInstanceError):
        claim.rule = ""  # type: ignore[misc] # what must not work
    with pytest.raises(FrozenInstanceError):
        claim.evidence[0].start = 2  # type: ignore[misc] # what must not work


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
    claim = Claim(**CLAIM)
    related = relate_claim(claim, Relation.INCLUDES, (0, 1))
    assert related == replace(claim, relation=Relation.INCLUDES, targets=(0, 1))
    assert claim == Claim(**CLAIM)
