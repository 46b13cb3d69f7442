"""Confidence: how sure the reading of one claim is, by what had to be inferred (docs/GLOSSARY.md)."""

from collections.abc import Sequence

from domain.claim import UNNUMBERED, Count
from extraction.mentions import Mention
from extraction.phrases import Head
from extraction.scope import Scope
from extraction.terms import CARRIED_OVER, ELLIPTIC, INFERRED_FROM_SUM, NOT_SPLIT, UNDATED

SURE, CARRIED, INFERRED, ASSUMED, UNATTRIBUTED = 1.0, 0.9, 0.8, 0.7, 0.6
_UNKNOWN = "unknown"
_WORKED_OUT = frozenset({ELLIPTIC, INFERRED_FROM_SUM, NOT_SPLIT})
_BARE_NUMBER = Head.ELLIPTIC


def confidence_of(scope: Scope, count: Count, flags: Sequence[str], originator: str) -> float:
    """The least sure of what a claim is made of; each step has its flag, or shows in the claim itself.

    At 1.0 number, noun, place and time stand in one sentence.
    """
    if originator == _UNKNOWN:
        return UNATTRIBUTED
    if scope.assumed or count is UNNUMBERED:
        return ASSUMED
    if not flags:
        return SURE
    if not _WORKED_OUT.isdisjoint(flags):
        return INFERRED
    return CARRIED if CARRIED_OVER in flags else SURE


def add_reasons(mention: Mention, flags: list[str]) -> None:
    """Adds what had to be inferred; CARRIED_OVER: place or time stand in another sentence than the number."""
    sentence, places, period = mention.sentence, mention.places, mention.period
    first, last = sentence.first, sentence.last
    if period is None:
        flags.append(UNDATED)
    if mention.unit.head == _BARE_NUMBER:
        flags.append(ELLIPTIC)
    if (places and not (first <= places[0].first and places[-1].first < last)) or (
        period is not None and not first <= period.first < last
    ):
        flags.append(CARRIED_OVER)
