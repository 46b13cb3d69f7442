"""Kinds: what a post is, and the reason why nothing in it counts, where nothing does."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.report import PostKind
from domain.source import Issuer, Source
from extraction.lexicon import Word
from extraction.sentences import Sentence

_TOPICS = (
    (Word.T_ADVERT, 2, PostKind.OTHER, "advert"),
    (Word.T_FUND, 2, PostKind.OTHER, "fund_raising"),
    (Word.T_DRILL, 2, PostKind.OTHER, "exercise"),
    (Word.T_LAW, 2, PostKind.OTHER, "law_or_court"),
    (Word.T_FRONT, 2, PostKind.DIGEST, "front_line"),
    (Word.T_STRIKE, 2, PostKind.OTHER, "own_strike"),
    (Word.T_AGRO, 2, PostKind.OTHER, "not_military"),
    (Word.T_FORECAST, 2, PostKind.OTHER, "forecast"),
)
_ALL_TOPICS = (
    Word.T_ADVERT
    | Word.T_ADVERTSOFT
    | Word.T_FUND
    | Word.T_DRILL
    | Word.T_LAW
    | Word.T_FRONT
    | Word.T_STRIKE
    | Word.T_AGRO
    | Word.T_FORECAST
    | Word.T_MEMORY
)


@dataclass(slots=True)
class Verdict:
    """A kind that forbids counting, with its reason."""

    kind: PostKind
    reason: str


def find_veto(
    source: Source, sentences: Sequence[Sentence], classes: Sequence[int], has_figure: bool
) -> Verdict | None:
    """The topic that keeps a whole post from counting. None for ordinary posts: most have no topic word."""
    bits = 0
    for sentence in sentences:
        bits |= sentence.bits
    since_start = any(s.bits & Word.T_START and s.bits & Word.T_OP for s in sentences)
    if since_start and (source.issuer is Issuer.MINISTRY or not has_figure):
        return Verdict(PostKind.DIGEST, "since_the_start")
    if not bits & _ALL_TOPICS:
        return None
    hits = _count_hits(classes)
    for topic, limit, kind, reason in _TOPICS:
        needed = limit
        if not bits & topic:
            continue
        if topic == Word.T_DRILL and not has_figure:
            needed = 1
        if _weigh(topic, hits, source) >= needed + _doubt(topic, sentences, source):
            return Verdict(kind, reason)
    if bits & Word.T_ADVERT and not has_figure:
        return Verdict(PostKind.OTHER, "advert")
    return None


def _count_hits(classes: Sequence[int]) -> dict[int, int]:
    hits: dict[int, int] = {}
    for bits in classes:
        topics = bits & _ALL_TOPICS
        if topics:
            for topic, *_ in _TOPICS:
                if topics & topic:
                    hits[topic] = hits.get(topic, 0) + 1
            if topics & Word.T_ADVERTSOFT:
                hits[Word.T_ADVERTSOFT] = hits.get(Word.T_ADVERTSOFT, 0) + 1
    return hits


def _weigh(topic: int, hits: dict[int, int], source: Source) -> int:
    weight = hits.get(topic, 0)
    if topic == Word.T_ADVERT and weight:
        weight += hits.get(Word.T_ADVERTSOFT, 0)
    if topic == Word.T_FRONT and source.issuer is not Issuer.MINISTRY:
        weight -= 1
    return weight


def _doubt(topic: int, sentences: Sequence[Sentence], source: Source) -> int:
    """A governor's post may mention a law or a collection beside its news: more words are needed then."""
    if topic in (Word.T_LAW, Word.T_FUND) and source.issuer is Issuer.GOVERNOR:
        plain = sum(1 for s in sentences if s.bits & Word.DOWN and s.bits & Word.FIN and not s.bits & topic)
        return 2 * plain
    if source.issuer is Issuer.OTHER and topic in (Word.T_STRIKE, Word.T_LAW, Word.T_FRONT, Word.T_FORECAST):
        return 1
    return 0


def plain_kind(sentences: Sequence[Sentence]) -> Verdict:
    """The kind of a post without an event of its own."""
    bits = 0
    for sentence in sentences:
        bits |= sentence.bits
    danger = bits & (Word.THREATN | Word.ALARMADJ)
    if bits & Word.CLEAR and danger:
        return Verdict(PostKind.ALL_CLEAR, "all_clear")
    if bits & Word.AIRPORT:
        return Verdict(PostKind.ADVISORY, "airspace_notice")
    if danger:
        return Verdict(PostKind.WARNING, "warning")
    if bits & Word.ADVICE:
        return Verdict(PostKind.ADVISORY, "advice")
    if bits & Word.WEEK:
        return Verdict(PostKind.DIGEST, "digest")
    return Verdict(PostKind.OTHER, "nothing_found")
