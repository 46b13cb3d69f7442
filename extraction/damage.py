"""Damage: what broke or burnt. Grass and bushes burning are no damage; "no damage" is what the words deny."""

from extraction.lexicon import Word
from extraction.passage import NEAR, Passage
from extraction.toll import Toll

_ONTO = frozenset({"на", "on", "onto"})
_GROUNDS = ("террит", "двор", "площад")
_BURNS = ("загор", "сгор", "обгор")
_NO_FIRE = frozenset({"нет", "без", "no"})
_NOT = frozenset({"не", "not"})


def read_damage(passage: Passage, index: int, bits: int, toll: Toll) -> None:
    """What a word of damage or fire says."""
    if bits & Word.DAMN:
        _read_noun(passage, index, toll)
    elif passage.norm(index - 1) in _NOT:
        toll.no_damage = True
    elif not _is_only_grass(passage, index, bits) and not (bits & Word.FIRE and _is_no_fire(passage, index)):
        toll.damage = True


def _read_noun(passage: Passage, index: int, toll: Toll) -> None:
    """«повреждений нет», «есть разрушения», «ущерб уточняется», "damage control"."""
    if passage.is_told_about(index):
        return
    if passage.is_denied(index):
        toll.no_damage = True
        return
    norm, bits = passage.norm(index), passage.sentence.bits
    if norm.startswith("ущерб") and (not bits & Word.DAMHARD or bits & Word.ASSESS):
        return
    if norm == "destruction" or (norm == "damage" and passage.norm(index + 1) == "control"):
        return
    toll.damage = True


def _is_only_grass(passage: Passage, index: int, bits: int) -> bool:
    if not passage.sentence.bits & Word.GRASS or passage.bits_near(index) & Word.THING:
        return False
    return bool(bits & Word.FIRE) or passage.norm(index).startswith(_BURNS)


def _is_no_fire(passage: Passage, index: int) -> bool:
    """«пожаров нет», "no fires": the denial stands right by."""
    if passage.norm(index + 1) == "не":
        return True  # «возгорания не произошло»
    return any(passage.norm(near) in _NO_FIRE for near in range(index - 2, index + 3))


def falls_on_a_building(passage: Passage, index: int) -> bool:
    """«обломки упали на жилой дом»: what debris falls on is damaged; grounds are not said to be."""
    if not passage.sentence.bits & (Word.FALL | Word.HIT):
        return False
    for near in range(max(passage.first, index - NEAR), min(passage.last, index + 2 * NEAR)):
        if passage.norm(near) in _ONTO and passage.bits_between(near + 1, near + 4) & Word.THING:
            return not any(passage.norm(at).startswith(_GROUNDS) for at in range(near + 1, near + 4))
    return False
