"""Confidence: what had to be inferred makes a claim less sure, and says so in its flags."""

import pytest

from domain.claim import LEAST_CONFIDENCE, Flag
from tests.unit.extraction.reading import KALUGA, PAPER, downed, read


@pytest.mark.parametrize(
    ("text", "confidence", "reason"),
    [
        ("Ночью над Боровским районом сбиты три БПЛА.", 1.0, None),
        ("Ночью сбиты три БПЛА. Боровск, Обнинск.", 0.9, Flag.CARRIED_OVER),
        ("Ночью сбиты БПЛА: три – в Боровском районе, два – в Обнинске.", 0.8, Flag.ELLIPTIC),
        ("Ночью сбиты три БПЛА.", 0.7, Flag.HOME_REGION_ASSUMED),
        ("Ночью над Боровским районом сбиты БПЛА.", 0.7, Flag.UNNUMBERED),
        ("Ночью над Балобановом сбиты три БПЛА.", 0.6, Flag.MISSPELT_PLACE),
        ("Ночью над Бровским районом сбиты три БПЛА.", 0.6, Flag.MISSPELT_PLACE),
        ("Над Калужской областью сбиты 90000 БПЛА.", 0.1, Flag.IMPLAUSIBLE),
    ],
)
def test_confidence_is_that_of_the_least_sure_part(text: str, confidence: float, reason: Flag | None) -> None:
    claim = downed(read(text, KALUGA))[0]
    assert claim.confidence == confidence
    assert reason is None or reason in claim.flags


def test_unknown_voice_is_less_sure_than_a_governors() -> None:
    claim = downed(read("Над Калужской областью ночью сбиты три БПЛА.", PAPER))[0]
    assert LEAST_CONFIDENCE < claim.confidence < 0.7


def test_misspelt_place_is_flagged_and_never_counted_as_a_place() -> None:
    report = read("Ночью над Балобановом сбиты три БПЛА.", KALUGA)
    assert [name.candidates for name in report.unresolved] == [("Балабаново",)]
    assert report.summary.places == ()
    assert [claim.places for claim in downed(report)] == [()]
