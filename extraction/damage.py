"""Damage: what broke or burnt. Grass and bushes burning are no damage; "no damage" is what the words deny."""

from extraction.lexicon import Word
from extraction.passage import NEAR, Passage
from extraction.toll import Toll

_ONTO = frozenset({"на", "on", "onto"})
_GROUNDS = ("террит", "двор", "площад")
_BURNS = ("загор", "сгор", "обгор")
_FLEW_OUT = "вылет"
_FIRE_NOUNS = ("пожар", "возгоран", "горени", "огн", "fire", "blaze")
_WAS = frozenset({"был", "была", "было", "были"})
_DESTROYS = ("уничтож", "разбит", "destroy")
_WEAPON = Word.DRONE | Word.FLY | Word.TARGET | Word.MISSILE | Word.ROCKET | Word.BOMB | Word.BOAT
_NOT = frozenset({"не", "not"})
_GRAVE = ("серьезн", "значительн", "существенн", "крупн", "критическ", "масштабн", "serious", "major")


def read_damage(passage: Passage, index: int, bits: int, toll: Toll) -> None:
    """What a word of damage or fire says."""
    if bits & Word.DAMN:
        _read_noun(passage, index, toll)
    elif passage.norms[index].startswith(_FLEW_OUT) and not passage.bits_near(index) & Word.THING:
        return  # «министр вылетел в регион», unlike «вылетели стёкла»
    elif passage.norms[index] == "broke" and not _is_thing(passage, range(index + 1, index + 4)):
        return  # "a fire broke out", unlike "broke windows"
    elif passage.norms[index].startswith("туш") and not _is_thing(passage, range(index + 1, index + 4)):
        return  # «тушат пожарные»: what burns is said elsewhere
    elif passage.norms[index] == "огонь" and passage.norms[index + 1] == "по":
        return  # «вела огонь по целям»
    elif _is_not(passage, index):
        _read_spared(passage, index, toll)
    elif _is_only_grass(passage, index, bits):
        toll.grass_burnt = True
    elif not bits & Word.FIRE or not (_is_no_fire(passage, index) or _is_of_the_grass(passage, index, toll)):
        toll.damage = True


def _is_of_the_grass(passage: Passage, index: int, toll: Toll) -> bool:
    """«Горела сухая трава … Пожар потушен»: the fire told of before."""
    known = passage.norms[index].startswith(_FIRE_NOUNS) and not passage.sentence.bits & Word.THING
    return known and toll.grass_burnt


def _is_not(passage: Passage, index: int) -> bool:
    """«не повреждены», «не были повреждены», «повреждённых объектов нет»."""
    if passage.norms[index - 1] in _NOT:
        return True
    if passage.norms[index].endswith("ых") and passage.is_denied(index):
        return True
    return passage.norms[index - 1] in _WAS and passage.norms[index - 2] in _NOT


def _read_spared(passage: Passage, index: int, toll: Toll) -> None:
    """«дома не повреждены», but «людей не задело»."""
    if passage.bits(index - 2) & Word.PERSON and not passage.bits_near(index) & Word.THING:
        toll.deny(dead_only=False)
    else:
        toll.no_damage = True


def is_destroyed(passage: Passage, index: int) -> bool:
    """«уничтожен автомобиль», «дом уничтожен»: a thing, not a weapon, right by the verb."""
    if not passage.norms[index].startswith(_DESTROYS):
        return False
    return _is_thing(passage, range(index + 1, index + 4)) or _is_thing(
        passage, range(index - 1, index - 3, -1)
    )


def _is_thing(passage: Passage, stretch: range) -> bool:
    for near in stretch:
        bits = passage.bits(near)
        if near < passage.first or bits & (Word.FUNC | Word.MARK | _WEAPON):
            return False
        if bits & Word.THING:
            beside = passage.bits(near - 1) if stretch.step < 0 else 0
            return not beside & (Word.FUNC | _WEAPON)
    return False


def _read_noun(passage: Passage, index: int, toll: Toll) -> None:
    """«повреждений нет», «есть разрушения», «ущерб уточняется», "damage control"."""
    if passage.is_told_about(index):
        return
    if passage.is_denied(index):
        # «серьёзных разрушений нет» leaves room for slight ones
        toll.no_damage = toll.no_damage or not passage.norms[index - 1].startswith(_GRAVE)
        return
    norm, bits = passage.norms[index], passage.sentence.bits
    if norm.startswith("ущерб") and passage.norms[index + 1] == ":" and bits & Word.THING:
        toll.damage = True  # «Ущерб: остекление трёх домов»
    if norm.startswith("ущерб") and (not bits & Word.DAMHARD or bits & Word.ASSESS):
        return
    if (
        norm == "destruction"
        or (norm == "damage" and bits & Word.ASSESS)
        or (norm == "damage" and passage.norms[index + 1] == "control")
    ):
        return
    toll.damage = True


def _is_only_grass(passage: Passage, index: int, bits: int) -> bool:
    if bits & Word.FIRE and passage.norms[index].startswith(_FIRE_NOUNS):
        burning = passage.bits_between(index + 1, index + 4)
        if burning & Word.GRASS and not burning & Word.THING:
            return True  # «возгорание сухой травы»
    if not passage.sentence.bits & Word.GRASS or passage.bits_near(index) & Word.THING:
        return False
    return bool(bits & Word.FIRE) or passage.norms[index].startswith(_BURNS)


def _is_no_fire(passage: Passage, index: int) -> bool:
    """«пожаров нет», "no fires", «возгорания не произошло»."""
    return passage.norms[index].startswith(_FIRE_NOUNS) and passage.is_denied(index)


def falls_on_a_building(passage: Passage, index: int) -> bool:
    """«обломки упали на жилой дом»: what debris falls on is damaged; grounds are not said to be."""
    if not passage.sentence.bits & (Word.FALL | Word.FALLN | Word.HIT):
        return False
    for near in range(max(passage.first, index - NEAR), min(passage.last, index + 2 * NEAR)):
        if passage.norms[near] in _ONTO and passage.bits_between(near + 1, near + 4) & Word.THING:
            return not any(passage.norms[at].startswith(_GROUNDS) for at in range(near + 1, near + 4))
    return False
