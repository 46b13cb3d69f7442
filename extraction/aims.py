"""Aims: where a repelled attack was going, beside the place where it was met."""

from copy import copy

from extraction.findings import Reading
from extraction.lexicon import Word
from extraction.place_match import PlaceMatch
from extraction.scope import FINE

_ONTO = "на"
AIMED = Word.ATTACKN | Word.REPEL


def drop_aims(reading: Reading) -> None:
    """«В Домодедове отражена атака двух БПЛА на Москву»: downed at the town, not at the aim."""
    for mention in reading.mentions:
        sentence = mention.sentence
        if sentence.bits & AIMED != AIMED or len(sentence.places) < 2:
            continue
        aims = [p for p in mention.places if p.regions and _is_aim(reading, p)]
        met = [p for p in sentence.places if p.kind in FINE and p.regions and not _is_aim(reading, p)]
        regions = {region for place in met for region in place.regions}
        strayed = [aim for aim in aims if regions and regions.isdisjoint(aim.regions)]
        if strayed:
            kept = [p for p in mention.places if p not in strayed]
            mention.places = kept + [p for p in met if p not in kept]
            sentence.places = [_toward(p) if p in strayed else p for p in sentence.places]


def _is_aim(reading: Reading, place: PlaceMatch) -> bool:
    """Whether «на» stands right before the name: «на территории …» is where, not where to."""
    return reading.tokens.norms[place.first - 1] == _ONTO


def _toward(place: PlaceMatch) -> PlaceMatch:
    aim = copy(place)
    aim.role = "toward"
    return aim
