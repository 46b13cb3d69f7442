"""Total kinds: how the figure of a post stands to the figures of the posts before it."""

from domain.report import TotalKind
from extraction.block import Block
from extraction.findings import Reading
from extraction.lexicon import Word
from extraction.mentions import Mention
from extraction.originators import MINISTRY
from extraction.periods import PeriodMatch
from extraction.sentences import Sentence
from extraction.terms import ATTACKED, BY_GOVERNOR, BY_MINISTRY, DEBRIS, DOWNED, IMPACT

_HOURS = ("range", "point")
_EXACT = TotalKind.EXACT
_DOWN, _SOFAR, _CONTINUE = Word.DOWN, Word.SOFAR, Word.CONTINUE
_RAID = Word.ATTACKN | Word.REPEL | Word.ATTACKV
_ATTACKING = frozenset({"атаковать", "обстреливать", "наносить"})
"""«ВСУ продолжают атаковать»: day after day."""
_ALREADY = frozenset({"уже", "already"})
_MOMENTS = frozenset({"моменту", "момент", "час", "часу", "время", "времени", "moment", "hour", "far", "now"})


def total_kind(reading: Reading, block: Block, period: PeriodMatch | None) -> TotalKind:
    """The ministry's figures are each of their own window; others tell of running totals and of "more"."""
    if block.leading is None:
        return TotalKind.UNSPECIFIED
    if reading.source.issuer is BY_MINISTRY:
        return TotalKind.CUMULATIVE if _is_as_of(block.leading, period) else _EXACT
    if _is_running(reading, block, block.leading, period):
        return TotalKind.CUMULATIVE
    if _is_increment(reading, block, block.leading, period):
        return TotalKind.INCREMENT
    return _EXACT


def _is_running(reading: Reading, block: Block, lead: Mention, period: PeriodMatch | None) -> bool:
    """«всего за ночь», «за сутки», «к настоящему моменту», «уже», or an attack that goes on."""
    if lead.number is not None and lead.unit.first and _is_already(reading, lead.unit.first):
        return True
    if lead.period is not None and lead.period.kind == "past_24h":
        return True
    timed = period is not None and period.kind in _HOURS
    if lead.running and lead.unit.number is not None and not (timed or _sums_up(block)):
        return block.originator != MINISTRY  # its figure of a night, told by others, is that of a window
    if timed or lead.more:
        return False  # «к 6:30 сбиты ещё два» are on top of the earlier ones
    if (lead.sentence.periods or lead.sentence.bits & _SOFAR) and _is_so_far(reading, lead.sentence):
        return True
    return bool(reading.bits & _CONTINUE) and any(goes_on(reading, s) for s in reading.sentences)


def _sums_up(block: Block) -> bool:
    """«Над А – 2, над Б – 3: всего пять»: the total of what was just listed, and of no other post."""
    head = block.headline
    return head is not None and bool(block.items) and all(m.unit.first < head.unit.first for m in block.items)


def _is_as_of(lead: Mention, period: PeriodMatch | None) -> bool:
    """«По состоянию на 11.00 уничтожены 38» with no hours of its own."""
    timed = period is not None and period.kind in _HOURS
    return not timed and any(period.kind == "status" for period in lead.sentence.periods)


def _is_increment(reading: Reading, block: Block, lead: Mention, period: PeriodMatch | None) -> bool:
    """«ещё пять», or a figure without a time of its own beside a running total."""
    if lead.more:
        listed = block.headline is not None and block.items and reading.source.issuer is not BY_GOVERNOR
        if not listed and not _follows_another(reading, lead):
            return True
    return block.running is not None and (period is None or period.window is None)


def _follows_another(reading: Reading, lead: Mention) -> bool:
    """«ещё один сбит» after a hit told of in the same post is on top of that, not of an earlier post."""
    told = (IMPACT, DEBRIS, ATTACKED)
    for mention in reading.mentions:
        if mention is lead:
            return False
        if mention.sentence is lead.sentence and mention.count is None and mention.metric is DOWNED:
            return True  # «несколько подавлены РЭБ, ещё девять сбиты»
        if (
            mention.is_drones
            and mention.metric in told
            and mention.rule not in ("said_of", "attack_of", "attack_with", "on_the_way")
        ):
            return mention.sentence is not lead.sentence
    return False


def _is_already(reading: Reading, first: int) -> bool:
    """«сбито уже 11»: and it goes on."""
    if reading.classes[first - 1] & _DOWN:
        first -= 1
    return first > 0 and reading.tokens[first - 1].norm in _ALREADY


def _is_so_far(reading: Reading, sentence: Sentence) -> bool:
    """«к настоящему моменту», "so far": the attack was not over when the post was written."""
    for period in sentence.periods:
        if period.kind == "status":
            return True
    if not sentence.bits & _SOFAR:
        return False
    for index in range(sentence.first, sentence.last - 1):
        if reading.classes[index] & _SOFAR and reading.tokens[index + 1].norm in _MOMENTS:
            return True
    return False


def _is_of_battle(reading: Reading, sentence: Sentence) -> bool:
    """«Боевая работа», «работа ПВО»."""
    norms = reading.tokens.norms
    return any(
        norms[index] == "работа"
        and (norms[index - 1] == "боевая" or reading.classes[index + 1] & Word.ADEFENCE)
        for index in range(sentence.first, sentence.last - 1)
    )


def goes_on(reading: Reading, sentence: Sentence) -> bool:
    """«Атака пока не закончилась», «отражение продолжается», «боевая работа продолжается»."""
    bits = sentence.bits
    if not bits & _CONTINUE or not (bits & _RAID or _is_of_battle(reading, sentence)):
        return False
    for index in range(sentence.first, sentence.last):
        if reading.classes[index] & _CONTINUE:
            norm = reading.tokens[index].norm
            if norm.startswith(("продолж", "contin", "ongoing", "underway")):
                return reading.tokens.norms[index + 1] not in _ATTACKING
            return any(t.norm in {"не", "not"} for t in reading.tokens[max(0, index - 3) : index])
    return False
