"""Words → classes: the dictionary of the grammar, one lookup per token.

The words stand in data/lexicon.tsv, by class; a class is one bit, so that the classes of a sentence are the
bitwise "or" of its words and most questions about it are one "and".
"""

from functools import cache
from importlib.resources import files

from extraction.tokens import DASHES

_MEMO_LIMIT = 30_000
_SILENT_MARKS = frozenset(DASHES + "«»„“”‘’\"'")


class Word:
    """Classes and features of words as bits; the names are those of the first column of data/lexicon.tsv.

    Plain numbers, not an enum: the grammar asks for them hundreds of times in a post. The thirty classes that
    posts have most come first, for the "and" of numbers below 2**30 takes half as long as of longer ones.
    """

    SG = 1 << 0
    PL = 1 << 1
    OBL = 1 << 2
    FIN = 1 << 3
    ATTR = 1 << 4
    NOUN = 1 << 5
    FUNC = 1 << 6
    ARTICLE = 1 << 7
    ADJ = 1 << 8
    SKYADJ = 1 << 9
    MARK = 1 << 10
    ANDW = 1 << 11
    NEG = 1 << 12
    NATION = 1 << 13
    DRONE = 1 << 14
    FLY = 1 << 15
    CRAFT = 1 << 16
    TARGET = 1 << 17
    MISSILE = 1 << 18
    DOWN = 1 << 19
    HIT = 1 << 20
    FALL = 1 << 21
    FALLN = 1 << 22
    DEBRIS = 1 << 23
    ATTACKN = 1 << 24
    ATTACKV = 1 << 25
    REPEL = 1 << 26
    ADEFENCE = 1 << 27
    THING = 1 << 28
    PERSON = 1 << 29
    INSTR = 1 << 30
    ROCKET = 1 << 31
    BOMB = 1 << 32
    BOAT = 1 << 33
    BALLOON = 1 << 34
    SHOT = 1 << 35
    USEN = 1 << 36
    WORKV = 1 << 37
    BANG = 1 << 38
    CONTINUE = 1 << 39
    SUBSETW = 1 << 40
    RESTW = 1 << 41
    EACHW = 1 << 42
    TOTALW = 1 << 43
    GROW = 1 << 44
    ALLW = 1 << 45
    UNIT = 1 << 46
    SOFAR = 1 << 47
    THREATN = 1 << 48
    ALARMADJ = 1 << 49
    CLEAR = 1 << 50
    DECLARE = 1 << 51
    AIRPORT = 1 << 52
    INJV = 1 << 53
    INJWEAK = 1 << 54
    VICTIMN = 1 << 55
    DEADN = 1 << 56
    KILLV = 1 << 57
    DAMV = 1 << 58
    DAMN = 1 << 59
    DAMHARD = 1 << 60
    FIRE = 1 << 61
    GRASS = 1 << 62
    ASSESS = 1 << 63
    MINISTRY = 1 << 64
    MINISTRYW = 1 << 65
    DEFENCEW = 1 << 66
    ATTRV = 1 << 67
    GOVERNORW = 1 << 68
    ADVICE = 1 << 69
    MODAL = 1 << 70
    WHERE = 1 << 71
    TOWARD = 1 << 72
    WEEK = 1 << 73
    T_ADVERT = 1 << 74
    T_ADVERTSOFT = 1 << 75
    T_FUND = 1 << 76
    T_DRILL = 1 << 77
    T_LAW = 1 << 78
    T_FRONT = 1 << 79
    T_STRIKE = 1 << 80
    T_AGRO = 1 << 81
    T_FORECAST = 1 << 82
    T_START = 1 << 83
    T_OP = 1 << 84
    SAMEW = 1 << 85
    INCIDENTW = 1 << 86
    FOUNDV = 1 << 87
    HAPPENV = 1 << 88
    ROCKETADJ = 1 << 89
    T_MEMORY = 1 << 90
    CARE = 1 << 91
    AFTERMATH = 1 << 92
    T_DIGEST = 1 << 93
    T_UNIT = 1 << 94
    T_AFTERCARE = 1 << 95
    T_AWARD = 1 << 96
    T_FAKE = 1 << 97
    AFTERW = 1 << 98
    FOOTAGE = 1 << 99
    PRIOR = 1 << 100
    THENW = 1 << 101
    VISITV = 1 << 102
    RECORDW = 1 << 103
    COMPAREW = 1 << 104
    CORRECTW = 1 << 105
    REFUTEW = 1 << 106
    AMOUNTW = 1 << 107
    DENYW = 1 << 108
    TOLDW = 1 << 109
    INF = 1 << 110
    RESPECTIVE = 1 << 111


CUES = (
    Word.DOWN
    | Word.SHOT
    | Word.HIT
    | Word.FALL
    | Word.ATTACKV
    | Word.REPEL
    | Word.INJV
    | Word.INJWEAK
    | Word.KILLV
    | Word.DAMV
    | Word.WORKV
    | Word.SUBSETW
    | Word.RESTW
    | Word.TOTALW
    | Word.GROW
    | Word.TOWARD
    | Word.WHERE
    | Word.NEG
    | Word.DEBRIS
    | Word.FALLN
    | Word.FIRE
    | Word.ATTACKN
    | Word.ALLW
    | Word.NATION
    | Word.SOFAR
    | Word.TOLDW
)
"""Words that are units of a sentence by themselves."""
ALL_CLASSES = (1 << 120) - 1
WEAPONS = Word.DRONE | Word.MISSILE | Word.ROCKET | Word.BOMB | Word.BOAT | Word.BALLOON
HEADS = WEAPONS | Word.CRAFT | Word.TARGET
"""Words that a number of the air may count."""


class _Lexicon(dict[str, int]):
    """Form → bits. Grows (bounded) by the words met; a compound shares its part's bits."""

    def __missing__(self, norm: str) -> int:
        bits = _classify_compound(norm, self)
        if len(self) < _MEMO_LIMIT:
            self[norm] = bits
        return bits


@cache
def lexicon() -> dict[str, int]:
    """Form → bits, 0 for unknown words; a compound has those of a part («дрон-камикадзе»). Read once."""
    words = _Lexicon()
    endings: dict[str, list[str]] = {}
    text = files("extraction").joinpath("data/lexicon.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        head, _, tail = line.partition("\t")
        if head.startswith("#") or not tail:
            continue
        if head.startswith("@"):
            endings[head[1:]] = tail.split()
            continue
        bits = 0
        for name in head.upper().split("."):
            bits |= getattr(Word, name)
        for entry in tail.split():
            for form in _forms(entry, endings):
                words[form] = words.get(form, 0) | bits
    return words


def _forms(entry: str, endings: dict[str, list[str]]) -> list[str]:
    stem, brace, rest = entry.partition("{")
    if not brace:
        return [entry]
    forms = []
    for part in rest.rstrip("}").split(","):
        forms += [stem + ("" if ending == "0" else ending) for ending in endings.get(part, [part])]
    return forms


def _classify_compound(norm: str, words: dict[str, int]) -> int:
    bits = 0
    if "-" in norm and len(norm) > 1:
        head, _, tail = norm.partition("-")
        drone = Word.DRONE
        for part in (head, tail):
            if words.get(part, 0) & drone:
                bits = words[part]
    elif norm.endswith("'s"):
        bits = words.get(norm[:-2], 0)
    elif norm and not norm[0].isalnum() and norm not in _SILENT_MARKS:
        bits = Word.MARK
    return bits
