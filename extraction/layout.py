"""Layout: which place belongs to which mention, what is a part of what, and what is a running total.

A list may put the number first («15 – над Тверской») or the place first («над Тверской – 15»); the first pair
that stands in one segment tells which.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from domain.claim import Metric
from extraction.lexicon import Word
from extraction.mentions import Memory, Mention, Statements
from extraction.phrases import Kind, Unit
from extraction.place_match import PlaceMatch
from extraction.segments import Segment
from extraction.tokens import Token

_AT = frozenset({"at", "near", "border"})
_AWAY = frozenset({"of", "from", "от"})  # "south of Moscow": told from another place
_OF = frozenset({"of", "из"})
_RUNNING = Word.TOTALW | Word.GROW | Word.T_START
_SUBSET_BEFORE = {"числе": "том", "них": "из", "которых": "из"}


def lay_out(found: Statements, tokens: Sequence[Token], memory: Memory) -> None:
    """Fills places, parents and standing of the mentions of a sentence in place."""
    if not found.mentions:
        return
    bits = found.sentence.bits
    several = len(found.mentions) > 1
    if bits & Word.TOWARD:
        _mark_aside(found)
    if found.sentence.places:
        _give_places(found)
        if several:
            _share_places(found)
    if several or bits & Word.SUBSETW or found.mentions[0].subset or _starts_with_subset(found):
        _find_parts(found, tokens, memory)
    if bits & _RUNNING or any(period.kind == "running" for period in found.sentence.periods):
        _find_running(found, tokens)
    for mention in found.mentions:
        if mention.count is not None and mention.is_drones:
            memory.last = mention


def located(unit: Unit) -> list[PlaceMatch]:
    """The places of a group where something can have happened."""
    return [place for place in unit.places if place.role in _AT]


def _mark_aside(found: Statements) -> None:
    """«семь, летевших на Москву»: the restriction follows in the same or the next segment."""
    for mention in found.mentions:
        own = found.segments[mention.segment]
        later = found.segments[mention.segment + 1 : mention.segment + 2]
        for segment in [own, *(s for s in later if not s.things)]:
            for unit in segment.units:
                if unit.kind == Kind.CUE and unit.bits & Word.TOWARD and unit.first >= mention.unit.last:
                    mention.aside = True


def _give_places(found: Statements) -> None:
    by_segment: dict[int, list[Mention]] = {}
    for mention in found.mentions:
        by_segment.setdefault(mention.segment, []).append(mention)
    place_first = _is_place_first(found, by_segment)
    lead: list[PlaceMatch] = []
    for index, segment in enumerate(found.segments):
        here = by_segment.get(index, [])
        for group in segment.places:
            places = located(group)
            if not places or (not here and group.places[0].prep in _AWAY):
                continue
            if here:
                _nearest(here, group).places += places
            elif _may_extend(segment) or _fell_there(found, index, by_segment):
                owner = _owner(found, index, place_first)
                if owner is None:
                    lead += places
                else:
                    owner.places += places
        if here and lead:
            if not here[0].places or place_first:
                here[0].places[:0] = lead
            lead = []


def _fell_there(found: Statements, index: int, by_segment: dict[int, list[Mention]]) -> bool:
    """«подавлен и рухнул в А»: where the downed one fell is where it was downed, if nothing else says so."""
    segment = found.segments[index]
    before = by_segment.get(index - 1)
    fell = all(verb.metric is Metric.IMPACT for verb in segment.verbs)
    return (
        segment.opener == "and"
        and fell
        and not segment.things
        and bool(before)
        and not (before or [])[-1].places
    )


def _share_places(found: Statements) -> None:
    """«уничтожены четыре и перехвачены два над А»: what "and" joins happened at one place."""
    for before, after in pairwise(found.mentions):
        joined = after.segment == before.segment + 1 and found.segments[after.segment].opener == "and"
        if joined and not before.places and after.places and not after.subset and not before.running:
            before.places = list(after.places)
        elif joined and before.places and not after.places and before.places[0].first < before.unit.first:
            after.places = list(before.places)


def _nearest(here: list[Mention], group: Unit) -> Mention:
    """The last mention before the group in its segment, else the first after it."""
    before = [mention for mention in here if mention.unit.first < group.first]
    return before[-1] if before else here[0]


def _is_place_first(found: Statements, by_segment: dict[int, list[Mention]]) -> bool:
    firsts = 0
    for index, here in by_segment.items():
        places = found.segments[index].places
        if places and here[0].number is not None:
            firsts += 1 if places[0].first < here[0].unit.first else -1
    return firsts > 0


def _may_extend(segment: Segment) -> bool:
    """A segment with places only goes on with the list; one with an event of its own does not."""
    if any(verb.metric is not Metric.DOWNED for verb in segment.verbs):
        return False
    if segment.others:
        return False
    return not any(thing.kind == Kind.COUNTED for thing in segment.things)


def _owner(found: Statements, index: int, place_first: bool) -> Mention | None:
    """Whose places a segment without a mention names: the last one's, in a place-first list the next's."""
    before = [m for m in found.mentions if m.segment < index and not (m.aside and m.subset)]
    after = [m for m in found.mentions if m.segment > index]
    if (
        _opens_clause(found.segments[index])
        and after
        and after[0].segment == index + 1
        and not after[0].places
    ):
        return after[0]
    if place_first and after and all(_is_open(found.segments[k]) for k in range(index + 1, after[0].segment)):
        return None
    return before[-1] if before else None


def _opens_clause(segment: Segment) -> bool:
    """«над А уничтожено и перехвачено 4 БПЛА»: the verb comes after the place, its subject later."""
    return bool(segment.verbs) and segment.places[0].first < segment.verbs[0].at


def _is_open(segment: Segment) -> bool:
    return not segment.verbs


def _find_parts(found: Statements, tokens: Sequence[Token], memory: Memory) -> None:
    """Parents by language: a colon or «из них» after a count opens its breakdown."""
    subset_at = _subset_segments(found, tokens)
    state = _Breakdown()
    for mention in found.mentions:
        if (mention.count is None and not mention.subset) or mention.rest:
            continue
        if any(state.seen <= at <= mention.unit.first for at in subset_at):
            mention.subset = True
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
    for unit in found.sentence.units:
        if unit.kind == Kind.CUE and unit.bits & Word.SUBSETW:
            needed = _SUBSET_BEFORE.get(unit.mark)
            if needed is None or (unit.first and tokens[unit.first - 1].norm == needed):
                at.append(unit.first)
    if _starts_with_subset(found):
        at.append(found.sentence.units[0].first)
    return at


def _starts_with_subset(found: Statements) -> bool:
    """ "Of the drones, 31 …"."""
    first = found.sentence.units[0]
    return first.kind == Kind.WEAPON and first.prep in _OF


def _colon_between(found: Statements, before: Mention | None, after: Mention) -> bool:
    if before is None:
        return False
    return any(segment.opener == ":" for segment in found.segments[before.segment + 1 : after.segment + 1])


def _take_time(found: Statements, mention: Mention, low: int) -> None:
    """«… bringing the total since midnight to seven»: that time is the total's alone."""
    for segment in found.segments[low : mention.segment + 1]:
        for unit in segment.units:
            if unit.kind == Kind.TIME and unit.period is not None and unit.period in found.sentence.periods:
                mention.period = unit.period
                found.sentence.periods.remove(unit.period)


def _is_most(found: Statements, tokens: Sequence[Token]) -> bool:
    """«больше всего – над А» is no total."""
    return any(
        unit.mark == "всего" and unit.first and tokens[unit.first - 1].norm in {"больше", "более", "чаще"}
        for unit in found.sentence.units
    )


def _find_running(found: Statements, tokens: Sequence[Token]) -> None:
    """«всего», «общее число … достигло», "the total": the figure contains the earlier ones."""
    start = bool(found.sentence.bits & Word.T_START and not found.sentence.bits & Word.T_OP)
    for mention in found.mentions:
        if mention.number is None or mention.parent is not None or mention.metric is not Metric.DOWNED:
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
        mention.running = (
            bool(bits & Word.TOTALW and not _is_most(found, tokens)) or since or (start and not earlier)
        )
