"""Regions whose names are near to what a person typed: offered to choose from, never taken by themselves."""

from difflib import SequenceMatcher
from functools import cache

from domain.region import region_table
from extraction.gazetteer import capitals
from rendering.names import transliterate

_NEAR = 0.72
"""How alike two spellings are, from 0 to 1: two letters of eight may differ."""
_MOST = 5
_LONGEST = 60
_COMMON = frozenset(
    {"область", "обл", "край", "республика", "автономный", "автономная", "округ", "ао", "город"}
    | {"region", "oblast", "krai", "republic", "autonomous", "okrug", "city", "of", "the"}
)


def near_regions(name: str) -> list[str]:
    """Codes of the regions with the nearest names, the nearest first; none where nothing is near."""
    typed = _folded(name[:_LONGEST])
    if not typed:
        return []
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(typed)
    likeness: dict[str, float] = {}
    for spelling, code in _spellings():
        matcher.set_seq1(spelling)
        if matcher.real_quick_ratio() >= _NEAR and matcher.quick_ratio() >= _NEAR:
            likeness[code] = max(likeness.get(code, 0.0), matcher.ratio())
    near = sorted((code for code in likeness if likeness[code] >= _NEAR), key=lambda code: -likeness[code])
    return near[:_MOST]


@cache
def _spellings() -> tuple[tuple[str, str], ...]:
    """What tells each region: its names in both languages, whole and by word, and its main town."""
    told: dict[tuple[str, str], None] = {}
    for region in region_table().values():
        russian = (region.name_ru, capitals().get(region.code, ""))
        for name in (*russian, region.name_en, *map(transliterate, russian)):
            whole = _folded(name)
            for one in (whole, *whole.split(), *map(_noun, whole.split())):
                if len(one) > 2:
                    told[one, region.code] = None
    return tuple(told)


def _noun(word: str) -> str:
    """«брянская» → «брянск»: near to how the town is called."""
    return word.removesuffix("ая").removesuffix("ий").removesuffix("aya")


def _folded(name: str) -> str:
    words = name.casefold().replace("ё", "е").replace("-", " ").replace("—", " ").split()
    return " ".join(word for word in words if word.strip(".,") not in _COMMON)
