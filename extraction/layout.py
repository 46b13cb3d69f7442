"""Layout: what in a sentence is a part of what, and what is a running total."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from extraction.comparisons import mark_compared_with
from extraction.giving import give_places, share_places
from extraction.lexicon import Word
from extraction.mentions import Memory, Mention, Statements
from extraction.periods import PeriodMatch, choose_period
from extraction.phrases import Kind
from extraction.segments import Segment
from extraction.sentences import Sentence
from extraction.terms import DOWNED
from extraction.tokens import Token
from extraction.windows import joined_period

_KIND, _OPENER = attrgetter("kind"), attrgetter("opener")
_OF = frozenset({"of", "из"})
_THUS = ["таким", "образом"]
_MOST = ("ее", "ше", "ще")  # «больше всего», «сильнее всего», «чаще всего»
_OVER = frozenset({"за", "over"})
_ALREADY = frozenset({"уже", "already"})
_TOWARD, _SUBSETW, _TOLDW = Word.TOWARD, Word.SUBSETW, Word.TOLDW
_WEAPON, _CUE = Kind.WEAPON, Kind.CUE
_RUNNING = Word.TOTALW | Word.GROW | Word.T_START
_SUBSET_BEFORE = {"числе": ("том",), "них": ("из", "среди"), "которых": ("из", "среди")}


def lay_out(found: Statements, tokens: Sequence[Token], memory: Memory) -> None:
    """Fills places, parents and standing of the mentions of a sentence, of which there is one at least."""
    bits = found.sentence.bits
    several = len(found.mentions) > 1
    if bits & _TOWARD:
        _mark_aside(found)
    if found.sentence.places:
        give_places(found)
        if several:
            share_places(found)
    if several or bits & _SUBSETW or found.mentions[0].subset or _starts_with_subset(found.sentence, tokens):
        _find_parts(found, tokens, memory)
    if found.sentence.periods and bits & _TOLDW:
        _drop_times_of_telling(found)
    _find_wider(found, tokens, memory)
    if several:
        _tell_times_apart(found, tokens)
    _remember(found.mentions, memory)


def _remember(mentions: Sequence[Mention], memory: Memory) -> None:
    for mention in mentions:
        if mention.is_drones and not mention.past:
            if mention.count is not None:
                memory.last = mention
            elif mention.metric is DOWNED:
                memory.bare = mention


def _find_wider(found: Statements, tokens: Sequence[Token], memory: Memory) -> None:
    """Which figures contain those told before."""
    sentence = found.sentence
    if sentence.bits & _RUNNING or (sentence.periods and _is_timed_running(sentence)):
        _find_running(found, tokens)
    elif memory.last is not None and memory.last.more:
        _find_already(found, tokens)


def _tell_times_apart(found: Statements, tokens: Sequence[Token]) -> None:
    """What in a sentence of several counts is of different times."""
    if len(found.sentence.periods) > 1:
        _part_times(found)
        _outgrow(found, tokens)
    if found.sentence.bits & Word.COMPAREW:
        mark_compared_with(found.sentence, found.mentions, tokens)


def _drop_times_of_telling(found: Statements) -> None:
    """«Утром писал про шесть, за ночь сбито семь»: when it was told is not when it was."""
    counted = {mention.segment for mention in found.mentions}
    for index, segment in enumerate(found.segments):
        if not segment.bits & _TOLDW or index in counted:
            continue
        for unit in segment.units:
            if unit.period is not None and unit.period in found.sentence.periods[:-1]:
                found.sentence.periods.remove(unit.period)


def _part_times(found: Statements) -> None:
    """«Вечером – 9, ночью – 14», «21: 12 вечером и 9 ночью»: every number of a list has its own time.

    That of a whole day beside a later time is no news («накануне – 5»).
    """
    own: dict[int, PeriodMatch] = {}
    counted = [m for m in found.mentions if m.count is not None and not m.running and m.period is None]
    low = 0
    for mention in counted:
        stretch = found.segments[low : mention.segment + 1]
        units = [unit for segment in stretch for unit in segment.units if unit.kind == Kind.TIME]
        period = choose_period(
            [u.period for u in units if u.period is not None and u.period in found.sentence.periods]
        )
        if period is not None and not period.background:
            own[id(mention)] = period
        low = mention.segment + 1
    heads = {id(mention.parent) for mention in counted}
    if len(own) < 2 or any(id(m) not in own and id(m) not in heads for m in counted):
        return
    dates = {id(period) for period in own.values() if period.kind == "date"}
    for mention in counted:
        mention.period = own.get(id(mention)) or joined_period([*own.values()])
        mention.past = id(mention.period) in dates and len(dates) < len(own)


def _outgrow(found: Statements, tokens: Sequence[Token]) -> None:
    """«К 6:00 – 9 сбитых, к 8:00 – уже 13»: the first are among the second."""
    if sum(period.kind == "status" for period in found.sentence.periods) < 2:
        return
    for before, after in pairwise(found.mentions):
        grown = tokens[after.unit.first - 1].norm in _ALREADY and not (before.places or after.places)
        before.past = before.past or (grown and (before.count or 0) < (after.count or 0))


def _mark_aside(found: Statements) -> None:
    """«семь, летевших на Москву»: the restriction follows in the same or the next segment."""
    for mention in found.mentions:
        own = found.segments[mention.segment]
        later = found.segments[mention.segment + 1 : mention.segment + 2]
        for segment in [own, *(s for s in later if not s.things)]:
            for unit in segment.units:
                if unit.kind == Kind.CUE and unit.bits & Word.TOWARD and unit.first >= mention.unit.last:
                    mention.aside = True


def _find_parts(found: Statements, tokens: Sequence[Token], memory: Memory) -> None:
    """Parents by language: a colon or «из них» after a count opens its breakdown."""
    subset_at = _subset_segments(found, tokens)
    state = _Breakdown()
    for mention in found.mentions:
        if (mention.count is None and not mention.subset) or mention.rest:
            continue
        if subset_at and any(state.seen <= at <= mention.unit.first for at in subset_at):
            mention.subset = True
            if len(found.sentence.periods) > 1:
                _take_time(found, mention, mention.segment)
        _open_by_colon(found, state, mention)
        if state.head is not None and mention.weapon is state.head.weapon:
            goes_on = _take_part(state, mention)
        elif mention.subset:
            goes_on = _open_by_subset(found, state, mention, memory)
        else:
            goes_on = True
        state.seen = mention.unit.last
        if goes_on:
            state.previous = mention


@dataclass(slots=True)
class _Breakdown:
    """The open breakdown of a sentence: its headline, its parts so far, the last mention outside a part."""

    head: Mention | None = None
    parts: int = 0
    previous: Mention | None = None
    seen: int = 0


def _open_by_colon(found: Statements, state: _Breakdown, mention: Mention) -> None:
    before = state.previous
    if before is None or mention.running or not _colon_between(found, before, mention):
        return
    if before.parent is None and before.weapon is mention.weapon and before.number is not None:
        state.head, state.parts = before, 0


def _take_part(state: _Breakdown, mention: Mention) -> bool:
    """A part of the open headline; a subset after the first part is a part of that part: then False."""
    nested = mention.subset and state.parts > 0
    mention.parent = state.previous if nested else state.head
    mention.listed = not nested
    state.parts += not nested
    return not nested


def _open_by_subset(found: Statements, state: _Breakdown, mention: Mention, memory: Memory) -> bool:
    """«из них», "of the drones": what follows shares out the count before, «летевших на А» alone."""
    parent = state.previous
    if parent is None and not any(m.number and m.unit.first < mention.unit.first for m in found.mentions):
        parent = memory.last
    mention.parent = parent
    if mention.aside:
        return False
    if parent is not None:
        state.head, state.parts, mention.listed = parent, 1, True
    return True


def _subset_segments(found: Statements, tokens: Sequence[Token]) -> list[int]:
    """The tokens at which «в том числе», «из них», "including", "Of the drones," stand."""
    at = []
    for unit in found.sentence.units if found.sentence.bits & _SUBSETW else ():
        if unit.kind == _CUE and unit.bits & _SUBSETW:
            needed = _SUBSET_BEFORE.get(unit.mark)
            if needed is None or (unit.first and tokens[unit.first - 1].norm in needed):
                at.append(unit.first)
    if _starts_with_subset(found.sentence, tokens):
        at.append(found.sentence.units[0].first)
    return at


def _starts_with_subset(sentence: Sentence, tokens: Sequence[Token]) -> bool:
    """ "Of the drones, 31 …"."""
    first = sentence.units[0]
    return first.kind == _WEAPON and first.prep in _OF and tokens[sentence.first].norm in _OF


def _is_timed_running(sentence: Sentence) -> bool:
    """«с начала суток»: the words of time are those of a running total."""
    return "running" in map(_KIND, sentence.periods)


def _colon_between(found: Statements, before: Mention | None, after: Mention) -> bool:
    if before is None:
        return False
    return ":" in map(_OPENER, found.segments[before.segment + 1 : after.segment + 1])


def _take_time(found: Statements, mention: Mention, low: int) -> None:
    """«… bringing the total since midnight to seven», «в том числе ночью 11»: that time is theirs alone."""
    for segment in found.segments[low : mention.segment + 1]:
        for unit in segment.units:
            if unit.kind == Kind.TIME and unit.period is not None and unit.period in found.sentence.periods:
                mention.period = unit.period
                found.sentence.periods.remove(unit.period)


def _find_already(found: Statements, tokens: Sequence[Token]) -> None:
    """«Сбит ещё один. За ночь их уже 12»: after an increment "already" and "thus" make a running total.

    So does the figure of a whole stretch: «Сбиты ещё шесть. За вечер уничтожено 34».
    """
    thus = tokens[found.sentence.first].norm == "thus" or (
        [token.norm for token in tokens[found.sentence.first : found.sentence.first + 2]] == _THUS
    )
    wide = _is_of_a_stretch(found, tokens) and not found.sentence.places
    for mention in found.mentions:
        first = mention.unit.first
        if mention.number is not None and first and (thus or wide or tokens[first - 1].norm in _ALREADY):
            mention.running = not mention.more


def _is_of_a_stretch(found: Statements, tokens: Sequence[Token]) -> bool:
    """«за ночь», "over the evening": all of it, where «ночью» may be a part."""
    return any(tokens[period.first].norm in _OVER for period in found.sentence.periods)


def _is_total(segments: Sequence[Segment], tokens: Sequence[Token]) -> bool:
    """Whether a word of totals stands there; «больше всего – над А» is none."""
    return any(
        unit.bits & Word.TOTALW
        and not (unit.mark == "всего" and unit.first and tokens[unit.first - 1].norm.endswith(_MOST))
        for segment in segments
        for unit in segment.units
    )


def _find_running(found: Statements, tokens: Sequence[Token]) -> None:
    """«всего», «общее число … достигло», "the total": the figure contains the earlier ones."""
    start = bool(found.sentence.bits & Word.T_START and not found.sentence.bits & Word.T_OP)
    start = start and not any(period.kind == "duration" for period in found.sentence.periods)
    for mention in found.mentions:
        if mention.number is None or mention.parent is not None:
            continue
        if mention.metric is not DOWNED and mention.rule != "repelled_attack_of":
            continue
        if mention.rule == "running_total":
            mention.running = True
        earlier = [m.segment for m in found.mentions if m.unit.first < mention.unit.first and m.number]
        low = earlier[-1] + 1 if earlier else 0
        bits = 0
        since = False
        for segment in found.segments[low : mention.segment + 1]:
            bits |= segment.bits
            since = since or any(u.period is not None and u.period.kind == "running" for u in segment.units)
        if mention.running:
            if earlier:
                _take_time(found, mention, low)
            continue
        if (bits & Word.TOTALW or since) and earlier:
            _take_time(found, mention, low)
        total = bits & Word.TOTALW and _is_total(found.segments[low : mention.segment + 1], tokens)
        mention.running = bool(total) or since or (start and not earlier)
