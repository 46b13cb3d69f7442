"""Summary: what the post itself says, in the shape that people and the scorer read."""

from collections.abc import Sequence
from dataclasses import replace

from domain.claim import Place
from domain.region import region_key
from domain.report import Consequences, Summary, TotalKind
from extraction.bare_lists import is_bare_list
from extraction.block import Block
from extraction.drafts import make_summary
from extraction.events import EVENTISH, HARM, is_inert
from extraction.findings import Reading
from extraction.lexicon import Word
from extraction.mentions import Mention
from extraction.periods import PeriodMatch, choose_period
from extraction.place_match import PlaceMatch
from extraction.scope import FINE, Scope, fine_places, scope_of, scope_of_places
from extraction.sentences import Sentence
from extraction.terms import DEBRIS, IMPACT
from extraction.total_kinds import total_kind
from extraction.windows import joined_period, stated_window, usable

_UNSPECIFIED = TotalKind.UNSPECIFIED
_BANG = Word.BANG
_FALLS = (IMPACT, DEBRIS)
_TELLING = EVENTISH | HARM | Word.ADEFENCE


def summarise(reading: Reading, consequences: Consequences) -> Summary:
    """The summary of a post that tells of an incident."""
    block = reading.main
    total = block.total if block is not None else None
    period = main_period(reading)
    span, precision = stated_window(period)
    regions, seas = _where(reading)
    return make_summary(
        total=total,
        total_kind=_UNSPECIFIED if block is None or total is None else total_kind(reading, block, period),
        total_qualifier=_qualifier(block),
        cumulative_total=_running_total(block),
        regions=regions,
        seas=seas,
        places=_places(reading),
        window=span,
        precision=precision,
        consequences=consequences,
    )


def main_period(reading: Reading) -> PeriodMatch | None:
    """The time of the main figure; without one, that of the first sentence that tells of an event."""
    block = reading.main
    if block is not None and block.leading is not None:
        if block.leading.period is not None:
            return _period_of_list(block, block.leading.period)
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
    if block.headline is not None or len(block.items) < 2:
        return period
    periods = [item.period for item in block.items if item.period is not None]
    if len(periods) < len(block.items) or all(other is period for other in periods):
        return period
    return joined_period(periods) or period


def _running_sentence(block: Block | None) -> Sentence | None:
    """The sentence of a wider total: its time is not the post's."""
    running = block.running if block is not None else None
    lead = running.leading if running is not None else None
    return lead.sentence if lead is not None else None


def _may_time(sentence: Sentence) -> bool:
    return bool(sentence.bits & EVENTISH) and not is_inert(sentence) and not sentence.background


def _qualifier(block: Block | None) -> str | None:
    if block is None or block.leading is None or block.leading.number is None:
        return None
    if block.headline is None and len(block.items) > 1:
        return None
    qualifier = block.leading.number.qualifier
    if qualifier in ("at_least", "more_than"):
        return "at_least"
    return "approx" if qualifier == "approx" else None


def _running_total(block: Block | None) -> int | None:
    if block is not None and block.outgrown:
        return block.headline.count if block.headline is not None else None
    if block is None or block.running is None or block.running.headline is None:
        return None
    return block.running.headline.count


def _where(reading: Reading) -> tuple[dict[str, int | None], dict[str, int | None]]:
    regions: dict[str, int | None] = {}
    seas: dict[str, int | None] = {}
    block = reading.main
    if block is not None and block.leading is not None:
        _spread_block(reading, block, regions, seas)
    if not regions and not seas:
        _place_by_neighbours(reading, block, regions, seas)
    _add_unnumbered(reading, regions)
    return regions, seas


def _spread_block(
    reading: Reading, block: Block, regions: dict[str, int | None], seas: dict[str, int | None]
) -> None:
    home = reading.home_of(block.originator)
    _spread_numbers(block, home, regions, seas)
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
        _add(regions, codes[0] if len(codes) == 1 else region_key(codes), split)
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
    if reading.home is not None:
        regions[reading.home] = total


def _is_ours(place: PlaceMatch) -> bool:
    return place.role in ("at", "near", "border") and place.kind != "foreign"


def _add_unnumbered(reading: Reading, regions: dict[str, int | None]) -> None:
    """Regions named without a count of their own: other originators', falls and hits elsewhere."""
    for block in reading.blocks:
        if block is reading.main:
            continue
        home = reading.home_of(block.originator)
        for mention in [block.headline, *block.items, *block.unnumbered]:
            if mention is not None:
                scope = scope_of(mention, home)
                for key in scope.keys:
                    regions.setdefault(key, mention.count if scope.spots == 1 else None)
    for mention in reading.mentions:
        if not (mention.places and mention.metric in _FALLS and mention.is_drones):
            continue
        if mention.sentence in reading.eventful:
            for key in scope_of_places(mention.places, reading.home).keys:
                regions.setdefault(key, None)


def _places(reading: Reading) -> tuple[Place, ...]:
    """Districts and towns of the sentences that tell what happened, each once, in order."""
    found: dict[tuple[str, str | None], Place] = {}
    for sentence in reading.sentences:
        if sentence.background or not sentence.places:
            continue
        named = [p for p in sentence.places if p.kind in FINE]
        if not named or not _tells(reading, sentence):
            continue
        if sentence.bits & _BANG:  # «взрывы слышали жители Калуги»: they heard them there
            named = [replace(p, role="near") if p.role == "passing" else p for p in named]
        for place in fine_places(named):
            found.setdefault((place.name, place.region), place)
    return tuple(found.values())


def _tells(reading: Reading, sentence: Sentence) -> bool:
    """Whether a sentence says that something happened; one that only warns must give a number."""
    inert = is_inert(sentence)
    if sentence.bits & _TELLING and not inert:
        return True
    if is_bare_list(sentence, reading.tokens):
        beside = reading.sentences[sentence.at - 1 : sentence.at] or reading.sentences[1:2]
        return any(other in reading.eventful for other in beside)
    return any(m.sentence is sentence and (m.number or not inert) for m in reading.mentions)
