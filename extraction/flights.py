"""Flights: drones counted on their way, before their fate is told («Четыре БПЛА летели на Москву»)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.claim import Metric
from extraction.lexicon import Word
from extraction.phrases import Head, Kind
from extraction.terms import ATTACKED, DRONE

if TYPE_CHECKING:
    from extraction.metrics import Case

_TELLING = Word.ATTACKN | Word.ATTACKV | Word.THREATN | Word.MODAL | Word.ADVICE
_DASH = 1
_FLEW = ("летел", "направлял", "приближал", "flying", "heading", "headed")


def approach(case: Case) -> tuple[Metric | None, str] | None:
    """The size of a raid: what «все сбиты» after it speaks of. No event by itself.

    «летели 12 БПЛА», «обнаружены три БПЛА», «ПВО отработала по пяти целям».
    """
    unit, weapon = case.unit, case.unit.weapon
    if unit.head != Head.WEAPON or (weapon is not None and weapon is not DRONE):
        return None
    if _is_of_the_night(case):
        return ATTACKED, "on_the_way"
    if unit.prep or unit.each:  # «по 7 целям» looks like seven each
        met = (unit.prep == "по" or unit.each) and case.bits & Word.WORKV
    else:
        met = unit.gov & Word.FOUNDV or any(cue.mark.startswith(_FLEW) for cue in case.segment.units)
    return (ATTACKED, "on_the_way") if met else None


def _is_of_the_night(case: Case) -> bool:
    """«За ночь – 16 беспилотников. Восемь сбиты …»: a time and a number, and nothing of what they did."""
    units = case.found.sentence.units
    if not case.memory.in_raid or case.unit.prep or case.found.sentence.bits & _TELLING:
        return False
    return units[0].kind == Kind.TIME and units[0].last + _DASH >= case.unit.first
