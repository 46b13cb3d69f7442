"""Declension of Russian place names by rule: every form a name may take in a text.

Names are not declined like common words (Елец → Ельца, Людиново → «в Людинове» and «в Людиново», Великие
Луки → Великих Лук), and no dictionary has most of them. Where a paradigm is in doubt, each possible form is
given: a form nobody writes costs a line in the index and matches nothing.
"""

from collections.abc import Callable
from itertools import product

Case = int
NOM, GEN, DAT, ACC, INS, LOC = range(6)
Cases = list[set[str]]

_HUSH = "жшщчц"
_BACK = "гкхжшщч"
_ADJ_MASC = ("ый", "ий", "ой")
_ADJ_FEM = ("ая", "яя")
_ADJ_NEUT = ("ое", "ее")
_ADJ_PLUR = ("ые", "ие")
_KEEPS_VOWEL = ("восток", "исток", "поток", "торжок-", "ток", "рок")
_PREFIXES = {
    "усть",
    "верх",
    "спас",
    "холм",
    "нар",
    "соль",
    "лев",
    "новый",
    "вольно",
    "кинель",
    "чекист",
    "ак",
}
_SINGULAR_IN_I = ("сочи", "тбилиси", "нальчи", "хабези")


def adjective_cases(word: str) -> Cases:
    """An adjective's forms by case; gender and number are those of `word` (Боровский, Старая, Лодейное)."""
    stem, end = word[:-2], word[-2:]
    soft = end in ("яя", "ее") or (
        end in ("ий", "ие") and not stem.endswith(("к", "г", "х", "ж", "ш", "ч", "щ"))
    )
    i, o = ("и", "е") if soft else ("ы", "о")
    if stem[-1] in "кгхжшчщ":
        i = "и"
    if stem[-1] in "жшчщ" and end not in ("ой", "ое", "ая"):
        o = "е"
    a, u = ("яя", "юю") if soft else ("ая", "ую")
    if end in _ADJ_FEM:
        oblique = stem + o + "й"
        return [{stem + a}, {oblique}, {oblique}, {stem + u}, {oblique}, {oblique}]
    if end in _ADJ_PLUR:
        return [{word}, {stem + i + "х"}, {stem + i + "м"}, {word}, {stem + i + "ми"}, {stem + i + "х"}]
    return [{word}, {stem + o + "го"}, {stem + o + "му"}, {word}, {stem + i + "м"}, {stem + o + "м"}]


def feminine(adjective: str) -> str:
    """Калужский → Калужская, Костромской → Костромская, Нижний → Нижняя."""
    stem = adjective[:-2]
    return stem + ("яя" if adjective.endswith("ний") else "ая")


def is_adjective(word: str) -> bool:
    """Whether a capitalised word of a name has an adjective's ending (Великие, Малая, Жуковский)."""
    lower = word.lower()
    return (
        len(lower) > 4
        and lower.endswith(_ADJ_MASC + _ADJ_FEM + _ADJ_NEUT + _ADJ_PLUR)
        and not lower.endswith(("ление", "жение", "щение", "ряние", "дение", "чение", "шение"))
    )


def possessive_cases(word: str, gender: str) -> Cases:
    """Сергиев (Посад), Зубова (Поляна), Казачья (Бухта), Мекензиевы (Горы); `gender` is m, f, n or p."""
    if gender == "m":
        return [{word}, {word + "а"}, {word + "у"}, {word}, {word + "ым"}, {word + "ом"}]
    stem = word[:-1]
    if gender == "f":
        oblique, accusative = (stem + "ей", stem + "ю") if word.endswith("я") else (stem + "ой", stem + "у")
        return [{word}, {oblique}, {oblique}, {accusative}, {oblique}, {oblique}]
    if gender == "p":
        return [{word}, {stem + "ых"}, {stem + "ым"}, {word}, {stem + "ыми"}, {stem + "ых"}]
    return [{word}, {stem + "а"}, {stem + "у"}, {word}, {stem + "ым"}, {stem + "ом"}]


def noun_cases(word: str, *, plural: bool | None = None) -> Cases:
    """A noun's forms by case; `plural` is told by the adjective before it, else guessed from the ending."""
    lower = word.lower()
    last = lower[-1]
    if lower in _SINGULAR_IN_I or last in "уюэ" or (last in "ыи" and plural is False):
        return _fixed(word)
    declension = _BY_LAST_LETTER.get(last, _masculine)
    return declension(word)


def _fixed(word: str) -> Cases:
    return [{word} for _ in range(6)]


def _first_declension(word: str) -> Cases:
    stem, last = word[:-1], word[-1]
    if last == "а":
        genitive = stem + ("и" if stem[-1] in _BACK else "ы")
        instrumental = {stem + "ой"} | ({stem + "ей"} if stem[-1] in _HUSH else set())
        return [{word}, {genitive}, {stem + "е"}, {stem + "у"}, instrumental, {stem + "е"}]
    dative = stem + ("и" if stem[-1] == "и" else "е")
    return [{word}, {stem + "и"}, {dative}, {stem + "ю"}, {stem + "ей", stem + "ёй"}, {dative}]


def _neuter_o(word: str) -> Cases:
    stem = word[:-1]
    # «в Людинове» is the old norm and «в Людиново» the usual way; both are written
    return [{word}, {word, stem + "а"}, {word, stem + "у"}, {word}, {word, stem + "ом"}, {word, stem + "е"}]


def _neuter_e(word: str) -> Cases:
    stem = word[:-1]
    if stem[-1] in "ьи":
        locative = {word} | ({stem + "и"} if stem[-1] == "и" else set())
        return [{word}, {stem + "я"}, {stem + "ю"}, {word}, {word + "м"}, locative]
    if stem[-1] in _HUSH:
        return [{word}, {stem + "а", word}, {stem + "у", word}, {word}, {word + "м", word}, {word}]
    if word.lower() in ("поле", "море", "залесье"):
        return [{word}, {stem + "я"}, {stem + "ю"}, {word}, {word + "м"}, {word}]
    return _fixed(word)


def _soft_sign(word: str) -> Cases:
    stem = word[:-1]
    bare = stem[:-2] + stem[-1] if stem.lower().endswith("ен") and len(stem) > 4 else stem
    stems = {stem, bare}
    feminine_oblique = stem + "и"
    return [
        {word},
        {s + "я" for s in stems} | {feminine_oblique},
        {s + "ю" for s in stems} | {feminine_oblique},
        {word},
        {s + "ем" for s in stems} | {s + "ём" for s in stems} | {word + "ю"},
        {s + "е" for s in stems} | {feminine_oblique},
    ]


def _noun_in_y(word: str) -> Cases:
    stem = word[:-1]
    return [{word}, {stem + "я"}, {stem + "ю"}, {word}, {stem + "ем"}, {stem + "е"}]


def _masculine(word: str) -> Cases:
    oblique = _fleeting(word)
    instrumental = {s + "ом" for s in oblique} | {s + "ем" for s in oblique if s[-1] in _HUSH}
    if word.lower().endswith(("ов", "ев", "ёв", "ин", "ын")):
        instrumental |= {word + "ым"}
    return [
        {word},
        {s + "а" for s in oblique},
        {s + "у" for s in oblique},
        {word},
        instrumental,
        {s + "е" for s in oblique},
    ]


def _fleeting(word: str) -> set[str]:
    """The stems before an ending: Елец → Ельц, Череповец → Череповц, Починок → Починк, Орёл → Орл."""
    lower = word.lower()
    if lower.endswith("ец") and len(lower) > 3:
        before = lower[-3]
        if before == "л":
            return {word[:-2] + "ьц"}
        if before in "аеиоуыэюя":
            return {word[:-2] + "йц"}
        return {word[:-2] + "ц"}
    if lower.endswith(("ок", "ёк", "ек")) and len(lower) > 4 and not lower.endswith(_KEEPS_VOWEL):
        soft = "ь" if lower[-3] in "лн" and lower[-2] in "ёе" else ""
        return {word[:-2] + soft + "к", word}
    if lower in ("орёл", "орел", "козёл", "козел", "котёл"):
        return {word[:-2] + "л"}
    return {word}


def _plural_cases(word: str) -> Cases:
    stem, last = word[:-1], word[-1]
    soft = last == "и" and stem[-1] not in _BACK
    a = "я" if soft else "а"
    return [
        {word},
        _plural_genitive(stem, soft=soft),
        {stem + a + "м"},
        {word},
        {stem + a + "ми"},
        {stem + a + "х"},
    ]


def _plural_genitive(stem: str, *, soft: bool) -> set[str]:
    """Лисок, Валуек, Мытищ, Киришей, Челнов, Люберец: every ending the stem allows."""
    if stem[-1] in "ьи":
        return {stem[:-1] + "ей", stem + "ев", stem[:-1] + "ий"}
    if soft:
        return {stem + "ей", stem + "ь"}
    forms = {stem}
    if stem[-1] in "чщшж":
        forms.add(stem + "ей")
    elif stem[-1] == "ц":
        forms |= {stem + "ов", stem + "ев", stem[:-1].removesuffix("ь") + "ец"}
    else:
        forms.add(stem + "ов")
    if len(stem) > 2 and stem[-1] == "к" and stem[-2] not in "аеиоуыэюяё":
        base = stem[:-1]
        forms.add(base.removesuffix("ь").removesuffix("й") + "ек" if base[-1] in "ьйчшжщ" else base + "ок")
    if len(stem) > 2 and stem[-1] in "лнр" and stem[-2] in "бвгдзкмпстфхвш":
        forms |= {stem[:-1] + "е" + stem[-1], stem[:-1] + "о" + stem[-1]}
    return forms


def _word_cases(word: str, *, plural: bool | None = None) -> Cases:
    if "-" in word:
        return _hyphenated_cases(word, plural=plural)
    if is_adjective(word):
        if word.endswith("ой") and not word.endswith(("ской", "цкой")):
            return [a | b for a, b in zip(adjective_cases(word), noun_cases(word), strict=True)]
        return adjective_cases(word)
    return noun_cases(word, plural=plural)


def _hyphenated_cases(word: str, *, plural: bool | None) -> Cases:
    parts = word.split("-")
    if any(part in ("на", "над", "под") for part in parts[1:]):
        return [{form + word[len(parts[0]) :] for form in forms} for forms in _word_cases(parts[0])]
    head, tail = "-".join(parts[:-1]), parts[-1]
    tails = _word_cases(tail, plural=plural) if not tail.isdigit() else _fixed(tail)
    only_last = [{f"{head}-{form}" for form in forms} for forms in tails]
    declines = is_adjective(tail) or tail.isdigit()
    if not declines or len(parts) != 2 or head.lower() in _PREFIXES or head.lower().endswith(("о", "е")):
        if head.lower().endswith("ье") and is_adjective(tail):
            return _both(noun_cases(head), tails)
        return only_last
    return [a | b for a, b in zip(only_last, _both(_word_cases(head), tails), strict=True)]


def _both(heads: Cases, tails: Cases) -> Cases:
    return [{f"{a}-{b}" for a, b in product(h, t)} for h, t in zip(heads, tails, strict=True)]


def name_cases(name: str) -> Cases:
    """A whole name by case: «Великие Луки» → Великих Лук, Великим Лукам, …; raises ValueError for none."""
    words = name.split()
    if not words:
        raise ValueError("an empty name")
    if len(words) == 1:
        return _word_cases(name)
    if any(word in ("имени", "на", "№", "им.") for word in words[1:]):
        return [{" ".join([form, *words[1:]]) for form in forms} for forms in _word_cases(words[0])]
    columns = _agreeing_columns(words)
    return [
        {" ".join(forms) for forms in product(*(column[case] for column in columns))} for case in range(6)
    ]


def _agreeing_columns(words: list[str]) -> list[Cases]:
    *firsts, last = words
    first = firsts[-1]
    plural = first.lower().endswith((*_ADJ_PLUR, "вы", "ны")) and last[-1] in "ыи"
    columns = [_modifier_cases(word, last, plural=plural) for word in firsts]
    return [*columns, _word_cases(last, plural=plural or None)]


def _modifier_cases(word: str, noun: str, *, plural: bool) -> Cases:
    lower = word.lower()
    if is_adjective(word):
        return adjective_cases(word)
    if plural and lower.endswith(("овы", "евы", "ины")):
        return possessive_cases(word, "p")
    if lower.endswith(("ов", "ев", "ёв", "ин")) and noun[-1] not in "аяоеыи":
        return possessive_cases(word, "m")
    if lower.endswith(("ова", "ева", "ина", "ья")) and noun[-1] in "ая":
        return possessive_cases(word, "f")
    if lower.endswith(("ово", "ево", "ино")) and noun[-1] in "ое":
        return possessive_cases(word, "n")
    return _word_cases(word)


_BY_LAST_LETTER: dict[str, Callable[[str], Cases]] = {
    "ы": _plural_cases,
    "и": _plural_cases,
    "а": _first_declension,
    "я": _first_declension,
    "о": _neuter_o,
    "е": _neuter_e,
    "ь": _soft_sign,
    "й": _noun_in_y,
}


def all_forms(name: str) -> set[str]:
    """Every form of a name, the nominative with them."""
    return set().union(*name_cases(name))
