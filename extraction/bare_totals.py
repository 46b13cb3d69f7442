"""Bare totals: a number without a verb that says how many were downed («Всего – 14», «число сбитых – 12»)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from domain.claim import Metric
from extraction.lexicon import Word
from extraction.phrases import Head, Kind, Unit
from extraction.terms import DOWNED, DRONE

if TYPE_CHECKING:
    from extraction.metrics import Case

CORRECTED = "corrected_to"
"""The rule of a figure that says another one was wrong."""
_PLAIN = frozenset({"", "было", "were", "was"})
_FINAL = ("итог", "final")
_OF_OTHERS = Word.ATTACKN | Word.THREATN | Word.DEBRIS | Word.FALLN | Word.TOWARD


def is_bare_total(case: Case) -> bool:
    """«Всего – 14», «общее количество за ночь – 12» after a count: no verb, no noun."""
    segment = case.segment
    if not segment.bits & Word.TOTALW or case.unit.head != Head.ELLIPTIC or segment.verbs or segment.places:
        return False
    return _goes_on(case) and not case.found.mentions


def stated_total(case: Case) -> tuple[Metric | None, str] | None:
    """«Итоговая цифра за ночь: 26 БПЛА», «количество уничтоженных ночью БПЛА – 12»."""
    found, unit = case.found, case.unit
    if case.segment.verbs or unit.prep not in _PLAIN or found.sentence.bits & _OF_OTHERS:
        return None
    ahead = found.segments[: case.index + 1]
    if any(m.number is not None for m in found.mentions) or any(s.verbs or s.others for s in ahead):
        return None
    if unit.head == Head.WEAPON:
        final = unit.weapon is DRONE and any(_is_final(segment.units) for segment in ahead)
        return (DOWNED, "running_total") if final else None
    told = any(segment.bits & Word.DOWN for segment in ahead)
    return (DOWNED, "number_of_downed") if told and found.sentence.bits & Word.AMOUNTW else None


def _is_final(units: Sequence[Unit]) -> bool:
    return any(unit.kind == Kind.CUE and unit.mark.startswith(_FINAL) for unit in units)


def corrected(case: Case) -> tuple[Metric | None, str] | None:
    """«По уточнённым данным – четыре»: the figure told before, put right."""
    unit, last = case.unit, case.memory.last
    if not case.found.sentence.bits & Word.CORRECTW:
        return None
    if case.found.mentions or last is None or last.metric is not DOWNED or not _goes_on(case):
        return None
    if any(segment.verbs for segment in case.found.segments):
        return None
    if unit.subset or unit.prep not in _PLAIN or (unit.weapon is not None and unit.weapon is not last.weapon):
        return None
    return DOWNED, CORRECTED


def _goes_on(case: Case) -> bool:
    """Whether the sentence goes on from a count and tells of nothing else before the number."""
    others = any(before.others for before in case.found.segments[: case.index])
    return case.memory.chain and case.memory.last is not None and not others
