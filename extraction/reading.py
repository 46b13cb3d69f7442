"""Reading: one post's text → Report. The order of the steps; each step lives in its own module."""

from collections.abc import Sequence
from datetime import datetime

from domain.claim import Weapon
from domain.report import Consequences, PostKind, Report, Summary, Unresolved
from domain.source import Source
from extraction.block import Block
from extraction.blocks import build_block
from extraction.claims import build_claims
from extraction.consequences import HARMFUL, OF_HARM, read_consequences
from extraction.drafts import make_report
from extraction.events import (
    EVENTISH,
    HARM,
    happened,
    is_inert,
    mark_background,
    tells_of_debris,
    tells_of_defence,
)
from extraction.findings import Reading
from extraction.kinds import Verdict, find_veto, plain_kind
from extraction.layout import lay_out
from extraction.lexicon import Word
from extraction.list_lines import LINE_ALONE
from extraction.mentions import Memory, Mention, Statements
from extraction.named_weapons import find_named_attack
from extraction.numbers import find_numbers, pass_over
from extraction.originators import attribute
from extraction.periods import find_periods
from extraction.places import find_places
from extraction.sentences import Sentence, read_sentences
from extraction.settling import settle_mentions
from extraction.statements import read_statements
from extraction.summary import summarise
from extraction.terms import ATTACKED, BY_GOVERNOR, BY_MINISTRY, DOWNED, DRONE, IMPACT, MISSILE
from extraction.wordbook import read_words

MENTION_LIMIT = 150
_SHARING = Word.ALLW | Word.RESTW
_MISSILES = Word.MISSILE | Word.ROCKET | Word.ROCKETADJ
_DRONE, _DOWN, _THING = Word.DRONE, Word.DOWN, Word.THING
_DEBRIS, _ADEFENCE = Word.DEBRIS, Word.ADEFENCE
_NEWS = EVENTISH | _ADEFENCE
_UNSETTLED = frozenset({"unresolved", "foreign"})
_WITHOUT_VERB = ("running_total", "number_of_downed", LINE_ALONE)
_EVENT_WORDS = EVENTISH | Word.ADEFENCE | Word.THREATN
_RAID = Word.ATTACKN | Word.ATTACKV
_HARMED = HARM | Word.HIT | Word.FALL | Word.DEBRIS
_INCIDENT = PostKind.INCIDENT
_UNKNOWN = Consequences()
_QUIET = Summary(is_incident=False)


def read(text: str, source: Source, posted_at: datetime) -> Report:
    """The report of one text. Never raises; nothing found is a report with a reason."""
    words = read_words(text)
    tokens, classes = words.tokens, words.classes
    ministry = source.issuer is BY_MINISTRY
    periods = find_periods(tokens, posted_at, source.zone, ministry, words.times)
    places = find_places(tokens, text, source.home_region, words.duties)
    pass_over(periods, words.numbers, tokens)
    sentences = read_sentences(words, find_numbers(tokens, words.numbers), periods, places)
    reading = Reading(text, source, posted_at, tokens, classes, sentences, periods, places)
    mark_background(sentences, classes, tokens.norms, reading.bits)
    _read_sentences(reading)
    if reading.mentions:
        settle_mentions(reading)
        _build_blocks(reading)
    return _report(reading)


def _read_sentences(reading: Reading) -> None:
    sentences, tokens, classes = reading.sentences, reading.tokens, reading.classes
    attribute(sentences, reading.source, reading.originator, tokens, classes, reading.bits)
    memory = Memory(_targets(reading.bits))
    memory.only_lists = reading.source.issuer is BY_MINISTRY and not reading.bits & _EVENT_WORDS
    memory.in_raid = bool(reading.bits & (_DRONE | Word.REPEL))
    previous: Sentence | None = None
    untold: list[Sentence] = []
    strayed = False
    for sentence in sentences:
        background, bits = sentence.background, sentence.bits
        memory.chain = not strayed and previous is not None and previous.background == background
        if sentence.has_things or bits & _SHARING:
            found = read_statements(sentence, tokens, memory)
            if found.mentions:
                _take_mentions(reading, found, memory)
                if untold:
                    _take_list_before(reading, untold, memory)
                    untold = []
            elif sentence.places and sentence.has_things and not reading.mentions:
                untold.append(sentence)
        if bits & HARMFUL and not background and (bits & OF_HARM or bits & _THING):
            reading.toll = read_consequences(sentence, tokens, classes, reading.toll)
        # A bare number after this sentence is no drone where houses or people have been told of since.
        if memory.told_in(sentence):
            strayed = False
        elif sentence.has_others or (sentence.has_things and not bits & _DRONE):
            strayed = True
        previous = sentence
    if len(reading.mentions) > MENTION_LIMIT:
        del reading.mentions[MENTION_LIMIT:]


def _take_mentions(reading: Reading, found: Statements, memory: Memory) -> None:
    lay_out(found, reading.tokens, memory)
    originator = found.sentence.originator
    for mention in found.mentions:
        mention.originator = originator
        # "0 downed" says that none was: no statement that any was, and never at least one.
        if mention.count != 0:
            reading.mentions.append(mention)


def _take_list_before(reading: Reading, lines: list[Sentence], memory: Memory) -> None:
    """«7 – Курская область, 6 – Тульская. Всего сбиты 13»: a list without a verb that sums up to it."""
    headline = memory.last
    if headline is None or headline.metric is not DOWNED or headline.count is None:
        return
    if any(place.kind not in ("region", "composite") for place in headline.places):
        return
    items: list[Mention] = []
    for sentence in lines:
        memory.chain, memory.last = True, headline
        found = read_statements(sentence, reading.tokens, memory)
        if found.mentions:
            lay_out(found, reading.tokens, memory)
            items += [m for m in found.mentions if m.metric is DOWNED and m.count is not None and m.places]
    memory.last = headline
    if len(items) < 2 or Block(headline.originator).sum_of(items) != headline.count:
        return
    for item in items:
        item.originator, item.parent, item.listed = headline.originator, headline, True
    headline.running = False
    reading.mentions += items


def _targets(bits: int) -> Weapon:
    """What «воздушные цели» are: missiles only where missiles are spoken of and drones are not."""
    return MISSILE if bits & _MISSILES and not bits & _DRONE else DRONE


def _build_blocks(reading: Reading) -> None:
    by_originator: dict[str, list[Mention]] = {}
    for mention in reading.mentions:
        if happened(mention):
            reading.told.append(mention)
            if mention.metric is DOWNED:
                by_originator.setdefault(mention.originator, []).append(mention)
    for originator, told in by_originator.items():
        home = reading.home_of(originator)
        for part in _apart_from_neighbours(reading, told) if len(told) > 3 else (told,):
            reading.blocks.append(build_block(originator, home, part))
    reading.main = _main_block(reading) if reading.blocks else None


def _apart_from_neighbours(reading: Reading, told: list[Mention]) -> Sequence[list[Mention]]:
    """A governor's own figure with its full breakdown; «у соседей сбито ещё восемь» is no part of it."""
    home = reading.source.home_region
    own = [m for m in told if not m.places or any(home in place.regions for place in m.places)]
    if reading.source.issuer is not BY_GOVERNOR or not 3 <= len(own) < len(told) or own[0].count is None:
        return (told,)
    if Block(own[0].originator).sum_of(own[1:]) != own[0].count:
        return (told,)
    return own, [mention for mention in told if mention not in own]


def _main_block(reading: Reading) -> Block | None:
    """The block that the post's total is taken from: a governor's own, else the largest."""
    if len(reading.blocks) == 1:
        return reading.blocks[0]
    numbered = [block for block in reading.blocks if block.total is not None]
    if not numbered:
        return reading.blocks[0]
    if reading.source.issuer is BY_GOVERNOR:
        own = [block for block in numbered if block.originator == reading.originator]
        if own:
            return own[0]
    return max(numbered, key=lambda block: block.total or 0)


def _report(reading: Reading) -> Report:
    unresolved = _unresolved(reading)
    consequences = reading.toll.settle() if reading.toll is not None else _UNKNOWN
    has_figure = reading.main is not None and reading.main.total is not None
    veto = find_veto(reading.source, reading.sentences, reading.classes, reading.bits, has_figure)
    if veto is not None:
        return _silent(veto, _UNKNOWN, unresolved)
    if reading.source.issuer is BY_MINISTRY and _is_front_line(reading.main):
        return _silent(Verdict(PostKind.DIGEST, "front_line"), consequences, unresolved)
    reading.eventful = _eventful(reading)
    if not reading.eventful:
        reading.eventful = [m.sentence for m in reading.told if m.rule in _WITHOUT_VERB]
    if not reading.eventful and reading.bits & _RAID and reading.bits & _DRONE:
        attack = find_named_attack(reading)
        if attack is not None:
            reading.mentions.append(attack)
            reading.eventful = [attack.sentence]
    if reading.eventful and not has_figure and _repeats_days(reading):
        return _silent(Verdict(PostKind.DIGEST, "several_days"), consequences, unresolved)
    if not reading.eventful and _is_harmful(reading, consequences):
        reading.eventful = [s for s in reading.sentences if s.bits & EVENTISH and not s.background]
    if not reading.eventful:
        spans = any(p.kind == "date_span" for s in reading.sentences for p in s.periods if s.bits & _DOWN)
        kind = Verdict(PostKind.DIGEST, "several_days") if spans else plain_kind(reading.bits)
        return _silent(kind, consequences, unresolved)
    return make_report(_INCIDENT, summarise(reading, consequences), build_claims(reading), unresolved)


def _is_harmful(reading: Reading, consequences: Consequences) -> bool:
    """«Атака дронов! … Пострадал мужчина»: the harm and the drones stand in different sentences."""
    harmed = consequences.killed or consequences.injured or consequences.damage
    return bool(harmed) and any(
        m.metric in (ATTACKED, IMPACT)
        and m.is_drones
        and not is_inert(m.sentence)
        and not m.sentence.background
        for m in reading.mentions
    )


def _repeats_days(reading: Reading) -> bool:
    """«В феврале сбиты 4 327 дронов. Чаще всего атаковали Брянскую область»: attacks of those days."""
    first = reading.sentences[reading.eventful[0].at - 1] if reading.eventful[0].at else None
    if first is None or not (first.bits & _DOWN and any(p.kind == "date_span" for p in first.periods)):
        return False
    return not any(s.periods or s.bits & _HARMED for s in reading.eventful)


def _is_front_line(block: Block | None) -> bool:
    """The ministry's daily front-line figure («за сутки») repeats its own posts."""
    if block is None or block.leading is None:
        return False
    period = block.leading.period
    return period is not None and period.kind == "past_24h"


def _eventful(reading: Reading) -> list[Sentence]:
    """The sentences that tell of something that happened now."""
    found, classes = [], reading.classes
    telling = set()
    for mention in reading.told:
        telling.add(mention.sentence.at)
    for sentence in reading.sentences:
        bits = sentence.bits
        if (
            bits & _NEWS
            and not sentence.background
            and (
                sentence.at in telling
                or (bits & _DEBRIS and tells_of_debris(sentence, reading.tokens.norms))
                or (bits & _ADEFENCE and tells_of_defence(sentence, classes))
            )
        ):
            found.append(sentence)
    return found


def _silent(verdict: Verdict, consequences: Consequences, unresolved: tuple[Unresolved, ...]) -> Report:
    summary = _QUIET if consequences is _UNKNOWN else Summary(is_incident=False, consequences=consequences)
    return make_report(verdict.kind, summary, (), unresolved, verdict.reason)


def _unresolved(reading: Reading) -> tuple[Unresolved, ...]:
    found = []
    for place in reading.places:
        if place.kind in _UNSETTLED or place.candidates:
            start, end = reading.tokens.span(place.first, place.last)
            found.append(Unresolved(reading.text[start:end], start, end, place.candidates))
    return tuple(found)
