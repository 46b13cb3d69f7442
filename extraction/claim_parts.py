"""The parts of a claim that one mention gives by itself: count, flags, evidence, places."""

from collections.abc import Sequence

from domain.claim import UNNUMBERED, Count, Evidence, Flag, Metric, Place
from domain.region import MOSCOW_REGION
from extraction.mentions import Mention
from extraction.scope import Scope, fine_places
from extraction.tokens import Token

_LEAST = ("at_least", "more_than")


def qualifier_of(mention: Mention) -> str | None:
    """How the number is qualified: at_least, more_than, approx, up_to, or not."""
    return mention.number.qualifier if mention.number is not None else None


def is_least(mention: Mention) -> bool:
    """Whether the number is a lower limit («более 20», "at least 20")."""
    return qualifier_of(mention) in _LEAST


def count_of(mention: Mention, value: int | None) -> Count:
    """The count of a number by the table of docs/SEMANTICS.md; UNNUMBERED for none."""
    if value is None or value < 1:
        return UNNUMBERED
    qualifier = qualifier_of(mention)
    if qualifier == "more_than":
        return Count(value + 1, value + 1, None)
    if qualifier == "at_least":
        return Count(value, value, None)
    if qualifier == "up_to" and not mention.running:
        return Count(1, value, value)
    return Count(value, value, value)


def flags_of(mention: Mention, scope: Scope) -> list[str]:
    """The reasons for care that the words give."""
    flags: list[str] = []
    if mention.count is None:
        flags.append(Flag.UNNUMBERED.value)
    qualifier = qualifier_of(mention)
    if qualifier == "approx":
        flags.append(Flag.APPROXIMATE.value)
    elif qualifier in _LEAST:
        flags.append(Flag.STATED_AS_LEAST.value)
    if is_composite(scope):
        flags.append(Flag.COMPOSITE.value)
    elif scope.spots > 1:
        flags.append(Flag.SHARED.value)
    if mention.rule == "repelled_attack_of" and mention.metric is Metric.DOWNED:
        flags.append(Flag.REPELLED.value)
    if scope.assumed:
        flags.append(Flag.HOME_REGION_ASSUMED.value)
    if mention.period is None:
        flags.append(Flag.UNDATED.value)
    return flags


def is_composite(scope: Scope) -> bool:
    """Whether the only region is «Московский регион», two codes that are one place."""
    return len(scope.regions) == 1 and scope.regions[0] == MOSCOW_REGION


def evidence_of(mention: Mention, text: str, tokens: Sequence[Token]) -> tuple[Evidence, ...]:
    """The words that gave the number, the places and the time."""
    spans = [(mention.unit.first, mention.unit.last)]
    spans += [(place.first, place.last) for place in mention.places]
    if mention.period is not None:
        spans.append((mention.period.first, mention.period.last))
    found = []
    for first, last in dict.fromkeys(spans):
        start, end = tokens[first].start, tokens[last - 1].end
        found.append(Evidence(start, end, text[start:end]))
    return tuple(found)


def places_of(mention: Mention, codes: Sequence[str]) -> tuple[Place, ...]:
    """Districts and towns of the mention that lie in the claim's regions."""
    if not mention.places:
        return ()
    found = fine_places(mention.places)
    return tuple(place for place in found if place.region is None or not codes or place.region in codes)


def by_region(scope: Scope) -> list[Scope]:
    """A scope of several regions and seas as one scope for each."""
    return [Scope([codes]) for codes in scope.regions] + [Scope(seas=[sea]) for sea in scope.seas]
