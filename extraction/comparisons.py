"""Comparisons: figures of the day before that stand beside the news («Накануне над областью сбили три»)."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise

from extraction.lexicon import Word
from extraction.mentions import Mention
from extraction.period_match import PeriodMatch
from extraction.phrases import Kind
from extraction.sentences import Sentence
from extraction.tokens import Token
from extraction.wordsets import words

_DOWNED = Word.DOWN | Word.SHOT
_HARM = Word.HIT | Word.FALL | Word.ATTACKN | Word.ATTACKV | Word.DEBRIS | Word.DAMV | Word.INJV
_MET = Word.REPEL | Word.ATTACKV | Word.HIT
_STRUCK = Word.DAMV | Word.DAMN | Word.FIRE | Word.INJV | Word.KILLV | Word.HIT | Word.FALL
_UNTIMED = frozenset({"status", "duration", "running"})
_FORMER = words("прошлая предыдущая прошлую прошлой предыдущую предыдущей предшествующую previous preceding")
_LIKENED = ("сравнени", "compar")
_THAN = frozenset({"чем", "than"})
_APART = timedelta(hours=6)
"""«Вчера утром» is parted from the night by more than this, «вчера вечером» runs into it."""


def mark_compared(sentences: Sequence[Sentence], norms: Sequence[str]) -> None:
    """Makes background of a sentence that tells of the day before, where another tells of the news."""
    for sentence in sentences:
        if sentence.background or not sentence.has_things:
            continue
        sentence.background = (bool(sentence.periods) and _is_older(sentence, sentences, norms)) or (
            bool(sentence.bits & Word.COMPAREW) and _is_likened(sentence, sentences, norms)
        )


def mark_compared_with(sentence: Sentence, mentions: Sequence[Mention], tokens: Sequence[Token]) -> None:
    """«10 БПЛА, вдвое больше, чем вчера (5)», "88, compared with 41": the second is of another time."""
    norms = [token.norm for token in tokens[sentence.first : sentence.last]]
    times = {unit.first for unit in sentence.units if unit.kind == Kind.TIME}
    for at, norm in enumerate(norms, sentence.first):
        if norm.startswith(_LIKENED) or (norm in _THAN and at + 1 in times):
            for mention in mentions[1:]:
                mention.past = mention.unit.first > at and mentions[0].unit.first < at
            return


def _is_older(sentence: Sentence, sentences: Sequence[Sentence], norms: Sequence[str]) -> bool:
    """Whether a sentence is of an earlier time than a downing or an attack that another tells of.

    One of the day before that has events but no downing is news of its own.
    """
    if sentence.bits & _HARM and not sentence.bits & _DOWNED:
        return False
    timed = _timed(sentence)
    former = bool(timed) and all(_is_former_night(period, norms) for period in timed)
    spans = [period.window.outer for period in timed if period.window is not None]
    if not spans:
        return False
    end = max(span.end for span in spans)
    whole_day = all(period.kind == "date" or period.background for period in timed)
    for other in sentences:
        if other is sentence or other.background or not other.has_things:
            continue
        news = _timed(other)
        if not other.bits & _DOWNED and not (news and (other.bits & _MET or _is_struck(other, sentence))):
            continue
        if former or not news:
            older = other.at < sentence.at and (former or whole_day)
        elif whole_day:
            older = any(p.window is not None and p.window.outer.end > end for p in news)
        else:
            older = all(p.window is not None and p.window.outer.start - end > _APART for p in news)
        if older:
            return True
    return False


def _is_struck(news: Sentence, sentence: Sentence) -> bool:
    """«Сегодня утром в результате атаки БПЛА возник пожар. Вчера над краем сбили 2»: told first."""
    bits = news.bits
    if news.at > sentence.at or bits & (Word.AFTERW | Word.REPEL):
        return False
    return bool(bits & Word.ATTACKN and bits & _STRUCK)


def _timed(sentence: Sentence) -> list[PeriodMatch]:
    return [p for p in sentence.periods if p.window is not None and p.kind not in _UNTIMED]


def _is_former_night(period: PeriodMatch, norms: Sequence[str]) -> bool:
    return period.kind == "night" and not _FORMER.isdisjoint(norms[period.first : period.last])


def _is_likened(sentence: Sentence, sentences: Sequence[Sentence], norms: Sequence[str]) -> bool:
    """«Для сравнения: …», «больше, чем позавчера, когда сбили 8», «за день до этого», after the news."""
    if not any(s.bits & _DOWNED and s.has_things and not s.background for s in sentences[: sentence.at]):
        return False
    told = norms[sentence.first : sentence.last]
    if any(norm.startswith(_LIKENED) for norm in told) or ("до", "этого") in pairwise(told):
        return True
    if "тогда" in told and ("тогда", "же") not in pairwise(told):
        return True  # «Прошлая была тяжелее: тогда сбили 21»
    return not sentence.periods and any(
        unit.kind == Kind.TIME and norms[unit.first - 1] in _THAN for unit in sentence.units
    )
