"""Statements: one sentence → its mentions."""

from collections.abc import Sequence

from domain.claim import Weapon
from extraction.lexicon import Word
from extraction.mentions import Memory, Mention, Statements
from extraction.metrics import Case, bare_metric, counted_metric
from extraction.phrases import Head, Kind, Unit
from extraction.segments import Segment, cut_segments, nearest_verb
from extraction.sentences import Sentence
from extraction.terms import DOWNED, DRONE
from extraction.tokens import Token

_NOT = frozenset({"не", "not"})
_SINGULAR_AHEAD = ("вший", "щий")
_SINGULAR_BEFORE = ("кий", "ный", "ого", "его")


def read_statements(sentence: Sentence, tokens: Sequence[Token], memory: Memory) -> Statements:
    """All mentions of a sentence in their order; `memory` is brought up to date."""
    segments = cut_segments(sentence, tokens)
    found = Statements(sentence, segments)
    for index, segment in enumerate(segments):
        for unit in segment.things:
            mention = _read_thing(found, index, unit, tokens, memory)
            if mention is not None:
                found.mentions.append(mention)
        if segment.bits & Word.RESTW and segment.places and not segment.things:
            _read_the_rest(found, index, memory)
        if segment.bits & Word.ALLW and not segment.things:
            _read_all_of_them(found, index, memory)
    return found


def _read_thing(
    found: Statements, index: int, unit: Unit, tokens: Sequence[Token], memory: Memory
) -> Mention | None:
    if unit.kind == Kind.COUNTED:
        if unit.gov & Word.NEG and unit.first and tokens[unit.first - 1].norm in _NOT:
            return None  # «не пять, а семь»
        if unit.number is None or (unit.number.ordinal and not _is_next_one(found, index, unit, memory)):
            return None
        metric, rule = counted_metric(Case(found, index, unit, memory))
    else:
        metric, rule = bare_metric(Case(found, index, unit, memory))
    if metric is None:
        if unit.weapon is not None:
            memory.weapon = unit.weapon
        return None
    weapon = _weapon(found, index, unit, memory)
    memory.weapon = weapon
    mention = Mention(found.sentence, index, unit, metric, weapon, rule)
    _fill(mention, unit, found.segments[index], tokens)
    if unit.mark == "same":
        before = found.mentions[-1] if found.mentions else memory.last
        mention.count = before.count if before is not None else None
    return mention


def _is_next_one(found: Statements, index: int, unit: Unit, memory: Memory) -> bool:
    """«один – над А, второй – над Б»: an ordinal is one more where a list goes on; else it needs its noun."""
    if unit.head == Head.WEAPON:
        return True
    segment = found.segments[index]
    if found.mentions:
        return bool(segment.places or segment.verbs)
    return memory.chain and memory.last is not None and not segment.verbs and bool(segment.places)


def _fill(mention: Mention, unit: Unit, segment: Segment, tokens: Sequence[Token]) -> None:
    number = unit.number
    mention.subset, mention.each = unit.subset, unit.each
    mention.every = bool(unit.bits & Word.ALLW)
    mention.nation = bool(segment.bits & Word.NATION)
    if number is not None and not number.ordinal:
        mention.number, mention.count, mention.more = number, number.value, number.more
        return
    if number is not None and unit.head == Head.ELLIPTIC:
        mention.number, mention.count = number, 1
        return
    verb = nearest_verb(segment, unit)
    verb_bits = verb.bits if verb is not None and verb.metric is DOWNED else 0
    mention.singular = _is_singular(unit, verb_bits, tokens)
    if mention.singular:
        mention.count = 1


def _is_singular(unit: Unit, verb_bits: int, tokens: Sequence[Token]) -> bool:
    """One drone without a numeral: by the noun, its adjectives or, for «БПЛА», by the verb («сбит БПЛА»)."""
    bits = unit.bits
    if bits & Word.PL or bits & Word.ALLW:
        return False
    if bits & (Word.SG | Word.ARTICLE):
        return True
    if not bits & Word.OBL and any(
        near.norm.endswith(_SINGULAR_AHEAD) for near in tokens[unit.last : unit.last + 2]
    ):
        return True
    if verb_bits & Word.PL:
        return False
    before = tokens[unit.first - 1].norm if unit.first else ""
    return before.endswith(_SINGULAR_BEFORE) or bool(verb_bits & Word.SG)


def _weapon(found: Statements, index: int, unit: Unit, memory: Memory) -> Weapon:
    if unit.weapon is not None:
        return unit.weapon
    if (unit.head == Head.WEAPON and unit.kind == Kind.COUNTED) or unit.bits & Word.TARGET:
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
