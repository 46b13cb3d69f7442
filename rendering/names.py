"""Names of regions, seas, places and originators in the reader's language."""

import re
from typing import Final

from domain.claim import SEA, Place
from domain.errors import UnknownRegionError
from domain.region import MOSCOW_REGION, RegionGroup, get_region, region_key
from rendering.html import escape
from rendering.i18n import RUSSIAN, Words, words_for

_LETTERS: Final = dict(
    zip("абвгдезийклмнопрстуфыэ", "abvgdeziyklmnoprstufye", strict=True),
    ё="yo",
    ж="zh",
    х="kh",
    ц="ts",
    ч="ch",
    ш="sh",
    щ="shch",
    ъ="",
    ь="",
    ю="yu",
    я="ya",
)
_ADJECTIVE_ENDINGS: Final = ("ий", "ый")
_STEM: Final = 5
"""Letters of a word that its cases have in common: «Калужская», «Калужской»."""
_OF_THE_MINISTRY: Final = frozenset({"росси", "рф", "минис", "оборо"})
_DISTRICT_ENDINGS: Final = (*_ADJECTIVE_ENDINGS, "ой")


def region_name(key: str, words: Words) -> str:
    """The name of a key ("RU-KLU", "RU-MOW+RU-MOS", "sea:…"); a code of no known region as it stands."""
    if key == region_key(MOSCOW_REGION):
        return words.gettext("Moscow city and oblast")
    if key.startswith(SEA):
        return sea_name(key.removeprefix(SEA), words)
    return ", ".join(_one_region(code, words) for code in key.split("+"))


def is_contested(key: str) -> bool:
    """Whether a region key belongs to the group of contested territories."""
    try:
        return all(get_region(code).group is RegionGroup.CONTESTED for code in key.split("+"))
    except UnknownRegionError:
        return False


def originator_name(originator: str, words: Words) -> str:
    """Whose statement, in full: the ministry, a region's governor, an agency by name, or a source."""
    kind, _, name = originator.partition(":")
    if kind == "mod":
        return words.gettext("Russian MoD")
    if kind == "governor" and name:
        return words.gettext("governor, {region}").format(region=region_name(name, words))
    return originator_short(originator, words)


def repeats_originator(title: str, originator: str) -> bool:
    """Whether a channel's title says only whose it is: «Губернатор Калужской области», «Минобороны России».

    Told beside the originator's name it would name him twice.
    """
    known = _stems(originator_name(originator, words_for(RUSSIAN)))
    if originator == "mod":
        known |= _OF_THE_MINISTRY
    told = _stems(title)
    return bool(told) and told <= known


def _stems(name: str) -> set[str]:
    return {word[:_STEM].casefold() for word in re.findall(r"\w+", name)}


def originator_short(originator: str, words: Words) -> str:
    """Whose statement, in a word, where the region is plain from what stands around."""
    kind, _, name = originator.partition(":")
    if kind == "mod":
        return words.gettext("ministry")
    if kind == "governor":
        return words.gettext("governor")
    if kind == "agency" and name:
        return escape(name)
    return words.gettext("source")


def sea_name(sea: str, words: Words) -> str:
    """A sea by its Russian name of record («Черное море»)."""
    known = _seas(words).get(sea.replace("ё", "е"))
    return known if known is not None else escape(in_script(sea, words))


def place_name(place: Place, words: Words) -> str:
    """A district, city or settlement; districts are kept as bare adjectives («Боровский»), a few as nouns."""
    name = escape(in_script(place.name, words))
    if place.kind == "district" and place.name.endswith(_DISTRICT_ENDINGS):
        return words.gettext("{name} district").format(name=name)
    return name


def _one_region(code: str, words: Words) -> str:
    try:
        region = get_region(code)
    except UnknownRegionError:
        return escape(code)
    return region.name_ru if words.language == RUSSIAN else region.name_en


def _seas(words: Words) -> dict[str, str]:
    return {
        "Черное море": words.gettext("Black Sea"),
        "Азовское море": words.gettext("Sea of Azov"),
        "Каспийское море": words.gettext("Caspian Sea"),
        "Балтийское море": words.gettext("Baltic Sea"),
        "Баренцево море": words.gettext("Barents Sea"),
        "Белое море": words.gettext("White Sea"),
        "Японское море": words.gettext("Sea of Japan"),
    }


def in_script(name: str, words: Words) -> str:
    """A Russian name of record in the reader's letters."""
    return name if words.language == RUSSIAN else transliterate(name)


def transliterate(name: str) -> str:
    """A Russian name in Latin letters, in the manner of maps: «Спас-Деменский» → "Spas-Demensky"."""
    for ending in _ADJECTIVE_ENDINGS:
        name = name.replace(f"{ending} ", "ы ").replace(f"{ending}-", "ы-")
        name = f"{name.removesuffix(ending)}ы" if name.endswith(ending) else name
    return "".join(_latin(letter) for letter in name)


def _latin(letter: str) -> str:
    latin = _LETTERS.get(letter.lower(), letter)
    return latin.capitalize() if letter.isupper() else latin
