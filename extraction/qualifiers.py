"""Words that stand by a number and bound it («не менее», "about"), share it out («по») or add it («ещё»)."""

from typing import Literal, NamedTuple

from extraction.tokens import Shape, Tokens
from extraction.wordsets import phrases, words

Qualifier = Literal["at_least", "more_than", "approx", "up_to"]


class Prefix(NamedTuple):
    """Qualifying words before a number, beginning at token `first`."""

    first: int
    qualifier: Qualifier | None = None
    distributive: bool = False
    more: bool = False


class Suffix(NamedTuple):
    """Qualifying words after a number, ending before token `last`."""

    last: int
    qualifier: Qualifier | None = None
    more: bool = False


_WORDINGS: dict[Qualifier, tuple[str, ...]] = {
    "more_than": phrases(
        "более; больше; свыше; более чем; больше чем; превысило; превысила; превысил; превышает",
        "more than; over; exceeded; exceeding; exceeds; topped",
    ),
    "at_least": phrases(
        "не менее; не меньше; не менее чем; не меньше чем; как минимум; минимум; по меньшей мере",
        "по крайней мере; at least; no less than; not less than; no fewer than; not fewer than",
        "minimum; a minimum of; minimum of; upwards of",
    ),
    "approx": phrases(
        "около; порядка; примерно; приблизительно; ориентировочно; почти; ~; about; around; some",
        "под; с; approximately; roughly; nearly; almost; an estimated; estimated; close to",
    ),
    "up_to": phrases(
        "до; вплоть до; не более; не больше; не более чем; менее; меньше; максимум",
        "up to; no more than; not more than; less than; fewer than; at most",
    ),
}
_MORE = phrases("еще; дополнительно; another; additional; an additional; further; a further")
_SEPARATE = ("по",)
PREFIXES: dict[str, list[tuple[tuple[str, ...], Prefix]]] = {}
"""Last word of a wording → the wordings that end in it, longest first, with what they mean."""


def _fill() -> None:
    rows = [(wording, Prefix(0, qualifier)) for qualifier, row in _WORDINGS.items() for wording in row]
    rows += [(wording, Prefix(0, more=True)) for wording in _MORE]
    rows += [(wording, Prefix(0, distributive=True)) for wording in _SEPARATE]
    for wording, meaning in rows:
        words = tuple(wording.split())
        PREFIXES.setdefault(words[-1], []).append((words, meaning))
    for endings in PREFIXES.values():
        endings.sort(key=lambda row: -len(row[0]))


_fill()
EACH = frozenset({"each", "apiece"})
NOT_EACH = words("двум трем четырем пяти шести семи восьми девяти десяти обоим обеим нескольким")
"""Datives: after «по» they say where («по двум адресам»); shares take «по два», «по пять», «по одному»."""
_GROWTH = words("увели вырос возро довед довел подня достиг дости дорос rose grew risen brought")
_GROWTH_LENGTH = 5
_NEARLY = frozenset({"под", "с"})
_ROUND = words("десяток дюжину сотню полсотни тысячу полтора полторы")
"""«Под сотню», «с десяток»: about so many; before other numbers these words say where or since when."""
_ABOVE_A_PLACE = 10  # "over two regions" says where; "over 20 drones" says how many


def prefix_of(tokens: Tokens, start: int, floor: int, value: int | None) -> Prefix | None:
    """The qualifying words that end just before token `start`, not reaching back beyond `floor`."""
    for wording, meaning in PREFIXES[tokens.norms[start - 1]]:
        first = start - len(wording)
        if first < floor or tuple(tokens.norms[first:start]) != wording:
            continue
        if wording == ("over",) and (value is None or value < _ABOVE_A_PLACE):
            return None
        if wording[0] in _NEARLY and tokens.norms[start] not in _ROUND:
            return None
        if value is None and meaning.qualifier == "up_to":
            return None
        return meaning._replace(first=first)
    return None


def grows_to(tokens: Tokens, start: int, last: int) -> bool:
    """Whether «до N» is what a figure has grown to («выросло до 27», «до двенадцати увеличилось»)."""
    for token in reversed(tokens[max(0, start - 6) : start]):
        if token.shape is Shape.MARK:
            break
        if token.norm[:_GROWTH_LENGTH] in _GROWTH:
            return True
    return any(token.norm[:_GROWTH_LENGTH] in _GROWTH for token in tokens[last : last + 3])


def suffix_of(tokens: Tokens, last: int) -> Suffix | None:
    """ "four more", "20 or more", «20 и более», "20+"."""
    if last >= len(tokens):
        return None
    norm = tokens.norms[last]
    following = tokens.norms[last + 1] if last + 1 < len(tokens) else ""
    if norm == "more" and following != "than":
        return Suffix(last + 1, more=True)
    if norm in {"+", "plus"}:
        return Suffix(last + 1, "at_least")
    if (norm == "or" and following == "more") or (norm == "и" and following in {"более", "больше"}):
        return Suffix(last + 2, "at_least")
    return None
