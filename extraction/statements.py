"""Statements: one sentence → its mentions."""

from domain.claim import Weapon
from extraction.lexicon import Word
from extraction.mentions import Memory, Mention, Statements
from extraction.metrics import Case, bare_metric, counted_metric
from extraction.phrases import Head, Kind, Unit
from extraction.segments import cut_segments, nearest_verb
from extraction.sentences import Sentence
from extraction.terms import DOWNED, DRONE
from extraction.tokens import Tokens

_COUNTED = Kind.COUNTED
_ELLIPTIC, _WEAPON = Head.ELLIPTIC, Head.WEAPON
_TARGET, _OBL, _PL = Word.TARGET, Word.OBL, Word.PL
_ALLW, _RESTW, _NATION, _NEG = Word.ALLW, Word.RESTW, Word.NATION, Word.NEG
_SHARING = _ALLW | _RESTW
_SEVERAL = Word.PL | Word.ALLW
_ONE = Word.SG | Word.ARTICLE
_NOT = frozenset({"не", "not"})
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
            if segment.bits & _RESTW and segment.places:
                _read_the_rest(found, index, memory)
            if segment.bits & _ALLW:
                _read_all_of_them(found, index, memory)
    return found


def _read_thing(found: Statements, index: int, unit: Unit, tokens: Tokens, memory: Memory) -> None:
    if unit.kind == _COUNTED:
        number = unit.number
        if number is None or (number.ordinal and not _is_next_one(found, index, unit, memory)):
            return
        if unit.gov & _NEG and unit.first and tokens[unit.first - 1].norm in _NOT:
            return  # «не пять, а семь»
        case = Case(found, index, unit, memory)
        metric, rule = counted_metric(case)
    else:
        case = Case(found, index, unit, memory)
        metric, rule = bare_metric(case)
    if metric is None:
        if unit.weapon is not None:
            memory.weapon = unit.weapon
        return
    memory.weapon = _weapon(found, index, unit, memory)
    mention = Mention(found.sentence, index, unit, metric, memory.weapon, rule)
    _fill(mention, case, tokens)
    if unit.mark == "same":
        before = found.mentions[-1] if found.mentions else memory.last
        mention.count = before.count if before is not None else None
    found.mentions.append(mention)


def _is_next_one(found: Statements, index: int, unit: Unit, memory: Memory) -> bool:
    """«один – над А, второй – над Б»: an ordinal is one more where a list goes on; else it needs its noun."""
    if unit.head == _WEAPON:
        return True
    segment = found.segments[index]
    if found.mentions:
        return bool(segment.places or segment.verbs)
    return memory.chain and memory.last is not None and not segment.verbs and bool(segment.places)


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
        if _is_singular(unit, verb_bits, tokens):
            mention.singular, mention.count = True, 1


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
    if unit.weapon is not None:
        return unit.weapon
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
    """«остальные – над А»: what the other items leave of the headline."""
    before = found.mentions[-1] if found.mentions else memory.last
    if before is None or before.metric is not DOWNED:
        return
    cue = next(u for u in found.segments[index].units if u.kind == Kind.CUE and u.bits & Word.RESTW)
    mention = Mention(found.sentence, index, cue, before.metric, before.weapon, "the_rest")
    mention.rest = True
    found.mentions.append(mention)


def _read_all_of_them(found: Statements, index: int, memory: Memory) -> None:
    """«Все они сбиты»: as many as the attack was said to have."""
    segment = found.segments[index]
    cue = next(unit for unit in segment.units if unit.kind == Kind.CUE and unit.bits & Word.ALLW)
    verb = nearest_verb(segment, cue)
    if verb is not None and verb.metric is DOWNED and memory.weapon is not None:
        mention = Mention(found.sentence, index, cue, DOWNED, memory.weapon, "all_of_them")
        mention.every = True
        found.mentions.append(mention)
