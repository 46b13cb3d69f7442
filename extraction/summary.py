"""Summary: what the post itself says, in the shape that people and the scorer read."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from domain.claim import Place
from domain.region import region_key
from domain.report import Consequences, Summary, TotalKind
from extraction.bare_lists import is_bare_list
from extraction.block import Block
from extraction.drafts import SummaryDraft
from extraction.events import EVENTISH, HARM, is_inert
from extraction.findings import Reading
from extraction.lexicon import Word
from extraction.mentions import Mention
from extraction.nothings import denies_attack
from extraction.periods import PeriodMatch, choose_period
from extraction.place_match import PlaceMatch
from extraction.scope import Scope, fine_places, scope_of, scope_of_places
from extraction.sentences import Sentence
from extraction.terms import DEBRIS, IMPACT
from extraction.total_kinds import goes_on, total_kind
from extraction.windows import joined_period, stated_window, usable

_UNSPECIFIED = TotalKind.UNSPECIFIED
_BANG = Word.BANG
_FALLS = (IMPACT, DEBRIS)
_TELLING = EVENTISH | HARM | Word.ADEFENCE
_MORE, _NEG = _TELLING & ~Word.ATTACKN, Word.NEG


def summarise(reading: Reading, consequences: Consequences) -> Summary:
    """The summary of a post that tells of an incident."""
    block = reading.main
    total = block.total if block is not None else None
    period = main_period(reading)
    draft: Any = SummaryDraft()
    draft.is_incident, draft.total = True, total
    draft.total_kind, draft.total_qualifier, draft.cumulative_total = _UNSPECIFIED, None, None
    if block is not None:
        draft.total_qualifier, draft.cumulative_total = _qualifier(block), _running_total(block)
        if total is not None:
            draft.total_kind = total_kind(reading, block, period)
    draft.regions, draft.seas = _where(reading)
    draft.places = _places(reading)
    draft.window, draft.precision = stated_window(period)
    draft.consequences = consequences
    draft.__class__ = Summary
    summary: Summary = draft
    return summary


def main_period(reading: Reading) -> PeriodMatch | None:
    """The time of the main figure; without one, that of the first sentence that tells of an event."""
    block = reading.main
    if block is not None and block.leading is not None:
        period = block.leading.period
        if period is not None:
            return period if block.headline is not None else _period_of_list(block, period)
        for item in block.items:
            if item.period is not None:
                return item.period
    timed = [s for s in reading.sentences if s.periods]
    if not timed:
        return None
    running = _running_sentence(block)
    own = [s for s in timed if block is not None and block.originator == s.originator]
    for sentence in [*own, *timed]:
        if sentence is not running and (sentence in reading.eventful or _may_time(sentence)):
            current = [p for p in usable(sentence.periods, None) if not p.background]
            if current:
                return choose_period(current)
    return None


def _period_of_list(block: Block, period: PeriodMatch) -> PeriodMatch:
    """«Вечером – 9, ночью – 14» without a headline is of the evening and the night."""
    periods = [item.period for item in block.items if item.period is not None]
    if not periods or len(periods) < len(block.items) or all(other is period for other in periods):
        return period
    return joined_period(periods) or period


def _running_sentence(block: Block | None) -> Sentence | None:
    """The sentence of a wider total: its time is not the post's."""
    running = block.running if block is not None else None
    lead = running.leading if running is not None else None
    return lead.sentence if lead is not None else None


def _may_time(sentence: Sentence) -> bool:
    return bool(sentence.bits & EVENTISH) and not is_inert(sentence) and not sentence.background


def _qualifier(block: Block) -> str | None:
    if block.leading is None or block.leading.number is None:
        return None
    if block.headline is None and len(block.items) > 1:
        return None
    qualifier = block.leading.number.qualifier
    if qualifier in ("at_least", "more_than"):
        return "at_least"
    return "approx" if qualifier == "approx" else None


def _running_total(block: Block) -> int | None:
    told = block if block.outgrown else block.running
    return None if told is None or told.headline is None else told.headline.count


def _where(reading: Reading) -> tuple[dict[str, int | None], dict[str, int | None]]:
    regions: dict[str, int | None] = {}
    seas: dict[str, int | None] = {}
    block = reading.main
    if block is not None and block.leading is not None:
        _spread_block(block, regions, seas)
    if not regions and not seas:
        _place_by_neighbours(reading, block, regions, seas)
    _add_unnumbered(reading, regions, seas)
    return regions, seas


def _spread_block(block: Block, regions: dict[str, int | None], seas: dict[str, int | None]) -> None:
    _spread_numbers(block, block.home, regions, seas)
    for part in block.unnumbered:
        if part.rule == "part_of_count":
            _spread(scope_of(part, None), None, False, regions, seas)


def _spread_numbers(
    block: Block, home: str | None, regions: dict[str, int | None], seas: dict[str, int | None]
) -> None:
    headline = None if block.outgrown else block.headline
    if headline is not None and (not block.items or _is_within(block.items, headline, home)):
        scope = scope_of(headline, home)
        count = block.total if scope.spots == 1 else headline.count
        each = not block.items and block.is_each(headline)
        _spread(scope, None if headline.nation else count, each, regions, seas)
        for extra in block.extras:
            for key in scope_of(extra, home).keys:
                regions.setdefault(key, None)
        return
    for item in [*block.items, *block.extras]:
        scope = scope_of(item, home)
        count = block.worth(item) if scope.spots == 1 else item.count
        _spread(scope, count, block.is_each(item), regions, seas)
    if not block.items and headline is None:
        for mention in block.unnumbered:
            _spread(scope_of(mention, home), None, False, regions, seas)


def _is_within(items: Sequence[Mention], headline: Mention, home: str | None) -> bool:
    """Whether the headline is of one region or sea and the items name no other region and no sea."""
    scope = scope_of(headline, home)
    if scope.spots != 1:
        return False
    keys = scope.keys
    for item in items:
        own = scope_of(item, home)
        if own.seas or not all(key in keys for key in own.keys):
            return False
    return True


def _spread(
    scope: Scope, count: int | None, each: bool, regions: dict[str, int | None], seas: dict[str, int | None]
) -> None:
    """Gives a count to its region, to each of them, or to none where it is shared."""
    split = count if scope.spots == 1 or each else None
    for codes in scope.regions:
        key = codes[0] if len(codes) == 1 else region_key(codes)
        if key in regions:
            _add(regions, key, split)
        else:
            regions[key] = split
    for sea in scope.seas:
        _add(seas, sea, split)
    for code in scope.beside:
        regions.setdefault(code, None)


def _add(counts: dict[str, int | None], key: str, count: int | None) -> None:
    known = counts.get(key)
    counts[key] = count if known is None else known + (count or 0)


def _place_by_neighbours(
    reading: Reading, block: Block | None, regions: dict[str, int | None], seas: dict[str, int | None]
) -> None:
    """A figure without a place takes that of the attack told before it, or of the fall told after it."""
    total = block.total if block is not None else None
    for sentence in reading.sentences:
        if sentence.background or is_inert(sentence) or not sentence.bits & EVENTISH:
            continue
        if block is not None and block.originator != sentence.originator:
            continue
        scope = scope_of_places([p for p in sentence.places if _is_ours(p)], reading.home)
        if scope.spots:
            _spread(scope, total, False, regions, seas)
            return
    if block is not None and block.leading is not None and block.leading.nation:
        return
    home = reading.home or _home_of_teller(reading)
    if home is not None:
        regions[home] = total


def _home_of_teller(reading: Reading) -> str | None:
    """«Дрон ударил по автобусу, сообщил губернатор Херсонской области»: his region, where none is named."""
    return reading.home_of(reading.told[0].originator) if reading.told else None


def _is_ours(place: PlaceMatch) -> bool:
    return place.role in ("at", "near", "border") and place.kind != "foreign"


def _add_unnumbered(reading: Reading, regions: dict[str, int | None], seas: dict[str, int | None]) -> None:
    """Regions and seas without a count of the main block: other originators', falls and hits elsewhere."""
    for block in reading.blocks:
        if block is reading.main:
            continue
        home = block.home
        for mention in [block.headline, *block.items, *block.unnumbered]:
            if mention is not None:
                _add_beside(mention, scope_of(mention, home), regions, seas)
    for mention in reading.mentions:
        if not (mention.places and mention.metric in _FALLS and mention.is_drones):
            continue
        if mention.sentence in reading.eventful:
            for key in scope_of_places(mention.places, reading.home).keys:
                regions.setdefault(key, None)


def _add_beside(
    mention: Mention, scope: Scope, regions: dict[str, int | None], seas: dict[str, int | None]
) -> None:
    count = mention.count if scope.spots == 1 else None
    for key in scope.keys:
        regions.setdefault(key, count)
    for sea in scope.seas:
        seas.setdefault(sea, count)


def _places(reading: Reading) -> tuple[Place, ...]:
    """Districts and towns of the sentences that tell what happened, each once, in order."""
    found: dict[tuple[str, str | None], Place] = {}
    for sentence in reading.sentences:
        places = sentence.places
        if not places or sentence.background:
            continue
        if sentence.bits & _BANG:  # «взрывы слышали жители Калуги»: they heard them there
            places = [replace(p, role="near") if p.role == "passing" else p for p in places]
        named = fine_places(places)
        if named and _tells(reading, sentence):
            for place in named:
                found.setdefault((place.name, place.region), place)
    return tuple(found.values()) if found else ()


def _tells(reading: Reading, sentence: Sentence) -> bool:
    """Whether a sentence says that something happened; one that only warns must give a number."""
    inert, bits = is_inert(sentence), sentence.bits
    if bits & _TELLING and not inert:
        return bool(bits & _MORE or not bits & _NEG) or not denies_attack(sentence, reading.tokens)
    if is_bare_list(sentence, reading.tokens):
        beside = reading.sentences[max(0, sentence.at - 2) : sentence.at] or reading.sentences[1:3]
        return any(other in reading.eventful for other in beside)
    return _goes_with_news(reading, sentence) or any(
        m.sentence is sentence and (m.number or not inert) for m in reading.mentions
    )


def _goes_with_news(reading: Reading, sentence: Sentence) -> bool:
    """«Над районом идёт боевая работа», «город – цель минувшей ночи», «Больше половины – над А и Б»."""
    bits = sentence.bits
    if bits & Word.TARGET and sentence.periods:
        return True
    if bits & Word.SUBSETW and sentence.at and reading.sentences[sentence.at - 1] in reading.eventful:
        return True
    return bool(bits & Word.CONTINUE) and goes_on(reading, sentence)
