"""Numerals of Russian and English in all their forms, as one table from a word to what it means.

Forms are written out, one number a line, as in the Russian grammar's tables of declension; only ordinals,
which decline like adjectives, are made from stems.
"""

from enum import IntEnum
from typing import NamedTuple

from extraction.wordsets import words


class Rank(IntEnum):
    """How a numeral joins its neighbours: «двадцать» takes a unit after it, «тысяча» multiplies."""

    UNIT = 1
    TEEN = 2
    TENS = 3
    HUNDREDS = 4
    MULTIPLIER = 5
    COLLECTIVE = 6
    VAGUE = 7
    HALF_AGAIN = 8


class Numeral(NamedTuple):
    """What one word says. `plural`: the bare word in this form is vague («десятки», "hundreds")."""

    value: int
    rank: Rank
    ordinal: bool = False
    plural: bool = False


_UNITS = {
    0: "ноль ноля нолю нолем нуль нуля нулю нулем zero",
    1: "один одного одному одним одном одна одной одну одною одно одни одних одними one",
    2: "два две двух двум двумя two",
    3: "три трех трем тремя three",
    4: "четыре четырех четырем четырьмя four",
    5: "пять пяти пятью five",
    6: "шесть шести шестью six",
    7: "семь семи семью seven",
    8: "восемь восьми восемью восьмью eight",
    9: "девять девяти девятью nine",
}
_TEENS = {
    10: "десять десяти десятью ten",
    11: "одиннадцать одиннадцати одиннадцатью eleven",
    12: "двенадцать двенадцати двенадцатью twelve",
    13: "тринадцать тринадцати тринадцатью thirteen",
    14: "четырнадцать четырнадцати четырнадцатью fourteen",
    15: "пятнадцать пятнадцати пятнадцатью fifteen",
    16: "шестнадцать шестнадцати шестнадцатью sixteen",
    17: "семнадцать семнадцати семнадцатью seventeen",
    18: "восемнадцать восемнадцати восемнадцатью восемьнадцать eighteen",
    19: "девятнадцать девятнадцати девятнадцатью nineteen",
}
_TENS = {
    20: "двадцать двадцати двадцатью twenty",
    30: "тридцать тридцати тридцатью thirty",
    40: "сорок сорока forty",
    50: "пятьдесят пятидесяти пятьюдесятью fifty",
    60: "шестьдесят шестидесяти шестьюдесятью sixty",
    70: "семьдесят семидесяти семьюдесятью seventy",
    80: "восемьдесят восьмидесяти восемьюдесятью восьмьюдесятью eighty",
    90: "девяносто девяноста ninety",
}
_HUNDREDS = {
    100: "сто ста",
    150: "полтораста полутораста",
    200: "двести двухсот двумстам двумястами двухстах",
    300: "триста трехсот тремстам тремястами трехстах",
    400: "четыреста четырехсот четыремстам четырьмястами четырехстах",
    500: "пятьсот пятисот пятистам пятьюстами пятистах",
    600: "шестьсот шестисот шестистам шестьюстами шестистах",
    700: "семьсот семисот семистам семьюстами семистах",
    800: "восемьсот восьмисот восьмистам восемьюстами восьмьюстами восьмистах",
    900: "девятьсот девятисот девятистам девятьюстами девятистах",
}
_COLLECTIVES = {
    2: "оба обе обоих обеих обоим обеим обоими обеими двое двоих двоим двоими both "
    "пара пары паре пару парой couple",
    3: "трое троих троим троими тройка тройку",
    4: "четверо четверых четверым четверыми",
    5: "пятеро пятерых пятерым пятерыми",
    6: "шестеро шестерых шестерым шестерыми",
    7: "семеро семерых семерым семерыми",
    8: "восьмеро восьмерых",
    9: "девятеро девятерых",
    10: "десятеро десятерых",
    50: "полсотни полусотни",
    500: "полтысячи",
}
_MULTIPLIERS = {
    10: "десяток десятка десятку десятком десятке",
    12: "дюжина дюжины дюжину дюжине дюжиной dozen",
    100: "сотня сотню сотне сотней hundred",
    1000: "тысяча тысячу тысяче тысячей тысячью тыс thousand",
    1_000_000: "миллион миллиона миллиону миллионом млн million",
}
_PLURAL_MULTIPLIERS = {
    10: "десятки десятков десяткам десятками десятках",
    12: "дюжин dozens",
    100: "сотни сотен сотням сотнями сотнях hundreds",
    1000: "тысячи тысяч тысячам тысячами тысячах thousands",
    1_000_000: "миллионы миллионов millions",
}
_VAGUE = (
    "несколько нескольких нескольким несколькими множество многочисленные многочисленных "
    "several multiple numerous scores few"
)
_HALF_AGAIN = "полтора полторы полутора"
_ORDINAL_STEMS = {
    1: "перв", 2: "втор", 4: "четверт", 5: "пят", 6: "шест", 7: "седьм", 8: "восьм", 9: "девят", 10: "десят",
    11: "одиннадцат", 12: "двенадцат", 13: "тринадцат", 14: "четырнадцат", 15: "пятнадцат", 16: "шестнадцат",
    17: "семнадцат", 18: "восемнадцат", 19: "девятнадцат", 20: "двадцат", 30: "тридцат", 40: "сороков",
    50: "пятидесят", 60: "шестидесят", 70: "семидесят", 80: "восьмидесят", 90: "девяност", 100: "сот",
}  # fmt: skip
_ORDINAL_ENDINGS = words("ый ой ая ое ые ого ому ым ом ую ою ых ыми")
_THIRD = (
    "третий третья третье третьи третьего третьему третьим третьем третьей третью третьею третьих третьими"
)
_ENGLISH_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
CARDINAL_ENDINGS = words("ти х ми мя ю ью и тью")
"""What follows the hyphen in a cardinal written with digits: «18-ти», «3-х», «4-мя»."""
ORDINAL_ENDINGS = words("й я е го му м ый ая ое ого ому ом ой ую ых ым st nd rd th")
"""What follows the digits in an ordinal: «63-м», «12-го», "7th"."""


def _build() -> dict[str, Numeral]:
    table: dict[str, Numeral] = {}
    ranked = (
        (_UNITS, Rank.UNIT), (_TEENS, Rank.TEEN), (_TENS, Rank.TENS), (_HUNDREDS, Rank.HUNDREDS),
        (_COLLECTIVES, Rank.COLLECTIVE), (_MULTIPLIERS, Rank.MULTIPLIER),
    )  # fmt: skip
    for numbers, rank in ranked:
        for value, forms in numbers.items():
            table.update(dict.fromkeys(forms.split(), Numeral(value, rank)))
    for value, forms in _PLURAL_MULTIPLIERS.items():
        table.update(dict.fromkeys(forms.split(), Numeral(value, Rank.MULTIPLIER, plural=True)))
    table.update(dict.fromkeys(_VAGUE.split(), Numeral(0, Rank.VAGUE)))
    table.update(dict.fromkeys(_HALF_AGAIN.split(), Numeral(0, Rank.HALF_AGAIN)))
    _add_ordinals(table)
    _add_hyphenated(table)
    return table


def _add_ordinals(table: dict[str, Numeral]) -> None:
    for value, stem in _ORDINAL_STEMS.items():
        numeral = Numeral(value, _rank_of(value), ordinal=True)
        for ending in _ORDINAL_ENDINGS:
            table.setdefault(stem + ending, numeral)
    table.update(dict.fromkeys(_THIRD.split(), Numeral(3, Rank.UNIT, ordinal=True)))
    for value, word in enumerate(_ENGLISH_ORDINALS.split(), start=1):
        table[word] = Numeral(value, _rank_of(value), ordinal=True)
    table["thirtieth"] = Numeral(30, Rank.TENS, ordinal=True)


def _add_hyphenated(table: dict[str, Numeral]) -> None:
    """English tens with units are one token: "twenty-one", "thirty-first"."""
    english = {value: forms.split()[-1] for value, forms in (_UNITS | _TENS).items()}
    for tens in _TENS:
        for unit in range(1, 10):
            value = tens + unit
            table[f"{english[tens]}-{english[unit]}"] = Numeral(value, Rank.TEEN)
            ordinal = _ENGLISH_ORDINALS.split()[unit - 1]
            table[f"{english[tens]}-{ordinal}"] = Numeral(value, Rank.TEEN, ordinal=True)


def _rank_of(value: int) -> Rank:
    if value < 10:
        return Rank.UNIT
    if value < 20:
        return Rank.TEEN
    return Rank.TENS if value < 100 else Rank.HUNDREDS


NUMERALS = _build()
"""Every known numeral by its normal form (see extraction/tokens.py)."""
