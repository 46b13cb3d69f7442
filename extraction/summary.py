"""Summary: what the post itself says, in the shape that people and the scorer read."""

from domain.claim import Place
from domain.report import Consequences, Summary, TotalKind
from extraction.blocks import Block
from extraction.drafts import make_summary
from extraction.events import EVENTISH, HARM, is_inert
from extraction.findings import Reading
from extraction.lexicon import Word
from extraction.mentions import Mention
from extraction.originators import MINISTRY, home_of
from extraction.periods import PeriodMatch, choose_period
from extraction.place_match import PlaceMatch
from extraction.scope import FINE, Scope, fine_places, scope_of, scope_of_places
from extraction.sentences import Sentence
from extraction.terms import ATTACKED, BY_GOVERNOR, BY_MINISTRY, DEBRIS, IMPACT
from extraction.windows import stated_window, usable

_HOURS = ("range", "point")
_MOMENTS = frozenset({"моменту", "момент", "час", "часу", "время", "времени", "moment", "hour", "far", "now"})


def summarise(reading: Reading, consequences: Consequences) -> Summary:
    """The summary of a post that tells of an incident."""
    block = reading.main
    total = block.total if block is not None else None
    period = main_period(reading)
    span, precision = stated_window(period)
    regions, seas = _where(reading)
    return make_summary(
        total=total,
        total_kind=_total_kind(reading, block, period) if total is not None else TotalKind.UNSPECIFIED,
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
            return block.leading.period
        for item in block.items:
            if item.period is not None:
                return item.period
    own = [s for s in reading.sentences if block is not None and block.originator == s.originator]
    for sentence in [*own, *reading.sentences]:
        if sentence is _running_sentence(block):
            continue
        if sentence in reading.eventful or _may_time(sentence):
            periods = usable(sentence.periods, None)
            current = [p for p in periods if not p.background]
            if current:
                return choose_period(current)
    return None


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
    if block is None or block.running is None or block.running.headline is None:
        return None
    return block.running.headline.count


def _total_kind(reading: Reading, block: Block | None, period: PeriodMatch | None) -> TotalKind:
    """The ministry's figures are each of their own window; others tell of running totals and of "more"."""
    if block is None or block.leading is None:
        return TotalKind.UNSPECIFIED
    if reading.source.issuer is BY_MINISTRY:
        return TotalKind.EXACT
    if _is_running(reading, block, period):
        return TotalKind.CUMULATIVE
    if _is_increment(reading, block, period):
        return TotalKind.INCREMENT
    return TotalKind.EXACT


def _is_running(reading: Reading, block: Block, period: PeriodMatch | None) -> bool:
    """«всего за ночь», «за сутки», «к настоящему моменту», «уже», or an attack that goes on."""
    lead = block.leading
    if lead is None:
        return False
    if _is_already(reading, lead):
        return True
    if lead.period is not None and lead.period.kind == "past_24h":
        return True
    if period is not None and period.kind in _HOURS:
        return False
    if lead.running and lead.unit.number is not None:
        return block.originator != MINISTRY  # its figure of a night, told by others, is that of a window
    return _is_so_far(reading, lead.sentence) or any(_goes_on(reading, s) for s in reading.sentences)


def _is_increment(reading: Reading, block: Block, period: PeriodMatch | None) -> bool:
    """«ещё пять», or a figure without a time of its own beside a running total."""
    lead = block.leading
    if lead is None:
        return False
    listed = block.headline is not None and block.items and reading.source.issuer is not BY_GOVERNOR
    if lead.more and not listed and not _follows_another(reading, lead):
        return True
    return block.running is not None and (period is None or period.window is None)


def _follows_another(reading: Reading, lead: Mention) -> bool:
    """«ещё один сбит» after a hit told of in the same post is on top of that, not of an earlier post."""
    told = (IMPACT, DEBRIS, ATTACKED)
    for mention in reading.mentions:
        if mention is lead:
            return False
        if (
            mention.is_drones
            and mention.metric in told
            and mention.rule not in ("said_of", "attack_of", "attack_with")
        ):
            return mention.sentence is not lead.sentence
    return False


def _is_already(reading: Reading, lead: Mention) -> bool:
    """«сбито уже 11»: and it goes on."""
    first = lead.unit.first
    if lead.number is None or not first:
        return False
    if reading.classes[first - 1] & Word.DOWN:
        first -= 1
    return first > 0 and reading.tokens[first - 1].norm in {"уже", "already"}


def _is_so_far(reading: Reading, sentence: Sentence) -> bool:
    """«к настоящему моменту», "so far": the attack was not over when the post was written."""
    if any(period.kind == "status" for period in sentence.periods):
        return True
    if not sentence.bits & Word.SOFAR:
        return False
    for index in range(sentence.first, sentence.last - 1):
        if reading.classes[index] & Word.SOFAR and reading.tokens[index + 1].norm in _MOMENTS:
            return True
    return False


def _goes_on(reading: Reading, sentence: Sentence) -> bool:
    """«Атака пока не закончилась», «отражение продолжается»."""
    bits = sentence.bits
    if not bits & Word.CONTINUE or not bits & (Word.ATTACKN | Word.REPEL | Word.ATTACKV):
        return False
    for index in range(sentence.first, sentence.last):
        if reading.classes[index] & Word.CONTINUE:
            norm = reading.tokens[index].norm
            if norm.startswith(("продолж", "contin", "ongoing", "underway")):
                return True
            return any(t.norm in {"не", "not"} for t in reading.tokens[max(0, index - 3) : index])
    return False


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
    home = home_of(block.originator, reading.source)
    if block.headline is not None:
        scope = scope_of(block.headline, home)
        split = {key for item in block.items for key in scope_of(item, home).keys}
        seas_named = any(scope_of(item, home).seas for item in block.items)
        within = scope.spots == 1 and not seas_named and split <= set(scope.keys)
        if not block.items or within:
            each = block.is_each(block.headline) and not block.items
            count = block.total if scope.spots == 1 else block.headline.count
            _spread(scope, None if block.headline.nation else count, each, regions, seas)
            for extra in block.extras:
                for key in scope_of(extra, home).keys:
                    regions.setdefault(key, None)
            return
    for item in [*block.items, *block.extras]:
        count = block.worth(item) if scope_of(item, home).spots == 1 else item.count
        _spread(scope_of(item, home), count, block.is_each(item), regions, seas)
    if not block.items and block.headline is None:
        for mention in block.unnumbered:
            _spread(scope_of(mention, home), None, False, regions, seas)


def _spread(
    scope: Scope, count: int | None, each: bool, regions: dict[str, int | None], seas: dict[str, int | None]
) -> None:
    """Gives a count to its region, to each of them, or to none where it is shared."""
    split = count if scope.spots == 1 or each else None
    for key in scope.keys:
        _add(regions, key, split)
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
        for mention in [block.headline, *block.items, *block.unnumbered]:
            if mention is not None:
                scope = scope_of(mention, home_of(block.originator, reading.source))
                for key in scope.keys:
                    regions.setdefault(key, mention.count if scope.spots == 1 else None)
    for mention in reading.mentions:
        if mention.metric in (IMPACT, DEBRIS) and mention.sentence in reading.eventful and mention.is_drones:
            for key in scope_of_places(mention.places, reading.home).keys:
                regions.setdefault(key, None)


def _places(reading: Reading) -> tuple[Place, ...]:
    """Districts and towns of the sentences that tell what happened, each once, in order."""
    found: dict[tuple[str, str | None], Place] = {}
    for sentence in reading.sentences:
        if sentence.background or not sentence.places:
            continue
        if not sentence.bits & (EVENTISH | HARM | Word.ADEFENCE) and not any(
            m.sentence is sentence for m in reading.mentions
        ):
            continue
        if is_inert(sentence) and not any(m.sentence is sentence and m.number for m in reading.mentions):
            continue
        named = [p for p in sentence.places if p.kind in FINE]
        if sentence.bits & Word.BANG:  # «взрывы слышали жители Калуги»: they heard them there
            named = [p._replace(role="near") if p.role == "passing" else p for p in named]
        for place in fine_places(named):
            found.setdefault((place.name, place.region), place)
    return tuple(found.values())
