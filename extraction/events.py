"""Events: which sentences tell of something that happened, and which only warn, advise or look back."""

from collections.abc import Sequence

from extraction.lexicon import Word
from extraction.mentions import Mention
from extraction.sentences import Sentence
from extraction.terms import ATTACKED, DEBRIS, DOWNED

HARM = Word.DAMV | Word.DAMN | Word.FIRE | Word.INJV | Word.INJWEAK | Word.KILLV | Word.DEADN | Word.VICTIMN
_HAPPENED = HARM | Word.REPEL | Word.HIT | Word.FALL | Word.DECLARE | Word.ATTACKV
EVENTISH = (
    Word.DOWN
    | Word.SHOT
    | Word.HIT
    | Word.FALL
    | Word.FALLN
    | Word.DEBRIS
    | Word.ATTACKN
    | Word.ATTACKV
    | Word.REPEL
    | HARM
    | Word.BANG
)


_DANGER = Word.DECLARE | Word.CLEAR | Word.ALARMADJ
_ADVISING = Word.ADVICE | Word.MODAL
_NEWS = Word.DOWN | Word.HIT | Word.FALL | Word.ATTACKN
_DOWNED = Word.DOWN | Word.SHOT
_FALLEN = Word.FALL | Word.FALLN | Word.HIT | Word.FOUNDV | HARM
_STRUCK = Word.FALL | Word.FALLN | Word.HIT | Word.DAMV | Word.FIRE | Word.INJV
_THREATN, _DEBRIS, _ADEFENCE = Word.THREATN, Word.DEBRIS, Word.ADEFENCE
_TIMELESS = frozenset({"status", "duration", "date_span"})
_PRESENT = frozenset({"night", "today", "evening", "morning", "day"})


def is_inert(sentence: Sentence) -> bool:
    """Advice, warnings and what may be: nothing in it happened, unless it carries a count."""
    bits = sentence.bits
    return bool(bits & _ADVISING or (bits & _THREATN and bits & _DANGER))


def mark_background(sentences: Sequence[Sentence], classes: Sequence[int]) -> None:
    """A sentence dated to another day is background, and so are those after it until the present returns.

    Only before the post's own news: after it a background sentence stands alone. What "was said earlier"
    beside news of its own is background too.
    """
    current, told, memory, said_before = False, False, False, False
    for sentence in sentences:
        dated = [p for p in sentence.periods if p.kind not in _TIMELESS] if sentence.periods else ()
        if dated:
            own = any(p.background for p in dated) and all(p.background or p.kind in _PRESENT for p in dated)
            sentence.background = own
            current = own and not told
        elif current or (memory and sentence.bits & Word.THENW):
            sentence.background = current = True
        memory = bool(sentence.bits & Word.T_MEMORY)
        said_before = said_before or bool(sentence.bits & Word.PRIOR and sentence.bits & Word.ATTRV)
        if not told and not sentence.background and sentence.bits & _NEWS:
            told = True
    if said_before:
        _mark_said_before(sentences, classes)


def _mark_said_before(sentences: Sequence[Sentence], classes: Sequence[int]) -> None:
    """The figure of an earlier post: «The mayor earlier said 12 were downed. Two more …»."""
    before = [s for s in sentences if s.bits & _DOWNED and not s.periods and _is_said_before(s, classes)]
    if any(s.bits & _DOWNED and not s.background and s not in before for s in sentences):
        for sentence in before:
            sentence.background = True


def _is_said_before(sentence: Sentence, classes: Sequence[int]) -> bool:
    if not (sentence.bits & Word.PRIOR and sentence.bits & Word.ATTRV):
        return False
    for index in range(sentence.first, sentence.last):
        if classes[index] & Word.PRIOR:
            near = classes[max(sentence.first, index - 1) : min(sentence.last, index + 4)]
            return any(bits & Word.ATTRV for bits in near)
    return False


def is_background(mention: Mention) -> bool:
    """Whether it belongs to another date, by its own sentence or by the count it is a part of."""
    if mention.sentence.background:
        return True
    return mention.parent is not None and mention.parent.sentence.background


def happened(mention: Mention) -> bool:
    """Whether a mention alone makes its post an incident."""
    if not mention.is_drones or is_background(mention):
        return False
    if mention.metric is DOWNED:
        return mention.number is not None or not (is_inert(mention.sentence) or _is_footage(mention))
    return not is_inert(mention.sentence) and _is_told_of(mention)


def _is_footage(mention: Mention) -> bool:
    """«Показали видео: расчёт уничтожил беспилотник»: no place, no time, no figure."""
    sentence = mention.sentence
    return bool(sentence.bits & Word.FOOTAGE) and not (mention.places or sentence.periods)


def _is_told_of(mention: Mention) -> bool:
    metric, bits = mention.metric, mention.sentence.bits
    if metric is DEBRIS:
        return bool(bits & _FALLEN)
    if metric is not ATTACKED:
        return True
    by_verb = mention.rule in ("count_verb", "weapon_verb", "weapon_verb_ahead", "verb_count")
    return (by_verb or bool(bits & (_HAPPENED | Word.HAPPENV))) and not bits & _THREATN


def tells_of_debris(sentence: Sentence) -> bool:
    """Debris fell, or something burns or broke after a fall or an attack, with no drone named."""
    bits = sentence.bits
    return bool(bits & _DEBRIS and bits & _STRUCK) and not sentence.background and not is_inert(sentence)


def tells_of_defence(sentence: Sentence, classes: Sequence[int]) -> bool:
    """Air defence at work: «работает наша ПВО», «громкие хлопки — работа ПВО», a repelled raid."""
    bits = sentence.bits
    if not bits & _ADEFENCE or is_inert(sentence) or sentence.background:
        return False
    if bits & Word.REPEL and bits & Word.ATTACKN:
        return True
    if not bits & Word.WORKV:
        return False
    for index in range(sentence.first, sentence.last):
        if classes[index] & Word.WORKV:
            near = classes[max(sentence.first, index - 4) : min(sentence.last, index + 5)]
            if any(word & Word.ADEFENCE for word in near):
                return True
    return False
