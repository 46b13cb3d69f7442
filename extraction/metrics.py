"""Metrics: what became of the weapons of a phrase. Named rules in order; the first that fits wins."""

from collections.abc import Callable

from domain.claim import Metric
from extraction.bare_totals import corrected, is_bare_total, stated_total
from extraction.flights import approach
from extraction.lexicon import Word
from extraction.list_lines import REPELLED_ATTACK, is_timed, line_alone, list_line
from extraction.mentions import Memory, Statements
from extraction.phrases import Head, Kind, Unit
from extraction.rule_tables import RuleTable
from extraction.segments import nearest_verb
from extraction.terms import ATTACKED, DEBRIS, DOWNED, REPELLED
from extraction.verbs import (
    at_scene,
    fate,
    find_verb_ahead,
    find_verb_behind,
    find_verb_shared,
    is_beaten_off,
    is_item,
    may_be_drones,
)
from extraction.wordsets import words

Outcome = tuple[Metric | None, str]


class Case:
    """A phrase in its sentence, as the rules see it.

    `verb` is the event word nearest to it in its segment, `bits` the classes of the sentence and of what
    governs the phrase.
    """

    __slots__ = ("bits", "found", "index", "memory", "segment", "unit", "verb")

    def __init__(self, found: Statements, index: int, unit: Unit, memory: Memory) -> None:
        self.found, self.index, self.unit, self.memory = found, index, unit, memory
        self.segment = segment = found.segments[index]
        self.verb = nearest_verb(segment, unit) if segment.verbs else None
        self.bits = found.sentence.bits | unit.bits | unit.gov or _ANY


Rule = Callable[[Case], Outcome | None]
_NOTHING: Outcome = (None, "")
_COUNTED, _TIME = Kind.COUNTED, Kind.TIME
_ELLIPTIC, _WEAPON = Head.ELLIPTIC, Head.WEAPON
_ANY = (1 << 128) - 1  # every class: a rule that may always be asked
_WITH = frozenset({"с", "со", "with", "by"})
_OBLIQUE = words("вместо к помимо кроме besides из против against при после о об про по из-за about без")
_NO_ITEM = frozenset({"о", "об", "за"})
_TOLDW = Word.TOLDW
_ON_TOP_OF = frozenset({"к", "помимо", "кроме", "besides"})
_FROM = frozenset({"от", "from"})
_SINCE = frozenset({"с", "со", "from"})
_OF_PEOPLE = Word.VICTIMN | Word.DEADN | Word.CARE | Word.KILLV
_OF_WEAPONS = Word.DRONE | Word.DOWN | Word.SHOT | Word.REPEL | Word.ATTACKN | Word.ADEFENCE
_HARM_VERBS = Word.DAMV | Word.INJV | Word.KILLV
_FALLING = Word.DEBRIS | Word.FALLN
_GOVERNING = _FALLING | Word.NOUN
_VICTIMS, _GROW = Word.VICTIMN | Word.DEADN, Word.GROW
_RAID = Word.ATTACKN | Word.USEN
_ACTED_ON = _RAID | Word.DOWN
_DENIED = Word.THREATN | Word.NEG | Word.AIRPORT
_DOWN, _ATTR, _NEG, _NOUN = Word.DOWN, Word.ATTR, Word.NEG, Word.NOUN
_ACTIVE = (
    *("ил", "ила", "ило", "или", "задел", "задела", "задели", "сек", "секли"),
    *("damaged", "killed", "injured", "wounded"),
)


def metric_of(case: Case) -> Outcome:
    """What became of a phrase, with the name of the rule; None is no statement about weapons."""
    if case.unit.kind == _COUNTED:
        rules = _COUNTED_RULES[case.bits & _ASKED_OF_COUNTED]
    else:
        rules = _BARE_RULES[case.bits & _ASKED_OF_BARE]
    for rule in rules:
        outcome = rule(case)
        if outcome is not None:
            return outcome
    return _NOTHING


def _governed_by_noun(case: Case) -> Outcome | None:
    """«обломки БПЛА», «падение дрона», «об уничтожении пяти БПЛА»."""
    gov = case.unit.gov
    if not gov:
        return None
    if gov & _FALLING:
        return DEBRIS, "debris_of"
    if gov & _DOWN and gov & _NOUN:
        return DOWNED, "destruction_of"
    return None


def _counted_attributive(case: Case) -> Outcome | None:
    """«о пяти уничтоженных БПЛА»; «к семи уничтоженным добавились три» speaks of those told before."""
    if case.unit.prep in _ON_TOP_OF:
        return None
    told = case.unit.head == _WEAPON or (case.unit.head == _ELLIPTIC and _is_of_a_raid(case))
    if told and case.unit.bits & _DOWN and case.unit.bits & _ATTR:
        return DOWNED, "downed_attributive"
    return None


def _is_of_a_raid(case: Case) -> bool:
    """«Отбили атаку на Череповец. Восемь сбитых.»: nothing else in the sentence, an attack before it."""
    return case.memory.in_raid and len(case.found.sentence.units) <= 2 and not case.unit.prep


def _of_people(case: Case) -> Outcome | None:
    """«число пострадавших выросло до 14», «ещё один – в тяжёлом состоянии»: people, not drones."""
    bits = case.found.sentence.bits
    if case.unit.head == _WEAPON:
        return None
    if bits & _OF_WEAPONS:
        return _NOTHING if bits & _VICTIMS and bits & _GROW and not bits & _DOWN else None
    return _NOTHING if bits & _OF_PEOPLE else None


def _running_total(case: Case) -> Outcome | None:
    """«число сбитых достигло девяти», «на счету уже 13»."""
    bits = case.found.sentence.bits
    if bits & _GROW and bits & (Word.THING | Word.PERSON) and not bits & (_OF_WEAPONS | _NEG):
        return _NOTHING  # «число повреждённых домов увеличилось до 40»
    if case.unit.prep in _SINCE and case.segment.bits & _GROW:
        return _NOTHING  # «увеличилось с пяти до восьми»
    told = bits & (Word.DOWN | Word.SHOT | Word.ADEFENCE) or case.memory.last is not None
    if case.unit.gov & Word.GROW or (case.segment.bits & Word.GROW and told):
        return DOWNED, "running_total"
    return (DOWNED, "running_total") if is_bare_total(case) else None


def _attack_of(case: Case) -> Outcome | None:
    """«атака трёх БПЛА», «с применением двух»: the size of an attack, repelled or not."""
    unit = case.unit
    if not unit.gov & _RAID or (unit.head == _ELLIPTIC and unit.kind == _COUNTED and not unit.subset):
        return None
    if unit.gov & Word.ATTACKN and case.found.sentence.bits & Word.REPEL and is_beaten_off(case.found):
        return REPELLED, REPELLED_ATTACK
    return ATTACKED, "attack_of"


def _counted_oblique(case: Case) -> Outcome | None:
    """ "with five drones", «к семи беспилотникам», "no drones"."""
    unit, verb = case.unit, case.verb
    if unit.head != _WEAPON or unit.subset:
        return None
    if unit.prep in _WITH and (verb is None or verb.metric is not DOWNED or verb.at < unit.first):
        return ATTACKED, "attack_with"
    if unit.prep in _OBLIQUE:
        return ATTACKED, "said_of"
    if unit.bits & Word.INSTR and not unit.prep:
        return ATTACKED, "attack_with"  # «нанесены удары 14 дронами»
    return _NOTHING if unit.gov & _NEG else None


def _harmer(case: Case) -> Outcome | None:
    """«БПЛА повредил ангар», "a drone killed a man": the weapon stands before an active verb of harm."""
    unit, verb = case.unit, case.verb
    if verb is None or verb.at < unit.last or not verb.bits & _HARM_VERBS:
        return None
    if unit.kind == _COUNTED and unit.head != _WEAPON:
        return None
    if unit.bits & Word.OBL or unit.prep or unit.gov & _ACTED_ON:
        return None
    active = any(cue.first == verb.at and cue.mark.endswith(_ACTIVE) for cue in case.segment.units)
    return (Metric.IMPACT, "harm_by") if active else None


def _counted_verb(case: Case) -> Outcome | None:
    """«сбиты шесть БПЛА», «два БПЛА попали в дом»: the nearest verb of the segment."""
    if case.unit.head == _ELLIPTIC and (case.found.sentence.bits & Word.ADVICE or case.unit.prep == "за"):
        return _NOTHING  # «звоните 112», «рекорд за одну ночь»
    verb = case.verb
    if verb is None:
        return None
    if not may_be_drones(case.found, case.index, case.unit, spoken_of=case.memory.weapon is not None):
        return _NOTHING
    return fate(case.found, case.index, verb), "count_verb"


def _counted_verb_ahead(case: Case) -> Outcome | None:
    """«Три БПЛА, летевших на Москву, уничтожены»."""
    if case.unit.head == _ELLIPTIC and not case.unit.subset:
        return None
    metric = find_verb_ahead(case.found, case.index)
    return (metric, "count_verb_ahead") if metric is not None else None


def _list_item(case: Case) -> Outcome | None:
    """«…, пять – над Воронежской»: a number after another of the sentence goes the same way."""
    if case.segment.bits & _TOLDW or (case.unit.gov & Word.AMOUNTW and case.bits & Word.PRIOR):
        return _NOTHING  # «утром я называл 14», "revising an earlier figure of seven"
    for before in reversed(case.found.mentions):
        if before.number is not None:
            if case.unit.head == _ELLIPTIC and not (is_item(case.segment, case.unit) or is_timed(case)):
                return _NOTHING
            if case.unit.prep in _NO_ITEM:
                return _NOTHING  # «(ранее сообщалось о 12)»
            return before.metric, "list_item"
    return None


def _verb_before_count(case: Case) -> Outcome | None:
    """«уничтожены: ▪️ 9 БПЛА – над …»: the verb stands before, for a bare number also after."""
    if case.unit.head != _WEAPON and not case.unit.subset and not is_item(case.segment, case.unit):
        return None
    if case.unit.prep == "of" and case.unit.gov & Word.ATTRV:
        return _NOTHING  # "none were shot down, despite claims of six"
    behind = find_verb_behind(case.found, case.index)
    if behind is not None:
        return behind, "verb_count"
    ahead = find_verb_ahead(case.found, case.index)
    return (ahead, "count_verb_ahead") if ahead is not None else None


def _bare_oblique(case: Case) -> Outcome | None:
    """«ударил дронами», "with drones"; «опасность по БПЛА» says nothing of what happened."""
    if case.unit.gov & _DENIED:
        return _NOTHING
    if case.unit.bits & Word.INSTR or case.unit.prep in _WITH:
        return ATTACKED, "attack_with"
    oblique = case.unit.bits & Word.OBL or case.unit.prep in _OBLIQUE or case.unit.prep in _FROM
    return _NOTHING if oblique else None


def _bare_attributive(case: Case) -> Outcome | None:
    """«сбитый БПЛА повредил грузовик»."""
    verb = case.verb
    if not (case.unit.bits & _DOWN and case.unit.bits & _ATTR):
        return None
    if verb is not None and verb.metric is DOWNED:
        return None
    return DOWNED, "downed_attributive"


def _bare_verb(case: Case) -> Outcome | None:
    verb = case.verb
    return (at_scene(case.segment, verb.at, verb.metric), "weapon_verb") if verb is not None else None


def _bare_verb_ahead(case: Case) -> Outcome | None:
    metric = find_verb_ahead(case.found, case.index)
    return (metric, "weapon_verb_ahead") if metric is not None else None


def _bare_verb_shared(case: Case) -> Outcome | None:
    metric = find_verb_shared(case.found, case.index)
    return (metric, "weapon_verb_shared") if metric is not None else None


_COUNTED_RULES: RuleTable[Rule] = RuleTable(
    (_OF_PEOPLE, _of_people),
    (_GOVERNING, _governed_by_noun),
    (_ATTR, _counted_attributive),
    (Word.GROW | Word.TOTALW, _running_total),
    (Word.AMOUNTW | Word.TOTALW, stated_total),
    (_RAID, _attack_of),
    (0, _counted_oblique),
    (_HARM_VERBS, _harmer),
    (0, _counted_verb),
    (0, _counted_verb_ahead),
    (0, _list_item),
    (0, _verb_before_count),
    (Word.CORRECTW, corrected),
    (0, list_line),
    (0, line_alone),
    (0, approach),
)
_BARE_RULES: RuleTable[Rule] = RuleTable(
    (_GOVERNING, _governed_by_noun),
    (_RAID, _attack_of),
    (0, _bare_oblique),
    (_ATTR, _bare_attributive),
    (_HARM_VERBS, _harmer),
    (0, _bare_verb),
    (0, _bare_verb_ahead),
    (0, _bare_verb_shared),
)
_ASKED_OF_COUNTED, _ASKED_OF_BARE = _COUNTED_RULES.asked, _BARE_RULES.asked
