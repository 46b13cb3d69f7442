"""Named weapons: an attack told in one sentence whose drones are named in the next."""

from itertools import pairwise

from extraction.events import is_inert
from extraction.findings import Reading
from extraction.lexicon import Word
from extraction.mentions import Mention, new_mention
from extraction.phrases import Kind, Unit
from extraction.sentences import Sentence
from extraction.terms import ATTACKED, DRONE
from extraction.windows import find_period

_NOT_ALONE = (Kind.COUNTED, Kind.PLACE, Kind.CUE)
_PLAIN = frozenset({"", "был", "были", "was", "were"})
_SCENE = ("at", "near")


def find_named_attack(reading: Reading) -> Mention | None:
    """«Совершена атака на завод. По предварительным данным, БПЛА»: how many is not said."""
    for attack, naming in pairwise(reading.sentences):
        if attack.has_things or attack.background or not _tells_of_attack(attack):
            continue
        weapon = _lone_weapon(naming)
        if weapon is None or is_inert(attack):
            continue
        mention = new_mention(attack, 0, weapon, ATTACKED, DRONE, "weapon_named_after")
        mention.originator = attack.originator
        mention.places = [place for place in attack.places if place.role in _SCENE]
        mention.period = find_period(mention, reading.sentences)
        return mention
    return None


def _tells_of_attack(sentence: Sentence) -> bool:
    bits = sentence.bits
    return bool(bits & Word.ATTACKV or (bits & Word.ATTACKN and bits & (Word.HAPPENV | Word.REPEL)))


def _lone_weapon(sentence: Sentence) -> Unit | None:
    """The drones of a sentence that says nothing else."""
    if sentence.bits & Word.THREATN or is_inert(sentence):
        return None
    weapons = [unit for unit in sentence.units if unit.kind == Kind.WEAPON and unit.weapon is DRONE]
    alone = len(weapons) == 1 and not any(unit.kind in _NOT_ALONE for unit in sentence.units)
    return weapons[0] if alone and weapons[0].prep in _PLAIN else None
