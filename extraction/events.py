"""Events: which sentences tell of something that happened, and which only warn, advise or look back."""

from collections.abc import Sequence

from extraction.comparisons import mark_compared
from extraction.lexicon import Word
from extraction.mentions import Mention
from extraction.period_match import PeriodMatch
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
_PRIOR, _SAID, _THENW, _T_MEMORY = Word.PRIOR, Word.ATTRV | Word.TOLDW, Word.THENW, Word.T_MEMORY
_COMPAREW = Word.COMPAREW
_SCENES = frozenset({"мест", "места", "месте", "местах", "местам"})
"""«Осмотр мест падения обломков» tells of no new fall."""
_REMINDERS = frozenset({"напомню", "напомним", "напоминаем", "напоминаю"})
_OLDER = frozenset({"date", "morning", "day"})
_TIMELESS = frozenset({"status", "duration", "date_span"})
_PRESENT = frozenset({"night", "today", "evening", "morning", "day"})


def is_inert(sentence: Sentence) -> bool:
    """Advice, warnings and what may be: nothing in it happened, unless it carries a count."""
    bits = sentence.bits
    return bool(bits & _ADVISING or (bits & _THREATN and bits & _DANGER))


def is_since_the_start(sentence: Sentence) -> bool:
    """A figure of the whole war; «рекорд с начала операции» is a measure, read as a length of time."""
    if not (sentence.bits & Word.T_START and sentence.bits & Word.T_OP):
        return False
    return "duration" not in [period.kind for period in sentence.periods]


def mark_background(
    sentences: Sequence[Sentence], classes: Sequence[int], norms: Sequence[str], bits: int
) -> None:
    """A sentence dated to another day is background, and so are those after it until the present returns.

    Only before the post's own news: after it a background sentence stands alone. What "was said earlier"
    beside news of its own, a figure of the day before told beside it, and a warning's reminder are background
    too. `bits` are the classes of all sentences.
    """
    current, told, memory = False, False, 0
    dated = False
    for sentence in sentences:
        own = _is_of_another_time(sentence.periods) if sentence.periods else None
        if own is not None:
            sentence.background = own
            current = own and not told
            if not (own or dated):
                kind = sentence.periods[0].kind
                dated = kind in _OLDER or (told and kind == "night")
        elif current or (memory and sentence.bits & _THENW):
            sentence.background = current = True
        memory = sentence.bits & _T_MEMORY
        if norms[sentence.last - 1] == "?" or (memory and _is_in_memory(sentence)):
            sentence.background = True  # «Сбили дрон соседа?» tells of nothing
        if not told and sentence.bits & _NEWS and not sentence.background:
            told = True
    if dated or bits & _COMPAREW:
        mark_compared(sentences, norms)
    if bits & _PRIOR and bits & _SAID:
        _mark_said_before(sentences, classes)
    _mark_reminders(sentences, norms, bits)


def _is_in_memory(sentence: Sentence) -> bool:
    """«Простились с лейтенантом: его расчёт сбил 11 беспилотников»."""
    return bool(sentence.bits & _DOWNED and sentence.bits & Word.FIN)


def _mark_reminders(sentences: Sequence[Sentence], norms: Sequence[str], bits: int) -> None:
    """«Объявлена опасность. Напомню: прошлой ночью сбили 14»: told before."""
    if bits & Word.DECLARE and bits & _THREATN:
        for sentence in sentences:
            if norms[sentence.first] in _REMINDERS:
                sentence.background = True


def _is_of_another_time(periods: Sequence[PeriodMatch]) -> bool | None:
    """Whether words of time name another day and none that is surely the post's own; None for no date."""
    another: bool | None = None
    long_ago = False
    beyond = -1
    for period in periods:
        if another and period.kind == "date" and period.first <= beyond + 1:
            continue  # «год назад, 25 апреля» is one day told twice
        beyond = period.last
        if period.kind in _TIMELESS:
            long_ago = long_ago or period.background  # «в прошлом году»
            continue
        if period.background:
            another = True
        elif period.kind not in _PRESENT:
            return False
        elif another is None:
            another = False
    return True if another is None and long_ago else another


def _mark_said_before(sentences: Sequence[Sentence], classes: Sequence[int]) -> None:
    """The figure of an earlier post: «The mayor earlier said 12 were downed. Two more …»."""
    before = [s for s in sentences if s.bits & _DOWNED and not s.periods and _is_said_before(s, classes)]
    if any(s.bits & _DOWNED and not s.background and s not in before for s in sentences):
        for sentence in before:
            sentence.background = True


def _is_said_before(sentence: Sentence, classes: Sequence[int]) -> bool:
    if not (sentence.bits & Word.PRIOR and sentence.bits & _SAID):
        return False
    for index in range(sentence.first, sentence.last):
        if classes[index] & Word.PRIOR:
            near = classes[max(sentence.first, index - 1) : min(sentence.last, index + 4)]
            return any(bits & _SAID for bits in near)
    return False


def is_background(mention: Mention) -> bool:
    """Whether it belongs to another date, by its own sentence or by the count it is a part of."""
    if mention.sentence.background or mention.past:
        return True
    return mention.parent is not None and mention.parent.sentence.background


def happened(mention: Mention) -> bool:
    """Whether a mention alone makes its post an incident."""
    sentence, parent = mention.sentence, mention.parent
    if (
        sentence.background
        or mention.past
        or not mention.is_drones
        or (parent is not None and parent.sentence.background)
    ):
        return False
    if mention.metric is DOWNED:
        return mention.number is not None or not (is_inert(sentence) or _is_footage(mention))
    return not is_inert(sentence) and _is_told_of(mention)


def _is_footage(mention: Mention) -> bool:
    """«Показали видео: расчёт уничтожил беспилотник»: no place, no time, no figure.

    «Кадры уничтожения БПЛА над Чёрным морем» are of a downing told before, wherever it was.
    """
    sentence = mention.sentence
    if not sentence.bits & Word.FOOTAGE or sentence.periods:
        return False
    return not mention.places or mention.rule == "destruction_of"


def _is_told_of(mention: Mention) -> bool:
    metric, bits = mention.metric, mention.sentence.bits
    if metric is DEBRIS:
        return bool(bits & _FALLEN)
    if metric is not ATTACKED:
        return True
    by_verb = mention.rule in ("count_verb", "weapon_verb", "weapon_verb_ahead", "verb_count")
    return (by_verb or bool(bits & (_HAPPENED | Word.HAPPENV))) and not bits & _THREATN


def tells_of_debris(sentence: Sentence, norms: Sequence[str]) -> bool:
    """Debris fell, or something burns or broke after a fall or an attack, with no drone named."""
    bits = sentence.bits
    if not (bits & _DEBRIS and bits & _STRUCK) or sentence.background or is_inert(sentence):
        return False
    if bits & _STRUCK & ~Word.FALLN:
        return True
    words = norms[sentence.first : sentence.last]
    scenes = [at for at, norm in enumerate(words) if norm in _SCENES]
    return not any(words[at + 1 : at + 2] and words[at + 1].startswith("паден") for at in scenes)


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
