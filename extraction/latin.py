"""One key for the many Latin spellings of a Russian name.

"Zhukovskiy", "Zhukovsky" and "Zhukovskij", "Yelets" and "Elets", "Oryol" and "Orel" meet in one key. The key
is for looking up, not for showing.
"""

import re
from functools import lru_cache

_STEPS = (
    ("shch", "sh"),
    ("sch", "sh"),
    ("tch", "ch"),
    ("kh", "h"),
    ("ts", "c"),
    ("tz", "c"),
    ("x", "ks"),
    ("w", "v"),
    ("iy", "y"),
    ("yy", "y"),
    ("ij", "y"),
    ("yi", "y"),
    ("ii", "y"),
    ("j", "y"),
    ("ia", "ya"),
    ("iu", "yu"),
    ("ye", "e"),
    ("yo", "e"),
    ("ai", "ay"),
    ("ei", "ey"),
    ("oi", "oy"),
)
_DOUBLE = re.compile(r"([b-df-hj-np-tv-z])\1")
_FINAL_I = re.compile(r"(?<=k)i(?=$|-)")
_ROMAN = str.maketrans("абвгдеёзийклмнопрстуфыэ", "abvgdeeziyklmnoprstufye") | str.maketrans(
    {
        "ж": "zh",
        "х": "kh",
        "ц": "ts",
        "ч": "ch",
        "ш": "sh",
        "щ": "shch",
        "ю": "yu",
        "я": "ya",
        "ь": "",
        "ъ": "",
    }
)


@lru_cache(maxsize=4096)
def fold(word: str) -> str:
    """The key of a Latin word in lower case; a possessive 's and apostrophes are left out."""
    word = word.removesuffix("'s").replace("'", "")
    for old, new in _STEPS:
        if old in word:
            word = word.replace(old, new)
    return _FINAL_I.sub("y", _DOUBLE.sub(r"\1", word))


def romanise(name: str) -> str:
    """A Russian name in plain Latin letters, lower case, as English news texts spell it."""
    return name.lower().translate(_ROMAN)
