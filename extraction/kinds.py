"""Kinds: what a post is, and the reason why nothing in it counts, where nothing does."""

from collections.abc import Sequence
from typing import NamedTuple

from domain.report import PostKind
from domain.source import Source
from extraction.aftercare import is_aftercare
from extraction.events import EVENTISH, is_inert, is_since_the_start
from extraction.lexicon import Word
from extraction.sentences import Sentence
from extraction.terms import BY_GOVERNOR, BY_MINISTRY, BY_OTHER

_TOPICS = (
    (Word.T_ADVERT, 2, PostKind.OTHER, "advert"),
    (Word.T_FUND, 2, PostKind.OTHER, "fund_raising"),
    (Word.T_DRILL, 2, PostKind.OTHER, "exercise"),
    (Word.T_LAW, 2, PostKind.OTHER, "law_or_court"),
    (Word.T_FRONT, 2, PostKind.DIGEST, "front_line"),
    (Word.T_STRIKE, 2, PostKind.OTHER, "own_strike"),
    (Word.T_AGRO, 2, PostKind.OTHER, "not_military"),
    (Word.T_FORECAST, 2, PostKind.OTHER, "forecast"),
    (Word.T_AWARD, 2, PostKind.OTHER, "award"),
    (Word.T_FAKE, 1, PostKind.OTHER, "rumour"),
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
    | Word.T_AWARD
    | Word.T_FAKE
)
_OTHER_WEAPONS = Word.MISSILE | Word.ROCKET | Word.BOMB | Word.BOAT
_FRONT = Word.BOMB | Word.ROCKET | Word.T_OP | Word.T_FRONT | Word.T_UNIT
_TOLD = EVENTISH & ~Word.ATTACKN
_RUSSIAN = Word.NATION | Word.MINISTRY | Word.MINISTRYW
_AIRCRAFT = Word.DRONE | Word.CRAFT
_SUMMARISING = Word.T_START | Word.T_DIGEST | _FRONT
_SIGHTED = Word.ADEFENCE | Word.BANG | Word.ATTACKN
_MEASURING = Word.T_START | Word.RECORDW
_SHOT_DOWN = Word.DOWN | Word.SHOT
_DANGER = Word.THREATN | Word.ALARMADJ
_WHOLE = frozenset({"region", "composite"})
_AT_THE_FRONT = frozenset({"UA-09", "UA-14", "UA-23", "UA-65"})


class Verdict(NamedTuple):
    """A kind that forbids counting, with its reason."""

    kind: PostKind
    reason: str


def find_veto(
    source: Source, sentences: Sequence[Sentence], classes: Sequence[int], bits: int, has_figure: bool
) -> Verdict | None:
    """The topic that keeps a whole post from counting. None for ordinary posts: most have no topic word.

    `bits` are the classes of all sentences.
    """
    if bits & _OTHER_WEAPONS and not bits & _AIRCRAFT:
        return Verdict(PostKind.OTHER, "other_weapons")
    verdict = _find_summary(source, sentences, bits, has_figure) if bits & _SUMMARISING else None
    if (
        verdict is None
        and source.issuer is BY_OTHER
        and not bits & _RUSSIAN
        and _is_of_other_lands(sentences)
    ):
        return Verdict(PostKind.OTHER, "abroad")
    if verdict is None and not has_figure:
        verdict = _find_silence(source, sentences, classes, bits)
    if verdict is None and bits & _ALL_TOPICS:
        verdict = _find_topic(source, sentences, classes, bits, has_figure)
    return verdict


def _find_summary(
    source: Source, sentences: Sequence[Sentence], bits: int, has_figure: bool
) -> Verdict | None:
    """Summaries of what other posts have told: since the start, of a week, of a day at the front."""
    ministry = source.issuer is BY_MINISTRY
    if bits & Word.T_START and any(is_since_the_start(s) for s in sentences):
        if ministry or not has_figure:
            return Verdict(PostKind.DIGEST, "since_the_start")
    elif bits & Word.T_DIGEST and any(s.bits & Word.T_DIGEST and s.bits & Word.WEEK for s in sentences):
        return Verdict(PostKind.DIGEST, "digest")
    if bits & Word.T_OP and any(map(_is_of_the_front, sentences)) and not _is_placed(sentences):
        return Verdict(PostKind.DIGEST, "front_line")
    if not (ministry and bits & _FRONT) or _is_placed(sentences):
        return None
    if bits & (Word.T_OP | Word.T_FRONT) or (has_figure and not _is_timed(sentences)):
        return Verdict(PostKind.DIGEST, "front_line")
    return None


def _is_of_the_front(sentence: Sentence) -> bool:
    """«В зоне СВО за сутки сбиты 231»; «рекорд за время операции» is of a raid on the regions."""
    return bool(sentence.bits & Word.T_OP and sentence.bits & _SHOT_DOWN) and not sentence.bits & _MEASURING


def _find_silence(
    source: Source, sentences: Sequence[Sentence], classes: Sequence[int], bits: int
) -> Verdict | None:
    """Posts without a figure that name drones or an attack and tell of none."""
    if bits & Word.T_MEMORY and _is_all_memory(sentences):
        return Verdict(PostKind.OTHER, "memorial")
    if bits & Word.VISITV and bits & Word.CARE and _is_visit(sentences):
        return Verdict(PostKind.OTHER, "visit")
    if bits & Word.T_AFTERCARE and is_aftercare(sentences, classes):
        return Verdict(PostKind.OTHER, "aftercare")
    if bits & Word.DECLARE and bits & Word.ATTACKN and not bits & _TOLD:
        return Verdict(PostKind.WARNING, "warning")  # «действует режим „Атака БПЛА“»
    if source.home_region is None and bits & _SIGHTED and _is_abroad(sentences):
        return Verdict(PostKind.OTHER, "abroad")
    return None


def _is_prevented(sentences: Sequence[Sentence]) -> bool:
    """«ФСБ предотвратила атаку дронов»: a plot found out; nothing flew, and nothing was shot down."""
    foiled = [s for s in sentences if s.bits & Word.REPEL and s.bits & Word.T_LAW]
    if not foiled or any(s.bits & Word.ADEFENCE for s in foiled):
        return False
    return not any(s.bits & _SHOT_DOWN and s.bits & Word.FIN for s in sentences)


def _is_of_other_lands(sentences: Sequence[Sentence]) -> bool:
    """A news text that names foreign countries and nothing of Russia: it happened there."""
    places = [place for sentence in sentences for place in sentence.places]
    told = any(place.kind == "foreign" for place in places)
    return told and not any(place.regions or place.kind == "sea" for place in places)


def _is_abroad(sentences: Sequence[Sentence]) -> bool:
    placed = [place for sentence in sentences for place in sentence.places if place.prep]
    return bool(placed) and all(place.kind == "foreign" for place in placed)


def _is_placed(sentences: Sequence[Sentence]) -> bool:
    """Whether a region away from the front, or a sea, is named: the ministry's own posts always name one."""
    return any(
        place.kind == "sea" or (place.kind in _WHOLE and not _AT_THE_FRONT.issuperset(place.regions))
        for sentence in sentences
        for place in sentence.places
    )


def _is_all_memory(sentences: Sequence[Sentence]) -> bool:
    """Drones are spoken of only where the dead are remembered."""
    told = [sentence for sentence in sentences if sentence.bits & Word.DRONE]
    return bool(told) and all(sentence.bits & Word.T_MEMORY for sentence in told)


def _is_visit(sentences: Sequence[Sentence]) -> bool:
    """«Побывал в больнице у пострадавших при атаке дрона»: drones are named nowhere else."""
    told = [sentence for sentence in sentences if sentence.bits & (Word.DRONE | Word.ATTACKN | Word.DEBRIS)]
    return bool(told) and all(s.bits & Word.VISITV and s.bits & Word.CARE for s in told)


def _is_timed(sentences: Sequence[Sentence]) -> bool:
    return any(sentence.periods for sentence in sentences)


def _find_topic(
    source: Source, sentences: Sequence[Sentence], classes: Sequence[int], bits: int, has_figure: bool
) -> Verdict | None:
    if bits & Word.T_LAW and bits & Word.REPEL and _is_prevented(sentences):
        return Verdict(PostKind.OTHER, "law_or_court")
    topical = [found for found in classes if found & _ALL_TOPICS]
    for topic, limit, kind, reason in _TOPICS:
        needed = limit
        if not bits & topic:
            continue
        if topic == Word.T_DRILL and not has_figure:
            needed = 1
        if _weigh(topic, topical, source) >= needed + _doubt(topic, sentences, source):
            return Verdict(kind, reason)
    if bits & Word.T_ADVERT and not has_figure:
        return Verdict(PostKind.OTHER, "advert")
    return None


def _weigh(topic: int, classes: Sequence[int], source: Source) -> int:
    """How many words speak of a topic, a softer sign or an issuer's trade taken into account."""
    weight = _count_words(topic, classes)
    if topic == Word.T_ADVERT and weight:
        weight += _count_words(Word.T_ADVERTSOFT, classes)
    if topic == Word.T_FRONT and source.issuer is not BY_MINISTRY:
        weight -= 1
    return weight


def _count_words(topic: int, classes: Sequence[int]) -> int:
    return len([True for found in classes if found & topic])


def _doubt(topic: int, sentences: Sequence[Sentence], source: Source) -> int:
    """A governor's post may mention a law or a collection beside its news: more words are needed then."""
    own = source.issuer is BY_GOVERNOR and topic in (Word.T_LAW, Word.T_FUND, Word.T_AWARD)
    if topic == Word.T_FAKE:
        return 2 * sum(1 for s in sentences if s.bits & EVENTISH and not s.bits & topic and not is_inert(s))
    if own or topic == Word.T_FORECAST:
        plain = sum(1 for s in sentences if s.bits & Word.DOWN and s.bits & Word.FIN and not s.bits & topic)
        return 2 * plain
    if topic == Word.T_STRIKE and source.issuer is BY_GOVERNOR:
        return 2  # «ВС Украины нанесли массированный удар» is about them
    if source.issuer is BY_OTHER and topic in (Word.T_STRIKE, Word.T_LAW, Word.T_FRONT, Word.T_FORECAST):
        return 1
    return 0


def plain_kind(bits: int) -> Verdict:
    """The kind of a post without an event of its own, by the classes of all its sentences."""
    danger = bits & _DANGER
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
