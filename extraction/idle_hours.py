"""Hours that time no attack: that of the last of several, of a fire put out, of an airport open again."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from extraction.tokens import Tokens
from extraction.wordsets import words

_DASHES = frozenset("-–—")
_ONE_OF_SEVERAL = words("последний последнего последнюю последняя последнее первый первого last first")
_CLAUSE_ENDS = frozenset({*".!?…;:,()", "и", "а", "and", "but", "while"})
_CLAUSE_END, _OVER, _ENDED, _FIRE, _EVENT = 1, 2, 4, 8, 16
_STEMS = {
    _OVER: (
        *("потуш", "туши", "локализ", "возобнов", "огранич", "отбо", "отмен", "снят", "заработа"),
        *("восстановл", "заверш", "уехал", "restor"),
        *("открыли", "открылся", "extinguish", "resum", "reopen", "contained", "restrict", "suspend"),
    ),
    _ENDED: ("ликвидир", "устран", "out"),
    _FIRE: ("пожар", "возгоран", "горени", "огонь", "огня", "пламя", "fire", "blaze"),
    _EVENT: (
        *("сбит", "сбил", "уничтож", "перехва", "подав", "атак", "удар", "упал", "взры", "попал", "прилет"),
        *("downed", "shot", "destroy", "intercept", "attack", "struck", "fell"),
    ),
}
"""Beginnings of words; a fire or restrictions end, and no attack is told of in the same clause."""
_REACH = 6


def is_idle(tokens: Tokens, first: int, last: int) -> bool:
    """Whether the hours over `first:last` say when something other than the attack was."""
    return _is_of_one(tokens.norms, first) or _is_of_aftermath(tokens.norms, first, last)


def _is_of_one(norms: Sequence[str], first: int) -> bool:
    """«последний – в 5:40»: of several."""
    at = first - 1
    at -= norms[at] in _DASHES
    return norms[at] in _ONE_OF_SEVERAL


def _is_of_aftermath(norms: Sequence[str], first: int, last: int) -> bool:
    """«В 5:30 огонь потушили», «аэропорт возобновил работу в 06:10», "put out by 6 a.m."."""
    said = _said(reversed(norms[max(0, first - _REACH) : first])) | _said(norms[last : last + _REACH])
    return bool(said & _OVER or (said & _ENDED and said & _FIRE)) and not said & _EVENT


def _said(norms: Iterable[str]) -> int:
    """What the words up to the end of the clause speak of."""
    said = 0
    for norm in norms:
        bits = _topics(norm)
        if bits & _CLAUSE_END:
            break
        said |= bits
    return said


@lru_cache(maxsize=8192)
def _topics(norm: str) -> int:
    if norm in _CLAUSE_ENDS or norm[:1] in ("", "\n"):
        return _CLAUSE_END
    return sum(bit for bit, stems in _STEMS.items() if norm.startswith(stems))
