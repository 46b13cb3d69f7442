"""Settling: what a mention takes from the sentences round it: its time, its number, its place."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from operator import attrgetter

from extraction.aims import drop_aims
from extraction.bare_lists import is_bare_list
from extraction.blocks import drones
from extraction.events import is_since_the_start
from extraction.findings import Reading
from extraction.lexicon import Word
from extraction.mentions import Mention
from extraction.nothings import denies_attack
from extraction.periods import PeriodMatch
from extraction.phrases import Kind, Unit
from extraction.place_match import PlaceMatch
from extraction.retractions import RETRACTING, drop_retracted
from extraction.scope import FINE
from extraction.sentences import Sentence
from extraction.terms import ATTACKED, BY_AGENCY, BY_MINISTRY, BY_OTHER, DOWNED, IMPACT, REPELLED
from extraction.windows import find_period

_PLACE = Kind.PLACE
_KIND = attrgetter("kind")
_RAIDS = (ATTACKED, REPELLED)
_OF_THE_PRESS = (BY_OTHER, BY_AGENCY)
_REPEL, _ATTACKN, _T_START = Word.REPEL, Word.ATTACKN, Word.T_START
_NEWS = frozenset({"range", "point", "night", "morning", "day", "evening", "today"})
_BEFORE_UNIT, _AFTER_UNIT = 8, 3
_THE_REGION = frozenset({"region", "oblast", "area", "областью", "краем", "республикой", "регионом"})
_OVER = frozenset({"the", "над", "этой", "этим"})
_DEFINITE = frozenset({"the", "these", "those"})


def settle_mentions(reading: Reading) -> None:
    """Gives every mention its time, «все сбиты» its number, and drops what happened abroad or in a digest."""
    abroad = _is_about_abroad(reading)
    attack: Mention | None = None
    kept: list[Mention] = []
    digests = reading.bits & _T_START or "date_span" in map(_KIND, reading.periods)
    digest_at = _digest_at(reading) if digests else None
    for mention in reading.mentions:
        places = mention.places
        if (places[0].kind == "foreign" and _is_abroad(places)) if places else abroad:
            continue
        is_raid = mention.metric in _RAIDS
        if (digests and _is_of_many_days(mention, digest_at)) or (
            is_raid and _is_denied_raid(mention, reading)
        ):
            continue
        if is_raid and mention.count is not None:
            attack = mention if mention.parent is None else attack
        elif attack is not None:
            _take_of(mention, attack, kept)
        kept.append(mention)
    reading.mentions = kept
    if reading.bits & RETRACTING:
        drop_retracted(reading)
    _take_lists_and_title(reading)
    if reading.source.issuer in _OF_THE_PRESS:
        _settle_anaphora(reading)
    _settle_times(reading)
    if reading.bits & _REPEL:
        _settle_repelled(reading)
        drop_aims(reading)
    if reading.source.issuer is BY_MINISTRY and reading.bits & _ATTACKN:
        _place_by_attack(reading)


def _take_lists_and_title(reading: Reading) -> None:
    """«Ночью сбито 8 БПЛА. Новокуйбышевск, Сызрань.»: a sentence of names places the one before it.

    First, what the counts of targets and the title of the post say of the mentions is settled.
    """
    if reading.bits & Word.TARGET:
        _part_targets(reading)
    if reading.home is None and reading.mentions:
        _take_title(reading)
    for sentence in reading.sentences:
        if not sentence.places or not sentence.at or sentence.units[0].kind != _PLACE:
            continue
        if sentence.has_things or not is_bare_list(sentence, reading.tokens):
            continue
        for mention in reading.mentions:
            told = mention.sentence.at == sentence.at - 1
            if told and not any(p.kind in FINE for p in mention.places):
                mention.places = mention.places + [p for p in sentence.places if p.kind in FINE]


def _part_targets(reading: Reading) -> None:
    """«12 воздушных целей: 10 БПЛА и две ракеты»: the targets are what they are made of."""
    for whole in [m for m in reading.mentions if m.unit.bits & Word.TARGET and m.count is not None]:
        parts = [
            m for m in reading.mentions if m.sentence is whole.sentence and m.unit.first > whole.unit.first
        ]
        mixed = len({m.weapon for m in parts}) > 1
        if mixed and sum(m.count or 0 for m in parts) == whole.count:
            reading.mentions.remove(whole)
            for part in parts:
                part.parent, part.listed = None, False
                part.places = part.places or list(whole.places)


def _take_title(reading: Reading) -> None:
    """«Рязань. Ночью сбито 8 БПЛА»: a post that opens with a name alone is about that place."""
    title, told = reading.sentences[0], [m for m in reading.mentions if not m.nation]
    if not title.places or any(m.places or m.sentence is title for m in told):
        return
    if is_bare_list(title, reading.tokens):
        for mention in told:
            mention.places = list(title.places)


def _settle_times(reading: Reading) -> None:
    """What is no running total shares the time of its sentence."""
    sentence: Sentence | None = None
    shared: PeriodMatch | None = None
    for mention in reading.mentions:
        if mention.period is not None:
            continue
        if mention.running:
            mention.period = find_period(mention, reading.sentences)
        else:
            if mention.sentence is not sentence:
                sentence, shared = mention.sentence, find_period(mention, reading.sentences)
            mention.period = shared
        if mention.period is None and mention.parent is not None:
            mention.period = mention.parent.period


def _settle_anaphora(reading: Reading) -> None:
    """ "over the region", «над краем» in an article: the region named last before it, or that of a town."""
    _settle_incidents(reading)
    _place_by_aim(reading)
    for mention in reading.mentions:
        if mention.places or mention.nation:
            continue
        if mention.metric is not DOWNED:
            if mention.rule == "attack_of" and mention.sentence.bits & (Word.DAMV | Word.DAMN | Word.FIRE):
                mention.metric = IMPACT
            _place_by_sentence_before(reading, mention)
            continue
        _settle_definite(reading, mention)
        first = max(mention.sentence.first, mention.unit.first - _BEFORE_UNIT)
        words = reading.tokens.norms[first : mention.unit.last + _AFTER_UNIT]
        if any(b in _THE_REGION and a in _OVER for a, b in pairwise(words)):
            before = [p for p in reading.places if p.first < mention.unit.first and p.role != "toward"]
            named = [p for p in before if p.kind == "region"] or [p for p in before if len(p.regions) == 1]
            mention.places = [replace(place, role="near") for place in named[-1:]]


def _take_of(mention: Mention, attack: Mention, kept: Sequence[Mention]) -> None:
    if mention.every:
        _take_all(mention, attack)
    elif mention.rest:
        _take_the_rest(mention, attack, kept)


def _take_all(mention: Mention, attack: Mention) -> None:
    """«Все беспилотники сбиты»: as many as attacked, and there."""
    if mention.count is not None or mention.metric is not DOWNED or mention.weapon is not attack.weapon:
        return
    mention.count, mention.number, mention.more = attack.count, attack.number, attack.more
    mention.places = mention.places or list(attack.places)


def _take_the_rest(mention: Mention, attack: Mention, kept: Sequence[Mention]) -> None:
    """«Летели 12. Девять сбиты, остальные подавлены»: three, where the nine were."""
    told = [m for m in kept if m.metric is DOWNED and m.weapon is attack.weapon and m.count is not None]
    left = (attack.count or 0) - sum(m.count or 0 for m in told)
    if attack in kept and left > 0:
        mention.count, mention.number, mention.rest = left, attack.number, False
        mention.places = mention.places or list(told[-1].places if told else attack.places)


def _settle_definite(reading: Reading, mention: Mention) -> None:
    """The ministry confirming "the drones" told of before adds none."""
    first = mention.unit.first
    if mention.number is not None or not mention.unit.bits & Word.PL or not first:
        return
    if reading.tokens[first - 1].norm in _DEFINITE:
        before = [m for m in drones(reading.mentions) if m.count is not None and m.unit.first < first]
        mention.parent = before[-1] if before else None


def _place_by_sentence_before(reading: Reading, mention: Mention) -> None:
    at = mention.sentence.at
    if mention.sentence.places or not at:
        return
    before = [p for p in reading.sentences[at - 1].places if p.regions and p.role != "toward"]
    mention.places = [replace(place, role="near") for place in before]


def _place_by_aim(reading: Reading) -> None:
    """«Собянин: уничтожены три БПЛА, летевших на Москву»: nothing but the aim says where."""
    aims = [p for p in reading.places if p.role == "toward" and p.regions]
    if reading.home is None and aims and not any(m.places for m in reading.mentions):
        for mention in reading.mentions:
            if mention.aside:
                mention.places = aims[:1]


def _settle_incidents(reading: Reading) -> None:
    """ "The incident took place in A and B" gives the places of the count told before."""
    told: Mention | None = None
    for sentence in reading.sentences:
        last, told = told, None
        own = [m for m in drones(reading.mentions) if m.sentence is sentence and m.count is not None]
        if own:
            told = own[-1]
        elif last is not None and sentence.bits & Word.INCIDENTW and sentence.originator == last.originator:
            last.places += [
                p for p in sentence.places if p.role == "at" and p.kind in FINE and p not in last.places
            ]


def _place_by_attack(reading: Reading) -> None:
    """«Пресечена попытка атаки на Крым. Один БПЛА сбит …»: the one place attacked is where it was downed."""
    aim: list[PlaceMatch] = []
    for sentence in reading.sentences:
        if sentence.bits & Word.ATTACKN and not sentence.bits & Word.DOWN and not sentence.background:
            aim = [p for p in sentence.places if p.role in ("at", "near") and p.regions]
    if len(aim) != 1:
        return
    for mention in drones(reading.mentions):
        others = [m for m in drones(reading.mentions) if m is not mention and m.count is not None]
        alone = all(m.sentence is mention.sentence for m in others)
        if alone and mention.count is not None and not mention.places and mention.parent is None:
            mention.places = list(aim)


def _is_abroad(places: Sequence[PlaceMatch]) -> bool:
    return all(place.kind == "foreign" for place in places)


def _is_about_abroad(reading: Reading) -> bool:
    """A ministry's post that places what it tells in foreign parts only."""
    if reading.source.issuer is not BY_MINISTRY or "foreign" not in map(_KIND, reading.places):
        return False
    placed = [place for place in reading.places if place.role in ("at", "near") and place.prep]
    return bool(placed) and all(place.kind == "foreign" for place in placed)


def _is_digest(sentence: Sentence) -> bool:
    """Counts of several days or since the start are never counted."""
    if sentence.bits & _T_START and is_since_the_start(sentence):
        return True
    return "date_span" in map(_KIND, sentence.periods)


def _is_denied_raid(mention: Mention, reading: Reading) -> bool:
    """«Атак БПЛА не зафиксировано»."""
    if mention.metric is not ATTACKED or mention.count is not None or not mention.sentence.bits & Word.NEG:
        return False
    return mention.rule == "attack_of" and denies_attack(mention.sentence, reading.tokens)


def _is_of_many_days(mention: Mention, digest_at: int | None) -> bool:
    """Whether it is of a digest, by its own words of time or by those of the sentence before it."""
    sentence = mention.sentence
    if not sentence.periods and digest_at is not None and sentence.at == digest_at + 1:
        return True
    told = sentence.periods or sentence.bits & _T_START
    return bool(told) and _is_digest(sentence) and not _is_of_late(mention)


def _digest_at(reading: Reading) -> int | None:
    """«За неделю сбиты 300. Над Курской областью – 40»: the sentence after a counted digest is of it too."""
    for sentence in reading.sentences[:-1]:
        if len(sentence.periods) == 1 and _is_digest(sentence) and any(map(_is_counted, sentence.units)):
            return sentence.at
    return None


def _is_counted(unit: Unit) -> bool:
    return unit.kind == Kind.COUNTED and unit.number is not None and not unit.number.ordinal


def _is_of_late(mention: Mention) -> bool:
    """«С начала года – 430, из них 3 сегодня утром»: a part with a time of its own is news."""
    period = mention.period
    return mention.subset and period is not None and period.window is not None and period.kind in _NEWS


def _settle_repelled(reading: Reading) -> None:
    """«отражена атака трёх БПЛА» counts as downed where the originator gives no plain count of its own."""
    repelled = [mention for mention in reading.mentions if mention.rule == "repelled_attack_of"]
    plain = {m.originator for m in drones(reading.mentions) if (m.number or m.singular) and not m.running}
    for mention in repelled:
        if mention.count is not None and mention.originator not in plain:
            mention.metric = DOWNED
