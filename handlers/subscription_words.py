"""What stands after /subscribe, /quiet, /mute, /digest and /settings, as people write it. Pure."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from zoneinfo import available_timezones

from domain.region import MOSCOW_REGION, RegionGroup, get_region, region_table
from domain.subscription import EVERYWHERE, MINUTES_OF_A_DAY, Subscription

FindRegions = Callable[[str], list[str]]

LONGEST_MUTE: Final = timedelta(days=30)
MOST_DIGESTS: Final = 6
_LONGEST_NAME = 4
"""Words of the longest region name: «Кабардино-Балкарская Республика», "Republic of North Ossetia"."""
_EVERY_POST = re.compile(r"\b(кажд\w+ пост\w*|все посты|every post|each post|all posts)\b")
_MINIMUM = re.compile(
    r"(?:\b(?:от|не менее|минимум|from|at least|min|minimum)\s+|(?:>=|≥)\s*)(\d{1,5})\b|\b(\d{1,5})\+"
)
_NEW_REGIONS = re.compile(r"\b(новые регионы|new regions)\b")
_EVERYTHING = re.compile(r"\b(вс[её]|вся россия|вся страна|россия|everything|all|everywhere|country)\b")
_CONTESTED = r"спорные(?: территории)?|disputed(?: territories)?|contested"
_DISTRICT = r"(?:\s+(?:федеральный\s+)?(?:округ|район)|\s+(?:federal\s+)?district)"
_GROUPS: Final = (
    (RegionGroup.CENTRAL, rf"цфо|(?:центральный|central){_DISTRICT}"),
    (RegionGroup.NORTHWESTERN, rf"сзфо|(?:северо-западный|north-?western){_DISTRICT}"),
    (RegionGroup.NORTH_CAUCASIAN, rf"скфо|(?:северо-кавказский|north[ -]caucasi?an){_DISTRICT}"),
    (RegionGroup.SOUTHERN, rf"юфо|(?:южный|southern){_DISTRICT}"),
    (RegionGroup.VOLGA, rf"пфо|(?:приволжский|volga){_DISTRICT}"),
    (RegionGroup.URAL, rf"ур?фо|(?:уральский|urals?){_DISTRICT}"),
    (RegionGroup.SIBERIAN, rf"сфо|(?:сибирский|siberian){_DISTRICT}"),
    (RegionGroup.FAR_EASTERN, rf"дфо|(?:дальневосточный|far[ -]eastern){_DISTRICT}"),
    (RegionGroup.CONTESTED, _CONTESTED),
)
_GROUP_WORDS: Final = tuple((group, re.compile(rf"\b(?:{words})\b")) for group, words in _GROUPS)
_GENERIC: Final = frozenset(
    {
        *(
            "область",
            "обл",
            "области",
            "край",
            "республика",
            "округ",
            "ао",
            "автономный",
            "город",
            "и",
            "в",
            "по",
            "г",
            "регион",
        ),
        *("region", "oblast", "krai", "republic", "of", "the", "autonomous", "okrug", "city", "and", "in"),
    }
)
_OFF: Final = frozenset({"off", "выкл", "нет", "no", "none"})
_UNITS: Final = (
    (timedelta(minutes=1), ("м", "мин", "минута", "минуты", "минут", "m", "min", "minute", "minutes")),
    (timedelta(hours=1), ("ч", "час", "часа", "часов", "h", "hour", "hours", "")),
    (timedelta(days=1), ("д", "день", "дня", "дней", "сутки", "d", "day", "days")),
)
_LANGUAGES: Final = {
    "ru": "ru",
    "русский": "ru",
    "russian": "ru",
    "en": "en",
    "english": "en",
    "английский": "en",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be subscribed to. `unknown`: words that are no region, or may be one of `candidates`."""

    subscriptions: tuple[Subscription, ...] = ()
    unknown: str | None = None
    candidates: tuple[str, ...] = ()

    @property
    def scopes(self) -> tuple[str, ...]:
        """What is meant, without how."""
        return tuple(one.scope for one in self.subscriptions)

    @property
    def taken_back(self) -> tuple[str, ...] | None:
        """The scopes to unsubscribe from; None for all: nothing, or everything, was named."""
        return None if not self.scopes or EVERYWHERE in self.scopes else self.scopes


def parse_wanted(text: str, find_regions: FindRegions) -> Wanted:
    """«Калуга Брянск от 5», «ЦФО», «всё каждый пост», "Kaluga every post"; without words nothing."""
    rest = " ".join(text.casefold().replace(",", " ").replace(";", " ").split())
    rest, every_post = _take(_EVERY_POST, rest)
    minimum = 0
    if found := _MINIMUM.search(rest):
        minimum = int(found[1] or found[2])
        rest = rest[: found.start()] + " " + rest[found.end() :]
    rest, _ = _take(_NEW_REGIONS, rest)
    scopes: list[str] = []
    for group, words in _GROUP_WORDS:
        rest, named = _take(words, rest)
        scopes += [group.value] if named else []
    rest, everything = _take(_EVERYTHING, rest)
    scopes += [EVERYWHERE] if everything else []
    regions = _parse_regions(rest.split(), find_regions)
    if isinstance(regions, Wanted):
        return regions
    if not scopes and not regions and (every_post or minimum):
        scopes = [EVERYWHERE]
    wanted = dict.fromkeys((*scopes, *regions))
    return Wanted(tuple(Subscription(scope, minimum, every_post) for scope in wanted))


def find_stray_word(text: str, find_regions: FindRegions) -> str | None:
    """The first word that is no part of a region's name, where nothing else should be; None: all are."""
    asked = _as_typed(text)
    names = (name for one in region_table().values() for name in (one.name_ru, one.name_en))
    if any(asked == _as_typed(name) for name in names):
        return None
    found = _parse_regions(asked.split(), find_regions)
    return found.unknown if isinstance(found, Wanted) else None


def _as_typed(name: str) -> str:
    return " ".join(_bare(word) for word in name.casefold().split() if _bare(word))


def _bare(word: str) -> str:
    """A word without the marks around it."""
    return word.strip('.,;:!?()«»"“”–—-')


def parse_quiet(text: str) -> tuple[int, int] | None:
    """Two clock times in minutes of the day: "23:00 07:00", «23-7», «с 23 до 7»; None for anything else."""
    clocks = _clocks(re.sub(r"\b(с|до|from|to)\b|[–—-]", " ", text.casefold()))
    return (clocks[0], clocks[1]) if clocks and len(clocks) == 2 and clocks[0] != clocks[1] else None


def parse_digests(text: str) -> tuple[int, ...] | None:
    """One or several clock times, in order, each once; None for anything else, or too many."""
    clocks = _clocks(re.sub(r"[,;]|\b(и|and|в|at)\b", " ", text.casefold()))
    if not clocks or len(clocks) > MOST_DIGESTS:
        return None
    return tuple(sorted(set(clocks)))


def parse_mute(text: str) -> timedelta | None:
    """How long: "3h", «3 ч», «30 мин», "2 days"; a bare number is hours. None for anything else."""
    found = re.fullmatch(r"(\d{1,4})\s*([^\W\d]*)\.?", text.strip().casefold())
    if found is None:
        return None
    length = next((int(found[1]) * unit for unit, names in _UNITS if found[2] in names), timedelta(0))
    return length if timedelta(0) < length <= LONGEST_MUTE else None


def is_off(text: str) -> bool:
    """Whether something is to end."""
    return text.strip().casefold() in _OFF


def parse_language(text: str) -> str | None:
    """ "ru" or "en" of what follows "language" or «язык»; None for anything else."""
    return _LANGUAGES.get(_after(text, ("language", "язык")) or "")


def parse_zone(text: str, find_regions: FindRegions) -> str | None:
    """The IANA zone of what follows "zone" or «пояс»: its own name, or a region's; None for anything else."""
    named = _after(text, ("zone", "пояс", "часовой пояс", "время", "clock"))
    if not named:
        return None
    known = {zone.casefold(): zone for zone in available_timezones() if "/" in zone or zone == "UTC"}
    if named in known:
        return known[named]
    regions = find_regions(named)
    zones = {get_region(code).zone for code in regions}
    return zones.pop() if len(zones) == 1 else None


def _parse_regions(words: Sequence[str], find_regions: FindRegions) -> list[str] | Wanted:
    """Codes of the regions named one after another, or the first word that names none."""
    found: list[str] = []
    at = 0
    while at < len(words):
        length, codes = _longest_name(words[at:], find_regions)
        if length:
            found += codes
        elif words[at] not in _GENERIC:
            candidates = find_regions(words[at])
            return Wanted(unknown=words[at], candidates=tuple(candidates))
        at += length or 1
    return found


def _longest_name(words: Sequence[str], find_regions: FindRegions) -> tuple[int, list[str]]:
    """How many words the longest name takes that begins here, each of which it needs; 0 for no name."""
    for length in range(min(_LONGEST_NAME, len(words)), 0, -1):
        part = words[:length]
        codes = _one_place(part, find_regions)
        if codes and (length == 1 or _needs_its_ends(part, codes, find_regions)):
            return length, codes
    return 0, []


def _needs_its_ends(part: Sequence[str], codes: list[str], find_regions: FindRegions) -> bool:
    """Not two names, nor a name and a word that is none: without an end it would be another place."""
    for shorter, end in ((part[:-1], part[-1]), (part[1:], part[0])):
        if end not in _GENERIC and _one_place(shorter, find_regions) == codes:
            return False
    return True


def _one_place(words: Sequence[str], find_regions: FindRegions) -> list[str]:
    if all(word in _GENERIC for word in words):
        return []
    codes = find_regions(" ".join(words))
    return codes if len(codes) == 1 or set(codes) == set(MOSCOW_REGION) else []


def _clocks(text: str) -> list[int] | None:
    """Minutes of the day of each word; None where one is no time of the day."""
    found = [re.fullmatch(r"(\d{1,2})(?:[:.](\d{2}))?", word) for word in text.split()]
    minutes = [60 * int(one[1]) + int(one[2] or 0) for one in found if one is not None]
    whole = [minute % MINUTES_OF_A_DAY for minute in minutes if minute <= MINUTES_OF_A_DAY]
    right = all(one is not None and int(one[2] or 0) < 60 for one in found)
    return whole if right and len(whole) == len(found) else None


def _take(pattern: re.Pattern[str], text: str) -> tuple[str, bool]:
    rest, times = pattern.subn(" ", text)
    return rest, bool(times)


def _after(text: str, names: Sequence[str]) -> str | None:
    lowered = " ".join(text.casefold().split())
    return next((lowered[len(name) + 1 :] for name in names if lowered.startswith(f"{name} ")), None)
