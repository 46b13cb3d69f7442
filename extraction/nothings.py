"""Nothings: drones that are named to say that none was downed («сбитых БПЛА не было»)."""

from extraction.passage import exists
from extraction.phrases import Unit
from extraction.sentences import Sentence
from extraction.tokens import Tokens

_STOPS = frozenset({",", ";", ":", ".", "!", "?", "(", ")", "—", "–"})
_ABSENT = frozenset({"нет", "отсутствуют", "отсутствует"})
_NOT = frozenset({"не", "not"})
_HARMED = ("пострада", "погиб", "жертв", "разруш", "поврежд", "последств", "ранен", "ущерб")
_REACH = 5
_ATTACKS = frozenset({"атак", "атаки", "налетов", "налета", "ударов", "attack", "attacks"})
_WITHOUT = frozenset({"без", "no", "without"})


def is_none(sentence: Sentence, unit: Unit, tokens: Tokens) -> bool:
    """Whether a phrase without a number is denied: «нет», «не было», «не зафиксировано» in its clause."""
    norms = tokens.norms
    for index in range(unit.last, sentence.last):
        norm = norms[index]
        if norm in _STOPS or norm.startswith(_HARMED):
            break
        if norm in _ABSENT or (norm in _NOT and exists(norms, index + 1)):
            return True
    for index in range(unit.first - 1, max(sentence.first, unit.first - _REACH) - 1, -1):
        norm = norms[index]
        if norm in _STOPS or norm.startswith(_HARMED):
            break
        if norm == "ни" or norm in _ABSENT or (norm in _NOT and exists(norms, index + 1)):
            return True
    return False


def denies_attack(sentence: Sentence, tokens: Tokens) -> bool:
    """«Атак не было», «ночь прошла без атак», "no attacks": the places of the sentence were spared."""
    norms = tokens.norms
    for index in range(sentence.first, sentence.last):
        if norms[index] not in _ATTACKS:
            continue
        if norms[index - 1] in _WITHOUT or norms[index - 2] in _NOT:
            return norms[index - 1] in _WITHOUT or exists(norms, index - 1)
        following = norms[index + 1 : min(sentence.last, index + _REACH)]
        for ahead, norm in enumerate(following, index + 1):
            if norm in _STOPS:
                break
            if norm in _ABSENT or (norm in _NOT and exists(norms, ahead + 1)):
                return True
    return False
