"""A number given as a spread: «два-три», «150–200», «от 10 до 15», "two or three"; its value is the lower."""

from extraction.number_digits import Bare, read_digits
from extraction.number_words import read_numeral
from extraction.numerals import NUMERALS, Rank
from extraction.tokens import Shape, Tokens

_BEFORE = {"до": "от", "to": "from", "and": "between", "и": "между"}
_DASHES = frozenset("-–—")
_JOINTS = frozenset({"или", "or", *_DASHES, *_BEFORE})


def is_spread(norm: str) -> bool:
    """Whether a word is two numerals with a hyphen, the lower first («два-три», «полтора-два»)."""
    low, hyphen, high = norm.partition("-")
    if not hyphen or low not in NUMERALS or high not in NUMERALS:
        return False
    first, second = NUMERALS[low], NUMERALS[high]
    if first.ordinal or second.ordinal or second.rank is Rank.MULTIPLIER:
        return False
    return first.value < second.value


def read_spread(tokens: Tokens, index: int) -> tuple[Bare | None, int]:
    """The number at a word for which `is_spread` holds: «два-три», «полтора-два десятка»."""
    numeral = NUMERALS[tokens.norms[index].partition("-")[0]]
    last, times = index + 1, 1
    following = NUMERALS.get(tokens.norms[last]) if last < len(tokens) else None
    if following is not None and following.rank is Rank.MULTIPLIER:
        last, times = last + 1, following.value
    halves = 3 if numeral.rank is Rank.HALF_AGAIN else 2 * numeral.value
    if halves * times % 2:
        return None, last
    return Bare(index, last, halves * times // 2, spelled=True, ordinal=False, vague=False), last


def upper_of(norm: str, low: int) -> int:
    """The upper end of a spread in one word, whose lower end is given: «два-три» of 20 is up to 30."""
    first, second = (NUMERALS[part] for part in norm.split("-"))
    halves = [3 if part.rank is Rank.HALF_AGAIN else 2 * part.value for part in (first, second)]
    return low * halves[1] // halves[0]


def find_upper_end(tokens: Tokens, bare: Bare) -> tuple[Bare, int] | None:
    """The number with the upper end that follows it taken in («150–200») and that end, or None."""
    if bare.value is None or bare.ordinal or bare.last + 1 >= len(tokens):
        return None
    joint = tokens.norms[bare.last]
    if joint not in _JOINTS:
        return None
    upper = _number_at(tokens, bare.last + 1)
    if upper is None or upper.value is None or upper.ordinal or upper.value <= bare.value:
        return None
    if joint in _DASHES:
        spread = _is_one_spread(tokens, bare, upper)
    elif joint in {"или", "or"}:
        spread = upper.value == bare.value + 1
    else:
        spread = bare.first > 0 and tokens.norms[bare.first - 1] == _BEFORE[joint]
        bare = bare._replace(first=bare.first - 1) if spread else bare
    return (bare._replace(last=upper.last), upper.value) if spread else None


def skip_repeated(tokens: Tokens, bare: Bare) -> int:
    """The token after the same number said again in brackets («7 (семь)»), or after the number itself."""
    if bare.last + 2 >= len(tokens) or tokens.norms[bare.last] != "(":
        return bare.last
    again = _number_at(tokens, bare.last + 1)
    if again is None or again.value != bare.value or bare.value is None or again.last >= len(tokens):
        return bare.last
    return again.last + 1 if tokens.norms[again.last] == ")" else bare.last


def _number_at(tokens: Tokens, index: int) -> Bare | None:
    if tokens[index].shape is Shape.NUMBER:
        return read_digits(tokens, index)[0]
    return read_numeral(tokens, index)[0] if tokens.norms[index] in NUMERALS else None


def _is_one_spread(tokens: Tokens, bare: Bare, upper: Bare) -> bool:
    """Whether a dash stands right between the two, and no third number is joined on (a telephone)."""
    dash = tokens[bare.last]
    if not tokens[bare.last - 1].glued or not dash.glued:
        return False
    if bare.first and tokens.norms[bare.first - 1] in {"-", "/", ")"}:
        return False
    return upper.last >= len(tokens) or tokens.norms[upper.last] not in {"-", "/", ":"}
