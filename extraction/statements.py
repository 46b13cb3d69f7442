"""Statements: one sentence → its mentions."""

from collections.abc import Sequence

from domain.claim import Weapon
from extraction.bare_totals import CORRECTED
from extraction.lexicon import Word
from extraction.mentions import Memory, Mention, Statements, new_mention
from extraction.metrics import Case, metric_of
from extraction.nothings import is_none
from extraction.numbers import NumberMatch
from extraction.phrases import Head, Kind, Unit
from extraction.segments import Segment, cut_segments, nearest_verb
from extraction.sentences import Sentence
from extraction.terms import DOWNED, DRONE, IMPACT
from extraction.tokens import Tokens

_COUNTED = Kind.COUNTED
_ELLIPTIC, _WEAPON = Head.ELLIPTIC, Head.WEAPON
_TARGET, _OBL, _PL = Word.TARGET, Word.OBL, Word.PL
_ALLW, _RESTW, _NATION, _NEG = Word.ALLW, Word.RESTW, Word.NATION, Word.NEG
_SHARING, _DOWN = _ALLW | _RESTW, Word.DOWN
_SEVERAL = Word.PL | Word.ALLW
_ONE = Word.SG | Word.ARTICLE
_NOT = frozenset({"не", "not"})
_OF = frozenset({"из", "of", "in"})
_HABITS = frozenset({"сбивает", "сбивают", "перехватывает", "перехватывают", "уничтожает", "уничтожают"})
"""What is done as a rule: «сбивает девять дронов из десяти» is a skill, not a count."""
_NONE_OF = frozenset({"никаких", "никакие"})
_TOLD = (DOWNED, IMPACT)
_GENITIVE = ("ых", "их")
_SINGULAR_AHEAD = ("вший", "щий")
_SINGULAR_BEFORE = ("кий", "ный", "ого", "его")


def read_statements(sentence: Sentence, tokens: Tokens, memory: Memory) -> Statements:
    """All mentions of a sentence in their order; `memory` is brought up to date."""
    found = Statements(sentence, cut_segments(sentence, tokens))
    for index, segment in enumerate(found.segments):
        if segment.things:
            for unit in segment.things:
                _read_thing(found, index, unit, tokens, memory)
        elif segment.bits & _SHARING:
            if segment.bits & _RESTW and (segment.places or segment.bits & _DOWN):
                _read_the_rest(found, index, memory)
            if segment.bits & _ALLW:
                _read_all_of_them(found, index, memory)
    return found


def _read_thing(found: Statements, index: int, unit: Unit, tokens: Tokens, memory: Memory) -> None:
    number = unit.number
    if number is not None:
        if number.ordinal and not _is_next_one(found, index, unit, memory):
            return
        if unit.first and _is_no_count(found, unit, tokens.norms[unit.first - 1]):
            return
    case = Case(found, index, unit, memory)
    metric, rule = metric_of(case)
    if metric in _TOLD and (
        _is_denied(found.sentence, unit, tokens, rule) if number is None else _is_habit(case, tokens.norms)
    ):
        return
    weapon = unit.weapon
    if metric is None:
        if weapon is not None:
            memory.weapon = weapon
        return
    if weapon is None:
        weapon = _weapon(found, index, unit, memory)
    memory.weapon = weapon
    mention = new_mention(found.sentence, index, unit, metric, weapon, rule)
    if found.corrects:
        mention.rule, found.corrects = CORRECTED, False
    _fill(mention, case, tokens)
    if unit.mark == "same":
        before = found.mentions[-1] if found.mentions else memory.last
        mention.count = before.count if before is not None else None
    found.mentions.append(mention)


def _is_no_count(found: Statements, unit: Unit, before: str) -> bool:
    """«не пять, а семь», «никаких 15 сбитых беспилотников не было»."""
    if unit.gov & _NEG and before in _NOT:
        _note_correction(found)
        return True
    return before in _NONE_OF


def _is_habit(case: Case, norms: Sequence[str]) -> bool:
    """«Перехватывает 9 из 10», «сбивает девять дронов из десяти»."""
    verb, unit = case.verb, case.unit
    if verb is None or norms[verb.at] not in _HABITS:
        return False
    return norms[unit.last] in _OF or norms[unit.first + 1] in _OF or norms[unit.first - 1] in _OF


def _note_correction(found: Statements) -> None:
    """«семь, а не пять» puts the number before right, «не пять, а семь» the next one."""
    before = found.mentions[-1] if found.mentions else None
    if before is None or before.number is None:
        found.corrects = True
    else:
        before.rule = CORRECTED


def _is_denied(sentence: Sentence, unit: Unit, tokens: Tokens, rule: str) -> bool:
    """«Сбитых и упавших БПЛА не зафиксировано»: only the genitive is said not to be."""
    before = tokens.norms[unit.first - 1] if unit.first else ""
    if before and tokens.norms[unit.first - 2] == "no":
        return True  # "no downed drones"
    return (before.endswith(_GENITIVE) or rule == "destruction_of") and is_none(sentence, unit, tokens)


def _is_next_one(found: Statements, index: int, unit: Unit, memory: Memory) -> bool:
    """«один – над А, второй – над Б»: an ordinal is one more where a list goes on; else it needs its noun."""
    if unit.head == _WEAPON:
        return True
    segment = found.segments[index]
    if found.mentions:
        return bool(segment.places or segment.verbs)
    if memory.chain and memory.last is None and memory.weapon is DRONE:
        # «Атаковали два дрона. По одному открыли огонь, второй сбит»
        return any(verb.metric is DOWNED for verb in segment.verbs)
    if not (memory.chain and memory.last is not None):
        return False
    if segment.verbs:
        return unit.number is not None and _is_one_above(unit.number, memory.last, segment)
    return bool(segment.places)


def _is_one_above(number: NumberMatch, last: Mention, segment: Segment) -> bool:
    """«Два БПЛА уничтожены … Третий подавлен средствами РЭБ»."""
    beyond = last.metric is DOWNED and number.value == (last.count or 0) + 1
    return beyond and any(verb.metric is DOWNED for verb in segment.verbs)


def _fill(mention: Mention, case: Case, tokens: Tokens) -> None:
    unit, number = case.unit, case.unit.number
    if unit.subset:
        mention.subset = True
    if unit.each:
        mention.each = True
    if unit.bits & _ALLW:
        mention.every = True
    if case.segment.bits & _NATION:
        mention.nation = True
    if number is not None and not number.ordinal:
        mention.number, mention.count, mention.more = number, number.value, number.more
    elif number is not None and unit.head == _ELLIPTIC:
        mention.number, mention.count = number, 1
    else:
        verb = case.verb
        verb_bits = verb.bits if verb is not None and verb.metric is DOWNED else 0
        if _is_singular(unit, verb_bits, tokens) and not _is_counted_after(case.segment, unit):
            mention.singular, mention.count = True, 1


def _is_counted_after(segment: Segment, unit: Unit) -> bool:
    """«БПЛА – 21 – сбит над А»: the number comes after the noun."""
    return any(thing.first == unit.last + 1 and thing.kind == _COUNTED for thing in segment.things)


def _is_singular(unit: Unit, verb_bits: int, tokens: Tokens) -> bool:
    """One drone without a numeral: by the noun, its adjectives or, for «БПЛА», by the verb («сбит БПЛА»)."""
    bits = unit.bits
    if bits & _SEVERAL:
        return False
    if bits & _ONE:
        return True
    if not bits & _OBL:
        for near in tokens[unit.last : unit.last + 2]:
            if near.norm.endswith(_SINGULAR_AHEAD):
                return True
    if verb_bits & _PL:
        return False
    before = tokens[unit.first - 1].norm if unit.first else ""
    return before.endswith(_SINGULAR_BEFORE) or bool(verb_bits & Word.SG)


def _weapon(found: Statements, index: int, unit: Unit, memory: Memory) -> Weapon:
    """The weapon of a phrase that does not name its own."""
    if (unit.head == _WEAPON and unit.kind == _COUNTED) or unit.bits & _TARGET:
        return memory.targets
    if found.mentions:
        return found.mentions[-1].weapon
    if memory.weapon is not None and memory.chain:
        return memory.weapon
    for segment in found.segments[index:]:
        for thing in segment.things:
            if thing.weapon is not None and thing.first > unit.first:
                return thing.weapon
    return memory.weapon or DRONE


def _read_the_rest(found: Statements, index: int, memory: Memory) -> None:
    """«остальные – над А», «остальные подавлены»: what the others leave of the headline or of the attack."""
    before = found.mentions[-1] if found.mentions else memory.last
    if before is None or before.metric is not DOWNED:
        return
    cue = next(u for u in found.segments[index].units if u.kind == Kind.CUE and u.bits & Word.RESTW)
    mention = new_mention(found.sentence, index, cue, before.metric, before.weapon, "the_rest")
    mention.rest = True
    found.mentions.append(mention)


def _read_all_of_them(found: Statements, index: int, memory: Memory) -> None:
    """«Все они сбиты»: as many as the attack was said to have."""
    segment = found.segments[index]
    cue = next(unit for unit in segment.units if unit.kind == Kind.CUE and unit.bits & Word.ALLW)
    verb = nearest_verb(segment, cue)
    if verb is not None and verb.metric is DOWNED and memory.weapon is not None:
        mention = new_mention(found.sentence, index, cue, DOWNED, memory.weapon, "all_of_them")
        mention.every = True
        found.mentions.append(mention)
