"""The parts of a claim that one mention gives by itself: count, flags, evidence, places."""

from collections.abc import Sequence
from typing import Any

from domain.claim import UNNUMBERED, Count, Evidence, Place
from extraction.confidence import add_reasons
from extraction.drafts import EvidenceDraft
from extraction.mentions import Mention
from extraction.scope import Scope, fine_places
from extraction.terms import (
    APPROXIMATE,
    COMPOSITE,
    DOWNED,
    HOME_REGION_ASSUMED,
    SHARED,
    STATED_AS_LEAST,
    WAS_REPELLED,
)
from extraction.terms import UNNUMBERED as FLAG_UNNUMBERED
from extraction.tokens import Tokens

_LEAST = ("at_least", "more_than")
_SMALL_COUNTS = 500
_SMALL = [Count(value, value, value) for value in range(_SMALL_COUNTS)]


def is_least(mention: Mention) -> bool:
    """Whether the number is a lower limit («более 20», "at least 20")."""
    return mention.number is not None and mention.number.qualifier in _LEAST


def count_of(mention: Mention, value: int | None) -> Count:
    """The count of a number by the table of docs/SEMANTICS.md; UNNUMBERED for none."""
    if value is None or value < 1:
        return UNNUMBERED
    number = mention.number
    qualifier = number.qualifier if number is not None else None
    if qualifier is None or number is None:
        return _SMALL[value] if value < _SMALL_COUNTS else Count(value, value, value)
    if qualifier == "more_than":
        return Count(value + 1, value + 1, None)
    if qualifier == "at_least":
        return Count(value, value, None)
    if qualifier == "up_to" and not mention.running:
        return Count(1, value, value)
    upper = number.upper if number.upper is not None and value == number.value else value
    return Count(value, value, upper)


def flags_of(mention: Mention, scope: Scope, composite: bool) -> tuple[str, ...]:
    """The reasons for care that the words give. `composite`: the only region is two codes."""
    flags: list[str] = []
    number = mention.number
    if mention.count is None:
        flags.append(FLAG_UNNUMBERED)
    if number is not None and number.qualifier is not None:
        if number.qualifier == "approx":
            flags.append(APPROXIMATE)
        elif number.qualifier in _LEAST:
            flags.append(STATED_AS_LEAST)
    if scope.spots > 1:
        flags.append(SHARED)
    elif composite:
        flags.append(COMPOSITE)
    if mention.rule == "repelled_attack_of" and mention.metric is DOWNED:
        flags.append(WAS_REPELLED)
    if scope.assumed:
        flags.append(HOME_REGION_ASSUMED)
    add_reasons(mention, flags)
    return tuple(flags) if flags else ()


def evidence_of(mention: Mention, text: str, tokens: Tokens) -> tuple[Evidence, ...]:
    """The words that gave the number, the places and the time."""
    unit, period = mention.unit, mention.period
    spans = [(unit.first, unit.last - 1)]
    for place in mention.places:
        span = place.first, place.last - 1
        if span not in spans:
            spans.append(span)
    if period is not None:
        spans.append((period.first, period.last - 1))
    starts = tokens.starts
    found = []
    for first, last in spans:
        evidence: Any = EvidenceDraft()
        evidence.start = start = starts[first]
        evidence.end = end = starts[last] + tokens[last].length
        evidence.text = text[start:end]
        evidence.__class__ = Evidence
        found.append(evidence)
    return tuple(found)


def places_of(mention: Mention, codes: Sequence[str]) -> tuple[Place, ...]:
    """Districts and towns of the mention that lie in the claim's regions."""
    if not mention.places:
        return ()
    found = fine_places(mention.places)
    if not found or not codes:
        return tuple(found)
    return tuple([place for place in found if place.region is None or place.region in codes])


def by_region(scope: Scope) -> list[Scope]:
    """A scope of several regions and seas as one scope for each."""
    return [Scope([codes]) for codes in scope.regions] + [Scope(seas=[sea]) for sea in scope.seas]
