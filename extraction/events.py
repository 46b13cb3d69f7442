"""Events: which sentences tell of something that happened, and which only warn, advise or look back."""

from collections.abc import Sequence

from extraction.lexicon import Word
from extraction.mentions import Mention
from extraction.sentences import Sentence
from extraction.terms import ATTACKED, DEBRIS, DOWNED, DRONE

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


def is_inert(sentence: Sentence) -> bool:
    """Advice, warnings and what may be: nothing in it happened, unless it carries a count."""
    if sentence.bits & Word.THREATN and sentence.bits & (Word.DECLARE | Word.CLEAR | Word.ALARMADJ):
        return True
    return bool(sentence.bits & (Word.ADVICE | Word.MODAL))


def mark_background(sentences: Sequence[Sentence]) -> None:
    """A sentence dated to another day is background, and so are those after it until the present returns.

    Only before the post's own news: after it a background sentence stands alone.
    """
    current, told = False, False
    for sentence in sentences:
        periods = [p for p in sentence.periods if p.kind not in ("status", "duration", "date_span")]
        if periods:
            own = any(p.background for p in periods) and all(
                p.background or p.kind in ("night", "today", "evening", "morning", "day") for p in periods
            )
            sentence.background = own
            current = own and not told
        else:
            sentence.background = current
        if not sentence.background and sentence.bits & (Word.DOWN | Word.HIT | Word.FALL | Word.ATTACKN):
            told = True


def is_background(mention: Mention) -> bool:
    """Whether it belongs to another date, by its own sentence or by the count it is a part of."""
    if mention.sentence.background:
        return True
    return mention.parent is not None and mention.parent.sentence.background


def happened(mention: Mention) -> bool:
    """Whether a mention alone makes its post an incident."""
    if mention.weapon is not DRONE or is_background(mention):
        return False
    if mention.metric is DOWNED and mention.number is not None:
        return True
    return not is_inert(mention.sentence) and _is_told_of(mention)


def _is_told_of(mention: Mention) -> bool:
    metric, bits = mention.metric, mention.sentence.bits
    if metric is DEBRIS:
        return bool(bits & (Word.FALL | Word.FALLN | Word.HIT | Word.FOUNDV | HARM))
    if metric is not ATTACKED:
        return True
    by_verb = mention.rule in ("count_verb", "weapon_verb", "weapon_verb_ahead", "verb_count")
    return (by_verb or bool(bits & (_HAPPENED | Word.HAPPENV))) and not bits & Word.THREATN


def tells_of_debris(sentence: Sentence) -> bool:
    """Debris fell, or something burns or broke after a fall or an attack, with no drone named."""
    if is_inert(sentence) or sentence.background:
        return False
    bits = sentence.bits
    if bits & Word.DEBRIS:
        return bool(bits & (Word.FALL | Word.FALLN | Word.HIT | Word.DAMV | Word.FIRE | Word.INJV))
    return False


def tells_of_defence(sentence: Sentence, classes: Sequence[int]) -> bool:
    """Air defence at work: «работает наша ПВО», «громкие хлопки — работа ПВО», a repelled raid."""
    bits = sentence.bits
    if not bits & Word.ADEFENCE or is_inert(sentence) or sentence.background:
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
