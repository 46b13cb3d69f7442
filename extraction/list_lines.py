"""List lines: a number without a verb of its own that goes on with a list, or is a line of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.claim import Metric
from extraction.phrases import Kind
from extraction.terms import DOWNED, DRONE
from extraction.verbs import in_brackets

if TYPE_CHECKING:
    from extraction.metrics import Case

LINE_ALONE = "line_alone"
REPELLED_ATTACK = "repelled_attack_of"
_OVER = frozenset({"над", "over"})
_FEW = 4


def list_line(case: Case) -> tuple[Metric | None, str] | None:
    """A line of a list goes on where the lines before it left off."""
    last = case.memory.last or case.memory.bare
    if not case.memory.chain or last is None:
        return None
    if any(segment.others for segment in case.found.segments[: case.index]):
        return None  # «повреждены три дома, ещё один – в Боровске»
    if not (_is_line(case) or _is_at(case) or case.unit.each or in_brackets(case.found, case.index)):
        return None
    return last.metric, last.rule if last.rule == REPELLED_ATTACK else "list_line"


def line_alone(case: Case) -> tuple[Metric | None, str] | None:
    """«8 – над территорией А, 5 – над Б» from the ministry: a list cut off from its headline."""
    unit = case.unit
    if not case.memory.only_lists or unit.weapon not in (None, DRONE):
        return None
    over = any(place.prep in _OVER for group in case.segment.places for place in group.places)
    return (DOWNED, LINE_ALONE) if over else None


def _is_at(case: Case) -> bool:
    """Whether a place stands beside the number that is not only what was flown to («30 шли на Кириши»)."""
    return any(place.role != "toward" for group in case.segment.places for place in group.places)


def _is_line(case: Case) -> bool:
    """«Утром – ещё 4», «С 21.00 до 23.00 – 39»: more, or of another time, with no event of its own."""
    if case.segment.verbs:
        return False
    if case.unit.number is not None and case.unit.number.more:
        return _opens_stretch(case)
    return is_timed(case)


def _opens_stretch(case: Case) -> bool:
    """«Плюс ещё 4», not «спасибо соседям за информацию о подлёте ещё 20»: few words before the number."""
    first = case.unit.first
    ends = [unit.last for unit in case.found.sentence.units if unit.last <= first]
    return first - max(ends, default=case.found.sentence.first) <= _FEW


def is_timed(case: Case) -> bool:
    """«ночью – 14»: a number with a time of its own."""
    return not case.segment.verbs and any(unit.kind == Kind.TIME for unit in case.segment.units)
