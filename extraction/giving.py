"""Giving: which place belongs to which mention of a sentence.

A list may put the number first («15 – над Тверской») or the place first («над Тверской – 15»); the first pair
that stands in one segment tells which.
"""

from collections.abc import Sequence
from itertools import pairwise

from extraction.lexicon import Word
from extraction.mentions import Mention, Statements, new_mention
from extraction.phrases import Kind, Unit
from extraction.place_match import PlaceMatch
from extraction.segments import Segment
from extraction.terms import DOWNED, IMPACT

_RESPECTIVE, _SUBSETW = Word.RESPECTIVE, Word.SUBSETW
_AT = frozenset({"at", "near", "border"})
_AWAY = frozenset({"of", "from", "от"})  # "south of Moscow": told from another place


def located(unit: Unit) -> list[PlaceMatch]:
    """The places of a group where something can have happened."""
    return [place for place in unit.places if place.role in _AT]


def give_places(found: Statements) -> None:
    """Fills the places of the mentions of a sentence."""
    by_segment: dict[int, list[Mention]] = {}
    for mention in found.mentions:
        by_segment.setdefault(mention.segment, []).append(mention)
    segments = found.segments
    lead: list[PlaceMatch] = []
    for index, segment in enumerate(segments):
        if not (segment.places or lead):
            continue
        here = by_segment.get(_owner_segment(segments, index))
        if here is None:
            _give_beyond(found, index, by_segment, lead)
            continue
        for group in segment.places:
            nearest = here[0] if len(here) == 1 else _nearest(here, group)
            for place in group.places:
                if place.role in _AT:
                    nearest.places.append(place)
        if lead:
            if not here[0].places or _is_place_first(found, by_segment):
                here[0].places[:0] = lead
            lead = []


def _give_beyond(
    found: Statements, index: int, by_segment: dict[int, list[Mention]], lead: list[PlaceMatch]
) -> None:
    """Places of a segment without a mention: another segment's, or kept in `lead` for the next mention."""
    segment = found.segments[index]
    for group in segment.places:
        places = located(group)
        if not places or group.places[0].prep in _AWAY:
            continue
        if _may_extend(segment) or _fell_there(found, index, by_segment):
            owner = _owner(found, index, _is_place_first(found, by_segment))
            if owner is not None and segment.bits & _SUBSETW and not segment.things:
                owner = _part_of(found, index, owner)
            (lead if owner is None else owner.places).extend(places)


def _part_of(found: Statements, index: int, whole: Mention) -> Mention:
    """«40 БПЛА, в том числе над А», «большинство – над А»: a part without a number, not all of them."""
    if whole.number is None or whole.count is None or (whole.segment == index and whole.subset):
        return whole
    cue = next(u for u in found.segments[index].units if u.kind == Kind.CUE and u.bits & _SUBSETW)
    part = new_mention(found.sentence, index, cue, whole.metric, whole.weapon, "part_of_count")
    part.subset = True
    found.mentions.insert(found.mentions.index(whole) + 1, part)
    return part


def _owner_segment(segments: Sequence[Segment], index: int) -> int:
    """«над Брянской (12), Курской (8) областями»: a number alone in brackets is of the place before it."""
    if index + 1 == len(segments) or segments[index + 1].opener != "(":
        return index
    after = segments[index + 1]
    alone = len(after.units) == 1 and after.units[0].kind == Kind.COUNTED and segments[index].places
    return index + 1 if alone and after.things else index


def _fell_there(found: Statements, index: int, by_segment: dict[int, list[Mention]]) -> bool:
    """«подавлен и рухнул в А»: where the downed one fell is where it was downed, if nothing else says so."""
    segment = found.segments[index]
    before = by_segment.get(index - 1)
    fell = all(verb.metric is IMPACT for verb in segment.verbs)
    return (
        segment.opener == "and"
        and fell
        and not segment.things
        and bool(before)
        and not (before or [])[-1].places
    )


def share_places(found: Statements) -> None:
    """«уничтожены четыре и перехвачены два над А»: what "and" joins happened at one place.

    «над А и Б – 6 и 3 соответственно»: as many numbers as places are in the same order.
    """
    respective = found.sentence.bits & _RESPECTIVE
    for before, after in pairwise(found.mentions):
        joined = after.segment == before.segment + 1 and found.segments[after.segment].opener == "and"
        if joined and not before.places and after.places and not after.subset and not before.running:
            before.places = list(after.places)
        elif joined and before.places and not after.places and before.places[0].first < before.unit.first:
            after.places = list(before.places)
            if respective and len(before.places) == 2:
                before.places, after.places = before.places[:1], after.places[1:]


def _nearest(here: Sequence[Mention], group: Unit) -> Mention:
    """The last mention before the group in its segment, else the first after it."""
    nearest = here[0]
    for mention in here[1:]:
        if mention.unit.first < group.first:
            nearest = mention
    return nearest


def _is_place_first(found: Statements, by_segment: dict[int, list[Mention]]) -> bool:
    firsts = 0
    for index, here in by_segment.items():
        places = found.segments[index].places
        if places and here[0].number is not None:
            firsts += 1 if places[0].first < here[0].unit.first else -1
    return firsts > 0


def _may_extend(segment: Segment) -> bool:
    """A segment with places only goes on with the list; one with an event of its own does not."""
    if any(verb.metric is not DOWNED for verb in segment.verbs):
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
