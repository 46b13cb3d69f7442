"""Reading: one post's text → Report. The order of the steps; each step lives in its own module."""

from collections.abc import Sequence
from datetime import datetime

from domain.claim import Weapon
from domain.report import Consequences, PostKind, Report, Summary, Unresolved
from domain.source import Source
from extraction.blocks import Block, build_block, drones
from extraction.claims import build_claims
from extraction.consequences import read_consequences
from extraction.events import (
    EVENTISH,
    happened,
    is_inert,
    mark_background,
    tells_of_debris,
    tells_of_defence,
)
from extraction.findings import Reading
from extraction.kinds import find_veto, plain_kind
from extraction.layout import lay_out
from extraction.lexicon import Word, classify
from extraction.mentions import Memory, Mention
from extraction.numbers import find_numbers
from extraction.originators import Attribution
from extraction.periods import find_periods
from extraction.places import find_places
from extraction.sentences import Sentence, read_sentences
from extraction.settling import settle_mentions
from extraction.statements import read_statements
from extraction.summary import summarise
from extraction.terms import ATTACKED, BY_GOVERNOR, BY_MINISTRY, DRONE, IMPACT, MISSILE
from extraction.tokens import tokenize

MENTION_LIMIT = 150


def read(text: str, source: Source, posted_at: datetime) -> Report:
    """The report of one text. Never raises; nothing found is a report with a reason."""
    tokens = tokenize(text)
    classes = classify(tokens)
    ministry = source.issuer is BY_MINISTRY
    periods = find_periods(tokens, posted_at, source.zone, ministry)
    places = find_places(tokens, text, source.home_region)
    sentences = read_sentences(tokens, classes, find_numbers(tokens), periods, places)
    reading = Reading(text, source, posted_at, tokens, classes, sentences, places)
    mark_background(sentences)
    _read_sentences(reading)
    settle_mentions(reading)
    _build_blocks(reading)
    return _report(reading)


def _read_sentences(reading: Reading) -> None:
    attribution = Attribution(reading.source, reading.tokens, reading.classes)
    memory = Memory(targets=_targets(reading.sentences))
    previous: Sentence | None = None
    strayed = False
    for sentence in reading.sentences:
        sentence.originator = attribution.attribute(sentence)
        memory.chain = previous is not None and previous.background == sentence.background and not strayed
        if sentence.has_things or sentence.bits & (Word.ALLW | Word.RESTW):
            found = read_statements(sentence, reading.tokens, memory)
            lay_out(found, reading.tokens, memory)
            for mention in found.mentions:
                mention.originator = sentence.originator
            # "0 downed" says that none was: no statement that any was, and never at least one.
            reading.mentions += [mention for mention in found.mentions if mention.count != 0]
        if not sentence.background:
            read_consequences(sentence, reading.tokens, reading.classes, reading.toll)
        strayed = _strays(sentence, memory, strayed)
        previous = sentence
    del reading.mentions[MENTION_LIMIT:]


def _strays(sentence: Sentence, memory: Memory, strayed: bool) -> bool:
    """Whether a bare number after this sentence is no drone: houses or people have been told of since."""
    if memory.last is not None and memory.last.sentence is sentence:
        return False
    return strayed or sentence.has_others or (sentence.has_things and not sentence.bits & Word.DRONE)


def _targets(sentences: Sequence[Sentence]) -> Weapon:
    """What «воздушные цели» are: missiles only where missiles are spoken of and drones are not."""
    bits = 0
    for sentence in sentences:
        bits |= sentence.bits
    missiles = bits & (Word.MISSILE | Word.ROCKET | Word.ROCKETADJ)
    return MISSILE if missiles and not bits & Word.DRONE else DRONE


def _build_blocks(reading: Reading) -> None:
    by_originator: dict[str, list[Mention]] = {}
    for mention in drones(reading.mentions):
        if not happened(mention):
            continue
        by_originator.setdefault(mention.originator, []).append(mention)
    reading.blocks = [build_block(originator, found) for originator, found in by_originator.items()]
    reading.main = _main_block(reading)


def _main_block(reading: Reading) -> Block | None:
    """The block that the post's total is taken from: a governor's own, else the largest."""
    numbered = [block for block in reading.blocks if block.total is not None]
    if not numbered:
        return reading.blocks[0] if reading.blocks else None
    if reading.source.issuer is BY_GOVERNOR:
        own = [block for block in numbered if block.originator == reading.source.originator]
        if own:
            return own[0]
    return max(numbered, key=lambda block: block.total or 0)


def _report(reading: Reading) -> Report:
    unresolved = _unresolved(reading)
    consequences = reading.toll.settle()
    has_figure = reading.main is not None and reading.main.total is not None
    veto = find_veto(reading.source, reading.sentences, reading.classes, has_figure)
    if veto is None and _is_front_line(reading):
        return _silent(PostKind.DIGEST, "front_line", consequences, unresolved)
    if veto is not None:
        return _silent(veto.kind, veto.reason, Consequences(), unresolved)
    reading.eventful = [s for s in reading.sentences if _is_eventful(reading, s)]
    if not reading.eventful and _is_harmful(reading, consequences):
        reading.eventful = [s for s in reading.sentences if s.bits & EVENTISH and not s.background]
    if not reading.eventful:
        kind = plain_kind(reading.sentences)
        if any(p.kind == "date_span" for s in reading.sentences for p in s.periods if s.bits & Word.DOWN):
            return _silent(PostKind.DIGEST, "several_days", consequences, unresolved)
        return _silent(kind.kind, kind.reason, consequences, unresolved)
    summary = summarise(reading, consequences)
    claims = build_claims(reading)
    return Report(PostKind.INCIDENT, summary, claims, unresolved, tuple(reading.flags))


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


def _is_front_line(reading: Reading) -> bool:
    """The ministry's daily front-line figure («за сутки») repeats its own posts."""
    block = reading.main
    if reading.source.issuer is not BY_MINISTRY or block is None or block.leading is None:
        return False
    period = block.leading.period
    return period is not None and period.kind == "past_24h"


def _is_eventful(reading: Reading, sentence: Sentence) -> bool:
    if sentence.background or not sentence.bits & (EVENTISH | Word.ADEFENCE):
        return False
    if any(mention.sentence is sentence and happened(mention) for mention in reading.mentions):
        return True
    return tells_of_debris(sentence) or tells_of_defence(sentence, reading.classes)


def _silent(
    kind: PostKind, reason: str, consequences: Consequences, unresolved: tuple[Unresolved, ...]
) -> Report:
    return Report(kind, Summary(is_incident=False, consequences=consequences), (), unresolved, (), reason)


def _unresolved(reading: Reading) -> tuple[Unresolved, ...]:
    found = []
    for place in reading.places:
        if place.kind in ("unresolved", "foreign"):
            start, end = reading.tokens[place.first].start, reading.tokens[place.last - 1].end
            found.append(Unresolved(reading.text[start:end], start, end, place.candidates))
    return tuple(found)
