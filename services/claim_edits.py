"""What a fix or a move makes of a claim: pure, from the decision's value alone."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any, NamedTuple

from domain.claim import Claim, Count, Flag, Metric, Weapon
from domain.decision import Action, Decision
from domain.region import MOSCOW_REGION
from domain.window import Precision, Span, Window

_OF_THE_NUMBER = frozenset(
    {
        Flag.UNNUMBERED,
        Flag.APPROXIMATE,
        Flag.IMPLAUSIBLE,
        Flag.INFERRED_FROM_SUM,
        Flag.STATED_AS_LEAST,
        Flag.BREAKDOWN_MISMATCH,
    }
)
"""Flags that speak of the number as it was read: another number in its place leaves them without sense."""
_OF_THE_PLACE = frozenset({Flag.HOME_REGION_ASSUMED, Flag.MISSPELT_PLACE, Flag.NOT_SPLIT, Flag.COMPOSITE})
_OF_THE_TIME = frozenset({Flag.UNDATED})


class Dated(NamedTuple):
    """A claim with its day."""

    claim: Claim
    day: date


def edited(dated: Dated, decision: Decision) -> Dated:
    """The claim after a fix or a move; any other decision leaves it as it is."""
    if decision.action is Action.FIX:
        return _fixed(dated, decision.value)
    if decision.action is Action.MOVE:
        return Dated(_moved(dated.claim, tuple(decision.value["regions"])), dated.day)
    return dated


def flagged(claim: Claim, *flags: str, without: frozenset[Flag] = frozenset()) -> Claim:
    """The claim with these flags, each once, and without those."""
    kept = [flag for flag in claim.flags if flag not in without]
    return replace(claim, flags=tuple(dict.fromkeys((*kept, *map(str, flags)))))


def _fixed(dated: Dated, value: Mapping[str, Any]) -> Dated:
    claim, day = dated
    if "count" in value:
        claim = _counted(claim, value)
    if "outer" in value:
        claim = flagged(replace(claim, window=_window(value)), without=_OF_THE_TIME)
        day = date.fromisoformat(value["day"])
    if "originator" in value:
        claim = replace(claim, originator=value["originator"])
    if "metric" in value:
        claim = flagged(replace(claim, metric=Metric(value["metric"])), without=frozenset({Flag.REPELLED}))
    if "weapon" in value:
        claim = replace(claim, weapon=Weapon(value["weapon"]))
    return Dated(flagged(claim, Flag.EDITED), day)


def _counted(claim: Claim, value: Mapping[str, Any]) -> Claim:
    low, best, high = value["count"]
    about = (Flag.APPROXIMATE,) if value.get("approximate") else ()
    counted = replace(claim, count=Count(low, best, high), confidence=1.0)
    return flagged(counted, *about, without=_OF_THE_NUMBER)


def _window(value: Mapping[str, Any]) -> Window:
    inner = value.get("inner")
    return Window(_span(value["outer"]), _span(inner) if inner else None, Precision(value["precision"]))


def _span(kept: list[str]) -> Span:
    start, end = kept
    return Span(datetime.fromisoformat(start), datetime.fromisoformat(end))


def _moved(claim: Claim, regions: tuple[str, ...]) -> Claim:
    composite = set(regions) == set(MOSCOW_REGION)
    moved = replace(
        claim,
        regions=regions,
        seas=(),
        places=tuple(place for place in claim.places if place.region in regions),
        composite=composite,
    )
    apart = len(regions) <= 1 or composite
    gone = _OF_THE_PLACE | ({Flag.SHARED} if apart else frozenset())
    return flagged(moved, *((Flag.COMPOSITE,) if composite else ()), Flag.EDITED, without=gone)
