"""What an editor writes after a command: which post or claim, what to set, and why. Russian or English."""

import re
from collections.abc import Callable, Sequence
from datetime import date, time
from typing import Final, NamedTuple

from domain.claim import Count, Metric, Weapon
from domain.decision import Action
from domain.errors import DecisionRefusedError, Refusal, UnclearPlaceError
from domain.order import Order, Seen, Target, Wish
from domain.region import MOSCOW_REGION, region_table
from handlers.arguments import parse_day

FindRegions = Callable[[str], list[str]]

_NUMBER: Final = re.compile(r"(\d{1,12})?(?:\.(\d{1,5}))?")
_COUNT: Final = re.compile(r"(\d{1,7})(?:[-–—…](\d{1,7}))?")
_HOURS: Final = re.compile(r"(\d{1,2})[:.](\d\d)[-–—](\d{1,2})[:.](\d\d)")
_AT_LEAST: Final = frozenset({"от", "не менее", "минимум", "at least", "from", "min"})
_MORE_THAN: Final = frozenset({"более", "больше", "свыше", "more than", "over"})
_ABOUT: Final = frozenset({"около", "примерно", "порядка", "about", "around", "≈"})
_METRICS: Final = {
    "сбито": Metric.DOWNED,
    "сбиты": Metric.DOWNED,
    "downed": Metric.DOWNED,
    "атака": Metric.ATTACKED,
    "attacked": Metric.ATTACKED,
    "отражено": Metric.REPELLED,
    "repelled": Metric.REPELLED,
    "обломки": Metric.DEBRIS,
    "debris": Metric.DEBRIS,
    "попадание": Metric.IMPACT,
    "падение": Metric.IMPACT,
    "impact": Metric.IMPACT,
    "угроза": Metric.THREAT,
    "threat": Metric.THREAT,
}
_WEAPONS: Final = {
    "бпла": Weapon.DRONE,
    "беспилотник": Weapon.DRONE,
    "drone": Weapon.DRONE,
    "drones": Weapon.DRONE,
    "ракета": Weapon.MISSILE,
    "ракеты": Weapon.MISSILE,
    "missile": Weapon.MISSILE,
    "рсзо": Weapon.ROCKET,
    "rocket": Weapon.ROCKET,
    "авиабомба": Weapon.BOMB,
    "бомба": Weapon.BOMB,
    "bomb": Weapon.BOMB,
    "бэк": Weapon.BOAT,
    "катер": Weapon.BOAT,
    "boat": Weapon.BOAT,
    "шар": Weapon.BALLOON,
    "balloon": Weapon.BALLOON,
}
_MINISTRY: Final = frozenset({"минобороны", "мо", "министерство", "ministry", "mod"})
_GOVERNOR: Final = frozenset({"губернатор", "governor"})
_COUNTRY: Final = frozenset({"страна", "россия", "country", "russia"})
_KINDS: Final = frozenset(
    {
        *("область", "обл", "край", "республика", "регион", "округ", "автономный", "автономная", "ао"),
        *("region", "oblast", "krai", "republic", "okrug"),
    }
)
"""Words that follow a region's name and belong to it."""
_LONGEST_VALUE: Final = 5
"""Words in the longest thing to set: «губернатор» and a region of four words."""
_LONGEST_REASON: Final = 500


class Writer(NamedTuple):
    """Who writes, the number of the post he replies to, the present day, and how regions are found."""

    editor: str
    replied: int | None
    today: date
    find_regions: FindRegions


def parse_order(action: Action, text: str, writer: Writer, seen: Seen | None = None) -> Order:
    """The order in the words of an editor; DecisionRefusedError or UnclearPlaceError where it is none.

    `seen`: what he had before him, where he was asked.
    """
    words = re.sub(r"[№#]\s*", "", text).split()
    target, rest = _take_target(action, words, writer.replied)
    wish, reason = Wish(), rest
    if action is Action.FIX:
        wish, reason = _parse_fix(rest, writer)
    elif action is Action.MOVE:
        wish, reason = _parse_move(rest, writer.find_regions)
    elif action in (Action.MERGE, Action.SPLIT):
        other, reason = _take_number(rest)
        wish = Wish(other=other)
    elif action is Action.CHOOSE_VERSION:
        wish, reason = _parse_version(rest)
    return Order(action, target, writer.editor, " ".join(reason)[:_LONGEST_REASON], wish, seen)


def parse_chosen(what: str, value: str) -> tuple[Action, Wish]:
    """What a button sets: a region, an originator, or the claim of the same drones; refused for others."""
    if what == "place":
        return Action.MOVE, Wish(regions=tuple(_known(code) for code in value.split("+")))
    if what == "whose":
        kind, _, code = value.partition(":")
        if kind != "mod":
            _known(code)
        return Action.FIX, Wish(originator=value)
    other, _ = _take_number([value])
    if what != "same" or other is None:
        raise DecisionRefusedError(Refusal.NOT_UNDERSTOOD)
    return Action.MERGE, Wish(other=other)


def _known(code: str) -> str:
    if code not in region_table():
        raise DecisionRefusedError(Refusal.NOT_UNDERSTOOD)
    return code


def parse_target(text: str, replied: int | None) -> Target:
    """The post or claim that a question names; refused where it names none."""
    target, _ = _take_target(Action.ACCEPT, re.sub(r"[№#]\s*", "", text).split(), replied)
    return target


def parse_whole(text: str) -> int | None:
    """A number alone at the start («5», «№ 5 причина»), and None where there is none."""
    words = re.sub(r"[№#]\s*", "", text).split()
    return (
        int(words[0])
        if words and words[0].isascii() and words[0].isdecimal() and len(words[0]) < 13
        else None
    )


def _take_target(action: Action, words: Sequence[str], replied: int | None) -> tuple[Target, Sequence[str]]:
    """In a reply the post is known: then ".2" is its second claim, and a bare number is no post's."""
    number, rest = _take_number(words, replied)
    if replied is None:
        if number is None:
            raise DecisionRefusedError(Refusal.UNKNOWN_POST, words[0] if words else "")
        return number, rest
    binding = action in (Action.MERGE, Action.SPLIT)
    another = _take_number(rest, replied)[0] if binding else None
    # 12.11 after /fix may be a day; after the others a number with a point is a claim's.
    is_named = number is not None and (number.post_id == replied or action is not Action.FIX)
    if number is None or number.claim is None or not is_named or (binding and another is None):
        return Target(replied), words
    return number, rest


def _take_number(words: Sequence[str], replied: int | None = None) -> tuple[Target | None, Sequence[str]]:
    found = _NUMBER.fullmatch(words[0].rstrip(",;:")) if words else None
    if found is None or not any(found.groups()):
        return None, words
    post, claim = found.groups()
    if post is None and replied is None:
        return None, words
    return Target(int(post) if post else replied or 0, int(claim) if claim else None), words[1:]


def _parse_version(words: Sequence[str]) -> tuple[Wish, Sequence[str]]:
    number, reason = _take_number(words)
    return Wish(version=number.post_id if number else None), reason


def _parse_move(words: Sequence[str], find_regions: FindRegions) -> tuple[Wish, Sequence[str]]:
    """Regions parted by commas; after the last of them, the reason."""
    parts = " ".join(words).split(",")
    if not words:
        raise DecisionRefusedError(Refusal.NOT_UNDERSTOOD)
    if words[0].casefold() in _COUNTRY:
        return Wish(regions=()), words[1:]
    named = [_region(part, find_regions) for part in parts[:-1]]
    last, reason = _leading_region(parts[-1].split(), find_regions)
    return Wish(regions=tuple(dict.fromkeys(code for codes in (*named, last) for code in codes))), reason


def _leading_region(words: Sequence[str], find_regions: FindRegions) -> tuple[tuple[str, ...], Sequence[str]]:
    """The fewest words that name a region, with «область» and its like after them; then what is left."""
    unclear: UnclearPlaceError | None = None
    for length in range(1, min(len(words), _LONGEST_VALUE) + 1):
        whole = length
        while whole < len(words) and words[whole].casefold().rstrip(".") in _KINDS:
            whole += 1
        try:
            return _region(" ".join(words[:whole]), find_regions), words[whole:]
        except UnclearPlaceError as error:
            unclear = error if unclear is None or error.candidates else unclear
    raise unclear or DecisionRefusedError(Refusal.NOT_UNDERSTOOD)


def _region(name: str, find_regions: FindRegions) -> tuple[str, ...]:
    codes = find_regions(name)
    if set(codes) == set(MOSCOW_REGION):
        return MOSCOW_REGION
    if len(codes) != 1:
        raise UnclearPlaceError(name.strip(), tuple(codes))
    return tuple(codes)


def _parse_fix(words: Sequence[str], writer: Writer) -> tuple[Wish, Sequence[str]]:
    """Things to set, one after another, each in as many words as it can be read from; then the reason."""
    set_so_far: dict[str, object] = {}
    while words:
        for length in range(min(len(words), _LONGEST_VALUE), 0, -1):
            found = _read_value(" ".join(words[:length]).casefold(), writer)
            if found and not set_so_far.keys() & found.keys():
                set_so_far |= found
                words = words[length:]
                break
        else:
            break
    return Wish(**set_so_far), words  # type: ignore[arg-type]  # each reader gives what its key takes


def _read_value(text: str, writer: Writer) -> dict[str, object]:
    day = parse_day(text, writer.today)
    if day is not None:
        return {"day": day}
    if text in _METRICS:
        return {"metric": _METRICS[text]}
    if text in _WEAPONS:
        return {"weapon": _WEAPONS[text]}
    return _read_hours(text) or _read_originator(text, writer.find_regions) or _read_count(text)


def _read_hours(text: str) -> dict[str, object]:
    found = _HOURS.fullmatch(text)
    if found is None:
        return {}
    start_h, start_m, end_h, end_m = map(int, found.groups())
    if start_h > 24 or end_h > 24 or start_m > 59 or end_m > 59:
        return {}
    return {"hours": (time(start_h % 24, start_m), time(end_h % 24, end_m))}


def _read_originator(text: str, find_regions: FindRegions) -> dict[str, object]:
    if text in _MINISTRY:
        return {"originator": "mod"}
    who, _, where = text.partition(" ")
    if who not in _GOVERNOR or not where:
        return {}
    try:
        codes, rest = _leading_region(where.split(), find_regions)
    except UnclearPlaceError:
        return {}
    return {} if rest else {"originator": f"governor:{codes[0]}"}


def _read_count(text: str) -> dict[str, object]:
    hedge, _, number = text.rpartition(" ")
    found = _COUNT.fullmatch(number)
    if found is None:
        return {}
    low, high = int(found[1]), int(found[2] or found[1])
    if low == 0 or high < low:
        raise DecisionRefusedError(Refusal.NOT_A_COUNT, text)
    if not hedge:
        return {"count": Count(low, low, high)}
    if hedge in _AT_LEAST:
        return {"count": Count(low, low, None)}
    if hedge in _MORE_THAN:
        return {"count": Count(low + 1, low + 1, None)}
    return {"count": Count(low, low, high), "approximate": True} if hedge in _ABOUT else {}
