"""Retractions: figures that a post takes back, because they are denied or because it corrects them."""

from collections.abc import Sequence

from extraction.bare_totals import CORRECTED
from extraction.findings import Reading
from extraction.lexicon import Word
from extraction.mentions import Mention
from extraction.sentences import Sentence
from extraction.terms import DOWNED
from extraction.tokens import Tokens

_DENYW = Word.DENYW | Word.T_FAKE
_DENYING = _DENYW | Word.REFUTEW
RETRACTING = _DENYING | Word.CORRECTW
"""Without a word of these classes a post takes nothing back."""
_ABOUT = frozenset({"о", "об", "обо", "of", "about"})
_NOT = frozenset({"не", "not", "n't"})
_NONE = frozenset({"нет", "не"})
_NEITHER_CONFIRMED = 3
_HEARSAY = (
    *("сообщени", "информаци", "слух", "данны", "сведени", "публикаци", "новост", "вброс"),
    *("report", "claim", "rumo", "information", "news", "post"),
)


def drop_retracted(reading: Reading) -> None:
    """Takes away the mentions that the post itself takes back; called where a word of RETRACTING stands."""
    if reading.bits & _DENYING:
        _drop_denied(reading)
    if reading.bits & Word.CORRECTW:
        _drop_corrected(reading)


def _drop_denied(reading: Reading) -> None:
    """«Мэр опроверг сообщения о пяти сбитых», «информация … не подтвердилась»: nothing of it happened."""
    denied_at: dict[int, int] = {}
    for sentence in reading.sentences:
        if sentence.bits & _DENYING:
            at = _denial_at(reading, sentence)
            if at is None:
                continue
            if sentence.has_things:
                denied_at[sentence.at] = at
            elif sentence.at and sentence.bits & _DENYW:
                denied_at[sentence.at - 1] = sentence.first  # «Пишут о 20 сбитых. Это неправда.»
    if not denied_at:
        return
    kept = []
    touched: set[int] = set()
    for mention in reading.mentions:
        at = denied_at.get(mention.sentence.at)
        if at is None or not _is_denied(reading.tokens, mention, at):
            kept.append(mention)
        else:
            touched.add(mention.sentence.at)
    reading.mentions = kept
    for at in touched - {mention.sentence.at for mention in kept}:
        reading.sentences[at].background = True


def _denial_at(reading: Reading, sentence: Sentence) -> int | None:
    """The token of the first word of denial; "confirmed" and "true" are such beside a "not"."""
    classes, norms = reading.classes, reading.tokens.norms
    for index in range(sentence.first, sentence.last):
        bits = classes[index]
        if bits & _DENYW:
            return index
        if bits & Word.REFUTEW:
            low = max(sentence.first, index - _NEITHER_CONFIRMED)
            if not _NOT.isdisjoint(norms[low:index]) or norms[index + 1] in _NONE:
                return index
    return None


def _is_denied(tokens: Tokens, mention: Mention, at: int) -> bool:
    """Whether a mention is what is denied: it comes after the denial or is told as hearsay before it."""
    unit, norms = mention.unit, tokens.norms
    if at < unit.first or unit.prep in _ABOUT:
        return True
    return any(norm.startswith(_HEARSAY) for norm in norms[mention.sentence.first : unit.first])


def _drop_corrected(reading: Reading) -> None:
    """«Сбиты три. По уточнённым данным – четыре»: the figure told before is put right, where it stands."""
    kept: list[Mention] = []
    for mention in reading.mentions:
        wrong = _corrected_by(mention, kept)
        if not wrong:
            kept.append(mention)
            continue
        former = wrong[0]
        for other in wrong[1:]:
            former.places += [place for place in other.places if place not in former.places]
            kept.remove(other)
        _put_right(former, mention, reading.mentions)
    reading.mentions = kept


def _corrected_by(mention: Mention, told: Sequence[Mention]) -> list[Mention]:
    """The figures that a mention puts right: those of the sentence told last, at its place if it has one."""
    put_right = mention.rule == CORRECTED
    if mention.sentence.background or mention.past or not (put_right or _is_told_anew(mention)):
        return []
    before = [m for m in told if m.metric is DOWNED and m.is_drones and m.count is not None]
    wrong = [m for m in before if m.sentence is before[-1].sentence] if before else []
    if not wrong or wrong[0].sentence is mention.sentence:
        return []
    if not put_right and not (
        wrong[0].originator == mention.originator and sum(m.count or 0 for m in wrong) < (mention.count or 0)
    ):
        return []
    if mention.places:
        return [m for m in wrong if not m.places or m.places == mention.places][:1]
    return wrong


def _is_told_anew(mention: Mention) -> bool:
    """«По уточнённым данным, сбито четыре»: with a verb, and with no place, part or "more" of its own."""
    return (
        mention.metric is DOWNED
        and bool(mention.sentence.bits & Word.CORRECTW)
        and mention.number is not None
        and mention.is_drones
        and mention.parent is None
        and not (mention.places or mention.more or mention.subset or mention.running)
    )


def _put_right(former: Mention, mention: Mention, mentions: Sequence[Mention]) -> None:
    former.unit, former.number, former.count = mention.unit, mention.number, mention.count
    former.rule, former.sentence.background = CORRECTED, False
    former.originator = mention.originator
    former.places = former.places or mention.places
    for part in mentions:
        if part.parent is mention:
            part.parent = former
